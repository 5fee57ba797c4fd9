"""In which fields claims about the same thing differ, and how much that matters."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import StrEnum

from msgspec.structs import astuple, replace

from curator.adjudication.basis import COMPARED, WORDING
from curator.agreement.claims.terms import Terms
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.evidence.lines import effect
from curator.records import Claim, Estimate, FieldKind, Group, Meaning, Study


class Consequence(StrEnum):
    """What a disagreement is about, the most consequential first."""

    ONLY_ONE = "only one found it"
    NOT_ALL = "not everybody found it"
    DIRECTION = "direction"
    TERMS = "therapy or outcome"
    NUMBERS = "numbers"
    DETAILS = "other fields"
    WORDS = "words"


_ABOUT = {
    "direction_id": Consequence.DIRECTION,
    "therapies": Consequence.TERMS,
    "comparators": Consequence.TERMS,
    "outcome_id": Consequence.TERMS,
    "estimates": Consequence.NUMBERS,
    **dict.fromkeys(WORDING, Consequence.WORDS),
}
_BY_WEIGHT = list(Consequence)
_OPPOSITES = ({Meaning.IMPROVED, Meaning.WORSENED}, {Meaning.INCREASED, Meaning.DECREASED})


class Comparing:
    """Compares claims with the codebook and the studies of one moment: the same is the same however it is spelled."""

    def __init__(self, codebook: Codebook, studies: Iterable[Study]) -> None:
        self._codebook = codebook
        therapies, outcomes = Terms(codebook.therapies), Terms(codebook.outcomes)
        directions = {one.id: fold(one.name) for one in codebook.directions.values()}
        trials = {one.id: fold(one.name) for one in studies}
        self._held: dict[str, Callable[[Claim], Hashable]] = {
            "therapies": lambda claim: _groups(claim.therapies, therapies),
            "comparators": lambda claim: _groups(claim.comparators, therapies),
            "outcome_id": lambda claim: outcomes.same(claim.outcome_id) if claim.outcome_id else None,
            "direction_id": lambda claim: directions.get(claim.direction_id or "", claim.direction_id),
            "estimates": lambda claim: frozenset(map(_numbers, claim.estimates)),
            "study_id": lambda claim: trials.get(claim.study_id or "", claim.study_id),
            "passages": lambda claim: frozenset((one.start, one.end) for one in claim.passages),
        }

    def fields(self) -> tuple[str, ...]:
        """The codes of all fields that are compared: names of fields of claims, then ids of the codebook's own."""
        return (*COMPARED, *self._codebook.fields)

    def differing(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        """The codes of the fields in which some of the claims differ, in the order in which they are shown."""
        if len(claims) <= 1:
            return ()
        first, *others = claims
        return tuple(code for code in self.fields() if self._is_other(code, first, others))

    def _is_other(self, code: str, first: Claim, others: Sequence[Claim]) -> bool:
        held = self._in(code, first)
        return any(self._in(code, claim) != held for claim in others)

    def consequence(self, differing: Sequence[str]) -> Consequence:
        """What matters most of some fields that differ."""
        return min(map(self._about, differing), key=_BY_WEIGHT.index)

    def are_opposite(self, claims: Sequence[Claim]) -> bool:
        """Whether one claim says the opposite of another: better and worse, or more and less."""
        effects = {effect(claim, self._codebook) for claim in claims}
        return any(opposites <= effects for opposites in _OPPOSITES)

    def _about(self, code: str) -> Consequence:
        own = self._codebook.fields.get(code)
        if own is not None and own.kind is FieldKind.NUMBER:
            return Consequence.NUMBERS
        return _ABOUT.get(code, Consequence.DETAILS)

    def _in(self, code: str, claim: Claim) -> Hashable:
        """What a claim has in a field, so that equal means the same; why it has nothing counts too."""
        if code in self._codebook.fields:
            held: Hashable = fold(claim.extra[code]) if claim.extra.get(code) else ""
        elif code in self._held:
            held = self._held[code](claim)
        else:
            words = getattr(claim, code)
            held = words and fold(words)
        return held or None, claim.absent.get(code)


def _groups(groups: Iterable[Group], terms: Terms) -> Hashable:
    return frozenset(frozenset(map(terms.same, group)) for group in groups)


def _numbers(estimate: Estimate) -> Hashable:
    """An estimate without its identity and the reviewer's remark on it."""
    plain = replace(estimate, id="", note="")
    return tuple(fold(part) if isinstance(part, str) else part for part in astuple(plain))
