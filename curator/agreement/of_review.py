"""How far the reviewers of a review agree: on words, on claims found, and on each field of claims found by both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from curator.agreement.agreement import Agreement
from curator.agreement.review.selection import Selection
from curator.agreement.review.tolerance import Tolerance
from curator.agreement.settings import Bootstrap, Progress
from curator.ports import RecordReader

if TYPE_CHECKING:
    from curator.agreement.claims.linking import Unit
    from curator.agreement.review.coded import Coded
    from curator.agreement.review.fields import FieldAgreement

CLAIMS_FOUND = "claims_found"
"""What agreement on claims found is called, where otherwise a field is named."""


class Comparison(Struct, frozen=True, kw_only=True):
    """How claims are compared.

    ``tree_level`` is the level of the codebook's trees at which therapies and outcomes are compared: two names
    under one term agree there; 1 is the top, None takes the terms as they are. ``ordered`` names fields whose
    categories are in rank order in the codebook, for weighted kappa and ordinal alpha.
    """

    tree_level: int | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    ordered: tuple[str, ...] = ()
    bootstrap: Bootstrap = field(default_factory=Bootstrap)


class ReviewAgreement(Struct, frozen=True, kw_only=True):
    """The agreement of a review.

    ``coded`` is what was compared, ``units`` every claim of it, together with those that are about the same thing.
    """

    coded: Coded
    units: Sequence[Unit]
    passages: Agreement
    claims_found: Agreement
    fields: Mapping[str, FieldAgreement]

    def as_json(self) -> dict[str, Any]:
        """The agreement as plain values that can be written as JSON as they are."""
        found = self.claims_found.as_json()
        for block in (found["all"], *found["pairs"], *found["against_the_rest"].values()):
            for count in ("both", "only_first", "only_second", "only_one"):
                if f"f1_{count}" in block:
                    block[count] = block.pop(f"f1_{count}")
        return {
            "reviewers": list(self.coded.reviewers.values()),
            "reports": len(self.coded.reports),
            "reports_left_out": self.coded.left_out,
            "reports_unfinished": self.coded.unfinished,
            "claims_found": found,
            "fields": {name: agreement.as_json() for name, agreement in self.fields.items()},
            "passages": self.passages.as_json(),
        }


def agreement_of_review(
    reader: RecordReader,
    selection: Selection | None = None,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> ReviewAgreement:
    """How far the reviewers agree in the reports that two or more of them have read.

    Claims are put together as ``curator.agreement.claims.linking`` says, once for all figures. Marks and claims
    that were retracted count nowhere.
    """
    from curator.agreement.claims.linking import link_claims
    from curator.agreement.review.coded import read_coded
    from curator.agreement.review.found import agreement_of_claims_found
    from curator.agreement.review.passages import agreement_of_passages

    selection, comparison = selection or Selection(), comparison or Comparison()
    tell = _Steps(progress)
    tell(0.0, "Reading what was coded")
    coded = read_coded(reader, selection)
    units = link_claims(coded.claims, coded.codebook, coded.said, tell.part(0.1, 0.3), coded.settled)
    found = agreement_of_claims_found(coded, units)
    fields = _fields(reader, coded, units, comparison, tell.part(0.3, 0.6))
    passages = agreement_of_passages(coded, selection, tell.part(0.6, 1.0))
    tell(1.0, "")
    return ReviewAgreement(coded=coded, units=units, passages=passages, claims_found=found, fields=fields)


def _fields(
    reader: RecordReader, coded: Coded, units: Sequence[Unit], comparison: Comparison, progress: Progress
) -> dict[str, FieldAgreement]:
    """Agreement on every field of claims, and on those parts of estimates that somebody filled."""
    from curator.agreement.review.estimates import estimate_fields, estimate_rows
    from curator.agreement.review.fields import Columns, agreement_of_field, units_of_two
    from curator.agreement.review.values import compared_fields
    from curator.records import Study

    shared = units_of_two(units)
    of_claims = Columns(coded.reviewers, (unit.claims for unit in shared))
    of_estimates = Columns(coded.reviewers, estimate_rows(shared))
    claim_fields = compared_fields(coded.codebook, reader.all(Study), comparison.ordered, comparison.tree_level)
    used = [one for one in estimate_fields() if of_estimates.is_filled(one.code)]
    fields = [(one, of_claims) for one in claim_fields] + [(one, of_estimates) for one in used]
    agreements = {}
    for number, (one, columns) in enumerate(fields):
        progress(number / len(fields), f"Comparing: {one.title}")
        agreements[one.name] = agreement_of_field(one, columns, comparison.bootstrap, comparison.tolerance)
    return agreements


class _Steps:
    """Tells how far the whole is, when a part of it tells how far it is."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def __call__(self, share: float, words: str) -> None:
        if self._progress is not None:
            self._progress(share, words)

    def part(self, start: float, end: float) -> Progress:
        return lambda share, words: self(start + share * (end - start), words)
