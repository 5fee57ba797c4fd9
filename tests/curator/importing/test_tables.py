from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.importing.tables import Table, read_table


@pytest.fixture
def table(tmp_path: Path) -> type:
    class Written:
        @staticmethod
        def read(data: str | bytes, *needed: str) -> Table:
            file = tmp_path / "table.csv"
            file.write_bytes(data.encode() if isinstance(data, str) else data)
            return read_table(file, needed)

    return Written


def cells(table: Table) -> list[tuple[int, list[str]]]:
    return [(row.number, row.cells) for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_tables_are_read_in_any_encoding_with_any_delimiter(table: type, delimiter: str, encoding: str) -> None:
    text = f"Name{delimiter}Time point\r\nBehçet – “one”{delimiter}2 years\r\n"
    read = table.read(text.encode(encoding))
    assert read.places == {"name": 0, "time_point": 1}
    assert cells(read) == [(2, ["Behçet – “one”", "2 years"])]


def test_rows_are_numbered_as_a_spreadsheet_does(table: type) -> None:
    read = table.read('a,b\n"first\nline",1\n\n,\nlast,2\n')
    assert cells(read) == [(2, ["first\nline", "1"]), (5, ["last", "2"])]


def test_a_cell_may_have_the_delimiter_and_quotation_marks_in_it(table: type) -> None:
    assert cells(table.read('a;b\n"x; y";"say ""it"""\n')) == [(2, ["x; y", 'say "it"'])]


def test_ragged_rows_are_refused_with_their_numbers(table: type) -> None:
    read = table.read("a,b\n1\n1,2\n1,2,3\n1,2,,\n")
    assert [refused.sentence for refused in read.refused] == [
        "Row 2: It has 1 cells where the header has 2.",
        "Row 4: It has 3 cells where the header has 2.",
    ]
    assert [row.number for row in read.rows] == [3, 5]


def test_the_line_that_names_the_delimiter_is_understood(table: type) -> None:
    read = table.read("sep=;\na;b\n1;2\n")
    assert read.places == {"a": 0, "b": 1}
    assert cells(read) == [(3, ["1", "2"])]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a,b,A\n1,2,3\n", "“a” twice"),
        ("a,b\n1,2\n", "no column “c”. Its first row names these: a, b"),
        ("\n\n", "no words"),
        ('a,c\n"never closed,2\n', "quotation marks"),
        (b"PK\x03\x04 a workbook", "zip archive or an office document"),
        (b"", "empty"),
    ],
)
def test_what_is_no_such_table_is_refused(table: type, data: str | bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        table.read(data, "c")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv cannot be read"):
        read_table(tmp_path / "none.csv")


@settings(deadline=None)  # what tells encodings apart is loaded with the first file
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='a,;"\n\r\t=\ufeffé', max_size=80).map(str.encode)))
def test_any_file_is_a_table_or_is_refused_with_a_sentence(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        file.write_bytes(data)
        try:
            table = read_table(file)
        except BadInput as refusal:
            said = refusal.sentence()
        else:
            said = " ".join(refused.sentence for refused in table.refused) or file.name
            assert all(len(row.cells) >= len(table.places) for row in table.rows)
    assert said
