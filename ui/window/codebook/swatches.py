"""The hues and lines of labels, to be chosen from; told apart by colour-blind readers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from curator.records import Label
from ui.window.furniture.label_sample import paint_sample
from ui.window.furniture.words import translated
from ui.window.look.palette import LABEL_SWATCHES, colour, current
from ui.window.look.typefaces import serif

_SIDE = 30

_NAMES: Mapping[str, object] = {
    "#0072B2": QT_TRANSLATE_NOOP("Swatches", "blue"),
    "#E69F00": QT_TRANSLATE_NOOP("Swatches", "orange"),
    "#009E73": QT_TRANSLATE_NOOP("Swatches", "green"),
    "#D55E00": QT_TRANSLATE_NOOP("Swatches", "vermilion"),
    "#CC79A7": QT_TRANSLATE_NOOP("Swatches", "pink"),
    "#56B4E9": QT_TRANSLATE_NOOP("Swatches", "sky blue"),
    "#8C7B00": QT_TRANSLATE_NOOP("Swatches", "olive"),
    "#6F6F6F": QT_TRANSLATE_NOOP("Swatches", "grey"),
}


class _Swatch(QAbstractButton):
    """One hue: a disc, with a ring around the chosen one."""

    stepped = Signal(int)

    def __init__(self, hue: str) -> None:
        super().__init__()
        self.hue = hue
        self.setCheckable(True)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        known = _NAMES.get(hue)
        name = translated("Swatches", str(known)) if known else hue
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hasFocus():
            ring = palette.ink if self.isChecked() else palette.accent
            painter.setPen(QPen(colour(ring), 2))
            painter.drawEllipse(QRectF(2, 2, _SIDE - 4, _SIDE - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.hue))
        painter.drawEllipse(QRectF(6, 6, _SIDE - 12, _SIDE - 12))
        if self.hasFocus() and self.isChecked():
            painter.setBrush(colour(palette.card))
            painter.drawEllipse(QRectF(_SIDE / 2 - 3, _SIDE / 2 - 3, 6, 6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class Swatches(QWidget):
    """The hues side by side. A hue from elsewhere is kept and shown beside them while it is the chosen one."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._swatches: list[_Swatch] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch()
        for hue in LABEL_SWATCHES:
            self._add(hue)
        self._group.buttonClicked.connect(self._say)

    def _add(self, hue: str) -> _Swatch:
        swatch = _Swatch(hue)
        self._group.addButton(swatch)
        self._row.insertWidget(len(self._swatches), swatch)
        self._swatches.append(swatch)
        swatch.stepped.connect(lambda by, swatch=swatch: self._step(swatch, by))
        return swatch

    def settle(self, hue: str) -> None:
        """Shows the hue that is stored now."""
        for swatch in self._swatches[len(LABEL_SWATCHES) :]:
            if swatch.hue.upper() != hue.upper():
                self._swatches.remove(swatch)
                self._group.removeButton(swatch)
                swatch.deleteLater()
        found = next((swatch for swatch in self._swatches if swatch.hue.upper() == hue.upper()), None)
        (found or self._add(hue)).setChecked(True)

    def swatch(self, hue: str) -> QAbstractButton:
        """The button of a hue."""
        return next(swatch for swatch in self._swatches if swatch.hue == hue)

    def _step(self, swatch: _Swatch, by: int) -> None:
        self._swatches[(self._swatches.index(swatch) + by) % len(self._swatches)].setFocus()

    def _say(self, swatch: QAbstractButton) -> None:
        if isinstance(swatch, _Swatch):
            self.chosen.emit(swatch.hue)


class LabelSample(QWidget):
    """Some words as this label will mark them."""

    def __init__(self) -> None:
        super().__init__()
        self._label: Label | None = None
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_label(self, label: Label) -> None:
        """Shows how this label marks."""
        self._label = label
        self.setAccessibleName(
            translated("LabelSample", "{colour}, {line}").format(colour=label.colour, line=label.line.value)
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._label is None:
            return
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(palette.line))
        painter.setBrush(colour(palette.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        font = serif(16)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        before, marked = translated("LabelSample", "These words are "), translated("LabelSample", "marked like this")
        left, base = 14.0, self.height() / 2 + metrics.capHeight() / 2
        start = left + metrics.horizontalAdvance(before)
        box = QRectF(start, base - metrics.ascent(), metrics.horizontalAdvance(marked), metrics.height())
        paint_sample(painter, box, self._label, palette)
        painter.setPen(colour(palette.ink))
        painter.drawText(QPointF(left, base), before)
        painter.drawText(QPointF(start, base), marked)
