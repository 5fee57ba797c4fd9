"""Whoever works in the window sees nothing of another's work on a report until both have submitted it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added
from curator.codebook.altering import add_term
from curator.codebook.codebook import Codebook
from curator.coding.claims import record_claim
from curator.coding.marks import record_mark
from curator.coding.progress import reopen_several, submit_several
from curator.coding.queries import ask
from curator.coding.reviews import add_reviewer, new_review
from curator.exporting.choice import Choice
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Claim, Label, Outcome, Report, Reviewer, Therapy
from curator.text.passages import cut
from db.files import SqliteFiles
from tests.driver import Driver
from ui.window.frame.log_sheet import LogSheet
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow

TEXT = "Relapse was rarer with cells than with standard care. Nobody died of infections."
SECRET = "Bens-own-words"


class Pair:
    """Anna at the window; Ben has worked on the same report in the same file."""

    def __init__(self, driver: Driver, path: Path) -> None:
        self.driver = driver
        self.path = path

    @property
    def store(self) -> ReviewStore:
        return self.driver.session.store

    def person(self, name: str) -> Reviewer:
        return next(one for one in self.store.all(Reviewer) if one.name == name)

    def submit(self, name: str) -> None:
        session, who = self.driver.session, self.person(name).id
        session.apply(submit_several(self.store, [self.store.all(Report)[0].id], who, who))
        self.settle()

    def reopen(self, name: str) -> None:
        session, who = self.driver.session, self.person(name).id
        session.apply(reopen_several(self.store, [self.store.all(Report)[0].id], who, who))
        self.settle()

    def settle(self) -> None:
        self.driver.settle()
        self.driver.qtbot.waitUntil(lambda: not self.driver.session.jobs.running)

    def everything_shown(self) -> str:
        """What stands in any widget of any room, in the log and in what the search finds."""
        workplace, shown = self.driver.workplace, []
        for room in ("read", "evidence", "compare", "codebook", "sources", "people", "search_texts"):
            workplace.do(room)
            self.settle()
            shown += list(words_in(self.driver.window))
        workplace.sources.show_studies()
        self.settle()
        shown += list(words_in(self.driver.window))
        workplace.do("log")
        shown += list(words_in(self.driver.window.findChildren(LogSheet)[-1]))
        self.driver.window.findChildren(LogSheet)[-1].leave()
        for words in (SECRET, "Ben", "Relapse was rarer"):
            workplace.search_panel.look_for(words, workplace.top_bar.search)
            self.settle()
            shown += list(words_in(workplace.search_panel))
            workplace.search_panel.hide()
        undo = self.driver.window.actions_by_name["undo"]
        return "\n".join([*shown, undo.text()])

    def exported(self, folder: Path) -> str:
        """What a workbook exported from the window has in it."""
        target = folder / f"{new_id()}.xlsx"
        self.driver.workplace.export(target, Choice())
        self.driver.qtbot.waitUntil(lambda: target.exists() and not self.driver.session.jobs.running)
        book = openpyxl.load_workbook(target, read_only=True)
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        book.close()
        return "\n".join(cells)


def words_in(root: QWidget) -> Iterator[str]:
    """Every word that a widget, or something in it that can be seen, shows, says or gives as a tip."""
    for widget in (root, *(one for one in root.findChildren(QWidget) if one.isVisible())):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from cells_of(widget.model(), QModelIndex())


def cells_of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            yield str(model.index(row, column, parent).data() or "")
        yield from cells_of(model, model.index(row, 0, parent))


def ben_works(store: ReviewStore) -> Claim:
    """A claim, a mark and two queries, all of which say whose they are."""
    ben, report = store.all(Reviewer)[1].id, store.all(Report)[0].id
    therapy, outcome = store.all(Therapy)[0], store.all(Outcome)[0]
    claim, change = record_claim(
        store,
        report,
        ben,
        [cut(TEXT, 0, 17)],
        therapies=((therapy.id,),),
        outcome_id=outcome.id,
        population=SECRET,
        note=SECRET,
    )
    store.apply(change)
    store.apply(record_mark(store, report, ben, store.all(Label)[0].id, [cut(TEXT, 54, 65)], SECRET)[1])
    store.apply(ask(report, ben, f"{SECRET}?", claim)[1])
    store.apply(ask(report, ben, f"{SECRET} of the report?", None)[1])
    return claim


@pytest.fixture
def pair(tmp_path: Path, remembered: Remembered, qtbot: QtBot) -> Iterator[Pair]:
    path = tmp_path / "pair.curator"
    store = SqliteFiles().create(path)
    store.apply(new_review("Two people, one file", "Anna"))
    for change in (add_reviewer(store, "Ben")[1], add_term(Codebook.read(store), Therapy, "Cells", None)[1]):
        assert change is not None
        store.apply(change)
    source = SourceText(text=TEXT, original=TEXT.encode())
    report = Report(id=new_id(), title="R1", text_sha256=source.text_sha256, characters=len(TEXT))
    store.apply(Change(title="Import", reviewer_id=None, alterations=added([report]), texts=(source,)))
    ben_works(store)
    store.close()
    main_window = MainWindow(SqliteFiles(), remembered)
    driver = Driver(main_window, qtbot)
    yield Pair(driver.open(path), path)
    main_window.close()


def test_nothing_of_bens_is_in_annas_window_until_both_have_submitted(pair: Pair, tmp_path: Path) -> None:
    evidence = pair.driver.workplace.evidence
    assert SECRET not in pair.everything_shown()
    assert SECRET not in pair.exported(tmp_path)
    assert evidence.head.counts.text() == "0 claims"
    pair.submit("Ben")
    assert SECRET not in pair.everything_shown()
    assert SECRET not in pair.exported(tmp_path)
    assert pair.driver.workplace.sources.uses[pair.store.all(Report)[0].id] == 0
    pair.submit("Anna")
    assert SECRET in pair.everything_shown()
    assert SECRET in pair.exported(tmp_path)
    assert evidence.head.counts.text() == "1 claim"
    pair.reopen("Anna")
    assert SECRET not in pair.everything_shown()
    assert evidence.head.counts.text() == "0 claims"


def test_who_works_here_changes_and_every_room_follows(pair: Pair, tmp_path: Path) -> None:
    assert SECRET not in pair.everything_shown()
    pair.driver.session.work_as(pair.person("Ben"))
    pair.settle()
    assert SECRET in pair.everything_shown()
    assert SECRET in pair.exported(tmp_path)
    pair.driver.session.work_as(pair.person("Anna"))
    pair.settle()
    assert SECRET not in pair.everything_shown()


def test_what_ben_does_while_annas_window_is_open_is_not_told(pair: Pair) -> None:
    session, told = pair.driver.session, []
    session.changed.connect(lambda applied: told.extend(repr(one) for one in applied.alterations))
    pair.driver.workplace.do("evidence")
    ben, report = pair.person("Ben").id, pair.store.all(Report)[0].id
    session.apply(record_claim(pair.store, report, ben, [cut(TEXT, 0, 7)], population=f"{SECRET} too")[1])
    pair.settle()
    assert SECRET not in "\n".join(told)
    assert SECRET not in pair.everything_shown()


def test_undo_takes_back_nothing_that_is_hidden(pair: Pair) -> None:
    before = pair.store.all(Claim)
    pair.driver.press("Ctrl+Z")
    assert pair.store.all(Claim) == before
    assert "Ben" in pair.driver.window.notice.words.text()
    assert pair.driver.window.actions_by_name["undo"].text() == "Undo"
    pair.driver.session.work_as(pair.person("Ben"))
    pair.driver.press("Ctrl+Z")
    assert "Undone" in pair.driver.workplace.bottom_bar.left.text()


def test_a_claim_that_is_no_longer_open_is_taken_out_of_the_hand(pair: Pair) -> None:
    pair.submit("Ben")
    pair.submit("Anna")
    claim = pair.store.all(Claim)[0]
    pair.driver.workplace.read_claim(claim.id)
    column = pair.driver.workplace.column
    assert column.hand.claim == claim
    pair.reopen("Ben")
    assert column.hand.claim is None
