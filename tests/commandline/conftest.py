"""Commands run as a person runs them: words in, words and an exit code out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from db.files import SqliteFiles
from ui.commandline import run


@dataclass(frozen=True)
class Said:
    """What a command printed and the code it ended with."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands in this process, on real files."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.windows: list[tuple[object, ...]] = []

    def __call__(self, *words: str | Path) -> Said:
        self._capsys.readouterr()
        code = run([str(word) for word in words], SqliteFiles(), self._open_window)
        told = self._capsys.readouterr()
        return Said(code, told.out, told.err)

    def _open_window(self, *arguments: object, **named: object) -> int:
        self.windows.append((*arguments[1:], *named.values()))
        return 0


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal that is wide enough not to break lines."""
    monkeypatch.setenv("COLUMNS", "200")
    return Terminal(capsys)


@pytest.fixture
def review(terminal: Terminal, tmp_path: Path) -> Path:
    """A new review of reviewer A."""
    path = tmp_path / "lupus.curator"
    assert terminal("new", path, "--title", "Lupus", "--reviewer", "A").code == 0
    return path
