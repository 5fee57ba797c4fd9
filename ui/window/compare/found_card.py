"""How many claims the reviewers found together, drawn as a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator.agreement.agreement import Figures
from ui.window.compare.hands import Hand
from ui.window.compare.settings import short_number
from ui.window.furniture.words import plain_tip
from ui.window.look import palette as colours
from ui.window.look.hatching import Hatch, paint_hatch
from ui.window.look.palette import colour
from ui.window.look.typefaces import sans

_HIGH = 84
_SIDE = 14
_PAIR = 2


class FoundCard(QWidget):
    """Claims found by both, and by one only. ``chosen`` asks for the same report by report."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._both = self._first = self._second = self._all = 0
        self._hands: tuple[Hand, ...] = ()
        self._f1 = ""
        self._is_chosen = False

    def show_figures(self, figures: Figures, hands: tuple[Hand, ...]) -> None:
        """Shows the claims that these reviewers found; two of them, or all."""
        counts = figures["f1"].counts
        self._hands = hands
        self._all = figures.n
        self._both = counts.get("both", 0) if len(hands) <= _PAIR else figures.agree
        self._first, self._second = counts.get("only_first", 0), counts.get("only_second", 0)
        f1 = figures["f1"]
        self._f1 = self.tr("F1 {value}").format(value=short_number(f1.value)) if f1.value is not None else ""
        self.setAccessibleName(" · ".join(filter(None, (f"{self._title()}: {self._share()}", *self._ends(), self._f1))))
        notes = "\n".join(map(str, f1.notes))
        self.setToolTip(plain_tip("\n".join(filter(None, (self.accessibleName(), notes)))))
        self.update()

    def show_chosen(self, chosen: bool) -> None:
        """Lets it stand out, or not."""
        self._is_chosen = chosen
        self.update()

    @property
    def words(self) -> str:
        """Everything that is written here."""
        return self.accessibleName()

    def _title(self) -> str:
        return self.tr("Claims found by both") if len(self._hands) <= _PAIR else self.tr("Claims found by all")

    def _share(self) -> str:
        return self.tr("{n} of {m}").format(n=f"{self._both:,}", m=f"{self._all:,}")

    def _ends(self) -> tuple[str, str]:
        if len(self._hands) > _PAIR:
            return self.tr("{n} not by everybody").format(n=f"{self._all - self._both:,}"), ""
        if not self._hands:
            return "", ""
        first, second, *_ = (*(hand.in_words for hand in self._hands), self.tr("the others"), "")
        words = self.tr("{n} only {who}")
        return words.format(n=f"{self._first:,}", who=first), words.format(n=f"{self._second:,}", who=second)

    def sizeHint(self) -> QSize:
        return QSize(240, _HIGH)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = colours.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour(palette.accent if self.hasFocus() or self._is_chosen else palette.line), 1))
        painter.setBrush(colour(palette.card))
        painter.drawRoundedRect(frame, 8, 8)
        inside = frame.adjusted(_SIDE, 8, -_SIDE, -8)
        top = QRectF(inside.left(), inside.top(), inside.width(), 20)
        below = QRectF(inside.left(), inside.bottom() - 20, inside.width(), 20)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour(palette.ink))
        painter.setFont(sans(14))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, self._title())
        painter.setFont(sans(14, bold=True))
        painter.drawText(top, right, self._share())
        self._paint_bar(painter, QRectF(inside.left(), top.bottom() + 6, inside.width(), 8))
        painter.setFont(sans(13))
        painter.setPen(colour(palette.muted))
        first, second = self._ends()
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, first)
        painter.drawText(below, right, second)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        palette = colours.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(bar, colour(palette.line))
        if not self._all:
            return
        both = bar.width() * self._both / self._all
        painter.fillRect(QRectF(bar.left(), bar.top(), both, bar.height()), colour(palette.fine))
        if not 0 < len(self._hands) <= _PAIR:
            return
        second = self._hands[-1]
        first = bar.width() * self._first / self._all
        only_first = QRectF(bar.left() + both, bar.top(), first, bar.height())
        only_second = QRectF(only_first.right(), bar.top(), bar.right() - only_first.right(), bar.height())
        painter.fillRect(only_first, colour(self._hands[0].colour))
        painter.fillRect(only_second, colour(second.colour, 0.45))
        paint_hatch(painter, only_second, second.colour, second.hatch or Hatch.RISING, palette)
