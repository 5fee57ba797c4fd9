"""A report whose text came in badly gets a better one from the command line, and claims keep their words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commandline.conftest import Terminal

BADLY = "Cells in lupus\n\nRelapse was rarer in the cell arm than in the con-\ntrol arm.\n\nRunning head 7\n"
WELL = "Cells in lupus\n\nRelapse was rarer in the cell arm than in the control arm.\n"


@pytest.fixture
def coded(terminal: Terminal, review: Path, tmp_path: Path) -> Path:
    """A review with one report that came in badly, and three claims on it."""
    (tmp_path / "cells.txt").write_text(BADLY)
    (tmp_path / "better.txt").write_text(WELL)
    rows = ["was rarer", "rarer in the cell arm than in the con- trol arm", "Running head 7"]
    table = "report,therapy,outcome,direction,quote\n" + "".join(
        f"cells.txt,MSC,Relapse,improved,{one}\n" for one in rows
    )
    (tmp_path / "claims.csv").write_text(table)
    assert terminal("import", review, tmp_path / "cells.txt").code == 0
    assert terminal("import-claims", review, tmp_path / "claims.csv", "--add-terms", "--draft").code == 0
    return review


def test_what_is_not_found_again_is_asked_about_before_anything_is_altered(
    terminal: Terminal, coded: Path, tmp_path: Path
) -> None:
    asked = terminal("correct", coded, "cells.txt", tmp_path / "better.txt")
    assert asked.code == 1
    assert "1. 1 claim: “Running head 7” not found." in asked.out
    assert "is “rarer in the cell arm than in the control arm” now." in asked.out
    assert "Nothing was altered: Cells in lupus." in asked.out
    assert "so nothing was altered. Choose places" in asked.err
    assert "Correct the text" not in terminal("log", coded).out


def test_the_text_is_corrected_as_one_change_that_undo_takes_back(
    terminal: Terminal, coded: Path, tmp_path: Path
) -> None:
    done = terminal("correct", coded, "cells.txt", tmp_path / "better.txt", "--set-aside", "--json")
    assert done.code == 0
    told = json.loads(done.out)
    assert (told["corrected"], told["followed_exactly"], told["followed_closely"], told["not_found"]) == (True, 1, 1, 1)
    assert terminal("check", coded).code == 0
    assert "Undone: Correct the text of Cells in lupus" in terminal("undo", coded).out
    assert terminal("check", coded).code == 0


def test_a_dry_run_changes_nothing_and_choices_are_checked(terminal: Terminal, coded: Path, tmp_path: Path) -> None:
    dry = terminal("correct", coded, "cells.txt", tmp_path / "better.txt", "--dry-run", "--choose", "1=0")
    assert dry.code == 0
    assert "Nothing was altered" in dry.out
    wrong = terminal("correct", coded, "cells.txt", tmp_path / "better.txt", "--choose", "1=4")
    assert "There is no place 1=4" in wrong.err
    assert "is no choice" in terminal("correct", coded, "cells.txt", tmp_path / "better.txt", "--choose", "x").err


def test_without_a_file_the_original_is_read_again(terminal: Terminal, coded: Path) -> None:
    said = terminal("correct", coded, "cells.txt")
    assert said.code == 1
    assert "has this very text already" in said.err
