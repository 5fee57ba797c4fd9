"""The page of all figures, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from curator.agreement.of_review import ReviewAgreement
from ui.window.compare.figure_cells import FIRST_FIGURE, FigureCells, lines_of
from ui.window.compare.hands import Hands
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.painting import paint_ruled_ground, paint_words
from ui.window.furniture.rows import RowsView
from ui.window.furniture.titles import Titles
from ui.window.furniture.words import Surface, link, plain_label, rule
from ui.window.look.palette import colour, current
from ui.window.look.typefaces import sans

Place = QModelIndex | QPersistentModelIndex
_ROW = 36
_WIDTHS = (140, 132, 56, 64, 92, 160, 160, 168, 76, 176, 88, 96, 112, 280)


class _Cells(QStyledItemDelegate):
    """Names strong, figures plain, reasons in italics."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Place) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        cells, palette = index.model(), current()
        if not isinstance(cells, FigureCells):
            return
        painter.save()
        painter.setClipRect(option.rect)
        paint_ruled_ground(painter, option.rect, option.state, palette)
        strong = index.column() == 0
        reason = cells.is_reason(index.row(), index.column())
        last = index.column() == cells.columnCount() - 1
        painter.setPen(colour(palette.muted if reason or last or index.column() == 1 else palette.ink))
        right = FIRST_FIGURE - 2 <= index.column() < cells.columnCount() - 1 and not reason
        across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        inside = QRectF(option.rect.adjusted(10, 2, -10, -2))
        font = sans(14 if strong else 13, bold=strong, italic=reason)
        paint_words(painter, inside, cells.words(index.row(), index.column()), font, across)
        painter.restore()


class FigureTable(Surface):
    """``left`` asks to go back to the drawing; ``export_asked`` to save the figures."""

    left = Signal()
    export_asked = Signal()

    def __init__(self, found: ReviewAgreement, hands: Hands) -> None:
        super().__init__("surround")
        self.cells = FigureCells(lines_of(found, hands), self)
        self.view = RowsView(self.tr("All figures"), _ROW, wide=self.cells.columnCount() - 1, least_width=_WIDTHS[-1])
        self.view.setModel(self.cells)
        self.view.setItemDelegate(_Cells(self.view))
        titles = Titles(self.view)
        titles.setSectionsClickable(False)
        self.view.setHorizontalHeader(titles)
        self._size_columns()
        back = link(self.tr("Back to the drawing"), key="Esc")
        back.clicked.connect(self.left)
        copying = link(self.tr("Copy"), key="Ctrl+C", tip=self.tr("Copy the table, for a spreadsheet"))
        copying.clicked.connect(self.copy)
        exporting = link(self.tr("Export figures"), key="Ctrl+S")
        exporting.clicked.connect(self.export_asked)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 12)
        head.setSpacing(20)
        head.addWidget(plain_label(self.tr("All figures"), "heading"))
        head.addWidget(plain_label(self.tr("with 95 % intervals"), "muted"), 1)
        for widget in (copying, exporting, back):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.view, 1)
        keys = OwnKeys(self)
        of_view = OwnKeys(self.view)
        for own in (keys, of_view):
            own.bind("Esc", self.left.emit)
            own.bind("T", self.left.emit)
            own.bind("Ctrl+C", self.copy)
            own.bind("Ctrl+S", self.export_asked.emit)

    def _size_columns(self) -> None:
        """A column in which no line has a figure is not shown."""
        for column, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, width)
            place = column - FIRST_FIGURE
            if 0 <= place < len(self.cells.lines[0].figures if self.cells.lines else ()):
                self.view.setColumnHidden(column, all(line.figures[place] is None for line in self.cells.lines))

    def begin(self) -> None:
        """Puts the keyboard into the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.cells.lines:
            self.view.choose_row(0)

    def copy(self) -> None:
        """Puts the table on the clipboard, cells apart by tabs."""
        columns = [column for column in range(self.cells.columnCount()) if not self.view.isColumnHidden(column)]
        heads = [str(self.cells.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        rows = [[self.cells.words(row, column) for column in columns] for row in range(self.cells.rowCount())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in [heads, *rows]))
