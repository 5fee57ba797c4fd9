"""The roster as it is seen and worked with: rings in a grid, people and how far they have come above it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from curator.coding.progress import Progress
from curator.records import Report, Reviewer
from ui.window.furniture.initials import paint_initials
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.painting import paint_ruled_ground, paint_words
from ui.window.furniture.plain_table import PlainTable
from ui.window.furniture.progress_ring import paint_progress_ring
from ui.window.furniture.words import Surface, translated
from ui.window.look.palette import colour, current
from ui.window.look.typefaces import sans
from ui.window.reading.reports_model import status_in_words
from ui.window.sources.people.roster import PERSON_ROLE, SEAT_ROLE, Roster, Seat

_ROW = 46
_HEAD = 58
_PERSON, _LEAST_PERSON = 156, 78
"""How wide a person's column is where there is room, and where many share it: only disc, ring and numbers show then."""

_ROOM_FOR_WORDS = 120
_ROUND = 100
_LEAST_REPORT = 200
_RING = 18
_DISC = 26

Place = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Paints a report's name, a ring for each who codes it, a small dot for each who does not, and the rounds.

    What is coded without being assigned is in italics.
    """

    def __init__(self, view: RosterView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Place) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        palette = current()
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ruled_ground(painter, area, option.state, palette)
        seat = index.data(SEAT_ROLE)
        if isinstance(seat, Seat):
            self._paint_seat(painter, area, seat)
        else:
            strong = index.column() == 0
            painter.setPen(colour(palette.ink if strong else palette.muted))
            font = sans(14 if strong else 13, bold=strong)
            paint_words(painter, QRectF(area.adjusted(14, 4, -10, -4)), str(index.data() or ""), font)
        if index == self._view.currentIndex() and option.state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(colour(palette.accent if self._view.hasFocus() else palette.line), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -3), 5, 5)
        painter.restore()

    @staticmethod
    def _paint_seat(painter: QPainter, area: QRect, seat: Seat) -> None:
        palette = current()
        circle = QRectF(area.left() + 14 + (_DISC - _RING) / 2, area.center().y() - _RING / 2, _RING, _RING)
        if seat.status is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.line))
            painter.drawEllipse(circle.center(), 2.5, 2.5)
            return
        paint_progress_ring(painter, circle, seat.status, palette)
        if area.width() < _ROOM_FOR_WORDS:
            return
        painter.setPen(colour(palette.muted))
        words, font = status_in_words(seat.status), sans(12, italic=not seat.is_assigned)
        paint_words(painter, QRectF(area.adjusted(14 + _DISC + 8, 4, -6, -4)), words, font)


class _People(QHeaderView):
    """Each person as a disc with their name, how far they have come in words and as a bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(64)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        palette = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, colour(palette.surround))
        found = self.model().headerData(section, Qt.Orientation.Horizontal, PERSON_ROLE)
        if found is None:
            painter.setPen(colour(palette.muted))
            painter.setFont(sans(12, bold=True))
            words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
            painter.drawText(area.adjusted(14, 0, -8, -8), Qt.AlignmentFlag.AlignBottom, words)
        else:
            self._paint_person(painter, area, *found)
        painter.setPen(colour(palette.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _paint_person(self, painter: QPainter, area: QRect, person: Reviewer, progress: Progress) -> None:
        palette = current()
        disc = QRectF(area.left() + 14, area.top() + 9, _DISC, _DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        paint_initials(painter, disc, person.initials, person.colour)
        left, width = round(disc.right()) + 8, area.right() - round(disc.right()) - 14
        painter.setFont(sans(13, bold=True))
        painter.setPen(colour(palette.ink))
        has_name = area.width() >= _ROOM_FOR_WORDS
        if has_name:
            name = painter.fontMetrics().elidedText(person.name, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, area.top() + 7, width, 18), Qt.AlignmentFlag.AlignVCenter, name)
        total = progress.not_started + progress.in_progress + progress.submitted
        painter.setFont(sans(12))
        painter.setPen(colour(palette.muted))
        words = f"{progress.submitted:,} / {total:,}" if total else "–"
        beside = QRect(left, area.top() + (24 if has_name else 14), width + 8, 16)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)
        bar = QRectF(area.left() + 14, area.bottom() - 10, area.width() - 28, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.line))
        painter.drawRoundedRect(bar, 2, 2)
        if total and progress.submitted:
            painter.setBrush(colour(palette.fine))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * progress.submitted / total, 4), 2, 2)


class RosterView(PlainTable):
    """Cells are chosen with the arrows, several with Shift. ``chosen`` says that the person may be another one."""

    chosen = Signal()
    toggled = Signal()
    opened = Signal()

    def __init__(self, roster: Roster) -> None:
        super().__init__(translated("RosterView", "Who codes which report"))
        self._roster = roster
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setCornerWidget(Surface("paper"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setModel(roster)
        self.setItemDelegate(_Cells(self))
        header = _People(self)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self.choose_column)
        roster.modelReset.connect(self._spread)
        self.doubleClicked.connect(lambda place: self.toggled.emit() if place.column() else self.opened.emit())
        self._keys = OwnKeys(self)

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something here."""
        self._keys.bind(keys, act)

    @property
    def person(self) -> Reviewer | None:
        """The reviewer in whose column one stands."""
        return self._roster.person_at(self.currentIndex().column())

    @property
    def report(self) -> Report | None:
        """The report in whose row one stands."""
        row = self.currentIndex().row()
        return self._roster.reports[row] if 0 <= row < len(self._roster.reports) else None

    @property
    def places(self) -> list[tuple[Report, Reviewer]]:
        """The reports and people of the cells that are chosen."""
        roster = self._roster
        found = [(roster.reports[one.row()], roster.person_at(one.column())) for one in self.selectedIndexes()]
        return [(report, person) for report, person in found if person is not None]

    def choose_column(self, column: int) -> None:
        """Goes to a person's column; the row stays."""
        if self._roster.reports:
            self.setCurrentIndex(self._roster.index(max(self.currentIndex().row(), 0), column))
        self.chosen.emit()

    def currentChanged(self, current_place: Place, previous: Place) -> None:
        super().currentChanged(current_place, previous)
        self.viewport().update()
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.places:
            self.toggled.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Gives each person a column, and the reports what room is left."""
        last = self._roster.columnCount() - 1
        if last < 1:
            return
        people = last - 1
        room = self.viewport().width() - _LEAST_REPORT - _ROUND
        width = max(_LEAST_PERSON, min(_PERSON, room // max(1, people)))
        for column in range(1, last):
            self.setColumnWidth(column, width)
        self.setColumnWidth(last, _ROUND)
        left = self.viewport().width() - width * people - _ROUND
        self.setColumnWidth(0, max(_LEAST_REPORT, left))
