"""One search for everything: reports, claims, words in texts and notes, terms, and things one can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from curator.codebook.names import fold
from curator.coding.reports import short_name
from curator.evidence.lines import ClaimLine, LineWriter
from curator.evidence.question import Column, EvidenceQuestion
from curator.finding.finds import Find, Where
from curator.finding.first_places import FirstPlaces, first_places
from curator.records import Claim, Report, Study
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans
from ui.window.session import Session

_WIDTH = 560
_ROW = 34
_MOST_OF_A_KIND = 6
_HEIGHT = 440
_SHOWN_BEFORE = 28
_ACT = Qt.ItemDataRole.UserRole + 1
_KIND = Qt.ItemDataRole.UserRole + 2
_ASIDE = Qt.ItemDataRole.UserRole + 3


class _Rows(QStyledItemDelegate):
    """Draws a find: what it is at the left, its words, and more about it at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_WIDTH - 12, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = colours.current()
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(palette.accent_wash))
        painter.setFont(sans(12))
        painter.setPen(QColor(palette.muted))
        painter.drawText(area.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data(_KIND))
        aside = index.data(_ASIDE) or ""
        aside_width = min(200, painter.fontMetrics().horizontalAdvance(aside))
        shown = painter.fontMetrics().elidedText(aside, Qt.TextElideMode.ElideRight, 200)
        painter.drawText(
            area.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown
        )
        painter.setFont(sans(14))
        painter.setPen(QColor(palette.ink))
        room = area.adjusted(92, 0, -aside_width - 24, 0)
        words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class _Answer(NamedTuple):
    """What was found beside the window: claims, and one place for each report that has the words."""

    claims: list[ClaimLine]
    places: FirstPlaces


