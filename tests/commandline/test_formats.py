"""Every format from the command line: out by its ending, back in by what is in it, and sentences where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commandline.conftest import Terminal


@pytest.fixture
def demo(terminal: Terminal, tmp_path: Path) -> Path:
    terminal("demo", tmp_path)
    return tmp_path / "demo.curator"


@pytest.mark.parametrize("name", ["o.jsonl", "o.qdpx", "o.brat.zip"])
def test_what_goes_out_comes_in_and_changes_nothing_the_second_time(
    terminal: Terminal, demo: Path, review: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    told = terminal("export", demo, out)
    assert told.code == 0, told.err
    assert terminal("import", review, out).code == 0
    assert "All is well" in terminal("check", review).out
    again = terminal("import", review, out)
    assert again.code == 0
    assert again.out.splitlines()[-1].startswith("0 came in")


def test_the_account_of_an_export_is_for_programs_too(terminal: Terminal, demo: Path, tmp_path: Path) -> None:
    told = terminal("export", demo, tmp_path / "o.qdpx", "--json")
    account = json.loads(told.out)
    assert account["format"] == "refi"
    assert account["rows"]["mark"] > 0
    assert any("as codings" in note for note in account["notes"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("o.xyz",), "does not end as any format does"),
        (("o.zip",), "may be one of several formats"),
        (("o.csv", "--format", "spss"), "There is no format “spss”"),
        (("demo.curator", "--format", "jsonl"), "ends in .jsonl or .ndjson"),
        (("demo.curator", "--format", "csv"), "no name for these files"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    terminal: Terminal, demo: Path, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    before = demo.read_bytes()
    told = terminal("export", demo, tmp_path / words[0], *words[1:])
    assert told.code == 1
    assert why in told.err
    assert len(told.err.splitlines()) == 1
    assert demo.read_bytes() == before


def test_a_folder_of_tables_is_written_by_its_name(terminal: Terminal, demo: Path, tmp_path: Path) -> None:
    assert terminal("export", demo, tmp_path / "tables", "--format", "csv").code == 0
    assert (tmp_path / "tables" / "claims.csv").exists()
    told = terminal("export", demo, tmp_path / "tables", "--format", "csv")
    assert told.code == 1
    assert "not empty" in told.err
