"""Somebody who brings texts and tables in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from curator.records import Report
from ui.window.session import Session
from ui.window.sources.claims_panel import ClaimsPanel
from ui.window.sources.report_table import Detail
from ui.window.sources.sources_room import SourcesRoom

LONGEST_WAIT = 60_000
"""Milliseconds after which something that should have happened did not, also on a machine with much to do."""

TEXTS = {
    "carl.txt": "Cells for severe lupus\n\nRelapses were fewer after the infusion of cells.\n",
    "sun.md": "# Cells from the marrow\n\nThe steroid dose fell in most of the people treated.\n",
}


class Librarian:
    """Somebody at the Sources room."""

    def __init__(self, room: SourcesRoom, session: Session, qtbot: QtBot) -> None:
        self.room = room
        self.session = session
        self.qtbot = qtbot
        self.complaints: list[str] = []
        session.complained.connect(self.complaints.append)

    def bring_in(self, paths: Sequence[Path]) -> dict[str, list[str]]:
        """Brings files in, and gives what was told of them by fate."""
        self.room.import_paths(paths)
        return self.told()

    def told(self) -> dict[str, list[str]]:
        """What the panel tells once nothing runs for it any more, by fate."""
        panel = self.room.panel
        self.qtbot.waitUntil(
            lambda: not panel.is_busy and bool(panel.summary.text()) and not self.session.jobs.running,
            timeout=LONGEST_WAIT,
        )
        fates: dict[str, list[str]] = {}
        for fate, line in panel.lines:
            fates.setdefault(fate, []).append(line)
        return fates

    def claims_from(self, table: Path) -> ClaimsPanel:
        """The panel that tells what a table of claims would bring in, once it has told it."""
        self.room.import_paths([table])
        panel = self.room.panel
        assert isinstance(panel, ClaimsPanel), self.complaints
        self.told()
        return panel

    def choose_in(self, panel: ClaimsPanel, *choices: QCheckBox) -> dict[str, list[str]]:
        """Makes choices, each when the table was read anew with the one before; gives what is told in the end."""
        for choice in choices:
            with self.qtbot.waitSignal(panel.previewed, timeout=LONGEST_WAIT):
                choice.click()
        return self.told()

    def drop(self, paths: Sequence[Path]) -> None:
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.room.dragEnterEvent(QDragEnterEvent(QPoint(40, 40), copy, carried, left, none))
        assert self.room.drop_sign.isVisible()
        self.room.dropEvent(QDropEvent(QPoint(40, 40), copy, carried, left, none))
        assert not self.room.drop_sign.isVisible()

    def type(self, widget: QWidget, words: str) -> None:
        widget.setFocus()
        QTest.keyClicks(widget, words)
        QTest.keyClick(widget, Qt.Key.Key_Return)

    def choose(self, file_name: str) -> Report:
        report = next(report for report in self.session.store.all(Report) if report.file_name == file_name)
        self.room.choose(report.id)
        return report

    def report(self, file_name: str) -> Report:
        return next(report for report in self.session.store.all(Report) if report.file_name == file_name)

    @property
    def listed(self) -> list[str]:
        return [report.file_name for report in self.room.table.records]

    @property
    def claims_counted(self) -> list[int]:
        """By row, how many claims the table says there are; nothing while they are being counted."""
        table = self.room.table
        said = [table.index(row, Detail.CLAIMS).data() for row in range(table.rowCount())]
        return [int(number) for number in said] if all(said) else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two texts, and four files that cannot be used."""
    place = tmp_path / "texts"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / name).write_text(text, "utf-8")
    (place / "windows.txt").write_bytes("Résumé – eight of ten improved “markedly”.\r\n".encode("cp1252"))
    (place / "again.txt").write_text(TEXTS["carl.txt"], "utf-8")
    (place / "empty.txt").write_bytes(b"")
    (place / "picture.txt").write_bytes(bytes(range(256)) * 40)
    return place


@pytest.fixture
def librarian(session: Session, qtbot: QtBot) -> Librarian:
    """Somebody in front of an empty Sources room."""
    room = SourcesRoom(session)
    qtbot.addWidget(room)
    room.resize(1280, 720)
    with qtbot.waitSignal(room.uses.counted, timeout=LONGEST_WAIT):
        room.show()
    room.enter()
    return Librarian(room, session, qtbot)
