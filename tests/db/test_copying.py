"""A copy has everything that was saved while it was made, up to its end and not beyond."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.sqlite import PAGES_IN_A_STEP, copy


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM claim").fetchone()[0])


@pytest.mark.parametrize("pages", [1, PAGES_IN_A_STEP * 3])
def test_what_is_saved_between_two_steps_is_in_the_copy(tmp_path: Path, pages: int) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "review.db", isolation_level=None)) as source,
        closing(sqlite3.connect(tmp_path / "copy.db")) as target,
    ):
        source.execute("CREATE TABLE claim (words TEXT)")
        source.executemany("INSERT INTO claim VALUES (?)", [("x" * 3500,)] * pages)
        copy(source, target, lambda: source.execute("INSERT INTO claim VALUES ('meanwhile')"))
        assert count(target) == count(source)