class SearchPanel(QFrame):
    """The finds, under the search line. Up, down and Enter work while one types.

    Claims and texts are looked through beside the window, so their finds come in a moment later than the others.
    ``left`` comes when one goes to a find, before the signal that says which. ``all_asked`` carries the words whose
    every place shall be shown.
    """

    report_found = Signal(str)
    claim_found = Signal(str)
    term_found = Signal(str)
    find_found = Signal(object)
    all_asked = Signal(str)
    left = Signal()

    def __init__(self, over: QWidget, session: Session, actions: Callable[[], list[QAction]]) -> None:
        super().__init__(over)
        say_kind(self, "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._over = over
        self._session = session
        self._actions = actions
        self._words = ""
        self._asked = ""
        self._enter_when_answered = False
        self._beside: QWidget | None = None
        self.finds = QStandardItemModel(self)
        self.list = QListView()
        say_kind(self.list, "popup")
        self.list.setModel(self.finds)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.clicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        self.hide()
        session.sight_changed.connect(self._look_anew)

    def _look_anew(self) -> None:
        """Other claims may be seen than when this was searched."""
        self._words = ""
        self.finds.clear()
        self.hide()

    def look_for(self, words: str, beside: QWidget) -> None:
        """Shows what fits ``words``, below ``beside``; nothing for no words."""
        self._words = words.strip()
        self._beside = beside
        self._enter_when_answered = False
        self.finds.clear()
        if not self._words:
            self.hide()
            return
        self._find_reports()
        self._find_terms()
        self._find_actions()
        self._show()
        self._ask_beside()

    def step(self, by: int) -> None:
        """Goes ``by`` finds down, or up when negative."""
        row = max(0, min(self.finds.rowCount() - 1, self.list.currentIndex().row() + by))
        self.list.setCurrentIndex(self.finds.index(row, 0))

    def enter(self) -> None:
        """Goes to the find that is chosen; to the first one when it is still being looked for."""
        if self.finds.rowCount() == 0 and self._asked:
            self._enter_when_answered = True
        else:
            self._go(self.list.currentIndex())

    def _go(self, index: QModelIndex) -> None:
        act = index.data(_ACT)
        if self.isVisible() and act is not None:
            self.hide()
            self.left.emit()
            act()

    # What is shown ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.finds.index(0, 0))
        rows = self.finds.rowCount()
        if rows == 0 or self._beside is None:
            self.hide()
            return
        beside = self._beside
        corner = beside.mapTo(self._over, QPoint(beside.width() - _WIDTH, beside.height() + 4))
        self.setGeometry(max(8, corner.x()), corner.y(), _WIDTH, min(rows * _ROW + 18, _HEIGHT))
        self.show()
        self.raise_()

    def _add(self, kind: str, words: str, aside: str, act: Callable[[], None] | None, row: int | None = None) -> None:
        find = QStandardItem(words)
        find.setData(act, _ACT)
        find.setData(kind, _KIND)
        find.setData(aside, _ASIDE)
        self.finds.insertRow(self.finds.rowCount() if row is None else row, find)

    # Where is looked ----------------------------------------------------------------------------------------------

    def _find_reports(self) -> None:
        wanted = fold(self._words)
        found = 0
        for report in self._session.reader.all(Report, retired=False):
            if wanted in fold(f"{report.title} {report.authors} {report.year or ''} {report.file_name} {report.doi}"):
                act = partial(self.report_found.emit, report.id)
                title, short = report.title or report.file_name, short_name(report)
                self._add(self.tr("Report"), title, short if short != title else "", act)
                found += 1
                if found == _MOST_OF_A_KIND:
                    return

    def _find_terms(self) -> None:
        codebook = self._session.codebook
        for kind, tree in ((self.tr("Therapy"), codebook.therapies), (self.tr("Outcome"), codebook.outcomes)):
            for term in tree.search(self._words, 3):
                self._add(kind, term.name, term.code, partial(self.term_found.emit, term.id))

    def _find_actions(self) -> None:
        wanted = fold(self._words)
        for action in self._actions():
            name = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
            if wanted in fold(name) and action.isEnabled():
                self._add(self.tr("Do"), name, action.shortcut().toString(), action.trigger)

    def _ask_beside(self) -> None:
        """Asks for what has the words, unless an answer is on its way: then when it has come."""
        if self._asked:
            return
        words, reader, codebook = self._words, self._session.reader, self._session.codebook
        self._asked = words

        def look(_progress: object) -> _Answer:
            ids = reader.claim_ids(EvidenceQuestion(words=words))[:_MOST_OF_A_KIND]
            claims = reader.get_many(Claim, ids)
            writer = LineWriter.read(reader, codebook)
            lines = [writer.line(claims[claim_id]) for claim_id in ids if claim_id in claims]
            return _Answer(lines, first_places(reader, words, _MOST_OF_A_KIND, lambda: words == self._words))

        self._session.run(look, self._answer, self.tr("Looking for claims and words"), self._fail)

    def _kind_of(self, find: Find) -> str:
        if find.kind is Study:
            return self.tr("Study")
        kinds = {Where.TEXT: self.tr("Text"), Where.NOTE: self.tr("Note")}
        return kinds.get(find.where, self.tr("Report"))

    def _fail(self, sentence: str) -> None:
        self._asked = ""
        self._session.complained.emit(sentence)

    def _answer(self, answer: _Answer) -> None:
        asked, self._asked = self._asked, ""
        if asked != self._words:
            if self._words:
                self._ask_beside()
            return
        chosen = self.list.currentIndex().row()
        for line in reversed(answer.claims):
            parts = (line[Column.THERAPY], line[Column.OUTCOME], line[Column.DIRECTION], f"“{line[Column.QUOTE]}”")
            words = " · ".join(part for part in parts if part)
            act = partial(self.claim_found.emit, line.claim.id)
            self._add(self.tr("Claim"), words, line[Column.REPORT], act, row=0)
        for find, name in answer.places.finds:
            self._add(self._kind_of(find), _around(find), name, partial(self.find_found.emit, find))
        if answer.places.finds:
            typed = answer.places.typed
            words = self.tr("Every place of {words}").format(words=typed)
            self._add(self.tr("All"), words, "Ctrl+Shift+F", partial(self.all_asked.emit, typed))
        if self.finds.rowCount() == 0:
            self._add(self.tr("Nothing"), self.tr("Nothing has these words. Try fewer or other words."), "", None)
        if chosen <= 0:
            self.list.setCurrentIndex(self.finds.index(0, 0))
        self._show()
        if self._enter_when_answered:
            self._enter_when_answered = False
            self._go(self.list.currentIndex())


def _around(find: Find) -> str:
    """The words found with some of the words around them: they begin early enough to be seen."""
    before = find.left[-_SHOWN_BEFORE:]
    cut = f"… {before.split(maxsplit=1)[-1]}" if len(find.left) > _SHOWN_BEFORE and " " in before.strip() else before
    return f"{cut}{find.hit}{find.right}".strip()
