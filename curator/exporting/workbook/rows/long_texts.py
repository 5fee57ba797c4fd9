"""Rows of the sheet Long texts: what does not fit into one cell, in parts that do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curator.exporting.workbook.account import TooLong
from curator.exporting.workbook.cells import in_parts
from curator.exporting.workbook.column import Row


def long_text_rows(texts: Iterable[TooLong]) -> Iterator[Row]:
    """A row for each part of each text; the parts joined are the whole text."""
    for text in texts:
        parts = in_parts(text.text)
        for number, part in enumerate(parts, 1):
            yield {
                "sheet": text.sheet,
                "row": text.row,
                "column": text.column,
                "record_id": text.record_id,
                "part": number,
                "parts": len(parts),
                "words": part,
            }
