"""Searching from the command line: places in their surroundings, as lines and as JSON."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commandline.conftest import Terminal

FIRST = "Fewer relapses were seen with cells than with placebo (p<0.001).\nIL-6 fell.\n"
SECOND = "Nothing was said of relapses. IL 6 rose.\n"


@pytest.fixture
def filled(terminal: Terminal, review: Path, tmp_path: Path) -> Path:
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, "utf-8")
        assert terminal("import", review, tmp_path / name).code == 0
    return review


def test_places_are_shown_with_what_is_around_them(terminal: Terminal, filled: Path) -> None:
    told = terminal("search", filled, "relaps*")
    assert told.code == 0
    assert "first (text)" in told.out
    assert "Fewer «relapses» were seen" in told.out
    assert "of «relapses». IL 6" in told.out
    assert told.out.endswith("2 places in 2 reports.\n")


def test_a_phrase_and_words_one_by_one(terminal: Terminal, filled: Path) -> None:
    assert "1 place in 1 report" in terminal("search", filled, '"fewer relapses"').out
    assert "1 place in 1 report" in terminal("search", filled, "IL-6", "--in", "text").out
    assert "0 places in 0 reports" in terminal("search", filled, "fewer", "nothing").out
    assert "1 place in 1 report" in terminal("search", filled, "relapses", "NOT", "placebo").out
    assert "1 place in 1 report. There may be more." in terminal("search", filled, "relapses", "--most", "1").out
    assert "1 place in 1 report" in terminal("search", filled, "relapses", "--report", "second.txt").out


def test_an_account_for_another_program(terminal: Terminal, filled: Path) -> None:
    account = json.loads(terminal("search", filled, "p < 0.001", "--json").out)
    (find,) = account["finds"]
    assert account["words"] == "p < 0.001"
    assert FIRST[find["start"] : find["end"]] == find["hit"] == "p<0.001"
    assert find["left"].endswith("placebo (")


def test_what_cannot_be_asked_is_said(terminal: Terminal, filled: Path) -> None:
    told = terminal("search", filled, '"open')
    assert told.code == 1
    assert "not closed" in told.err
    assert "Say what to search for" in terminal("search", filled).err
    assert "There is no reviewer" in terminal("search", filled, "a", "--as", "Nobody").err


def test_an_index_is_made_anew(terminal: Terminal, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("DELETE FROM searched WHERE kind = 'text'")
    assert "0 places" in terminal("search", filled, "cells", "--in", "text").out
    assert "index of words" in terminal("check", filled).out
    told = terminal("search", filled, "cells", "--in", "text", "--rebuild")
    assert "made anew" in told.out
    assert "1 place in 1 report" in told.out
    assert terminal("check", filled).code == 0
