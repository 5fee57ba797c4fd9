"""A merge that is interrupted anywhere has happened or has not; and two programs may merge at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from curator.records import Claim
from tests.curator.desktops.conftest import HandOut
from tests.curator.desktops.desktop import Desktop
from tests.curator.desktops.killed import CLAIMS, TIMES

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}

MERGE = """
import sys
from pathlib import Path
import main
sys.exit(main.main(["merge", *sys.argv[1:]]))
"""


@pytest.mark.skipif(os.name != "posix", reason="only there can a process be killed at any moment")
def test_a_merge_that_is_killed_anywhere_leaves_the_review_before_or_after(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.curator.desktops.killed", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["between"], told["lost"], told["wrong"]) == (0, 0, [])
    assert told["before"] + told["after"] == TIMES
    assert told["before"] > 0
    assert told["after"] > 0
    assert told["claims"] == 2 * CLAIMS


def test_two_programs_that_merge_at_once_do_it_one_after_the_other(lead: Desktop, to: HandOut) -> None:
    """Real files, real processes: whoever comes second is told that the review is open, or finds it merged."""
    coders = [to(name) for name in ("Ben", "Cleo")]
    claims = [coder.claim("Relapse was rarer", note=f"of {coder.me.name}") for coder in coders]
    for desktop in (lead, *coders):
        desktop.close()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MERGE, str(lead.path), str(coder.path)],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for coder in coders
    ]
    merged = []
    for process, claim in zip(running, claims, strict=True):
        out, err = process.communicate(timeout=60)
        assert (process.returncode == 0) != ("is open already" in err), out + err
        merged += [claim.id] if process.returncode == 0 else []
    assert merged, "one of them at least"
    opened = Desktop(lead.path, "Anna Berg")
    assert {claim.id for claim in opened.store.all(Claim)} == set(merged)
    assert opened.store.verify_storage() == []
    opened.merge(*(coder.path for coder in coders)) if len(merged) < 2 else None
    assert {claim.id for claim in opened.store.all(Claim)} == {claim.id for claim in claims}
    opened.close()
