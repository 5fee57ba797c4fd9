"""Reviews and folders in trouble: a sentence, exit code 1, and everything as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from db.header import VERSION
from tests.commandline.conftest import Terminal

ROOT = Path(__file__).resolve().parents[2]
PLACE_OF_VERSION = 60
"""Where SQLite keeps the number that a program gives to its file (the file format's “user version”), four bytes."""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("verb", ["check", "log", "undo", "redo"])
def test_a_review_of_a_newer_version_is_refused_and_not_touched(terminal: Terminal, review: Path, verb: str) -> None:
    whole = bytearray(review.read_bytes())
    whole[PLACE_OF_VERSION : PLACE_OF_VERSION + 4] = (VERSION + 1).to_bytes(4, "big")
    review.write_bytes(whole)
    before = contents(review.parent)
    told = terminal(verb, review)
    assert told.code == 1
    assert "newer version" in told.err
    assert contents(review.parent) == before


def test_a_text_that_is_no_table_is_refused(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    for name, content in (("table.csv", b"\x00\x01\x02\x03" * 50), ("empty.csv", b""), ("other.csv", b"a,b\n1,2\n")):
        table = tmp_path / name
        table.write_bytes(content)
        for verb in ("import-claims", "import-codebook"):
            told = terminal(verb, review, table)
            assert told.code == 1, (verb, name)
            assert name in told.err
    assert terminal("import-claims", review, tmp_path / "absent.csv").code == 1


def test_a_workbook_is_not_written_where_it_cannot_be(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    for out in (tmp_path, tmp_path / "no folder" / "out.xlsx"):
        before = contents(tmp_path)
        told = terminal("export", review, out)
        assert told.code == 1
        assert len(told.err.splitlines()) == 1
        assert contents(tmp_path) == before


def test_a_folder_that_is_not_there_is_told_before_anything_is_made(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal("new", tmp_path / "nowhere" / "r.curator", "--title", "Lupus", "--reviewer", "A")
    assert told.code == 1
    assert "nowhere" in told.err
    assert contents(tmp_path) == {}


def test_a_review_needs_a_title_and_a_reviewer(terminal: Terminal, tmp_path: Path) -> None:
    for title, reviewer in (("", "A"), ("Lupus", "  ")):
        told = terminal("new", tmp_path / "r.curator", "--title", title, "--reviewer", reviewer)
        assert told.code == 1
        assert contents(tmp_path) == {}


@pytest.mark.skipif(os.name != "posix", reason="there is no limit on the size of files to set")
def test_a_full_disk_is_told_and_the_review_is_as_it_was(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    """The program runs where no file may grow beyond what the review has already."""
    text = tmp_path / "long.txt"
    text.write_text("Relapse was rarer. " * 100_000)
    before = review.read_bytes()
    program = (
        "import resource, signal, sys, main; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before)}, {len(before)}));"
        "sys.exit(main.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "import", str(review), str(text)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert review.name in ended.stderr
    assert terminal("check", review).code == 0
    assert "came in" not in terminal("log", review).out
    assert terminal("import", review, text).code == 0


AS_SOMEBODY_WHO_MAY_NOT = """
import os, sys, main
from pathlib import Path
own, given = Path(sys.argv[1]), Path(sys.argv[2])
main.main(["demo", str(own)])
main.main(["export", str(own / "demo.curator"), str(own / "out.xlsx")])  # everything is loaded by now
if os.geteuid() == 0:  # root may write anywhere
    os.setgid(65534)
    os.setuid(65534)
print("now")
for words in (
    ["new", given / "r.curator", "--title", "Lupus", "--reviewer", "A"],
    ["export", given / "demo.curator", given / "out.xlsx"],
    ["undo", given / "demo.curator"],
    ["demo", given / "demo"],
    ["check", given / "demo.curator"],
):
    sys.stderr.write(f"{main.main([str(word) for word in words])} ")
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter on Windows")
def test_in_a_folder_for_reading_only_what_cannot_be_done_is_told(terminal: Terminal) -> None:
    with tempfile.TemporaryDirectory() as name:  # not below pytest's folder, which is closed to others
        Path(name).chmod(0o755)
        own, given = Path(name) / "own", Path(name) / "given"
        terminal("demo", given)
        given.chmod(0o555)
        command = [sys.executable, "-c", AS_SOMEBODY_WHO_MAY_NOT, str(own), str(given)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        given.chmod(0o755)
        assert [path.name for path in given.iterdir()] == ["demo.curator"]
    assert "Traceback" not in ended.stderr
    *sentences, last = ended.stderr.splitlines()
    assert len(sentences) == 4
    for sentence, name in zip(sentences, ("r.curator", "out.xlsx", "demo.curator", "demo"), strict=True):
        assert name in sentence
    assert "All is well." in ended.stdout.split("now")[1]
    assert last == "1 0 "
