"""The words that a claim stands on, as a quote; each passage leads back to its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from curator.records import Passage
from curator.text.passages import JOINT
from ui.window.furniture.flow import Flow
from ui.window.furniture.quotes import QuoteFrame, place_in_words, words_shown
from ui.window.furniture.words import button, plain_label, plain_tip, with_key
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.look.typefaces import serif

_LINE = 22
_PIXELS = 16
_FEW_LINES = 4
_LONGEST_WHERE = 118
"""Pixels that the section and the page of a passage may take, so that its place in the text stands beside them."""


def _units(words: str) -> int:
    """How long ``words`` are for Qt, which counts characters beyond the first plane twice."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


class QuoteText(QWidget):
    """Passages as one running quote. A click says which passage was meant."""

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._passages: tuple[Passage, ...] = ()
        self._runs: list[tuple[int, int]] = []
        self._words = ""
        self._whole = False
        self._pointed: int | None = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Shows these passages, few lines of them at first."""
        if tuple(passages) == self._passages:
            return
        self._passages, self._whole, self._runs = tuple(passages), False, []
        words = "“"
        for number, passage in enumerate(passages):
            words += JOINT if number else ""
            shown = words_shown(passage)
            self._runs.append((_units(words), _units(words) + _units(shown)))
            words += shown
        self._words = words + "”" if passages else ""
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """The quote as shown."""
        return self._words

    @property
    def is_cut(self) -> bool:
        """Whether there are more lines than are shown at first."""
        return self._laid_out(self.width()).lineCount() > _FEW_LINES

    def show_whole(self, whole: bool) -> None:
        """Shows every line, or only the first few."""
        self._whole = whole
        self.updateGeometry()
        self.update()

    @property
    def is_whole(self) -> bool:
        """Whether every line is shown."""
        return self._whole

    def passage_at(self, place: QPointF) -> int | None:
        """Which passage stands at a place of this widget."""
        layout = self._laid_out(self.width())
        number = int(place.y() // _LINE)
        if not 0 <= number < layout.lineCount():
            return None
        line = layout.lineAt(number)
        if place.x() > line.naturalTextWidth() + _PIXELS:
            return None
        at = line.xToCursor(place.x(), line.CursorPosition.CursorOnCharacter)
        return next((run for run, (start, end) in enumerate(self._runs) if start <= at < end), None)

    def _laid_out(self, width: int, lit: int | None = None) -> QTextLayout:
        """The quote in lines of this width, with one passage in the accent colour."""
        layout = QTextLayout(self._words, serif(_PIXELS, italic=True))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if lit is not None and len(self._runs) > 1:
            span = QTextLayout.FormatRange()
            span.start, span.length = self._runs[lit][0], self._runs[lit][1] - self._runs[lit][0]
            span.format.setForeground(colours.colour(colours.current().accent))
            layout.setFormats([span])
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 40))
            line.setPosition(QPointF(0, top))
            top += _LINE
        layout.endLayout()
        return layout

    def _lines_shown(self, layout: QTextLayout) -> int:
        return layout.lineCount() if self._whole else min(layout.lineCount(), _FEW_LINES)

    def heightForWidth(self, width: int) -> int:
        return _LINE * max(1, self._lines_shown(self._laid_out(width)))

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout = self._laid_out(self.width(), self._pointed)
        painter = QPainter(self)
        painter.setPen(colours.colour(colours.current().ink))
        shown = self._lines_shown(layout)
        for number in range(shown):
            line = layout.lineAt(number)
            if number == shown - 1 and shown < layout.lineCount():
                self._draw_shortened(painter, line.textStart(), number)
            else:
                line.draw(painter, QPointF(0, 0))

    def _draw_shortened(self, painter: QPainter, start: int, number: int) -> None:
        font = serif(_PIXELS, italic=True)
        painter.setFont(font)
        rest = self._words.encode("utf-16-le", "surrogatepass")[2 * start :].decode("utf-16-le", "replace")[:400]
        area = QRectF(0, number * _LINE, self.width(), _LINE)
        shown = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointed = self.passage_at(event.position())
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pointed = self.passage_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and pointed is not None:
            self.clicked.emit(pointed)
        super().mouseReleaseEvent(event)


class _PlaceButton(QPushButton):
    """Where one passage stands. A click shows it, Delete takes it out, the menu has the rest."""

    removed = Signal()
    replaced = Signal()

    def __init__(self, passage: Passage, where: str, *, removable: bool) -> None:
        place = place_in_words(passage, where)
        super().__init__()
        self._removable = removable
        say_kind(self, "place")
        self.ensurePolished()
        self.setText(
            place_in_words(passage, self.fontMetrics().elidedText(where, Qt.TextElideMode.ElideMiddle, _LONGEST_WHERE))
        )
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Passage at {place}").format(place=place))
        lines = [passage.words, place, self.tr("Click shows it in the text")]
        if removable:
            lines.append(self.tr("Delete takes it out of the claim"))
        self.setToolTip(plain_tip("\n".join(lines)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._removable:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Show it in the text")).triggered.connect(self.clicked)
        menu.addAction(self.tr("Replace it by the selected words")).triggered.connect(self.replaced)
        remove = menu.addAction(self.tr("Take it out\tDel"))
        remove.setEnabled(self._removable)
        remove.triggered.connect(self.removed)
        menu.popup(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)


class QuoteCard(QuoteFrame):
    """The quote, where it stands, and the way to more words.

    ``passage_wanted`` asks the text for its selected words; ``replacement_wanted`` asks for them in the place of
    the passage at ``(start, end)``; ``removed`` takes that one out; ``reveal_asked`` shows it in the text.
    """

    reveal_asked = Signal(int, int)
    passage_wanted = Signal()
    replacement_wanted = Signal(int, int)
    removed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._passages: tuple[Passage, ...] = ()
        self._sections: tuple[str, ...] = ()
        self.text = QuoteText()
        self.text.clicked.connect(self._reveal)
        self.add = button(self.tr("+ passage  P"), "small-link", key="P", tip=self.tr("Add the selected words"))
        self.add.setAccessibleName(self.tr("Add a passage"))
        self.add.setToolTip(with_key(self.tr("Add the words selected in the text to this claim"), "P"))
        self.add.clicked.connect(self.passage_wanted)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more = button(self.tr("all"), "place", tip=self.tr("Show the whole quote"))
        self._more.clicked.connect(lambda: self._show_whole(not self.text.is_whole))
        self._places = QWidget()
        self._flow = Flow(self._places, spacing=10)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._places.setSizePolicy(policy)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._places, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._more, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self._none = plain_label(self.tr("No words yet. Select them in the text and press P."), "muted", wraps=True)
        self._none.hide()
        self.body.addWidget(self._none)
        self.body.addWidget(self.text)
        self.body.addLayout(foot)

    @property
    def places(self) -> list[QPushButton]:
        """The passages' places as buttons, in text order."""
        return self._places.findChildren(_PlaceButton)

    def show_passages(
        self, passages: Sequence[Passage], *, editable: bool, where: Callable[[int], str] = lambda _start: ""
    ) -> None:
        """Shows the words of a claim and where they stand; ``where`` tells the section and the page of a place."""
        self.add.setVisible(editable)
        self.text.show_passages(passages)
        self.text.setVisible(bool(passages))
        self._none.setVisible(not passages)
        self._more.setVisible(self.text.is_cut)
        sections = tuple(where(passage.start) for passage in passages)
        if (tuple(passages), sections, editable) == (self._passages, self._sections, self.property("editable")):
            return
        self._passages, self._sections = tuple(passages), sections
        self.setProperty("editable", editable)
        while (placed := self._flow.takeAt(0)) is not None:
            widget = placed.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for passage, section in zip(passages, sections, strict=True):
            place = self._place(passage, section, removable=editable and len(passages) > 1)
            self._flow.addWidget(place)
            place.show()
        self._places.updateGeometry()

    def _place(self, passage: Passage, where: str, *, removable: bool) -> _PlaceButton:
        start, end = passage.start, passage.end
        place = _PlaceButton(passage, where, removable=removable)
        place.clicked.connect(lambda: self.reveal_asked.emit(start, end))
        place.removed.connect(lambda: self.removed.emit(start, end))
        place.replaced.connect(lambda: self.replacement_wanted.emit(start, end))
        return place

    def _reveal(self, number: int) -> None:
        passage = self._passages[number]
        self.reveal_asked.emit(passage.start, passage.end)

    def _show_whole(self, whole: bool) -> None:
        self.text.show_whole(whole)
        self._more.setText(self.tr("less") if whole else self.tr("all"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._more.setVisible(self.text.is_cut)
