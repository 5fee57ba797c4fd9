"""By what the queue may be narrowed: a cell of a confusion table, a field, a report."""

from __future__ import annotations

from curator.agreement.of_review import CLAIMS_FOUND, ReviewAgreement
from ui.window.compare.comparing import FieldDetails
from ui.window.compare.figure_rows import PASSAGES, field_title, is_of_estimates
from ui.window.compare.hands import Hands
from ui.window.compare.queue_rows import Narrowing
from ui.window.compare.settings import Settings
from ui.window.furniture.words import translated

_CODE_OF = {
    "therapy": "therapies",
    "comparator": "comparators",
    "outcome": "outcome_id",
    "direction": "direction_id",
    "study": "study_id",
    PASSAGES: "passages",
}
"""What a field that is compared is called in a claim, where that is something else."""


def narrowed_by_cell(
    found: ReviewAgreement, settings: Settings, details: FieldDetails, row: str, column: str, hands: Hands
) -> Narrowing:
    """Only the claims in which the first reviewer said ``row`` and the second one ``column``."""
    first, *others = settings.between or tuple(found.coded.reviewers)
    if not others:  # one against all others
        others = [one for one in found.coded.reviewers if one != first]
    pairs = {pair for other in others for pair in details.cells.claims_in(first, other, row, column)}
    field = found.fields.get(details.name)
    says = translated("Narrowing", "{field}: {one} ({first}) × {other} ({second})").format(
        field=field_title(field) if field is not None else "",
        one=row,
        other=column,
        first=hands[first].in_words,
        second=" / ".join(hands[other].in_words for other in others),
    )
    return Narrowing(pairs=frozenset(pairs), says=says)


def narrowed_by_report(report_id: str, title: str) -> Narrowing:
    """Only what is on one report."""
    return Narrowing(report_id=report_id, says=translated("Narrowing", "Only {report}").format(report=title))


def narrowed_by_field(found: ReviewAgreement, name: str) -> Narrowing:
    """Only disagreements in one field; only claims that somebody missed, when it is about claims found."""
    if name == CLAIMS_FOUND:
        return Narrowing(missed=True, says=translated("Narrowing", "Not found by everybody"))
    field = found.fields.get(name)
    code = _code_of(found, name)
    title = field_title(field) if field is not None else translated("Narrowing", "Words")
    return Narrowing(code=code, says=translated("Narrowing", "Differs: {field}").format(field=title))


def _code_of(found: ReviewAgreement, name: str) -> str:
    if is_of_estimates(name):
        return "estimates"
    if name in _CODE_OF:
        return _CODE_OF[name]
    own = found.coded.codebook.field_named(name.removeprefix("extra "))
    return own.id if own is not None else name
