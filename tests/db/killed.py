"""Run by ``test_crash.py``: children record claims into a review and are killed at random moments.

Prints one JSON line: how many claims were saved, how many were lost, what was wrong with the file, and how often the
program was killed while a save was being written.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from pathlib import Path

from curator.changes import amended
from curator.records import Claim
from db.files import SqliteFiles
from tests.db.sample import Sample, change

TIMES = 50
LONGEST = 0.040
SEED = 2025


def record_for_ever(files: SqliteFiles, path: Path, sample: Sample, told: int) -> None:
    """What the child does: saves a claim, amends it, and tells its id once both saves have returned."""
    store = files.open(path)
    os.write(told, b"open\n")
    while True:
        claim = sample.claim()
        store.apply(change(claim))
        amendment = amended(claim, note="amended")
        store.apply(type(sample.base)(title="Amend", reviewer_id=None, alterations=(amendment,)))
        os.write(told, claim.id.encode() + b"\n")


def kill_one(files: SqliteFiles, path: Path, sample: Sample, moment: float, lines_first: int) -> list[str]:
    """Starts a child, kills it a moment after it has told so many lines, and gives the ids that it told."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            record_for_ever(files, path, sample, told)
        finally:
            os._exit(1)
    os.close(told)
    with os.fdopen(heard, "rb") as lines:
        first = b"".join(lines.readline() for _ in range(lines_first))
        select.select([], [], [], moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        whole = (first + lines.read()).decode().rpartition("\n")[0]
    return [line for line in whole.split("\n") if line not in {"open", ""}]


def main(folder: Path) -> None:
    """Kills ``TIMES`` children, and opens the review after each."""
    chance = random.Random(SEED)
    sample, files, path = Sample(), SqliteFiles(folder / "backups"), folder / "killed.curator"
    store = files.create(path)
    store.apply(sample.base)
    store.close()
    saved: list[str] = []
    lost: list[str] = []
    wrong: list[str] = []
    half_written = 0
    for time in range(TIMES):
        # Half of them soon after opening, half of them when at least one claim has been saved.
        saved += kill_one(files, path, sample, chance.random() * LONGEST, lines_first=1 + time % 2)
        half_written += path.with_name(f"{path.name}-journal").exists()
        store = files.open(path)
        wrong += store.verify_storage()
        there = store.get_many(Claim, saved)
        lost += [claim_id for claim_id in saved if claim_id not in there or there[claim_id].note != "amended"]
        store.close()
    left = sorted(file.name for file in folder.iterdir() if file.is_file())
    json.dump(
        {"saved": len(saved), "lost": lost, "wrong": wrong, "half_written": half_written, "left": left}, sys.stdout
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
