"""Rows of the Dictionary: every column of every sheet, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curator.exporting.workbook.column import Row, Sheet


def dictionary_rows(sheets: Iterable[Sheet]) -> Iterator[Row]:
    """A row for each column."""
    for sheet in sheets:
        for column in sheet.columns:
            yield {
                "sheet": sheet.title,
                "column": column.key,
                "heading": column.heading,
                "meaning": column.meaning,
                "type": column.kind.value,
                "allowed_values": column.allowed,
            }
