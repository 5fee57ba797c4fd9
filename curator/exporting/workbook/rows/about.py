"""Rows of About: what the workbook is, of which state of the review, what was chosen, and what had to be altered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curator import product
from curator.evidence.lines import ONE_BY_ONE
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.account import AlteredCell
from curator.exporting.workbook.column import Row, Value

MOST_ALTERED_LISTED = 1_000_000
_HOW_TO_READ = (
    "One thing a row, one sheet for each sort of thing. Row 1 of a sheet has the keys of its columns; point at one to "
    "read what it means, or look it up in the sheet Dictionary. Places in a text are counted in code points from 0, "
    "the end exclusive. An empty cell was not filled in; “not reported” and “not applicable” were looked for."
)


def about_the_review(chosen: Chosen) -> Iterator[Row]:
    """What is known before anything is written: the review, its state, and what was chosen of it."""
    yield from _named(_of_the_review(chosen))
    yield from _named(_of_the_choice(chosen))


def about_the_sheets(
    rows_of: Mapping[str, int], links_left_out: Mapping[str, int], altered: Sequence[AlteredCell]
) -> Iterator[Row]:
    """What is known when all else is written: rows and missing links by sheet, and every cell that was altered."""
    yield from _named({f"rows_{_key(title)}": count for title, count in rows_of.items()})
    yield from _named(
        {
            f"links_left_out_{_key(title)}": f"{count:,} links: a sheet that had them too would not open"
            for title, count in links_left_out.items()
            if count
        }
    )
    yield {"key": "altered_cells", "value": len(altered)}
    for cell in altered[:MOST_ALTERED_LISTED]:
        yield {"key": f"{cell.sheet}, row {cell.row}, {cell.column}", "value": cell.what}


def _of_the_review(chosen: Chosen) -> dict[str, Value]:
    return {
        "what": "The evidence of one review: its claims, and the exact words that each of them stands on",
        "how_to_read": _HOW_TO_READ,
        "product": product.NAME,
        "version": product.VERSION,
        "review": chosen.review.title,
        "question": chosen.review.question,
        "review_id": chosen.review.id,
        "changes": chosen.state.sequence,
        "last_change_at": chosen.state.changed_at,
    }


def _of_the_choice(chosen: Chosen) -> dict[str, Value]:
    choice = chosen.choice
    reports = ONE_BY_ONE.join(chosen.report_names[report.id] for report in chosen.reports)
    reviewers = ONE_BY_ONE.join(
        reviewer.name for reviewer in chosen.reviewers.values() if reviewer.id in choice.reviewer_ids
    )
    return {
        "reports_chosen": reports if choice.report_ids else "all",
        "reviewers_chosen": reviewers if choice.reviewer_ids else "all",
        "claims_chosen": "as extracted" if choice.reviewer_ids else choice.source.value,
        "statuses_chosen": ONE_BY_ONE.join(dict.fromkeys(status.value for status in choice.statuses)),
    }


def _named(said: Mapping[str, Value]) -> Iterator[Row]:
    for key, value in said.items():
        yield {"key": key, "value": value}


def _key(title: str) -> str:
    return title.lower().replace(" ", "_")
