"""What reviewers disagree in, listed in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.files import SqliteFiles
from tests.commandline.conftest import Terminal
from tests.curator.adjudication.desk import Desk
from tests.curator.agreement.review.conftest import Team

SAME = {"therapy": "MSC", "outcome": "Relapse"}


@pytest.fixture
def coded(review: Path) -> Path:
    """Two reviewers who made one claim alike, differ in another, and one of whom found a third."""
    store = SqliteFiles().open(review)
    desk = Desk(Team(store))
    for name, direction in (("Ada", "improved"), ("Ben", "worsened")):
        desk.codes(name, (0, 30), direction=direction, **SAME)
        desk.codes(name, (200, 230), direction="improved", **SAME)
    desk.codes("Ada", (500, 530), outcome="Cost")
    desk.submits("Ada", "Ben")
    store.close()
    return review


def test_what_is_open_is_listed_the_most_consequential_first(terminal: Terminal, coded: Path) -> None:
    said = terminal("disagreements", coded)
    assert said.code == 0
    assert said.out.splitlines() == [
        "Cells: only one found it",
        "    Ada: Cost",
        "Cells: direction (direction)",
        "    direction — Ada: improved; Ben: worsened",
        "2 disagreements open, 0 settled, 1 claim made alike and not taken over yet.",
    ]


def test_what_was_made_alike_is_taken_over_once(terminal: Terminal, coded: Path) -> None:
    said = terminal("disagreements", coded, "--settle-identical", "--as", "Lead")
    assert said.out.splitlines()[-1] == "2 disagreements open, 1 settled, 1 claim taken over."
    again = json.loads(terminal("disagreements", coded, "--settle-identical", "--json").out)
    assert (again["taken_over"], again["identical"], again["settled"]) == (0, 0, 1)
    assert [one["differing"] for one in again["open"]] == [[], ["direction"]]
    assert "Lead" in terminal("log", coded, "--last", "1").out


def test_nothing_is_listed_that_is_not_open_to_whoever_asks(terminal: Terminal, coded: Path) -> None:
    assert terminal("reopen", coded, "--reviewer", "Ben").code == 0
    said = terminal("disagreements", coded)
    assert said.out.splitlines() == [
        "0 disagreements open, 0 settled, 1 report not submitted by everybody who codes it."
    ]
    assert "Cost" not in terminal("disagreements", coded, "--as", "Ben", "--json").out
