"""The list of offers under a field. It never takes the keyboard: the field keeps it and moves the light."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.window.claiming.offers import Offer, OfferKind
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

_ROW = 28
_HEADING_ROW = 22
_MOST_ROWS = 9
_INDENT = 16
_MARGIN = 10
_FRAME = 5
_NARROWEST = 280

Place = QModelIndex | QPersistentModelIndex


class _Offers(QAbstractListModel):
    """The offers as a list."""

    def __init__(self) -> None:
        super().__init__()
        self.offers: tuple[Offer, ...] = ()

    def show(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.offers = tuple(offers)
        self.endResetModel()

    def rowCount(self, parent: Place = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.offers[index.row()].words
        return self.offers[index.row()].hint if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def flags(self, index: Place) -> Qt.ItemFlag:
        if self.offers[index.row()].kind is OfferKind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    """One offer: its words, indented as deep as the tree, and its hint at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Place) -> QSize:
        offer = _offer_at(index)
        return QSize(option.rect.width(), _HEADING_ROW if offer.kind is OfferKind.HEADING else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        offer, palette, area = _offer_at(index), colours.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(palette.accent_wash))
            painter.drawRoundedRect(area, 4, 4)
        inner = area.adjusted(_MARGIN + offer.depth * _INDENT, 0, -_MARGIN, 0)
        match offer.kind:
            case OfferKind.HEADING:
                shade, font = palette.muted, sans(11, bold=True)
            case OfferKind.NEW:
                shade, font = palette.accent, sans(14)
            case OfferKind.ABSENT:
                shade, font = palette.muted, sans(14, italic=True)
            case _:
                shade, font = palette.ink, sans(14)
        words = offer.words.upper() if offer.kind is OfferKind.HEADING else offer.words
        used = _draw(painter, inner, words, font, shade)
        _draw(painter, inner.adjusted(used + 16, 0, 0, 0), offer.hint, sans(12), palette.muted, at_right=True)
        painter.restore()


def _offer_at(index: Place) -> Offer:
    model = index.model()
    if not isinstance(model, _Offers):
        raise TypeError("an offer is painted from a list of offers")
    return model.offers[index.row()]


def _draw(painter: QPainter, area: QRect, words: str, font: QFont, shade: str, *, at_right: bool = False) -> int:
    """Draws words, shortened to the area; gives the width they took."""
    painter.setFont(font)
    painter.setPen(colours.colour(shade))
    metrics: QFontMetrics = painter.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(area.width(), 0))
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


class OfferPopup(QListView):
    """The offers under (or above) a field, over whatever is there. ``pointed`` says which one was clicked."""

    pointed = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._followed: list[QWidget] = []
        self._offers = _Offers()
        self.setModel(self._offers)
        self.setItemDelegate(_Painter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Offers"))
        say_kind(self, "popup")
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(lambda index: self.pointed.emit(self._offers.offers[index.row()]))
        self.hide()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered at the moment."""
        return self._offers.offers

    def offer(self, offers: Sequence[Offer], *, lit: bool) -> None:
        """Shows these offers; ``lit`` puts the light on the first one, else nothing is lit."""
        self._offers.show(offers)
        self.setCurrentIndex(QModelIndex())
        if not offers:
            self.hide()
            return
        if lit:
            self.step(1)
        self._place()
        self.show()
        self.raise_()
        if lit:
            self.scrollTo(self.currentIndex())
        else:
            self.scrollToTop()

    @property
    def lit(self) -> Offer | None:
        """The offer under the light; None when nothing is lit or nothing is shown."""
        index = self.currentIndex()
        return self._offers.offers[index.row()] if self.isVisible() and index.isValid() else None

    def step(self, rows: int) -> None:
        """Moves the light by so many rows, over headings; it goes out above the first offer."""
        index = self.currentIndex()
        row = index.row() if index.isValid() else -1
        row = max(-1, min(row + rows, len(self.offers) - 1))
        way = 1 if rows > 0 else -1
        while 0 <= row < len(self.offers) and self.offers[row].kind is OfferKind.HEADING:
            row += way
        if row >= len(self.offers):
            return
        self.setCurrentIndex(self._offers.index(row) if row >= 0 else QModelIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays with its field when the field, or what it lies in, is moved."""
        if self.isVisible() and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        for followed in self._followed:
            followed.removeEventFilter(self)
        self._followed = []
        widget: QWidget | None = self._field
        while widget is not None:
            widget.installEventFilter(self)
            self._followed.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()

    def _place(self) -> None:
        """Puts the list under the field, or above it where there is more room, over the whole window."""
        window, field = self._field.window(), self._field
        if self.parentWidget() is not window:
            self.setParent(window)
            self._follow()
        rows = [_HEADING_ROW if offer.kind is OfferKind.HEADING else _ROW for offer in self.offers]
        height = min(sum(rows), _MOST_ROWS * _ROW) + 2 * _FRAME
        top = field.mapTo(window, QPoint(0, 0))
        below = window.height() - (top.y() + field.height()) - 8
        above = top.y() - 8
        width = max(field.width(), min(_NARROWEST, window.width() - 16))
        left = max(8, min(top.x(), window.width() - width - 8))
        if below >= height or below >= above:
            height = min(height, max(below, _ROW + 2 * _FRAME))
            self.setGeometry(left, top.y() + field.height() + 2, width, height)
        else:
            height = min(height, above)
            self.setGeometry(left, top.y() - height - 2, width, height)
