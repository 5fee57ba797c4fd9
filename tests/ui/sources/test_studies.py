"""The studies of the review, in the Sources room: what they are, how much is about them, and two made one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from curator.coding.claims import record_claim, retract_claim
from curator.coding.reports import retire_report
from curator.records import Claim, Study
from curator.text.passages import cut
from tests.ui.sources.conftest import TEXTS, Librarian
from ui.window.sources.head import Listed
from ui.window.sources.merge_study import MergeStudyPanel
from ui.window.sources.study_table import StudyDetail

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at_studies(librarian: Librarian, folder) -> Librarian:
    """Two reports about ASTIS, one of them about HPS2 too; two claims about HPS2, one of them retracted."""
    librarian.bring_in([folder / "carl.txt", folder / "sun.md"])
    librarian.room.close_panel()
    for name, studies in (("carl.txt", "ASTIS; HPS2"), ("sun.md", "ASTIS")):
        librarian.choose(name)
        librarian.type(librarian.room.form.studies.line, studies)
    store, me = librarian.session.store, librarian.session.reviewer.id
    hps2 = next(study for study in store.all(Study) if study.name == "HPS2")
    report = librarian.report("carl.txt")
    for _ in range(2):
        claim, change = record_claim(store, report.id, me, [cut(TEXTS["carl.txt"], 0, 5)], study_id=hps2.id)
        librarian.session.apply(change)
    librarian.session.apply(retract_claim(store, claim, me))
    librarian.choose("carl.txt")
    librarian.room.enter()
    QTest.keyClick(librarian.room.view, Qt.Key.Key_Y)
    return librarian


def rows(at: Librarian) -> list[tuple[str, str, str]]:
    table = at.room.studies.table
    columns = (StudyDetail.NAME, StudyDetail.REPORTS, StudyDetail.CLAIMS)
    return [tuple(table.index(row, column).data() for column in columns) for row in range(table.rowCount())]


def choose(at: Librarian, name: str) -> Study:
    study = next(study for study in at.session.store.all(Study) if study.name == name)
    assert at.room.studies.view.choose(study.id)
    return study


def test_studies_are_listed_with_how_many_reports_and_claims_are_about_each(at_studies):
    assert rows(at_studies) == [("ASTIS", "2", "0"), ("HPS2", "1", "1")]
    assert at_studies.room.studies.chosen.name == "ASTIS", "the first study of the report that was chosen"
    assert at_studies.room.studies.form.state.text() == "2 reports · 0 claims"
    choose(at_studies, "HPS2")
    assert at_studies.room.studies.form.state.text() == "1 report · 1 claim · 1 retracted"
    assert [button.text() for button in at_studies.room.head.lists.values()] == ["2 reports", "2 studies", "1 reviewer"]
    assert "F2 rename" in at_studies.room.keys
    QTest.keyClick(at_studies.room.studies.view, Qt.Key.Key_Y)
    assert at_studies.room.view.isVisible()
    assert at_studies.room.form.isVisible()


def test_details_of_a_study_are_stored_one_by_one_and_undone(at_studies):
    form = at_studies.room.studies.form
    at_studies.type(form.registration, "NCT00750971")
    at_studies.type(form.year, "2010")
    form.design.setText("randomised trial")  # typed, a list of designs would open, which is a window of its own
    form.design.leave()
    form.note.setFocus()
    QTest.keyClicks(form.note, "Stopped early.")
    QTest.keyClick(form.note, Qt.Key.Key_Return, CTRL)
    study = choose(at_studies, "ASTIS")
    assert (study.registration, study.year, study.design) == ("NCT00750971", 2010, "randomised trial")
    assert study.note == "Stopped early."
    assert at_studies.room.studies.table.index(0, StudyDetail.YEAR).data() == "2010"
    at_studies.session.undo()
    assert form.note.toPlainText() == ""


def test_f2_renames_a_study_and_leads_back_to_the_list(at_studies):
    view, form = at_studies.room.studies.view, at_studies.room.studies.form
    at_studies.room.enter()
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClicks(form.name, "ASTIS trial")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert at_studies.room.window().focusWidget() is view
    assert [row[0] for row in rows(at_studies)] == ["ASTIS trial", "HPS2"]
    at_studies.choose("carl.txt")
    assert at_studies.room.form.studies.values == ("ASTIS trial", "HPS2")


def test_the_name_of_another_study_is_refused_under_the_field_and_waits_to_be_mended(at_studies):
    form = at_studies.room.studies.form
    form.name.selectAll()
    at_studies.type(form.name, "hps2")
    assert form.name_field.fault == ("The review has a study “HPS2” already. Choose another name, or merge the two.")
    at_studies.type(form.year, "20x0")
    choose(at_studies, "HPS2")
    assert (form.name.text(), form.name_field.fault, form.year_field.fault) == ("HPS2", "", "")
    choose(at_studies, "ASTIS")
    assert (form.name.text(), form.year.text()) == ("hps2", "20x0")
    form.name.selectAll()
    at_studies.type(form.name, "Astis")
    assert form.name_field.fault == ""
    assert [row[0] for row in rows(at_studies)] == ["Astis", "HPS2"]


def test_two_studies_are_merged_after_it_was_said_what_will_happen(at_studies):
    room = at_studies.room
    hps2 = choose(at_studies, "HPS2")
    room.enter()
    QTest.keyClick(room.studies.view, Qt.Key.Key_M)
    panel = room.panel
    assert isinstance(panel, MergeStudyPanel)
    assert not panel.confirming.isEnabled()
    QTest.keyClicks(panel.finder.line, "ast")
    assert panel.account.text() == (
        "2 claims about “HPS2” will be about “ASTIS” instead. So will 1 report. "
        "Details that only “HPS2” has are taken over; its name is not. Undo takes it all back."
    )
    QTest.keyClick(panel.finder.line, Qt.Key.Key_Return)
    QTest.keyClick(panel.confirming, Qt.Key.Key_Return, CTRL)
    assert rows(at_studies) == [("ASTIS", "2", "1")]
    assert room.studies.chosen.name == "ASTIS"
    assert {claim.study_id for claim in at_studies.session.store.all(Claim)} == {room.studies.chosen.id}
    at_studies.session.undo()
    assert rows(at_studies) == [("ASTIS", "2", "0"), ("HPS2", "1", "1")]
    assert at_studies.session.store.get(Study, hps2.id) == hps2


def test_a_study_that_something_is_about_stays_and_one_that_nothing_is_about_goes(at_studies):
    view = at_studies.room.studies.view
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert at_studies.complaints == [
        "“ASTIS” cannot vanish: 0 claim(s) and 2 report(s) are about it. Merge it into another study."
    ]
    for name in ("carl.txt", "sun.md"):
        at_studies.choose(name)
        at_studies.room.form.studies.line.setFocus()
        QTest.keyClick(at_studies.room.form.studies._chips[0], Qt.Key.Key_Delete)
    at_studies.room.show_list(Listed.STUDIES)
    choose(at_studies, "ASTIS")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert [row[0] for row in rows(at_studies)] == ["HPS2"]


def test_a_report_about_a_study_is_one_click_away_also_when_it_was_set_aside(at_studies):
    sun = at_studies.report("sun.md")
    at_studies.session.apply(retire_report(sun, at_studies.session.reviewer.id))
    links = at_studies.room.studies.form._about.findChildren(QPushButton)
    assert [link.text() for link in links] == ["Cells for severe lupus", "Cells from the marrow"]
    links[1].click()
    assert at_studies.room.view.chosen_record.id == sun.id
    assert at_studies.room.view.isVisible()


def test_studies_are_searched_and_sorted_and_the_search_is_of_one_list(at_studies):
    room = at_studies.room
    room.studies.view.sort_by(StudyDetail.REPORTS)
    assert [row[0] for row in rows(at_studies)] == ["HPS2", "ASTIS"]
    QTest.keyClicks(room.head.search, "zebra")
    assert room.studies.empty.isVisible()
    assert "No study has “zebra”" in room.studies.empty.words
    room.show_list(Listed.REPORTS)
    assert room.head.search.text() == ""
    assert len(at_studies.listed) == 2
    QTest.keyClicks(room.head.search, "marrow")
    room.show_list(Listed.STUDIES)
    assert len(rows(at_studies)) == 2


def test_texts_that_come_in_are_listed_whatever_was_listed_before(at_studies, folder):
    told = at_studies.bring_in([folder / "windows.txt"])
    assert len(told["CAME IN"]) == 1
    assert at_studies.room.view.chosen_record.file_name == "windows.txt"
    assert at_studies.room.panel.isVisible(), "the account of them stays"
    at_studies.room.close_panel()
    assert at_studies.room.form.isVisible()


def test_every_control_of_a_study_has_a_name(at_studies):
    form = at_studies.room.studies.form
    controls = [*form.findChildren(QLineEdit), *form.findChildren(QPlainTextEdit), *form.findChildren(QPushButton)]
    assert [control for control in controls if not control.accessibleName()] == []
