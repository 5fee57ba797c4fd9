"""The bar along the top: which review, the rooms, the search, and who I am."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from curator.records import Reviewer
from ui.window.furniture.initials import paint_initials
from ui.window.furniture.words import Button, plain_label, plain_tip
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

_HEIGHT = 48
_SEARCH_WIDTH = 208
_LEAST_TITLE, _MOST_TITLE = 80, 260
_LEAST_FILE_NAME, _MOST_FILE_NAME = 70, 150
_BETWEEN = 80


class Badge(QPushButton):
    """A reviewer's initials in their colour, and their name."""

    def __init__(self) -> None:
        super().__init__()
        say_kind(self, "quiet")
        self._initials = ""
        self._colour = colours.LABEL_SWATCHES[0]
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_reviewer(self, reviewer: Reviewer) -> None:
        """Shows another reviewer."""
        self._initials = reviewer.initials
        self._colour = reviewer.colour
        self.setText(reviewer.name)
        self.setAccessibleName(self.tr("You are {name}").format(name=reviewer.name))
        self.setToolTip(self.tr("Who am I? Choose the reviewer who works here (Ctrl+Shift+W)"))

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(min(width, 150) + 44, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = colours.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(2, (self.height() - 26) / 2, 26, 26)
        painter.setPen(QColor(palette.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        paint_initials(painter, disc, self._initials, self._colour)
        painter.setPen(QColor(palette.ink if self.underMouse() else palette.muted))
        painter.setFont(sans(14))
        room = self.rect().adjusted(36, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class TopBar(QWidget):
    """Says which room was asked for, what is searched for, and when somebody asks who they are."""

    room_chosen = Signal(int)
    searched = Signal(str)
    search_entered = Signal()
    who_asked = Signal()

    def __init__(self, rooms: list[tuple[str, str]]) -> None:
        super().__init__()
        say_kind(self, "surround")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self.title = plain_label("", "strong")
        self.file_name = plain_label("", "hint")
        self.rooms = QButtonGroup(self)
        middle = QHBoxLayout()
        middle.setSpacing(4)
        for number, (name, key) in enumerate(rooms):
            choice = Button(name)
            say_kind(choice, "room")
            choice.setCheckable(True)
            choice.setToolTip(f"{name} ({key})")
            choice.setCursor(Qt.CursorShape.PointingHandCursor)
            self.rooms.addButton(choice, number)
            middle.addWidget(choice)
        self.rooms.idClicked.connect(self.room_chosen)
        self.search = QLineEdit()
        say_kind(self.search, "search")
        self.search.setPlaceholderText(self.tr("Search everything  Ctrl+K"))
        self.search.setAccessibleName(self.tr("Search reports, claims and the codebook"))
        self.search.setToolTip(self.tr("Search reports, claims and the codebook (Ctrl+K)"))
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.search_entered)
        self.badge = Badge()
        self.badge.clicked.connect(self.who_asked)
        self._names = ("", "")
        self._read_only = False
        self._lay_out(middle)

    def _lay_out(self, middle: QHBoxLayout) -> None:
        self.title.setMinimumWidth(1)
        self.file_name.setMinimumWidth(1)
        left = QHBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.title)
        left.addWidget(self.file_name, 1)
        right = QHBoxLayout()
        right.setSpacing(16)
        right.addStretch(1)
        right.addWidget(self.search)
        right.addWidget(self.badge)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 16, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addLayout(middle)
        row.addLayout(right, 1)
        self._beside = (middle, right)

    def show_review(self, title: str, file_name: str, *, read_only: bool) -> None:
        """Shows which review is open."""
        self._names = (title, self.tr("{file} · read only").format(file=file_name) if read_only else file_name)
        self._read_only = read_only
        self.title.setToolTip(plain_tip(title))
        self._fit_names()

    def _fit_names(self) -> None:
        """Lets the names of the review and of its file give way to the rooms and to what stands at the right."""
        title, file_name = self._names
        room = self.width() - sum(layout.sizeHint().width() for layout in self._beside) - _BETWEEN
        metrics = self.title.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(_LEAST_TITLE, min(_MOST_TITLE, room)))
        left = min(_MOST_FILE_NAME, room - metrics.horizontalAdvance(shown))
        self.title.setText(shown)
        if left >= _LEAST_FILE_NAME:
            file_name = self.file_name.fontMetrics().elidedText(file_name, Qt.TextElideMode.ElideMiddle, left)
        else:
            file_name = self.tr("read only") if self._read_only else ""
        self.file_name.setText(file_name)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_names()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def show_room(self, number: int | None) -> None:
        """Shows which room one is in; None for a place that is no room of its own here."""
        choice = self.rooms.button(number) if number is not None else None
        self.rooms.setExclusive(choice is not None)
        for button in self.rooms.buttons():
            button.setChecked(button is choice)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(colours.current().line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
