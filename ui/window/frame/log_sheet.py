"""What was changed in the review: the log, newest first, each line with what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget
from shiboken6 import isValid

from curator.changes import ChangeKind, LogEntry
from curator.evidence.concerning import Concern, concerning
from curator.evidence.lines import LineWriter
from curator.records import Reviewer
from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import plain_label, plain_tip
from ui.window.jobs import Progress
from ui.window.session import Session

translate = QCoreApplication.translate

_MOST_LINES = 500
_MOST_RECORDS = 40
"""What a change of more records is about is told by their numbers alone."""

_HEIGHT = 440
_ABOUT_WIDTH, _RECORDS_WIDTH = 280, 150
_WHAT, _ABOUT, _RECORDS = 2, 3, 4


class _Line(Struct, frozen=True):
    entry: LogEntry
    concern: Concern | None


class _Table(QTableWidget):
    """Enter goes to what a line is about."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class LogSheet(Sheet):
    """A table of changes, read beside the window: when, who, what, about what, and how many records.

    ``claim_asked`` and ``report_asked`` carry the id of what somebody wants to see. ``filled`` when all is there.
    """

    claim_asked = Signal(str)
    report_asked = Signal(str)
    filled = Signal()

    def __init__(self, over: QWidget, session: Session) -> None:
        super().__init__(
            over,
            translate("LogSheet", "What was changed"),
            translate(
                "LogSheet",
                "Newest first. Undo (Ctrl+Z) takes the last one back; Enter goes to the claim or report of a line.",
            ),
            width=940,
        )
        self._session = session
        self._lines: Sequence[_Line] = ()
        self.table = _Table(0, 5)
        names = (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("About"), self.tr("Records"))
        self.table.setHorizontalHeaderLabels(list(names))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("The log"))
        header = self.table.horizontalHeader()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(_ABOUT, _ABOUT_WIDTH)
        header.resizeSection(_RECORDS, _RECORDS_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setFixedHeight(_HEIGHT)
        self.table.entered.connect(self.go)
        self.table.doubleClicked.connect(lambda _place: self.go())
        self.body.addWidget(self.table)
        self.first = self.table
        older = self.tr("The newest {n} are shown. The command “log” prints the older ones, too.")
        self._older = plain_label(older.format(n=_MOST_LINES), "hint")
        self._older.hide()
        self.body.addWidget(self._older)
        self.add_cancel(self.tr("Close"))
        session.run(partial(_read, session), self._fill, self.tr("Reading the log"))

    def _fill(self, lines: Sequence[_Line]) -> None:
        if not isValid(self):
            return
        self._lines = lines
        names = {reviewer.id: reviewer.name for reviewer in self._session.reader.all(Reviewer)}
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, words in enumerate(_cells(line, names)):
                cell = QTableWidgetItem(words)
                cell.setToolTip(plain_tip(words))
                cell.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(row, column, cell)
        if lines:
            self.table.setCurrentCell(0, 0)
        self._older.setVisible(len(lines) == _MOST_LINES)
        self.filled.emit()

    def go(self) -> None:
        """Goes to the claim or the report that the chosen line is about; nothing happens where there is none."""
        place: QModelIndex = self.table.currentIndex()
        concern = self._lines[place.row()].concern if 0 <= place.row() < len(self._lines) else None
        if concern is None or not (concern.claim_id or concern.report_id):
            return
        self.leave()
        if concern.claim_id is not None:
            self.claim_asked.emit(concern.claim_id)
        else:
            self.report_asked.emit(concern.report_id)


def _read(session: Session, progress: Progress) -> list[_Line]:
    """The lines as whoever works here may see them, each with what it is about."""
    with session.snapshot() as reader:
        writer, entries, lines = LineWriter.read(reader), reader.log(limit=_MOST_LINES), []
        for done, entry in enumerate(entries):
            progress(done / len(entries))
            few = sum(map(sum, entry.counts.values())) <= _MOST_RECORDS
            about = concerning(reader.alterations(entry.sequence), writer) if few else None
            lines.append(_Line(entry, about))
    return lines


def _cells(line: _Line, names: dict[str, str]) -> tuple[str, str, str, str, str]:
    entry, what = line.entry, line.entry.title
    if entry.kind is ChangeKind.UNDO:
        what = translate("LogSheet", "Undone: {title}").format(title=entry.title)
    elif entry.kind is ChangeKind.REDO:
        what = translate("LogSheet", "Done again: {title}").format(title=entry.title)
    elif entry.undone:
        what = translate("LogSheet", "{title} (taken back)").format(title=entry.title)
    if entry.reason:
        what = f"{what}: {entry.reason}"
    counts = ", ".join(_counted(kind, sum(tally)) for kind, tally in entry.counts.items())
    about = line.concern.words if line.concern is not None else ""
    when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return when, names.get(entry.reviewer_id or "", ""), what, about, counts


def _counted(kind: str, number: int) -> str:
    """How many records of a kind, such as ``1 study`` or ``4 studies``."""
    many = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    return f"{number:,} {translate('LogSheet', kind if number == 1 else many)}"
