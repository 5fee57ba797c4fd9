"""Two reviewers' claims as arrays, so that many pairs of them can be compared at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from curator.agreement.arrays import Ints
from curator.agreement.claims.terms import Terms
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.records import Absence, Claim

BLANK = -1
"""The code of a field that nobody filled."""

Value = Hashable

FINER_FIELDS = ("population", "time_point", "design", "attribution", "study_id")
"""Fields that only tell apart claims that are otherwise equally alike."""


class Numbering:
    """Whole numbers for values, the same for values that are the same."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._numbers: dict[Value, int] = {}

    def number(self, value: Value) -> int:
        """The number of a value, or ``BLANK`` for None."""
        if value is None:
            return BLANK
        known = self._numbers.setdefault(value, len(self.values))
        if known == len(self.values):
            self.values.append(value)
        return known

    def numbers(self, values: Iterable[Value]) -> Ints:
        """The numbers of many values."""
        return np.array([self.number(value) for value in values], dtype=np.int64)


class Numberings:
    """The numberings that the claims of two reviewers share, and the terms behind them."""

    def __init__(self, codebook: Codebook) -> None:
        self.therapy_terms = Terms(codebook.therapies)
        self.outcome_terms = Terms(codebook.outcomes)
        self.reports = Numbering()
        self.keys = Numbering()
        self.therapies = Numbering()
        self.comparators = Numbering()
        self.outcomes = Numbering()
        self.finer = {name: Numbering() for name in FINER_FIELDS}
        self.room = 0
        """More than the last place of any passage."""

    def therapies_of(self, claim: Claim, field: str) -> Value:
        """The therapies (or comparators) of a claim as a set, why there are none, or None when it is blank."""
        groups = claim.therapies if field == "therapies" else claim.comparators
        return self.therapy_terms.named_in(groups) or claim.absent.get(field)

    def outcome_of(self, claim: Claim) -> Value:
        """The outcome of a claim, why there is none, or None when it is blank."""
        if claim.outcome_id is None:
            return claim.absent.get("outcome_id")
        return self.outcome_terms.same(claim.outcome_id)


class Profiles:
    """The claims of one reviewer, in the order of reports and places in the text."""

    def __init__(self, claims: Iterable[Claim], shared: Numberings) -> None:
        self.claims = sorted(claims, key=_in_order)
        claims = self.claims
        self.report = shared.reports.numbers(claim.report_id for claim in claims)
        self.key = shared.keys.numbers((claim.report_id, fold(claim.key)) if claim.key else None for claim in claims)
        self.therapies = shared.therapies.numbers(shared.therapies_of(claim, "therapies") for claim in claims)
        self.comparators = shared.comparators.numbers(shared.therapies_of(claim, "comparators") for claim in claims)
        self.outcome = shared.outcomes.numbers(map(shared.outcome_of, claims))
        self.finer = {
            name: shared.finer[name].numbers(_finer(claim, name) for claim in claims) for name in FINER_FIELDS
        }
        stretches = [_joined(claim) for claim in claims]
        counts = [len(own) for own in stretches]
        borders = [border for own in stretches for border in own]
        both = np.array(borders, dtype=np.int64).reshape(-1, 2)
        self.owner: Ints = np.repeat(np.arange(len(claims)), counts)
        self.start: Ints = both[:, 0]
        self.end: Ints = both[:, 1]
        self.characters: Ints = np.bincount(self.owner, weights=self.end - self.start, minlength=len(claims)).astype(
            np.int64
        )
        self.place: Ints = np.array([own[0][0] if own else 0 for own in stretches], dtype=np.int64)
        shared.room = max(shared.room, int(self.end.max(initial=0)) + 1)

    def __len__(self) -> int:
        return len(self.claims)


def _in_order(claim: Claim) -> tuple[str, int, int, str]:
    first = claim.passages[0] if claim.passages else None
    return (claim.report_id, first.start if first else 0, first.end if first else 0, claim.id)


def _finer(claim: Claim, name: str) -> Value:
    value = getattr(claim, name)
    return fold(value) if value else None


def _joined(claim: Claim) -> Sequence[tuple[int, int]]:
    """The claim's passages in the order of the text, those that overlap as one."""
    if len(claim.passages) == 1:
        return [(claim.passages[0].start, claim.passages[0].end)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted((passage.start, passage.end) for passage in claim.passages):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def is_named(value: Value) -> bool:
    """Whether a value is one or more terms, rather than a reason why there is none."""
    return value is not None and not isinstance(value, Absence)
