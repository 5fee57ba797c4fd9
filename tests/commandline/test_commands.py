"""Each command says what it did; what is wrong is said in a sentence, with exit code 1, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from curator.records import Claim, Report
from db.files import SqliteFiles
from tests.commandline.conftest import Terminal

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_without_a_command_the_window_opens(terminal: Terminal, review: Path) -> None:
    """The tests name a platform for Qt, which counts as a display."""
    assert terminal().code == 0
    assert terminal(review).code == 0
    assert terminal("--demo", "somewhere").code == 0
    assert terminal.windows == [(None,), (review,), (None, Path("somewhere"))]


def test_without_a_display_the_window_is_not_tried(
    terminal: Terminal, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    told = terminal(review)
    assert told.code == 1
    assert "no display" in told.err
    assert terminal.windows == []


def test_wrong_usage_ends_with_two(terminal: Terminal) -> None:
    assert terminal("export").code == 2
    assert terminal("new", "x.curator").code == 2
    misspelt = terminal("exprot")
    assert misspelt.code == 2
    assert "exprot" in misspelt.err
    assert terminal.windows == []


def test_a_review_is_never_written_over(terminal: Terminal, review: Path) -> None:
    again = terminal("new", review, "--title", "Other", "--reviewer", "B")
    assert again.code == 1
    assert str(review.name) in again.err
    assert terminal("check", review).code == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "picture.txt"),
        ("nothing.txt", b"", "nothing.txt"),
        ("blank.md", b" \n\n ", "blank.md"),
    ],
)
def test_a_file_that_is_no_text_gets_a_line_and_the_others_come_in(
    terminal: Terminal, review: Path, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    bad = written(tmp_path, name, content)
    good = written(tmp_path, "good.txt", b"Relapse was rarer.")
    told = terminal("import", review, bad, good, tmp_path / "missing.txt")
    assert told.code == 1
    assert f"{words}: refused." in told.out
    assert "good.txt: came in." in told.out
    assert "missing.txt: refused." in told.out
    store = SqliteFiles().open(review, read_only=True)
    assert [report.file_name for report in store.all(Report)] == ["good.txt"]
    store.close()


def test_truncated_utf8_comes_in_and_the_replacement_is_told(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    told = terminal("import", review, written(tmp_path, "cut.txt", "naïve patients, 5 µg — ".encode()[:-2]))
    assert told.code == 0
    assert "cut.txt: came in." in told.out
    assert "replaced" in told.out


def test_the_same_text_is_recognised(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    one = written(tmp_path, "one.txt", b"Relapse was rarer.")
    two = written(tmp_path, "two.txt", b"Relapse was rarer.")
    assert "1 came in, 1 there already" in terminal("import", review, one, two).out


def test_all_bad_rows_are_named_at_once_and_nothing_comes_in(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    terminal("import", review, written(tmp_path, "r.txt", b"Relapse was rarer. Relapse was rarer."))
    table = written(
        tmp_path,
        "claims.csv",
        b"report,quote,outcome,direction\nr.txt,Relapse was rarer,Mortality and survival,improved\n"
        b"s.txt,Relapse,Mortality and survival,improved\nr.txt,nowhere in it,Mortality and survival,improved\n"
        b"r.txt,rarer. Relapse,Happiness,improved\n",
    )
    told = terminal("import-claims", review, table)
    assert told.code == 1
    named = [line.split(":")[0] for line in told.out.splitlines()]
    assert sorted(set(named)) == ["Row 2", "Row 3", "Row 4", "Row 5"]
    store = SqliteFiles().open(review, read_only=True)
    assert store.count(Claim) == 0
    store.close()


def test_a_dry_run_changes_nothing(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    terminal("import", review, written(tmp_path, "r.txt", b"Relapse was rarer."))
    table = written(tmp_path, "claims.csv", b"report,quote,outcome,direction,mood\nr,rarer,Happiness,improved,good\n")
    told = terminal("import-claims", review, table, "--add-terms", "--dry-run")
    assert told.code == 0
    assert "Would come in: 1 claim from 1 row" in told.out
    assert "Columns that were not used: mood." in told.out
    store = SqliteFiles().open(review, read_only=True)
    assert store.count(Claim) == 0
    store.close()


def test_a_workbook_of_one_report_and_one_reviewer(terminal: Terminal, tmp_path: Path) -> None:
    terminal("demo", tmp_path)
    review, out = tmp_path / "demo.curator", tmp_path / "some.xlsx"
    assert terminal("export", review, out, "--report", "mouse_study", "--reviewer", "anna berg").code == 0
    sheet = openpyxl.load_workbook(out)["Claims"]
    assert sheet.max_row == 7
    unknown = terminal("export", review, out, "--report", "mouse")
    assert unknown.code == 1
    assert "mouse_study.txt" in unknown.err
    assert terminal("export", review, out, "--reviewer", "Zoe").code == 1


def test_the_log_names_what_was_done_and_undone(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    terminal("import", review, written(tmp_path, "r.txt", b"Relapse was rarer."))
    terminal("undo", review)
    lines = terminal("log", review).out
    assert "Undone: Import" in lines
    assert "(taken back)" in lines
    terminal("redo", review)
    assert "Done again: Import" in terminal("log", review).out
    terminal("undo", review)
    nothing = terminal("undo", review)
    assert nothing.code == 1
    assert "nothing to undo" in nothing.err


def test_bad_review_files_are_told_apart_in_sentences(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    whole = review.read_bytes()
    cases = {
        "not_sqlite.curator": b"just some words, no review",
        "cut_short.curator": whole[: len(whole) // 2],
        "empty.curator": b"",
    }
    for name, content in cases.items():
        told = terminal("check", written(tmp_path, name, content))
        assert told.code == 1, name
        assert name in told.err
        assert "Traceback" not in told.err
        assert (tmp_path / name).read_bytes() == content
    assert terminal("log", tmp_path / "absent.curator").code == 1


def test_a_review_that_is_open_elsewhere_is_not_changed(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    text = written(tmp_path, "r.txt", b"Relapse was rarer.")
    elsewhere = SqliteFiles().open(review)
    told = terminal("import", review, text)
    assert told.code == 1
    assert "open" in told.err
    assert terminal("check", review).code == 0
    elsewhere.close()
    assert terminal("import", review, text).code == 0


def test_the_program_itself_ends_with_a_sentence_and_no_trace(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "check", str(tmp_path / "absent.curator")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    assert ended.returncode == 1
    assert "absent.curator" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_commands_never_load_qt(tmp_path: Path) -> None:
    program = (
        "import sys, main; main.main(['demo', sys.argv[1]]);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert ended.returncode == 0


def test_help_loads_neither_the_database_nor_the_workbook() -> None:
    program = (
        "import sys, main; main.main(['--help']);"
        "sys.exit(' '.join({'sqlalchemy', 'alembic', 'openpyxl', 'lxml', 'PySide6', 'numpy'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True)
    assert ended.stderr.strip() == ""
    assert "import-claims" in ended.stdout
