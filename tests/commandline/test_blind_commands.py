"""Commands show what everybody may see, or whoever is named; what is hidden is said, and taken back by nobody else."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from curator.changes import Change, amended
from curator.coding.claims import record_claim
from curator.records import Claim, Report, Reviewer
from curator.text.passages import cut
from db.files import SqliteFiles
from tests.commandline.conftest import Terminal

TEXT = "Relapse was rarer with cells. Nobody died."
SECRET = "Bens-own-words"


@pytest.fixture
def pair(terminal: Terminal, review: Path, tmp_path: Path) -> Path:
    """A and Ben are to code one report; the last thing that was done is a claim of Ben's."""
    (tmp_path / "r.txt").write_text(TEXT)
    terminal("import", review, tmp_path / "r.txt")
    terminal("reviewers", review, "--add", "Ben")
    terminal("assign", review, "--coders", "2")
    store = SqliteFiles().open(review)
    ben, report = store.all(Reviewer)[1].id, store.all(Report)[0].id
    store.apply(record_claim(store, report, ben, [cut(TEXT, 0, 7)], population=SECRET)[1])
    store.close()
    return review


def everything(terminal: Terminal, review: Path, folder: Path, *who: str) -> str:
    """The log, what the search finds, and the workbook, as text."""
    said = [terminal(command, review, *words, *who).out for command, words in (("log", ()), ("log", ("--json",)))]
    said.append(terminal("search", review, "Bens", *who).out)
    book = folder / "out.xlsx"
    said.append(terminal("export", review, book, *who).out)
    for sheet in openpyxl.load_workbook(book):
        said += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return "\n".join(said)


def test_nothing_of_bens_is_shown_to_anybody_else_before_both_have_submitted(
    terminal: Terminal, pair: Path, tmp_path: Path
) -> None:
    assert SECRET not in everything(terminal, pair, tmp_path)
    assert SECRET not in everything(terminal, pair, tmp_path, "--as", "A")
    assert SECRET in everything(terminal, pair, tmp_path, "--as", "Ben")
    told = json.loads(terminal("export", pair, tmp_path / "out.xlsx", "--json").out)
    assert told["left_out"] == ["Left out, because not everybody who codes it has submitted: 1 report (“r”)."]
    for name in ("A", "Ben"):
        terminal("submit", pair, "--reviewer", name, "--report", "r.txt")
    assert SECRET in everything(terminal, pair, tmp_path)
    assert SECRET in everything(terminal, pair, tmp_path, "--as", "A")
    assert json.loads(terminal("export", pair, tmp_path / "out.xlsx", "--json").out)["left_out"] == []


def test_nobody_takes_back_what_is_hidden_from_them(terminal: Terminal, pair: Path) -> None:
    refused = terminal("undo", pair, "--as", "A")
    assert refused.code == 1
    assert "is the work of Ben and not open to you yet" in refused.err
    assert terminal("undo", pair, "--as", "Ben").code == 0
    assert "the work of Ben" in terminal("redo", pair, "--as", "A").err
    assert terminal("redo", pair).code == 0, "nobody in particular looks after the file"


def test_a_reviewer_that_nobody_knows_sees_nothing(terminal: Terminal, pair: Path, tmp_path: Path) -> None:
    for command in (("log", pair), ("export", pair, tmp_path / "o.xlsx"), ("search", pair, "Relapse")):
        said = terminal(*command, "--as", "Zoe")
        assert said.code == 1
        assert "There is no reviewer “Zoe” in this review. There are: A, Ben." in said.err


def test_the_account_of_a_merge_shows_nothing_that_is_hidden(terminal: Terminal, pair: Path, tmp_path: Path) -> None:
    out = tmp_path / "ben.curator"
    terminal("hand-out", pair, "--to", "Ben", out)
    for path, words in ((pair, f"{SECRET} here"), (out, f"{SECRET} there")):
        amend(path, words)
    told = terminal("merge", pair, out, "--dry-run", "--as", "A")
    assert "claim of Ben, not open to you yet" in told.out
    assert SECRET not in told.out
    assert SECRET not in terminal("merge", pair, out, "--dry-run", "--json").out
    assert SECRET in terminal("merge", pair, out, "--dry-run", "--as", "Ben").out


def amend(path: Path, words: str) -> None:
    store = SqliteFiles().open(path)
    claim = store.all(Claim)[0]
    store.apply(Change(title="Amend", reviewer_id=claim.reviewer_id, alterations=(amended(claim, population=words),)))
    store.close()
