"""The report's words with the passages of everybody's claims on them: washed, hatched, striped where they are equal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from curator.records import Claim
from ui.window.compare.hands import Hand, Hands
from ui.window.furniture.words import Surface, button, plain_label
from ui.window.look import palette as colours
from ui.window.look.hatching import paint_hatch
from ui.window.look.palette import colour
from ui.window.look.style import say_kind
from ui.window.reading.mark_index import MarkIndex, Stretch
from ui.window.reading.page import Page, page_without_margin
from ui.window.reading.scrolled_sheet import ScrolledSheet
from ui.window.reading.text_painter import Painted, TextPainter

_MOST_SAID = 400
_FADE = 20.0


class ComparedText(ScrolledSheet):
    """A text to be read and not altered, with the words of the claims that are compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say_kind(self, "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Report text"))
        self.painted = Painted()
        self._sha256 = ""

    def page_at(self, paper_width: int) -> Page:
        return page_without_margin(paper_width, self.zoom)

    def show_report(self, sha256: str, text: str) -> None:
        """Shows another report's text; nothing moves when it is the same."""
        if sha256 == self._sha256:
            return
        self._sha256 = sha256
        self.painted = Painted()
        self.put_text("", "", text)
        self.viewport().update()

    def show_claims(self, claims: Sequence[Claim], hands: Hands) -> None:
        """Lays the words of some claims on the text and brings the first of them into view."""
        stretches = [
            Stretch(passage.start, passage.end, claim.reviewer_id, claim.id)
            for claim in claims
            for passage in claim.passages
        ]
        self.painted = Painted(
            index=MarkIndex(stretches),
            looks={claim.reviewer_id: hands[claim.reviewer_id].look for claim in claims},
            strong=[one for one in stretches if hands[one.look].hatch is None],
        )
        said = (f"{hands[claim.reviewer_id].words}: {_quoted(claim)}" for claim in claims)
        self.setAccessibleDescription("\n".join(said))
        if stretches:
            self.reveal_place(min(one.start for one in stretches), max(one.end for one in stretches))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = colours.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(event.rect(), QColor(palette.paper))
        text_painter = TextPainter(painter, self.sheet, palette, self.page.left, self.sheet_top)
        text_painter.paint(QRectF(event.rect()), self.painted)
        self._fade(painter, palette.paper)
        if self.hasFocus():
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _fade(self, painter: QPainter, paper: str) -> None:
        """Lets lines that are cut at the top or the bottom fade into the paper."""
        bar, area = self.verticalScrollBar(), QRectF(self.viewport().rect())
        ends = (
            (bar.value() > bar.minimum(), area.top(), area.top() + _FADE),
            (bar.value() < bar.maximum(), area.bottom(), area.bottom() - _FADE),
        )
        for cut, edge, inside in ends:
            if cut:
                shade = QLinearGradient(0, edge, 0, inside)
                shade.setColorAt(0.0, colour(paper))
                shade.setColorAt(1.0, colour(paper, 0.0))
                painter.fillRect(QRectF(area.left(), min(edge, inside), area.width(), _FADE), shade)


def _quoted(claim: Claim) -> str:
    words = " … ".join(passage.words for passage in claim.passages)
    return words if len(words) <= _MOST_SAID else f"{words[:_MOST_SAID]}…"


class Swatch(QWidget):
    """How one reviewer's words look, small, to stand beside their name."""

    def __init__(self, hand: Hand, width: int = 24) -> None:
        super().__init__()
        self._hand = hand
        self._width = width
        self.setFixedSize(width, 14)
        self.setAccessibleName(hand.words)

    def sizeHint(self) -> QSize:
        return QSize(self._width, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_swatch(painter, QRectF(self.rect()), self._hand)
        painter.end()


def paint_swatch(painter: QPainter, area: QRectF, hand: Hand) -> None:
    """Fills ``area`` as a reviewer's words are."""
    palette = colours.current()
    if hand.hatch is None:
        painter.fillRect(area, colour(hand.colour, palette.strong_wash_share))
    else:
        paint_hatch(painter, area, hand.colour, hand.hatch, palette)


class Legend(Surface):
    """Whose words look how; and whether names are hidden."""

    def __init__(self) -> None:
        super().__init__("paper")
        self.naming = button("", "place")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 8, 24, 8)
        self._row.setSpacing(8)
        self._shown: list[QWidget] = []
        self._names: list[tuple[QLabel, Hand]] = []
        self._row.addStretch(1)
        self._row.addWidget(self.naming)

    def show_hands(self, hands: Hands, reviewer_ids: Sequence[str]) -> None:
        """Shows these reviewers."""
        for widget in self._shown:
            self._row.removeWidget(widget)
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._shown, self._names = [], []
        for reviewer_id in reviewer_ids:
            hand = hands[reviewer_id]
            name = plain_label("", "hint")
            name.setMinimumWidth(1)
            self._names.append((name, hand))
            for widget in (Swatch(hand), name):
                self._row.insertWidget(len(self._shown), widget)
                self._shown.append(widget)
        words = self.tr("hide names") if hands.named else self.tr("names hidden")
        tip = self.tr("Hide the reviewers’ names") if hands.named else self.tr("Show the reviewers’ names")
        self.naming.setText(f"{words}  H")
        self.naming.setAccessibleName(tip)
        self.naming.setToolTip(f"{tip} (H)")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Says "first reviewer" where there is room for that, and else "first"."""
        for name, hand in self._names:
            name.setText(_lower_first(hand.words) if hand.is_hidden else hand.words)
        margins = self._row.contentsMargins()
        wanted = sum(widget.sizeHint().width() + self._row.spacing() for widget in (*self._shown, self.naming))
        if wanted + margins.left() + margins.right() > self.width():
            for name, hand in self._names:
                name.setText(hand.in_words)

    @property
    def words(self) -> str:
        """Everything that is written here."""
        labels = (widget.text() for widget in self._shown if hasattr(widget, "text"))
        return " · ".join((*labels, self.naming.text()))


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
