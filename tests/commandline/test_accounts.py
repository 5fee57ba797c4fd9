"""What the commands report: sentences for a person, JSON for a program, and nothing that commands the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commandline.conftest import Said, Terminal
from ui.commandline.words import counted, printable


def account(said: Said) -> dict[str, Any]:
    """What was printed as JSON: all of standard output."""
    found: dict[str, Any] = json.loads(said.out)
    return found


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "r.txt").write_text("Relapse was rarer. Fatigue was rarer.")
    (folder / "same.txt").write_text("Relapse was rarer. Fatigue was rarer.")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.mark.parametrize(
    ("number", "name", "words"),
    [(1, "study", "1 study"), (2, "study", "2 studies"), (0, "query", "0 queries"), (1204, "claim", "1,204 claims")],
)
def test_nouns_agree_with_their_numbers(number: int, name: str, words: str) -> None:
    assert counted(number, name) == words


def test_an_import_of_texts_accounts_for_every_file(terminal: Terminal, review: Path, texts: Path) -> None:
    said = terminal("import", review, texts, "--json")
    told = account(said)
    assert said.code == 1
    assert said.err == "1 came in, 1 there already, 1 refused.\n"
    assert [line["file"] for line in told["came_in"]] == ["r.txt"]
    assert told["already_there"][0]["report_id"] == told["came_in"][0]["report_id"]
    assert told["refused"][0]["file"] == "empty.txt"
    assert "empty" in told["refused"][0]["why"]


def test_an_import_of_a_codebook_accounts_for_every_row(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    table = tmp_path / "codebook.csv"
    table.write_text("kind,name,parent,mood\ntherapy,MSC,,good\ntherapy,HSCT,,bad\n")
    told = account(terminal("import-codebook", review, table, "--json"))
    assert (told["added"], told["ignored_columns"]) == (["MSC", "HSCT"], ["mood"])
    assert "0 added, 0 amended, 2 as they were already." in terminal("import-codebook", review, table).out
    table.write_text("kind,name\ntherapy,CYC\nspell,Magic\n")
    said = terminal("import-codebook", review, table, "--json")
    assert said.code == 1
    assert [row["row"] for row in account(said)["refused"]] == [3]
    assert said.err == "1 row cannot be used, so nothing came in. Mend the table and try again.\n"


def test_an_import_of_claims_accounts_for_every_row(
    terminal: Terminal, review: Path, texts: Path, tmp_path: Path
) -> None:
    terminal("import", review, texts / "r.txt")
    table = tmp_path / "claims.csv"
    table.write_text(
        "report,quote,outcome,direction,label,mood\n"
        "r,Relapse was rarer,Happiness,improved,,good\nr,Fatigue,,,Outcome,\nr,Mood was better,Happiness,improved,,\n"
    )
    refused = terminal("import-claims", review, table, "--add-terms", "--json")
    assert refused.code == 1
    assert account(refused)["came_in"] is False
    assert [row["row"] for row in account(refused)["refused"]] == [4]
    assert "--skip-bad" in refused.err
    said = terminal("import-claims", review, table, "--add-terms", "--skip-bad", "--json")
    told = account(said)
    assert (said.code, told["came_in"], told["rows"], told["marks"]) == (0, True, 3, 1)
    assert told["added"] == {"outcome": 1}
    assert told["ignored_columns"] == ["mood"]


def test_the_log_and_the_export_can_be_read_by_a_program(terminal: Terminal, tmp_path: Path) -> None:
    terminal("demo", tmp_path)
    review, workbook = tmp_path / "demo.curator", tmp_path / "demo.xlsx"
    shown = account(terminal("log", review, "--json", "--as", "Ben Ito"))
    changes = shown["changes"]
    sequences = [change["sequence"] for change in changes]
    assert sequences == sorted(sequences, reverse=True)
    why = "because not everybody who codes it has submitted: 1 report (“Oduya et al. 2021”)."
    assert shown["not_shown"] == [f"With the work of Ben Ito alone, {why}"]
    assert changes[-1]["title"] == "Start the review"
    assert changes[-1]["counts"]["review"] == {"added": 1, "amended": 0, "taken_away": 0}
    assert len(account(terminal("log", review, "--last", "2", "--json"))["changes"]) == 2
    exported = account(terminal("export", review, workbook, "--json"))
    assert exported["path"] == str(workbook)
    assert exported["rows"]["Claims"] > 30
    assert exported["left_out"] == [
        "Left out, because not everybody who codes it has submitted: 1 report (“Oduya et al. 2021”)."
    ]
    of_anna = account(terminal("export", review, workbook, "--json", "--as", "Anna Berg"))
    assert of_anna["rows"]["Claims"] > exported["rows"]["Claims"]
    assert of_anna["left_out"][0].startswith("With the work of Anna Berg alone")


def test_changes_are_made_in_the_name_of_whoever_is_named(terminal: Terminal, review: Path, texts: Path) -> None:
    told = terminal("import", review, texts / "r.txt", "--as", "Zoe")
    assert told.code == 1
    assert "There is no reviewer “Zoe” in this review. There are: A." in told.err
    terminal("import", review, texts / "r.txt", "--as", "a")
    assert account(terminal("log", review, "--json"))["changes"][0]["reviewer"] == "A"


def test_no_name_of_a_file_commands_the_terminal(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    assert printable("red\x1b[31m\ttab") == "red�[31m\ttab"
    strange = tmp_path / "[bold]:smile: x.txt"
    strange.write_text("Relapse was rarer.")
    assert "[bold]:smile: x.txt: came in." in terminal("import", review, strange).out
