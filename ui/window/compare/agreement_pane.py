"""The left side of the Compare room: how far the reviewers agree, drawn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from curator.agreement.of_review import CLAIMS_FOUND
from curator.agreement.review.selection import Selection
from ui.window.compare.comparing import Compared, FieldDetails
from ui.window.compare.field_details import FieldDetailsView
from ui.window.compare.figure_list import FigureList
from ui.window.compare.figure_rows import FigureRow, count_of_estimates, field_rows, names_of, row_of, unfilled
from ui.window.compare.found_card import FoundCard
from ui.window.compare.hands import Hand, Hands
from ui.window.compare.settings import Settings, block_of, title_of
from ui.window.furniture.fitted import Fitted
from ui.window.furniture.words import Surface, button, counted, link, plain_label, plain_tip, surface
from ui.window.jobs import Job

AGREEMENT_WIDTH = 320
_BELOW_ASPECTS = 160
_PAIR = 2


class AgreementPane(Surface):
    """Shows the figures. ``field_chosen`` carries the name of the field that is looked at closely."""

    field_chosen = Signal(str)
    cell_chosen = Signal(str, str)
    report_chosen = Signal(str)
    differing_asked = Signal(str)
    reviewers_asked = Signal()
    export_asked = Signal()
    table_asked = Signal()
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.setAccessibleName(self.tr("Agreement"))
        self.setMinimumWidth(276)
        self._compared: Compared | None = None
        self._settings = Settings()
        self._hands = Hands()
        self._chosen = "direction"
        self.who = button("", "place", key="R", tip=self.tr("Choose which reviewers are compared"))
        self.job_words = plain_label("", "hint")
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Comparing"))
        self.cancelling = button(self.tr("Cancel"), "small-link", key="Esc")
        self.waiting = plain_label("", "hint", wraps=True)
        self.waiting.setAccessibleName(self.tr("Reports that wait"))
        self.found = FoundCard()
        self.pairs = plain_label("", "muted")
        self.sign = plain_label("", "muted")
        self.fields = FigureList(self.tr("Fields"))
        self.numbers = button("", "small-link", key="N")
        self._with_numbers = False
        self.details = FieldDetailsView()
        self.exporting = link(self.tr("Export figures"))
        self.tabling = link(self.tr("All figures"), key="T")
        self.settling = link(self.tr("Rules"), key="S", tip=self.tr("How claims are paired and compared"))
        self._lay_out()
        self._wire()
        self._show_running(False)

    def _lay_out(self) -> None:
        inside = surface("surround")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 16, 12, 8)
        column.setSpacing(8)
        running = QHBoxLayout()
        running.setContentsMargins(10, 0, 10, 0)
        running.setSpacing(8)
        running.addWidget(self.progress, 1)
        running.addWidget(self.cancelling)
        column.addLayout(_line(plain_label(self.tr("AGREEMENT"), "section"), self.who))
        column.addLayout(running)
        column.addLayout(_line(self.job_words))
        column.addLayout(_line(self.waiting))
        column.addWidget(self.found)
        column.addSpacing(4)
        column.addLayout(_line(self.pairs, self.sign))
        column.addWidget(self.fields)
        column.addLayout(_line(self.numbers, stretches=False))
        column.addSpacing(4)
        column.addWidget(self.details)
        column.addStretch(1)
        self._scroll = Fitted(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(22, 8, 12, 12)
        foot.setSpacing(16)
        for widget in (self.exporting, self.tabling, self.settling):
            foot.addWidget(widget)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(foot)

    def _wire(self) -> None:
        self.who.clicked.connect(self.reviewers_asked)
        self.found.chosen.connect(lambda: self.look_at(CLAIMS_FOUND))
        self.numbers.clicked.connect(self.turn_numbers)
        self.fields.chosen.connect(lambda row: self.look_at(row.name))
        self.fields.entered.connect(lambda row: self.differing_asked.emit(row.name))
        self.details.cell_chosen.connect(self.cell_chosen)
        self.details.report_chosen.connect(self.report_chosen)
        self.details.differing_asked.connect(lambda: self.differing_asked.emit(self._chosen))
        self.exporting.clicked.connect(self.export_asked)
        self.tabling.clicked.connect(self.table_asked)
        self.settling.clicked.connect(self.settings_asked)

    def sizeHint(self) -> QSize:
        return QSize(AGREEMENT_WIDTH, super().sizeHint().height())

    # What is shown ------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The name of the field that is looked at closely."""
        return self._chosen

    def show_compared(self, compared: Compared, settings: Settings, hands: Hands) -> None:
        """Shows other figures, or the same otherwise."""
        self._compared, self._settings, self._hands = compared, settings, hands
        found = compared.found
        pair = self._between()
        reports = counted(len(found.coded.reports), self.tr("{n} report"), self.tr("{n} reports"))
        self.who.setText(f"{self._who(pair)} · {reports}  R")
        self.who.setAccessibleName(self.tr("Compared: {who}").format(who=self.who.text()))
        self.found.show_figures(block_of(found.claims_found, names_of(found, settings)), pair)
        shared = sum(len(unit.claims) > 1 for unit in found.units)
        self.pairs.setText(counted(shared, self.tr("Fields of the {n} pair"), self.tr("Fields of the {n} pairs")))
        self.sign.setText(title_of(settings.shown, max(_PAIR, len(pair))))
        self._show_fields(compared)
        empty = unfilled(found, settings)
        words = self.tr("Filled by one at most: {fields}").format(fields=", ".join(empty).lower()) if empty else ""
        self.pairs.setToolTip(plain_tip(words))
        self.pairs.setAccessibleDescription(words)
        self._say_waiting(compared)
        self.look_at(self._chosen)

    def _show_fields(self, compared: Compared) -> None:
        parts = count_of_estimates(compared.found, self._settings)
        words = self.tr("Hide the {n} parts of estimates") if self._with_numbers else self.tr("{n} parts of estimates")
        self.numbers.setText(f"{words.format(n=parts)}  N")
        self.numbers.setAccessibleName(words.format(n=parts))
        self.numbers.setVisible(parts > 0)
        self.fields.show_rows(field_rows(compared.found, self._settings, estimates=self._with_numbers))

    def turn_numbers(self) -> None:
        """Shows the parts of estimates, or hides them again."""
        self._with_numbers = not self._with_numbers
        if self._compared is not None:
            self._show_fields(self._compared)
            self.look_at(self._chosen)

    def next_aspect(self) -> None:
        """Looks at the chosen field in the next way, and brings that into view."""
        self.details.next_aspect()
        self._scroll.ensureWidgetVisible(self.details.aspects, 0, _BELOW_ASPECTS)

    def _between(self) -> tuple[Hand, ...]:
        compared = self._compared
        known = tuple(compared.found.coded.reviewers) if compared is not None else ()
        ids = self._settings.between if set(self._settings.between) <= set(known) and self._settings.between else known
        return tuple(self._hands[one] for one in ids)

    def _who(self, hands: tuple[Hand, ...]) -> str:
        if len(hands) == 1:
            return self.tr("{who} × the others").format(who=hands[0].in_words)
        if len(hands) == _PAIR:
            return " × ".join(hand.in_words for hand in hands)
        return counted(len(hands), self.tr("{n} reviewer"), self.tr("{n} reviewers"))

    def _say_waiting(self, compared: Compared) -> None:
        coded = compared.found.coded
        waiting = max(coded.unfinished, len(compared.queue.waiting))
        parts = []
        chosen = self._settings.selection
        if chosen != Selection():
            days = (f"{day:%Y-%m-%d}" if day is not None else "" for day in (chosen.since, chosen.until))
            what = ", ".join(filter(None, (*chosen.rounds, " – ".join(days).strip(" –"))))
            parts.append(self.tr("Figures of {what} only").format(what=what))
        if waiting:
            parts.append(
                counted(waiting, self.tr("{n} report waits for somebody"), self.tr("{n} reports wait for somebody"))
            )
        if coded.left_out:
            parts.append(counted(coded.left_out, self.tr("{n} coded by one only"), self.tr("{n} coded by one only")))
        self.waiting.setText(" · ".join(parts))
        self.waiting.setVisible(bool(parts))

    def look_at(self, name: str) -> None:
        """Looks at a field closely, or at the claims found."""
        compared = self._compared
        if compared is None:
            return
        row = self._row(name) or next(iter(self.fields.rows.rows), None)
        if row is None:
            return
        self._chosen = row.name
        place = self.fields.rows.row_of(row.name)
        if place is None:
            self.fields.clearSelection()
            self.fields.setCurrentIndex(self.fields.rows.index(-1, 0))
        elif place != self.fields.currentIndex().row():
            self.fields.blockSignals(True)
            self.fields.choose(place)
            self.fields.blockSignals(False)
        self.found.show_chosen(row.name == CLAIMS_FOUND)
        self.details.show_row(row, compared.found, self._settings, self._hands)
        self.field_chosen.emit(row.name)

    def _row(self, name: str) -> FigureRow | None:
        compared = self._compared
        if compared is None:
            return None
        if name == CLAIMS_FOUND:
            block = block_of(compared.found.claims_found, names_of(compared.found, self._settings))
            return row_of(CLAIMS_FOUND, self.tr("Claims found"), block, self._settings)
        return next((row for row in self.fields.rows.rows if row.name == name), None)

    def show_details(self, details: FieldDetails, titles: Mapping[str, str]) -> None:
        """Shows what was found out about the field that is looked at."""
        if self._compared is not None and details.name == self._chosen:
            self.details.show_details(details, self._compared.found, self._settings, titles)

    # While it is computed -----------------------------------------------------------------------------------------

    def watch(self, job: Job) -> None:
        """Shows how far a job is."""
        self.progress.setValue(0)
        self.job_words.setText(self.tr("Comparing …"))
        self._show_running(True)
        job.progressed.connect(self._progressed)

    def _progressed(self, share: float, words: str) -> None:
        self.progress.setValue(round(share * 1000))
        self.job_words.setText(f"{words} …" if words else self.tr("Comparing …"))

    def rest(self, words: str = "") -> None:
        """Nothing is computed any more."""
        self._show_running(False)
        self.job_words.setText(words)
        self.job_words.setVisible(bool(words))

    def _show_running(self, running: bool) -> None:
        for widget in (self.progress, self.cancelling, self.job_words):
            widget.setVisible(running)


def _line(*widgets: QWidget, stretches: bool = True) -> QHBoxLayout:
    """A line at the margins of the rows: the first widget takes what room there is, or none does."""
    row = QHBoxLayout()
    row.setContentsMargins(10, 0, 10, 0)
    row.setSpacing(8)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == 0 and stretches else 0, Qt.AlignmentFlag.AlignVCenter)
    if not stretches:
        row.addStretch(1)
    return row
