"""The list under the claim: what was claimed in this report so far. A click or Enter takes a claim in hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from curator.records import Claim, ClaimStatus, Reviewer
from curator.text.passages import quote
from ui.window.claiming import query_acts
from ui.window.claiming.claims_of_report import ClaimsOfReport
from ui.window.claiming.queries import Queries
from ui.window.furniture.words import button, counted, plain_label, surface
from ui.window.look import palette as colours
from ui.window.look.shapes import draw_direction
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans, serif
from ui.window.session import Session

_ROW = 26
_SIGN = 11
_GAP = 12
_NARROWEST, _WIDEST = 40, 112

Place = QModelIndex | QPersistentModelIndex


class _Painter(QStyledItemDelegate):
    """One claim in a row: therapy bold, outcome muted, the direction's shape, and a question mark for a query."""

    def __init__(self, claims: ClaimsOfReport, view: QListView) -> None:
        super().__init__(view)
        self._claims = claims
        self.therapy_width = _NARROWEST

    def measure(self) -> None:
        """Lets the outcomes begin where the longest therapy ends, within reason."""
        metrics = QFontMetrics(sans(14, bold=True))
        names = {self._claims.therapy_words(claim) for claim in self._claims.claims}
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self.therapy_width = max(_NARROWEST, min(widest, _WIDEST))

    def sizeHint(self, option: QStyleOptionViewItem, index: Place) -> QSize:
        return QSize(option.rect.width(), _ROW if index.isValid() else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        claim, palette = self._claims.claim_at(index.row()), colours.current()
        if claim is None:
            return
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = bool(option.state & QStyle.StateFlag.State_Selected)
        if lit or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(palette.accent_wash if lit else palette.hover))
            painter.drawRoundedRect(area, 6, 6)
        area.adjust(8, 0, -8, 0)
        right = self._draw_signs(painter, area, claim)
        therapy = self._claims.therapy_words(claim)
        first = QRect(area.x(), area.y(), self.therapy_width, area.height())
        self._draw(painter, first, therapy or "–", sans(14, bold=bool(claim.therapies)), palette.ink)
        rest = QRect(first.right() + _GAP, area.y(), right - first.right() - 2 * _GAP, area.height())
        outcome = self._claims.outcome_words(claim)
        if outcome:
            self._draw(painter, rest, outcome, sans(14, italic=claim.outcome_id is None), palette.muted)
        else:
            self._draw(painter, rest, f"“{quote(claim.passages)}”"[:200], serif(14, italic=True), palette.muted)
        painter.restore()

    def _draw_signs(self, painter: QPainter, area: QRect, claim: Claim) -> int:
        """Draws what stands at the right end; gives where it begins."""
        palette = colours.current()
        right = area.right() + 1
        if self._claims.has_open_query(claim):
            font = sans(14, bold=True)
            width = QFontMetrics(font).horizontalAdvance("?")
            self._draw(painter, QRect(right - width, area.y(), width + 1, area.height()), "?", font, palette.accent)
            right -= width + 5
        meaning = self._claims.meaning(claim)
        if meaning is not None:
            square = QRectF(right - _SIGN, area.y() + (area.height() - _SIGN) / 2, _SIGN, _SIGN)
            draw_direction(painter, square, meaning, palette)
            right -= _SIGN + 6
        if claim.status is ClaimStatus.DRAFT:
            words, font = self._claims.tr("draft"), sans(12)
            width = QFontMetrics(font).horizontalAdvance(words)
            self._draw(painter, QRect(right - width, area.y(), width + 1, area.height()), words, font, palette.faint)
            right -= width + 6
        return right

    @staticmethod
    def _draw(painter: QPainter, area: QRect, words: str, font: QFont, shade: str) -> None:
        painter.setFont(font)
        painter.setPen(colours.colour(shade))
        shown = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class _Rows(QListView):
    """The rows; Enter takes a claim in hand, Escape goes back to the text."""

    escaped = Signal()
    entered_row = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.currentIndex().isValid():
                self.entered_row.emit(self.currentIndex())
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _:
                super().keyPressEvent(event)


