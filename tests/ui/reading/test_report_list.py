"""The list of reports: progress, names, keys, and what it says when it is empty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added
from curator.coding.codings import submit
from curator.coding.reports import amend_report, retire_report
from curator.ids import new_id
from curator.records import Coding, CodingStatus, Report, ReportKind
from ui.window.look import palette as colours
from ui.window.reading.report_list import ReportList
from ui.window.session import Session

KEY = Qt.Key


def bring_in(session: Session, count: int) -> list[Report]:
    source = SourceText(text="Words.", original=b"Words.")
    reports = [
        Report(
            id=new_id(),
            title=f"Report number {number}",
            text_sha256=source.text_sha256,
            original_sha256=source.original_sha256,
            characters=6,
            kind=ReportKind.TRIAL_REPORT,
        )
        for number in range(count)
    ]
    session.apply(
        Change(title="Bring in texts", reviewer_id=session.reviewer.id, alterations=added(reports), texts=(source,))
    )
    return reports


@pytest.fixture
def listed(session: Session, qtbot: QtBot) -> ReportList:
    shown = ReportList(session)
    qtbot.addWidget(shown)
    shown.resize(240, 500)
    shown.show()
    return shown


def row_of(listed: ReportList, report: Report) -> QModelIndex:
    return listed.model.index(listed.model.row_of(report.id))


def ring_colours(listed: ReportList, report: Report) -> set[str]:
    """The colours along the ring of a report, at its four quarters."""
    area = listed.view.visualRect(row_of(listed, report))
    image = listed.view.viewport().grab().toImage()
    across, down, reach = 30, area.center().y(), 7
    return {
        image.pixelColor(across + x, down + y).name() for x, y in ((reach, 0), (-reach, 0), (0, reach), (0, -reach))
    }


def test_an_empty_list_says_what_belongs_there(listed: ReportList, qtbot: QtBot) -> None:
    assert listed._pages.currentIndex() == 1
    assert "No reports yet" in listed._empty.text()
    with qtbot.waitSignal(listed.import_asked):
        QTest.mouseClick(listed.bring_in, Qt.MouseButton.LeftButton)


def test_reports_that_come_in_are_listed_and_counted(listed: ReportList, session: Session) -> None:
    reports = bring_in(session, 3)
    assert listed._count.text() == "0 of 3 submitted"
    session.apply(submit(session.store, reports[1].id, session.reviewer.id))
    assert listed._count.text() == "1 of 3 submitted"
    assert listed.model.second_line(reports[1]) == "Trial report · submitted"
    session.undo()
    assert listed._count.text() == "0 of 3 submitted"
    listed.resize(150, 400)
    assert listed._count.text() == "0 of 3", "a narrow list has no room for the word"
    session.undo()
    assert listed.model.reports == []


def test_the_ring_shows_how_far_the_coding_has_come(listed: ReportList, session: Session) -> None:
    reports = bring_in(session, 3)
    begun = Coding(
        id=new_id(), report_id=reports[1].id, reviewer_id=session.reviewer.id, status=CodingStatus.IN_PROGRESS
    )
    session.apply(Change(title="Begin", reviewer_id=session.reviewer.id, alterations=added([begun])))
    session.apply(submit(session.store, reports[2].id, session.reviewer.id))
    palette = colours.current()
    fine, accent = palette.fine.lower(), palette.accent.lower()
    assert not ring_colours(listed, reports[0]) & {fine, accent}
    assert accent in ring_colours(listed, reports[1])
    assert ring_colours(listed, reports[2]) == {fine}


def test_authors_and_year_name_a_report_and_the_title_does_without_them(listed: ReportList, session: Session) -> None:
    report = bring_in(session, 1)[0]
    index = listed.model.index(0)
    assert index.data() == "Report number 0"
    session.apply(amend_report(report, session.reviewer.id, authors="Yuan X, Sun L", year=2022))
    assert index.data() == "Yuan & Sun 2022"
    assert "Report number 0" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Yuan & Sun 2022, Trial report · not started"


def test_a_report_set_aside_is_not_listed(listed: ReportList, session: Session) -> None:
    report = bring_in(session, 2)[0]
    session.apply(retire_report(report, session.reviewer.id))
    assert [listed.model.index(row).data() for row in range(listed.model.rowCount())] == ["Report number 1"]


def test_arrows_go_along_and_enter_opens(listed: ReportList, session: Session, qtbot: QtBot) -> None:
    bring_in(session, 3)
    reports = listed.model.reports
    listed.show_open(reports[0].id)
    listed.view.setFocus()
    QTest.keyClick(listed.view, KEY.Key_Down)
    QTest.keyClick(listed.view, KEY.Key_Down)
    with qtbot.waitSignal(listed.report_chosen) as chosen:
        QTest.keyClick(listed.view, KEY.Key_Return)
    assert chosen.args == [reports[2].id]


def test_a_click_opens(listed: ReportList, session: Session, qtbot: QtBot) -> None:
    reports = bring_in(session, 3)
    row = listed.view.visualRect(row_of(listed, reports[1]))
    with qtbot.waitSignal(listed.report_chosen) as chosen:
        QTest.mouseClick(listed.view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert chosen.args == [reports[1].id]


def test_the_report_before_and_after_end_with_the_list(listed: ReportList, session: Session) -> None:
    bring_in(session, 2)
    reports = listed.model.reports
    assert listed.beside(reports[0].id, 1) == reports[1].id
    assert listed.beside(reports[1].id, 1) is None
    assert listed.beside(reports[0].id, -1) is None
    assert listed.beside(None, 1) == reports[0].id


def test_two_thousand_reports_are_painted_row_by_row(listed: ReportList, session: Session) -> None:
    reports = bring_in(session, 2_000)
    painted: list[int] = []
    shown_name = listed.model.second_line

    def counted(report: Report) -> str:
        painted.append(1)
        return shown_name(report)

    listed.model.second_line = counted
    listed.show_open(reports[1_990].id)
    listed.view.viewport().grab()
    assert 0 < len(painted) < 60
