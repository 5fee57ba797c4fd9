"""Writes comparisons as one CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.csv_tables.cells import cell
from curator.exporting.meta.comparisons import Comparison, Comparisons
from curator.exporting.saving import replacing, target_of
from curator.exporting.workbook.column import Value
from curator.ports import RecordReader

Columns = Sequence[tuple[str, str, Callable[[Comparison], Value]]]


def write_table(
    columns: Columns,
    endings: Sequence[str],
    reader: RecordReader,
    path: Path,
    choice: Choice,
    progress: Progress | None,
) -> ExportAccount:
    """Writes a row for each comparison; raises ``BadInput``, ``NotFound`` and ``CannotWrite``."""
    target = target_of(path, endings)
    comparisons = Comparisons(Chosen(reader, choice), heeding(progress))
    rows = 0
    try:
        with replacing(target) as file:
            words = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
            table = csv.writer(words)
            table.writerow([name for name, _, _ in columns])
            for one in comparisons:
                table.writerow([cell(value(one)) for _, _, value in columns])
                rows += 1
            words.detach()
    except Cancelled:
        return ExportAccount(path=target, cancelled=True)
    return ExportAccount(path=target, counts={"comparison": rows}, notes=tuple(comparisons.notes()))