class ClaimsList(QWidget):
    """The claims of the report under their heading, with how many there are and how many queries are open."""

    claim_chosen = Signal(str)
    report_query_asked = Signal(str)
    escaped = Signal()

    def __init__(self, claims: ClaimsOfReport, session: Session) -> None:
        super().__init__()
        self._claims, self._session = claims, session
        self.view = _Rows()
        say_kind(self.view, "plain")
        self.view.setAccessibleName(self.tr("Claims of this report"))
        self.view.setModel(claims)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = _Painter(claims, self.view)
        self.view.setItemDelegate(self._painter)
        self.view.clicked.connect(self._choose)
        self.view.entered_row.connect(self._choose)
        self.view.escaped.connect(self.escaped)
        self.count = plain_label("", "hint")
        self.switch: QPushButton = button("", "place", tip=self.tr("Queries of this report"))
        self.switch.clicked.connect(lambda: self.show_queries(not self.shows_queries))
        self.queries = self._made_queries()
        self._empty = plain_label(self.tr("Select words in the text and press Enter: they become a claim."), "hint")
        self._empty.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(3)
        head.addWidget(plain_label(self.tr("IN THIS REPORT"), "section"))
        head.addStretch()
        head.addWidget(self.count)
        head.addWidget(self.switch)
        listed = QWidget()
        rows = QVBoxLayout(listed)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._empty)
        rows.addWidget(self.view, 1)
        self._empty.setContentsMargins(8, 0, 8, 0)
        rows.setAlignment(self._empty, Qt.AlignmentFlag.AlignTop)
        self.pages = QStackedWidget()
        self.pages.addWidget(listed)
        self.pages.addWidget(self._scrolled(self.queries))
        self.pages.setMinimumHeight(2 * _ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        for signal in (
            claims.modelReset,
            claims.rowsInserted,
            claims.rowsRemoved,
            claims.dataChanged,
            claims.queries_altered,
        ):
            signal.connect(self.count_again)
        self.count_again()

    def _made_queries(self) -> Queries:
        queries = Queries(self._name_of, self.tr("What should be checked about this report?"))
        queries.asked.connect(self.report_query_asked)
        queries.answered.connect(partial(query_acts.answer, self._session))
        queries.resolved.connect(partial(query_acts.resolve, self._session))
        queries.reopened.connect(partial(query_acts.reopen, self._session))
        queries.claim_chosen.connect(self.claim_chosen)
        queries.escaped.connect(self.escaped)
        return queries

    def _scrolled(self, queries: Queries) -> QScrollArea:
        content = surface("surround")
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(8)
        ask = button(self.tr("? ask about this report"), "small-link", tip=self.tr("Ask a query about the report"))
        ask.clicked.connect(queries.start_question)
        ask.setEnabled(not self._session.store.read_only)
        column.addWidget(queries)
        column.addWidget(ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        return area

    def _name_of(self, reviewer_id: str) -> str:
        known = self._session.reader.get_many(Reviewer, [reviewer_id]).get(reviewer_id)
        return known.name if known is not None else ""

    @property
    def shows_queries(self) -> bool:
        """Whether the report's queries are shown in the place of its claims."""
        return self.pages.currentIndex() == 1

    def show_queries(self, shows: bool) -> None:
        """Shows the queries of the report and of its claims, or the claims again."""
        self.pages.setCurrentIndex(1 if shows else 0)
        self.count_again()

    def _fill_queries(self) -> None:
        """All queries of the report: on the report itself first, then claim by claim in text order."""
        found = list(self._claims.queries_of(None))
        about: dict[str, str] = {}
        for claim in self._claims.claims:
            of_claim = self._claims.queries_of(claim.id)
            found += of_claim
            if of_claim:
                names = (self._claims.therapy_words(claim), self._claims.outcome_words(claim))
                about[claim.id] = " · ".join(filter(None, names)) or quote(claim.passages)[:60]
        found.sort(key=lambda query: query.resolved)
        self.queries.show_queries(found, editable=not self._session.store.read_only, about=about)

    def count_again(self) -> None:
        """Says how many claims and open queries there are."""
        number, asked = len(self._claims.claims), len(self._claims.open_queries())
        self.count.setText(counted(number, self.tr("{n} claim"), self.tr("{n} claims")))
        words = counted(asked, self.tr("{n} query"), self.tr("{n} queries")) if asked else self.tr("no open queries")
        self.switch.setText(f"· {self.tr('back to the claims') if self.shows_queries else words}")
        if self.shows_queries:
            self._fill_queries()
        self._empty.setVisible(number == 0)
        self.view.setVisible(number > 0)
        self._painter.measure()

    def light(self, claim_id: str | None) -> None:
        """Shows which claim is in hand."""
        row = self._claims.row_of(claim_id) if claim_id is not None else None
        chosen = self.view.selectionModel()
        if row is None:
            chosen.clear()
            return
        index = self._claims.index(row)
        chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        claim = self._claims.claim_at(index.row())
        if claim is not None:
            self.claim_chosen.emit(claim.id)

    def sizeHint(self) -> QSize:
        return QSize(300, 24 + _ROW * 2)
