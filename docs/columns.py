"""Writes the page of the user guide that lists every column of the workbook, from the workbook's own dictionary.

.venv/bin/python docs/columns.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from curator.codebook.codebook import Codebook  # noqa: E402
from curator.codebook.general import starting_codebook  # noqa: E402
from curator.exporting.workbook.columns import sheets  # noqa: E402
from curator.records import Direction, Label  # noqa: E402

PAGE = HERE / "guide" / "workbook-columns.md"

_HEAD = """# Columns of the workbook

Every column of every sheet, as the sheet Dictionary of each workbook has them. Directions and labels are those of a new
review; the codebook's own fields stand at the end of Claims.
"""


def page() -> str:
    """The page as it ought to be."""
    records = starting_codebook()
    codebook = Codebook(
        directions=[record for record in records if isinstance(record, Direction)],
        labels=[record for record in records if isinstance(record, Label)],
    )
    return "\n".join([_HEAD, *_sections(codebook)])


def _sections(codebook: Codebook) -> Iterator[str]:
    for sheet in sheets(codebook):
        yield f"## {sheet.title}\n\n{sheet.meaning}.\n"
        yield "| column | meaning | type | allowed values |\n| --- | --- | --- | --- |"
        for column in sheet.columns:
            allowed = column.allowed.replace("|", "\\|")
            yield f"| `{column.key}` | {column.meaning} | {column.kind.value} | {allowed} |"
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(f"{PAGE.relative_to(HERE.parent)}\n")
