"""New rows of the sheet Claims, read as rows of a claims table are."""

from __future__ import annotations

from collections.abc import Sequence

from curator.codebook.codebook import Codebook
from curator.errors import CuratorError
from curator.exporting.workbook.columns import field_keys
from curator.importing.claims import ClaimImport, claims_of_table
from curator.importing.spreadsheet_file import CellValue
from curator.importing.tables import Row, Table
from curator.importing.workbook.cells import Offered
from curator.importing.workbook.claim_cells import NUMBERS, READERS_OF_NUMBERS
from curator.importing.workbook.lines import Account
from curator.importing.workbook.sheets import EditedRow
from curator.ports import RecordReader
from curator.records import Estimate
from curator.text.estimate_words import show_estimate

_COLUMN_OF = {
    "therapies": "therapy",
    "comparators": "comparator",
    "time_point": "timepoint",
    **{
        name: name
        for name in (
            "key",
            "study",
            "reviewer",
            "status",
            "outcome",
            "direction",
            "population",
            "design",
            "attribution",
            "statement",
            "quote",
            "note",
        )
    },
}


def read_new_claims(
    rows: Sequence[EditedRow], account: Account, reader: RecordReader, by: str | None, sheet: str
) -> ClaimImport:
    """What new rows bring in. A row that cannot be used is refused by itself; the others come in.

    Words are looked for in the text; ``start`` says which, where they stand there more than once.
    """
    codebook = Codebook.read(reader)
    table = _table(_readable(rows, account, sheet), codebook)
    every = claims_of_table(table, reader, by, False, False, None, submit=False)
    problems = {row.row: row.problem for row in reversed(every.refused)}
    for number, problem in sorted(problems.items()):
        account.refuse_row(sheet, number, problem)
    if problems:
        usable = [row for row in table.rows if row.number not in problems]
        rest = Table(name=table.name, places=table.places, names=table.names, rows=usable, refused=[])
        return claims_of_table(rest, reader, by, False, False, None, submit=False)
    return every


def _readable(rows: Sequence[EditedRow], account: Account, sheet: str) -> list[EditedRow]:
    """The rows whose numbers can be read; the others are refused."""
    readable = []
    for row in rows:
        try:
            _estimate(row)
        except CuratorError as problem:
            account.refuse_row(sheet, row.number, problem)
        else:
            readable.append(row)
    return readable


def _table(rows: Sequence[EditedRow], codebook: Codebook) -> Table:
    fields = {key: codebook.fields[field_id].name for field_id, key in field_keys(codebook).items()}
    own = ["report", *_COLUMN_OF.values(), "fragments", "estimate"]
    places = {key: place for place, key in enumerate([*own, *fields])}
    names = {key: fields.get(key, key) for key in places}
    return Table(
        name="the workbook",
        places=places,
        names=names,
        rows=[Row(row.number, [*_own_cells(row), *(row.words(key) for key in fields)]) for row in rows],
        refused=[],
    )


def _own_cells(row: EditedRow) -> list[str]:
    quote, start = row.words("quote"), row.cells.get("start", "")
    at = int(start) if isinstance(start, int | float) and not isinstance(start, bool) else None
    fragments = f"{at}-{at + len(quote)}" if at is not None and quote else ""
    named = [row.words(column) for column in _COLUMN_OF]
    return [row.words("report_id") or row.words("report"), *named, fragments, _estimate(row)]


def _estimate(row: EditedRow) -> str:
    """The estimate of a new row in words: from its columns of numbers where they are filled, else as it is written."""
    filled = {column: row.cells[column] for column in NUMBERS if row.words(column)}
    if not filled:
        return row.words("estimate")
    values = {column: _plain(READERS_OF_NUMBERS[column](cell)) for column, cell in filled.items()}
    return show_estimate(Estimate(id="", **values))  # type: ignore[arg-type]  # read by the column that each is of


def _plain(value: object) -> CellValue | None:
    return value.value if isinstance(value, Offered) else value  # type: ignore[return-value]  # what a column of numbers reads is a number
