"""One field looked at closely: its confusion table, the same report by report, and over time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.agreement.agreement import Confusion, Figures
from curator.agreement.of_review import CLAIMS_FOUND, ReviewAgreement
from ui.window.compare.comparing import FieldDetails
from ui.window.compare.confusion_table import ConfusionTable
from ui.window.compare.figure_list import FigureList
from ui.window.compare.figure_rows import FigureRow, names_of, part_rows
from ui.window.compare.hands import Hands
from ui.window.compare.settings import Settings, block_of
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import button, plain_label, plain_tip, with_key

_DIRECTION = "direction"


class Aspect(Enum):
    """How a field is looked at."""

    CELLS = "cells"
    REPORTS = "reports"
    TIME = "time"


class FieldDetailsView(QWidget):
    """``cell_chosen`` carries the two categories of a cell; ``report_chosen`` an id; ``differing_asked`` the field."""

    cell_chosen = Signal(str, str)
    report_chosen = Signal(str)
    differing_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.aspect = Aspect.CELLS
        self._details: FieldDetails | None = None
        self._confusion: Confusion | None = None
        self.title = plain_label("", "muted")
        self.differ = button("", "place", tip=self.tr("List only the disagreements in this field"))
        self.aspects = Segments(
            self.tr("Looked at"),
            [
                (self.tr("Table"), Aspect.CELLS),
                (self.tr("Reports"), Aspect.REPORTS),
                (self.tr("Time"), Aspect.TIME),
            ],
        )
        for aspect, tip in (
            (Aspect.CELLS, self.tr("Who said what when the other said what")),
            (Aspect.REPORTS, self.tr("The field report by report")),
            (Aspect.TIME, self.tr("The field over time")),
        ):
            self.aspects.button_for(aspect).setToolTip(plain_tip(with_key(tip, "G")))
        self.aspects.settle(self.aspect)
        self.table = ConfusionTable()
        self.reports = FigureList(self.tr("Report by report"))
        self.time = FigureList(self.tr("Over time"), joins=True)
        self.none = plain_label("", "hint", wraps=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = plain_label("", "hint", wraps=True)
        self.notes.setAccessibleName(self.tr("Said beside the figures"))
        self._lay_out()
        self.aspects.chosen.connect(self._look)
        self.differ.clicked.connect(self.differing_asked)
        self.table.cell_chosen.connect(self._cell)
        self.reports.entered.connect(lambda row: self.report_chosen.emit(row.name))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 10, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.differ)
        self._shown = (self.table, self.reports, self.time, self.none)
        self.none.setContentsMargins(10, 0, 10, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.aspects)
        for widget in self._shown:
            column.addWidget(widget)
        notes = QHBoxLayout()
        notes.setContentsMargins(10, 0, 10, 0)
        notes.addWidget(self.notes)
        column.addLayout(notes)

    # What is shown ------------------------------------------------------------------------------------------------

    def show_row(self, row: FigureRow, found: ReviewAgreement, settings: Settings, hands: Hands) -> None:
        """Shows a field: what is known already at once, the rest with ``show_details``."""
        self._details = None
        block = _block(row.name, found, settings)
        self._confusion = block.confusion if block is not None else None
        self.title.setText(row.title)
        self.differ.setText(self.tr("n = {n}, {m} differ").format(n=f"{row.n:,}", m=f"{row.differ:,}"))
        self.differ.setAccessibleName(
            self.tr("{title}: {m} of {n} differ").format(title=row.title, n=row.n, m=row.differ)
        )
        self.notes.setText("\n".join(f"* {note}" for note in row.notes))
        self.notes.setVisible(bool(row.notes))
        if self._confusion is not None:
            signs = {one.name: one.meaning for one in found.coded.codebook.directions.values()}
            names = self._names(found, settings, hands)
            self.table.show_table(self._confusion, names, signs if row.name == _DIRECTION else None)
        self._show_aspect()

    def _names(self, found: ReviewAgreement, settings: Settings, hands: Hands) -> tuple[str, str]:
        ids = settings.between or tuple(found.coded.reviewers)
        return hands[ids[0]].title, hands[ids[1]].title if len(ids) > 1 else self.tr("the others")

    def show_details(
        self, details: FieldDetails, found: ReviewAgreement, settings: Settings, titles: Mapping[str, str]
    ) -> None:
        """Shows what was found out about the field meanwhile."""
        self._details = details
        self.reports.show_rows(part_rows(details.name, details.by_report, found, settings, titles))
        self.time.show_rows(part_rows(details.name, details.over_time, found, settings, titles))
        self._show_aspect()

    @property
    def details(self) -> FieldDetails | None:
        """What was found out about the field; None until then."""
        return self._details

    def _look(self, aspect: object) -> None:
        if isinstance(aspect, Aspect):
            self.aspect = aspect
            self.aspects.settle(aspect)
            self._show_aspect()

    def next_aspect(self) -> None:
        """Looks at the field in the next way."""
        every = list(Aspect)
        self._look(every[(every.index(self.aspect) + 1) % len(every)])

    def _show_aspect(self) -> None:
        details = self._details
        wanted: QWidget
        words = self.tr("Looking report by report …")
        match self.aspect:
            case Aspect.CELLS:
                wanted = self.table if self._confusion is not None and self._confusion.counts else self.none
                words = self.tr("A table is drawn for two reviewers and categories. Choose two reviewers with R.")
            case Aspect.REPORTS:
                wanted = self.reports if details is not None and details.by_report else self.none
            case Aspect.TIME:
                wanted = self.time if details is not None and details.over_time else self.none
        if details is not None and self.aspect is not Aspect.CELLS:
            words = self.tr("This is not looked at report by report.")
        self.none.setText(words)
        for widget in self._shown:
            widget.setVisible(widget is wanted)

    # What one does ------------------------------------------------------------------------------------------------

    def _cell(self, row: int, column: int) -> None:
        if self._confusion is not None:
            self.table.cells.mark((row, column))
            categories = self._confusion.categories
            self.cell_chosen.emit(categories[row], categories[column])

    def choose_current(self) -> None:
        """Goes on from the cell or the report that the keyboard is on."""
        if self.table.isVisible():
            self.table.choose_current()
        elif self.reports.isVisible():
            self.reports.enter_chosen()


def _block(name: str, found: ReviewAgreement, settings: Settings) -> Figures | None:
    names = names_of(found, settings)
    if name == CLAIMS_FOUND:
        return block_of(found.claims_found, names)
    field = found.fields.get(name)
    return block_of(field.agreement, names) if field is not None else None
