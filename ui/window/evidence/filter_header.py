"""The table's header: titles to sort by, and under each a quiet line to filter by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from curator.evidence.question import Column
from ui.window.evidence.columns import ORDER, title_of
from ui.window.furniture.titles import TITLE_HEIGHT, Titles
from ui.window.furniture.words import translated
from ui.window.look.palette import colour, current
from ui.window.look.style import say_kind

FILTER_HEIGHT = 32
TYPING_PAUSE_MS = 160


class _Strip(QWidget):
    """The ground under the filters: a pale box for each, edged in the accent where one is being typed in."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(palette.surround))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self.findChildren(QLineEdit):
            if line.isHidden():
                continue
            painter.setPen(colour(palette.accent if line.hasFocus() else palette.line))
            painter.setBrush(colour(palette.card))
            painter.drawRoundedRect(QRectF(line.geometry().adjusted(-6, 0, 4, 0)).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(colour(palette.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class FilterHeader(Titles):
    """Titles that are clicked to sort, and filters that speak after a short pause in typing (or at once on Enter)."""

    filtered = Signal()
    sort_asked = Signal(object)
    left = Signal()
    entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = _Strip(self)
        self._lines: list[QLineEdit] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.filtered)
        self.setSectionsMovable(True)
        self.setAccessibleName(translated("FilterHeader", "Columns"))
        self.sectionClicked.connect(lambda section: self.sort_asked.emit(ORDER[section]))
        for column in ORDER:
            self._lines.append(self._line_for(column))
        for signal in (self.sectionResized, self.sectionMoved):
            signal.connect(lambda *_places: self.arrange())
        self.arrange()

    def _line_for(self, column: Column) -> QLineEdit:
        line = QLineEdit(self._strip)
        say_kind(line, "bare")
        name = translated("FilterHeader", "Filter {column}").format(column=title_of(column))
        line.setAccessibleName(name)
        line.setToolTip(translated("FilterHeader", "{name} (F in the table, Esc goes back)").format(name=name))
        line.setPlaceholderText(translated("FilterHeader", "filter"))
        line.setStyleSheet("font-size: 12px;")
        line.textEdited.connect(lambda _words: self._pause.start())
        line.installEventFilter(self)
        return line

    @property
    def filters(self) -> tuple[tuple[Column, str], ...]:
        """What is asked of each column, in the order of the columns."""
        asked = ((column, line.text().strip()) for column, line in zip(ORDER, self._lines, strict=True))
        return tuple((column, words) for column, words in asked if words)

    def filter_line(self, column: Column) -> QLineEdit:
        """The line in which a column is filtered."""
        return self._lines[ORDER.index(column)]

    def clear_filters(self) -> None:
        """Empties all lines, without saying so."""
        self._pause.stop()
        for line in self._lines:
            line.clear()

    def in_tab_order(self) -> Sequence[QLineEdit]:
        """The filters of the columns that show, from left to right."""
        order = [self.logicalIndex(place) for place in range(self.count())]
        return [self._lines[section] for section in order if not self.isSectionHidden(section)]

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TITLE_HEIGHT + FILTER_HEIGHT)

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, FILTER_HEIGHT)
        super().updateGeometries()
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Puts each filter under its title; called again when the table scrolls sideways."""
        self._strip.setGeometry(0, TITLE_HEIGHT, self.width(), FILTER_HEIGHT)
        for section, line in enumerate(self._lines):
            shown = section < self.count() and not self.isSectionHidden(section)
            line.setVisible(shown)
            if shown:
                left = self.sectionViewportPosition(section)
                line.setGeometry(QRect(left + 10, 2, max(self.sectionSize(section) - 18, 12), FILTER_HEIGHT - 8))
        self._strip.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit):
            if event.type() == QEvent.Type.FocusIn:
                self.entered.emit(self._lines.index(watched))
                self._strip.update()
            elif event.type() == QEvent.Type.FocusOut:
                self._strip.update()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key_pressed(watched, event.key())
        return super().eventFilter(watched, event)

    def _key_pressed(self, line: QLineEdit, key: int) -> bool:
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                if self._pause.isActive():
                    self._pause.stop()
                    self.filtered.emit()
                self.left.emit()
            case Qt.Key.Key_Escape if line.text():
                line.clear()
                self._pause.stop()
                self.filtered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True
