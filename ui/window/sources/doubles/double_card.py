"""Two reports that may be the same one: what is known of both, why they may be, and what is to become of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.coding.reports import short_name
from curator.importing.references.doubles import Double
from curator.records import Report
from ui.window.furniture.pane import Card
from ui.window.furniture.words import button, link, plain_label, rule
from ui.window.sources.coming_in.waiting import reason_in_words


class DoubleCard(Card):
    """``kept`` is the report that stays when the two are joined; ``refusal`` says why they cannot be.

    ``joining``, ``keeping`` and ``waiting`` say what was chosen; ``read_asked`` carries the id of a report.
    """

    joining = Signal(object)
    keeping = Signal(object)
    waiting = Signal(object)
    read_asked = Signal(str)

    def __init__(self, double: Double, kept: Report | None, refusal: str = "") -> None:
        super().__init__()
        self.double = double
        self.kept = kept
        first, second = double.earlier, double.report
        if kept is not None and kept.id == second.id:
            first, second = second, first
        self.aside = second if kept is not None else None
        self.setAccessibleName(self.tr("{one} and {other}").format(one=short_name(first), other=short_name(second)))
        self._add_report(first, self.tr("STAYS") if kept is not None else "")
        self.body.addWidget(rule())
        self._add_report(second, self.tr("IS JOINED TO IT, AND SET ASIDE") if kept is not None else "")
        self.body.addWidget(rule())
        self.body.addWidget(plain_label(reason_in_words(double.offer), "muted", wraps=True))
        if refusal:
            self.body.addWidget(plain_label(refusal, "warning", wraps=True))
        self._add_buttons()

    def _add_report(self, report: Report, becomes: str) -> None:
        head = QHBoxLayout()
        head.addWidget(plain_label(becomes, "section"))
        head.addStretch()
        read = link(self.tr("Read"), tip=self.tr("Read {report}").format(report=short_name(report)))
        read.clicked.connect(lambda: self.read_asked.emit(report.id))
        head.addWidget(read, alignment=Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(head)
        self.body.addWidget(plain_label(report.title or report.file_name, "strong", wraps=True))
        self.body.addWidget(plain_label(self._particulars(report), "hint", wraps=True))

    def _particulars(self, report: Report) -> str:
        length = self.tr("{n} characters").format(n=f"{report.characters:,}")
        said = (short_name(report), report.journal, report.doi, report.pmid, report.file_name, length)
        return " · ".join(dict.fromkeys(filter(None, said)))

    def _add_buttons(self) -> None:
        self.join = button(self.tr("Join"), key="J", tip=self.tr("They are the same report: join them"))
        self.join.setEnabled(self.kept is not None)
        self.keep = button(self.tr("Keep both"), key="K", tip=self.tr("They are two reports: do not ask again"))
        self.wait = button(self.tr("Later"), key="L", tip=self.tr("Leave it open for now"))
        row = QHBoxLayout()
        row.setSpacing(8)
        chosen = ((self.join, self.joining), (self.keep, self.keeping), (self.wait, self.waiting))
        for one, signal in chosen:
            one.clicked.connect(lambda _on=False, signal=signal: signal.emit(self))
            row.addWidget(one)
        row.addStretch()
        self.body.addSpacing(4)
        self.body.addLayout(row)

    @property
    def first_choice(self) -> QWidget:
        """Where the focus goes: the first button that can be pressed."""
        return self.join if self.join.isEnabled() else self.keep
