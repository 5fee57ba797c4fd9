"""What claims hold in a field, as categories that can be compared: the same however it is spelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from curator.agreement.claims.terms import Terms
from curator.agreement.ratings import Level, number_in
from curator.codebook.codebook import Codebook
from curator.codebook.extra_values import options_of
from curator.codebook.names import fold
from curator.coding.offered import ATTRIBUTIONS, DESIGNS
from curator.evidence.lines import ONE_BY_ONE, TOGETHER
from curator.records import Absence, Claim, Direction, Field, FieldKind, Group, Study

Code = str | int | float | None
"""A category, or None where the field was not filled."""


class ComparedField(Struct, frozen=True, kw_only=True):
    """A field of claims as it is compared.

    ``code`` gives what a claim (or an estimate of it) holds. ``categories`` are those of the codebook, in order; what
    was used beyond them comes after, as it comes. ``set_code`` gives the same as a set, where a claim can hold several
    at once.
    """

    name: str
    title: str
    code: Callable[[Any], Code]
    categories: tuple[str, ...] = ()
    level: Level = Level.NOMINAL
    set_code: Callable[[Claim], frozenset[str] | None] | None = None


def compared_fields(
    codebook: Codebook, studies: Iterable[Study], ordered: Iterable[str] = (), tree_level: int | None = None
) -> list[ComparedField]:
    """The fields of claims but the estimates, in the order in which they are shown.

    ``ordered`` names fields whose categories are in rank order; ``tree_level`` is the level of the codebook's trees at
    which therapies and outcomes are compared, 1 being the top.
    """
    therapies = _ShownTerms(Terms(codebook.therapies), tree_level)
    outcomes = _ShownTerms(Terms(codebook.outcomes), tree_level)
    directions = _Names(codebook.directions.values())
    fields = [
        _of_groups("therapy", "Therapy", "therapies", therapies),
        _of_groups("comparator", "Comparator", "comparators", therapies),
        ComparedField(
            name="outcome",
            title="Outcome",
            code=lambda claim: outcomes.shown(claim.outcome_id) if claim.outcome_id else _absent(claim, "outcome_id"),
            categories=outcomes.all_shown,
        ),
        ComparedField(
            name="direction",
            title="Direction",
            code=lambda claim: directions.of(claim.direction_id) or _absent(claim, "direction_id"),
            categories=directions.in_use,
        ),
        _of_words("population", "Population", "population"),
        _of_words("time_point", "Time point", "time_point"),
        _of_words("design", "Design", "design", DESIGNS),
        _of_words("attribution", "Attribution", "attribution", ATTRIBUTIONS),
        _of_study(_Names(studies)),
    ]
    fields += _extra(codebook, {field.name for field in fields})
    in_order = {fold(name) for name in ordered}
    return [_as_ordered(field) if fold(field.name) in in_order else field for field in fields]


_ABSENT = {reason.value for reason in Absence}


def _as_ordered(field: ComparedField) -> ComparedField:
    """The field with its categories in rank order; why something is absent has no rank, and is no code then."""

    def code(claim: Claim) -> Code:
        held = field.code(claim)
        return None if held in _ABSENT else held

    level = Level.ORDINAL if field.level is Level.NOMINAL else field.level
    return replace(field, code=code, level=level, set_code=None)


class _ShownTerms:
    """What terms are called at a level of the tree; where two are called the same, with the path to each."""

    def __init__(self, terms: Terms, level: int | None) -> None:
        self._terms = terms
        self._level = level
        self._shown = _apart(terms)
        self.all_shown = tuple(self._shown[term_id] for term_id in terms.all_at_level(level))

    def shown(self, term_id: str) -> str:
        at_level = self._terms.at_level(term_id, self._level)
        return self._shown.get(at_level, at_level)

    def group(self, group: Group) -> str:
        return TOGETHER.join(sorted({self.shown(term_id) for term_id in group}))


def _apart(terms: Terms) -> dict[str, str]:
    called: dict[str, list[str]] = {}
    for term_id, name in terms.names.items():
        if terms.same(term_id) == term_id:
            called.setdefault(name, []).append(term_id)
    return {
        term_id: name if len(ids) == 1 else " > ".join(terms.names[step] for step in terms.path(term_id))
        for name, ids in called.items()
        for term_id in ids
    }


def _of_groups(name: str, title: str, field: str, terms: _ShownTerms) -> ComparedField:
    def code(claim: Claim) -> Code:
        groups: tuple[Group, ...] = getattr(claim, field)
        return ONE_BY_ONE.join(sorted({terms.group(group) for group in groups})) or _absent(claim, field)

    def set_code(claim: Claim) -> frozenset[str] | None:
        groups: tuple[Group, ...] = getattr(claim, field)
        reason = _absent(claim, field)
        members = frozenset(terms.shown(term_id) for group in groups for term_id in group)
        return members or (frozenset({reason}) if reason else None)

    return ComparedField(name=name, title=title, code=code, categories=terms.all_shown, set_code=set_code)


class _Names:
    """Names of directions or studies by id; those that are spelled the same are the same."""

    def __init__(self, records: Iterable[Direction | Study]) -> None:
        called: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        in_use = []
        for record in records:
            self._by_id[record.id] = called.setdefault(fold(record.name), record.name)
            if not getattr(record, "retired", False):
                in_use.append(self._by_id[record.id])
        self.in_use = tuple(dict.fromkeys(in_use))

    def of(self, record_id: str | None) -> str | None:
        """The name, or None without one."""
        return self._by_id.get(record_id) if record_id is not None else None


def _of_study(names: _Names) -> ComparedField:
    return ComparedField(
        name="study",
        title="Study",
        code=lambda claim: names.of(claim.study_id) or _absent(claim, "study_id"),
        categories=names.in_use,
    )


class _Spellings:
    """Words as they were first spelled."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self._first = {fold(words): words for words in known}

    def of(self, words: str) -> str | None:
        """The first spelling of these words; None for none."""
        folded = fold(words)
        return self._first.setdefault(folded, words) if folded else None


def _of_words(name: str, title: str, field: str, offered: tuple[str, ...] = ()) -> ComparedField:
    spellings = _Spellings(offered)
    return ComparedField(
        name=name,
        title=title,
        code=lambda claim: spellings.of(getattr(claim, field)) or _absent(claim, field),
        categories=offered,
    )


def _extra(codebook: Codebook, taken: set[str]) -> list[ComparedField]:
    """The codebook's own fields; those of one name are one field, called so that no other field is called the same."""
    by_name: dict[str, list[Field]] = {}
    for field in codebook.fields.values():
        by_name.setdefault(fold(field.name), []).append(field)
    return [_of_extra(fields, "extra " if name in taken else "") for name, fields in by_name.items()]


def _of_extra(fields: Sequence[Field], before: str) -> ComparedField:
    ids = [field.id for field in fields]
    numbers = fields[0].kind is FieldKind.NUMBER
    options = options_of(fields[0])
    spellings = _Spellings(options)

    def code(claim: Claim) -> Code:
        words = next((claim.extra[field_id] for field_id in ids if claim.extra.get(field_id)), "")
        if numbers:
            return number_in(words)
        absent = (_absent(claim, field_id) for field_id in ids)
        return spellings.of(words) or next((reason for reason in absent if reason), None)

    return ComparedField(
        name=f"{before}{fields[0].name}",
        title=fields[0].name,
        code=code,
        categories=() if numbers else options,
        level=Level.INTERVAL if numbers else Level.NOMINAL,
    )


def _absent(claim: Claim, field: str) -> str | None:
    reason = claim.absent.get(field)
    return reason.value if reason is not None else None
