"""CSV: the workbook's tables as files, safe to open and exact to read."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from curator.errors import BadInput
from curator.exporting.choice import Choice
from curator.exporting.csv_tables.cells import cell, text_in
from curator.exporting.doors import export_door
from curator.exporting.workbook import export_workbook
from curator.ports import ReviewStore


def tables(store: ReviewStore, path: Path) -> dict[str, list[dict[str, str]]]:
    with store.snapshot() as reader:
        export_door(path, "csv").write(reader, path, Choice(), None)
    if path.is_dir():
        files = {one.name: one.read_text("utf-8") for one in path.iterdir()}
    else:
        with ZipFile(path) as archive:
            files = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in files.items()}


@pytest.mark.parametrize("name", ["tables.zip", "tables"])
def test_every_table_of_the_workbook_is_a_file_with_its_columns_and_rows(store, sample, tmp_path: Path, name: str):
    read = tables(store, tmp_path / name)
    export_workbook(store, tmp_path / "w.xlsx")
    book = load_workbook(tmp_path / "w.xlsx", read_only=True)
    for title in book.sheetnames:
        if title in {"About", "Dictionary", "Pictures"}:
            continue
        keys, *rows = book[title].values
        table = read[f"{title.lower().replace(' ', '_')}.csv"]
        assert len(table) == len(rows), title
        if rows:
            assert list(table[0]) == list(keys)
        for row, written in zip(table, rows, strict=True):
            for key, value in zip(keys, written, strict=False):
                if isinstance(value, str):
                    assert text_in(row[key]) == text_in(value) if value.startswith("'") else text_in(row[key]) == value
                elif isinstance(value, int | float):
                    assert float(row[key]) == value


def test_what_a_spreadsheet_would_take_for_a_formula_is_text(store, sample, tmp_path: Path):
    read = tables(store, tmp_path / "tables.zip")
    note = next(row["note"] for row in read["claims.csv"] if row["claim_id"] == sample.full.id)
    assert note == "'=1+1"
    with store.snapshot() as reader:
        account = export_door(tmp_path / "x.csv.zip").write(reader, tmp_path / "x.csv.zip", Choice(), None)
    assert any("apostrophe" in words for words in account.notes)


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@a", "\tx", "\rx", "'quoted", "''", "plain", "", "ＡB", "＝1"])
def test_every_text_is_read_back_exactly(words: str):
    written = cell(words)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert text_in(written) == words


def test_numbers_are_numbers(store, sample, tmp_path: Path):
    row = tables(store, tmp_path / "tables.zip")["estimates.csv"][0]
    assert (row["value"], row["intervention_n"], row["control_events"]) == ("0.47", "60", "13")
    assert cell(-0.5) == "-0.5"


def test_the_same_review_gives_the_same_bytes(store, sample, tmp_path: Path):
    for name in ("one.zip", "two.zip"):
        tables(store, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_cancelled_export_leaves_nothing(store, sample, tmp_path: Path):
    door = export_door(tmp_path / "x.csv.zip")
    for name in ("x.csv.zip", "folder"):
        assert door.write(store, tmp_path / name, Choice(), lambda *_: False).cancelled
        assert not (tmp_path / name).exists()
    assert not list(tmp_path.glob(".*.part"))


def test_the_name_of_another_file_is_no_folder(store, sample, tmp_path: Path):
    with pytest.raises(BadInput, match=r"ends in \.csv\.zip or \.zip, or name a folder"):
        export_door(tmp_path / "x", "csv").write(store, tmp_path / "lupus.xlsx", Choice(), None)
    with pytest.raises(BadInput):
        export_door(tmp_path / "x", "csv").write(store, tmp_path / "lupus.curator", Choice(), None)
    assert not (tmp_path / "lupus.xlsx").exists()
    tables(store, tmp_path / "version 1.2")
    assert (tmp_path / "version 1.2" / "claims.csv").exists()
