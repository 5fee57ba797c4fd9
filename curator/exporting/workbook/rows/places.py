"""Where passages stand in their report: the section and the page, for the rows of claims, marks and passages."""

from __future__ import annotations

from collections.abc import Sequence

from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.records import Passage
from curator.text.structure import page_at, words_for_section


def place_of(chosen: Chosen, report_id: str, passages: Sequence[Passage]) -> Row:
    """The section and the page on which the first of some passages begins; empty where nothing is known of it."""
    structure = chosen.structure_of(report_id) if passages else None
    page = page_at(structure, passages[0].start) if passages else None
    return {
        "section": words_for_section(structure, passages[0].start) if passages else "",
        "page": page.label if page is not None else "",
    }
