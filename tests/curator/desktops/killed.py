"""Run by ``test_killed.py``: children merge two files into copies of a review and are killed at random moments.

Prints one JSON line: how often the review was as before and as after, how often neither, and what was wrong with it.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
from pathlib import Path

from curator.changes import Change, added
from curator.coding.claims import record_claim
from curator.desktops.accounts import Choices
from curator.desktops.merging import merge_files
from curator.text.passages import cut
from db.files import SqliteFiles
from tests.curator.desktops.desktop import Desktop, records

TIMES = 20
CLAIMS = 400
LONGEST = 0.25
LONGEST_SAVE = 0.05
SEED = 2026


def fill(desktop: Desktop) -> None:
    """Many claims, as one change."""
    report = desktop.report("cells.txt")
    passages = [cut(desktop.text("cells.txt"), 0, 20)]
    claims = [
        record_claim(desktop.store, report.id, desktop.me.id, passages, note=f"claim {number}")[0]
        for number in range(CLAIMS)
    ]
    desktop.do(Change(title="Fill", reviewer_id=desktop.me.id, alterations=added(claims)))


def merge_and_tell(review: Path, others: list[Path], told: int) -> None:
    """What a child does: merges, and tells when it begins, when it is about to save and when it has saved."""
    os.write(told, b"begun\n")
    store = SqliteFiles().open(review)
    merge = merge_files(store, SqliteFiles(), others, None, Choices())
    if merge.change is None:
        raise ValueError("there is nothing to merge")
    os.write(told, b"saving\n")
    store.apply(merge.change)
    os.write(told, b"saved\n")


def kill_one(review: Path, others: list[Path], moment: float | None, after: bytes) -> bool:
    """Starts a child and kills it a moment after it told ``after``; says whether it told that it had saved."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            merge_and_tell(review, others, told)
        finally:
            os._exit(1)
    os.close(told)
    with os.fdopen(heard, "rb") as lines:
        begun = b""
        while after not in begun:
            begun += lines.readline()
        if moment is not None:
            select.select([], [], [], moment)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return b"saved" in begun + lines.read()


def main(folder: Path) -> None:
    """Kills ``TIMES`` children, each on a copy of its own; the first at once, and the last one not at all."""
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    lead = Desktop.new(folder / "lupus.curator", "Anna Berg")
    coders = [lead.hand_out(name) for name in ("Ben", "Cleo")]
    for coder in coders:
        fill(coder)
        coder.close()
    before = records(lead)
    sequence = lead.store.state().sequence
    lead.close()
    others = [coder.path for coder in coders]
    chance = random.Random(SEED)
    seen = {"before": 0, "after": 0, "between": 0, "lost": 0}
    wrong: list[str] = []
    expected = None
    for time in reversed(range(TIMES)):
        copy = shutil.copyfile(lead.path, folder / "copy.curator")
        in_save = time % 2 == 0
        moment = chance.random() * (LONGEST_SAVE if in_save else LONGEST)
        moment = 0.0 if time == 1 else moment
        saved = kill_one(copy, others, None if time == TIMES - 1 else moment, b"saving" if in_save else b"begun")
        opened = Desktop(copy, "Anna Berg")
        wrong += opened.store.verify_storage()
        now = records(opened)
        if time == TIMES - 1:
            expected = now
        is_after = now == expected and opened.store.state().sequence == sequence + 1
        is_before = now == before and opened.store.state().sequence == sequence
        seen["after" if is_after else "before" if is_before else "between"] += 1
        seen["lost"] += saved and not is_after
        opened.close()
    json.dump({**seen, "wrong": wrong, "claims": len(expected or {}) - len(before)}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
