"""What was changed in the review: the log, newest first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from curator.changes import ChangeKind, LogEntry
from curator.records import Reviewer
from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import plain_label, plain_tip
from ui.window.session import Session

translate = QCoreApplication.translate

_MOST_LINES = 500
_HEIGHT = 440
_RECORDS_WIDTH = 200


class LogSheet(Sheet):
    """A table of changes: when, who, what, and how many records."""

    def __init__(self, over: QWidget, session: Session) -> None:
        super().__init__(
            over,
            translate("LogSheet", "What was changed"),
            translate("LogSheet", "Every change of the review, newest first. Undo (Ctrl+Z) takes the last one back."),
            width=820,
        )
        names = {reviewer.id: reviewer.name for reviewer in session.reader.all(Reviewer)}
        lines = session.reader.log(limit=_MOST_LINES)
        self.table = QTableWidget(len(lines), 4)
        self.table.setHorizontalHeaderLabels([self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Records")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(self.tr("The log"))
        for row, entry in enumerate(lines):
            for column, words in enumerate(_cells(entry, names)):
                cell = QTableWidgetItem(words)
                cell.setToolTip(plain_tip(words))
                cell.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(row, column, cell)
        header = self.table.horizontalHeader()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(3, _RECORDS_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setFixedHeight(_HEIGHT)
        self.body.addWidget(self.table)
        self.first = self.table
        if len(lines) == _MOST_LINES:
            older = self.tr("The newest {n} are shown. The command “log” prints the older ones, too.")
            self.body.addWidget(plain_label(older.format(n=_MOST_LINES), "hint"))
        self.add_cancel(self.tr("Close"))


def _cells(entry: LogEntry, names: dict[str, str]) -> tuple[str, str, str, str]:
    what = entry.title
    if entry.kind is ChangeKind.UNDO:
        what = translate("LogSheet", "Undone: {title}").format(title=entry.title)
    elif entry.kind is ChangeKind.REDO:
        what = translate("LogSheet", "Done again: {title}").format(title=entry.title)
    elif entry.undone:
        what = translate("LogSheet", "{title} (taken back)").format(title=entry.title)
    if entry.reason:
        what = f"{what}: {entry.reason}"
    counts = ", ".join(_counted(kind, sum(tally)) for kind, tally in entry.counts.items())
    return entry.at.astimezone().strftime("%Y-%m-%d %H:%M"), names.get(entry.reviewer_id or "", ""), what, counts


def _counted(kind: str, number: int) -> str:
    """How many records of a kind, such as ``1 study`` or ``4 studies``."""
    many = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    return f"{number:,} {translate('LogSheet', kind if number == 1 else many)}"
