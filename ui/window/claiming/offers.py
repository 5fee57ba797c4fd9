"""What a field offers while one types: terms with their tree, words in use, something new, and why there is none.

Nothing here is a widget: an offer is a value, and the lists are the same whoever shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Generic, TypeVar

from msgspec import Struct
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from curator.codebook.names import Sought, fold, tidy
from curator.codebook.tree import Tree
from curator.records import Absence, Study, Term
from ui.window.furniture.words import translated

T = TypeVar("T", bound=Term)

STEP_DOWN = " › "
_FEWEST_LETTERS_OF_AN_ABSENCE = 2
_BEGUN = (0, 1, 3)
_ALIKE = 78
"""From which share of equal letters, in percent, a typed name may be a slip of the finger."""
_MOST_ALIKE = 3
_MOST_FITS = 20
_MOST_OF_THE_TREE = 300
_MOST_PARENTS = 4


class OfferKind(Enum):
    """What taking an offer does."""

    TERM = auto()
    WORDS = auto()
    NEW = auto()
    ABSENT = auto()
    HEADING = auto()


class Offer(Struct, frozen=True, kw_only=True):
    """One line of what a field offers.

    ``hint`` stands at the right: where a term is in the tree, or the key that does the same. ``record_id`` is the
    term or study that is offered, ``parent_id`` the term that a new one goes under, ``reason`` why a field is empty.
    """

    kind: OfferKind
    words: str
    hint: str = ""
    depth: int = 0
    record_id: str | None = None
    name: str = ""
    parent_id: str | None = None
    reason: Absence | None = None


class TermOffers(Struct, Generic[T], kw_only=True):
    """What a picker of terms offers. ``in_words`` gives the words that the claim stands on."""

    tree: Callable[[], Tree[T]]
    in_words: Callable[[], str]
    new_name: Callable[[str], str]

    def for_typed(self, typed: str, chosen: frozenset[str]) -> list[Offer]:
        """The offers for what was typed so far, without the terms that are chosen already."""
        tree, typed = self.tree(), typed.replace('"', "")
        name, under, parent = typed.partition(">")
        if under and tidy(name):
            return self._new_under(tree, tidy(name), parent)
        if not tidy(typed):
            return [*self._whole_tree(tree, chosen), *absence_offers("")]
        named = tree.find(typed)
        fits = [term for term in tree.search(typed, _MOST_FITS) if term.id not in chosen]
        occurring = {term.id for term in tree.occurring_in(self.in_words())}
        fits.sort(key=lambda term: (term is not named, term.id not in occurring))
        if not fits:
            fits = [term for term in self._spelt_alike(tree, typed) if term.id not in chosen]
        offers = [_term_offer(tree, term, typed) for term in fits]
        if named is None:
            offers.append(self._new(tidy(typed)))
        return [*offers, *absence_offers(typed)]

    @staticmethod
    def _spelt_alike(tree: Tree[T], typed: str) -> list[T]:
        """Terms that a slip of the finger may have missed, so that it does not make a new term."""
        names = {
            (term.id, name): fold(name) for term in tree if not term.retired for name in (term.name, *term.synonyms)
        }
        alike = extract(fold(typed), names, scorer=ratio, score_cutoff=_ALIKE, limit=_MOST_ALIKE)
        return [tree.by_id[term_id] for term_id in dict.fromkeys(key[0] for _, _, key in alike)]

    def _whole_tree(self, tree: Tree[T], chosen: frozenset[str]) -> list[Offer]:
        occurring = [term for term in tree.occurring_in(self.in_words()) if term.id not in chosen and not term.retired]
        offers: list[Offer] = []
        if occurring:
            offers.append(_heading(translated("Offers", "In these words")))
            offers += [_term_offer(tree, term, "") for term in occurring]
            offers.append(_heading(translated("Offers", "In the codebook")))
        alive = [term for term in tree if not term.retired and term.id not in chosen]
        for term in alive[:_MOST_OF_THE_TREE]:
            depth = len(tree.path(term.id)) - 1
            offers.append(Offer(kind=OfferKind.TERM, words=term.name, depth=depth, record_id=term.id, hint=term.code))
        return offers

    def _new(self, name: str) -> Offer:
        hint = translated("Offers", "“>” puts it under a term")
        return Offer(kind=OfferKind.NEW, words=self.new_name(name), name=name, hint=hint)

    def _new_under(self, tree: Tree[T], name: str, parent: str) -> list[Offer]:
        if not tidy(parent):
            parents = [term for term in tree if not term.retired][:_MOST_OF_THE_TREE]
        else:
            parents = tree.search(parent, _MOST_PARENTS)
        return [
            Offer(
                kind=OfferKind.NEW,
                words=translated("Offers", "{new} under {parent}").format(new=self.new_name(name), parent=term.name),
                name=name,
                parent_id=term.id,
                hint=_above(tree, term),
            )
            for term in parents
        ]


def words_offers(typed: str, options: Iterable[str], settled: str = "") -> list[Offer]:
    """Words that a field of free text offers: those of ``options`` that fit; all of them before anything is typed."""
    wanted = fold(typed)
    given = {fold(option): option for option in reversed([option for option in options if tidy(option)])}
    ordered = list(reversed(given.values()))
    if wanted and wanted != fold(settled):
        placed = [(place, option) for option in ordered if (place := Sought.of(option).fit(wanted)) is not None]
        ordered = [option for _, option in sorted(placed, key=lambda pair: pair[0])]
    offers = [Offer(kind=OfferKind.WORDS, words=option, name=option) for option in ordered if fold(option) != wanted]
    reasons = absence_offers("" if wanted == fold(settled) else typed)
    return [*offers[:_MOST_FITS], *(reason for reason in reasons if fold(reason.words) not in given)]


def study_offers(typed: str, studies: Sequence[Study], first: Sequence[str], settled: str = "") -> list[Offer]:
    """Studies that fit, those of the report (ids in ``first``) before the others; then a new one of that name."""
    wanted = fold(typed)
    browsing = not wanted or wanted == fold(settled)
    places: Mapping[str, int] = {study_id: place for place, study_id in enumerate(first)}
    found = []
    for study in studies:
        place = 0 if browsing else Sought.of(study.name).fit(wanted)
        if place is None and study.registration:
            place = Sought.of(study.registration).fit(wanted)
        if place is not None:
            found.append(((place, places.get(study.id, len(places)), fold(study.name)), study))
    found.sort(key=lambda pair: pair[0])
    offers = [
        Offer(kind=OfferKind.TERM, words=study.name, hint=study.registration, record_id=study.id, name=study.name)
        for _, study in found[:_MOST_FITS]
    ]
    if not browsing and all(fold(study.name) != wanted for study in studies):
        new = translated("Offers", "New study “{name}”").format(name=tidy(typed))
        offers.append(Offer(kind=OfferKind.NEW, words=new, name=tidy(typed)))
    return [*offers, *absence_offers("" if browsing else typed)]


def absence_offers(typed: str) -> list[Offer]:
    """Why there is nothing to fill in; offered before anything is typed, or when that is what is being typed."""
    wanted = fold(typed)
    known = (
        (Absence.NOT_REPORTED, translated("Offers", "not reported"), translated("Offers", "Ctrl+R")),
        (Absence.NOT_APPLICABLE, translated("Offers", "not applicable"), translated("Offers", "Ctrl+Shift+R")),
    )
    return [
        Offer(kind=OfferKind.ABSENT, words=words, hint=key, reason=reason)
        for reason, words, key in known
        if not wanted or (len(wanted) >= _FEWEST_LETTERS_OF_AN_ABSENCE and Sought.of(words).fit(wanted) in _BEGUN)
    ]


def absence_in_words(reason: Absence | None) -> str:
    """Why a field is empty, as shown in it; empty for a field that was not looked at yet."""
    return next((offer.words for offer in absence_offers("") if offer.reason is reason), "") if reason else ""


def _heading(words: str) -> Offer:
    return Offer(kind=OfferKind.HEADING, words=words)


def _term_offer(tree: Tree[T], term: T, typed: str) -> Offer:
    """A term with the synonym that was typed, if it was one, and the terms above it."""
    wanted = fold(typed)
    by_synonym = ""
    if wanted and Sought.of(term.name).fit(wanted) is None:
        by_synonym = next((other for other in term.synonyms if Sought.of(other).fit(wanted) is not None), "")
    hint = " · ".join(part for part in (by_synonym, _above(tree, term)) if part)
    return Offer(kind=OfferKind.TERM, words=term.name, hint=hint, record_id=term.id)


def _above(tree: Tree[T], term: T) -> str:
    return STEP_DOWN.join(step.name for step in tree.path(term.id)[:-1])
