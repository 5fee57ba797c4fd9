"""The Sources room: texts come in with an account of each, and their details are edited."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from curator.coding.reports import amend_report
from curator.errors import CannotWrite
from curator.records import Report, ReportKind, Reviewer, Study
from tests.conftest import shared_folder
from tests.ui.sources.conftest import LONGEST_WAIT
from ui.window.sources.coming_in.mapping_panel import MappingPanel
from ui.window.sources.paste_panel import PastePanel
from ui.window.sources.report_table import Detail

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_an_empty_room_says_what_belongs_here(librarian):
    assert librarian.room.empty.isVisible()
    assert "Bring in texts, PDFs" in librarian.room.empty.words


def test_files_come_in_with_a_line_for_each_and_bad_ones_do_not_stop_the_others(librarian, folder: Path):
    told = librarian.bring_in([folder / name for name in sorted(file.name for file in folder.iterdir())])
    assert [line.split(":")[0] for line in told["REFUSED"]] == ["empty.txt", "picture.txt"]
    assert len(told["CAME IN"]) == 3
    assert len(told["ALREADY THERE"]) == 1
    assert "The same text is there as" in told["ALREADY THERE"][0]
    assert librarian.room.panel.summary.text() == "3 came in, 1 was there already, 2 were refused."
    assert sorted(librarian.listed) == ["again.txt", "sun.md", "windows.txt"]
    librarian.session.undo()
    assert librarian.listed == []
    librarian.session.redo()
    assert len(librarian.listed) == 3


def test_a_folder_is_dropped_on_the_room(librarian, folder: Path):
    librarian.drop([folder])
    assert len(librarian.told()["CAME IN"]) == 3


def test_the_same_text_is_not_brought_in_twice(librarian, folder: Path):
    librarian.bring_in([folder / "carl.txt"])
    told = librarian.bring_in([folder / "carl.txt"])
    assert told == {"ALREADY THERE": ["carl.txt: The same text is there as “Cells for severe lupus”."]}
    assert len(librarian.listed) == 1


def test_the_encoding_is_told_in_the_account_and_beside_the_details(librarian, folder: Path):
    told = librarian.bring_in([folder / "windows.txt"])
    assert "windows-1252" in told["CAME IN"][0].lower() or "cp1252" in told["CAME IN"][0].lower()
    report = librarian.choose("windows.txt")
    librarian.room.close_panel()
    assert report.encoding in librarian.room.form.source.text()
    assert f"{report.characters} characters" in librarian.room.form.source.text()


def test_characters_that_were_replaced_are_told(librarian, tmp_path: Path):
    file = tmp_path / "nul.txt"
    file.write_bytes(b"A trial of cells\n\nEight of ten\x00 improved, as was hoped before the trial began.\n")
    told = librarian.bring_in([file])
    report = librarian.report("nul.txt")
    assert report.import_note
    assert report.import_note in told["CAME IN"][0]
    librarian.choose("nul.txt")
    librarian.room.close_panel()
    assert librarian.room.form.replaced.text() == report.import_note
    assert not librarian.room.form.replaced.isHidden()


def test_an_import_that_is_cancelled_brings_nothing_in(librarian, folder: Path):
    librarian.room.import_paths([folder])
    panel = librarian.room.panel
    panel.leave()
    assert librarian.told() == {}
    assert panel.summary.text() == "Cancelled. Nothing came in."
    assert librarian.listed == []
    panel.leave()
    assert librarian.room.panel is None


def test_texts_that_cannot_be_saved_are_told_and_the_panel_can_be_closed(librarian, folder: Path, monkeypatch):
    def full(_change):
        raise CannotWrite("The disk is full. Make room and try again.")

    monkeypatch.setattr(librarian.session.store, "apply", full)
    librarian.bring_in([folder / "carl.txt"])
    panel = librarian.room.panel
    assert panel.problem == "The disk is full. Make room and try again."
    assert panel.summary.text() == "Nothing came in."
    assert librarian.complaints == []
    panel.leave()
    assert librarian.room.panel is None


def test_a_surprise_while_saving_leaves_no_panel_that_cannot_be_closed(librarian, folder: Path, monkeypatch):
    monkeypatch.setattr(librarian.session.store, "apply", lambda _change: 1 / 0)
    surprises: list[BaseException] = []
    librarian.session.surprised.connect(surprises.append)
    librarian.bring_in([folder / "carl.txt"])
    assert [type(surprise) for surprise in surprises] == [ZeroDivisionError]
    assert librarian.room.panel.summary.text() == "Nothing came in."
    librarian.room.panel.leave()
    assert librarian.room.panel is None


def test_text_is_pasted_exactly_as_it_lies_on_the_clipboard(librarian):
    text = "A trial with no-break\u00a0spaces\u2028and a line separator: 0.47\u202f[0.26, 0.83] 🧬\n"
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(librarian.room.view, Qt.Key.Key_V, CTRL | SHIFT)
    panel = librarian.room.panel
    assert isinstance(panel, PastePanel)
    QTest.keyClicks(panel.title, "From a letter")
    QTest.keyClick(panel.title, Qt.Key.Key_Return)
    assert len(librarian.told()["CAME IN"]) == 1
    report = librarian.session.store.all(Report)[0]
    assert report.title == "From a letter"
    assert librarian.session.store.text(report.text_sha256) == text


def test_an_empty_clipboard_is_told_and_cannot_be_brought_in(librarian):
    QGuiApplication.clipboard().clear()
    librarian.room.start_pasting()
    assert not librarian.room.panel.confirming.isEnabled()
    assert "no text on the clipboard" in librarian.room.panel.length.text()
    QGuiApplication.clipboard().setText("Now there is one.")
    QTest.keyClick(librarian.room.panel.shown, Qt.Key.Key_V, CTRL)
    assert librarian.room.panel.confirming.isEnabled()


@pytest.fixture
def at_carl(librarian, folder: Path):
    """The form of one report, with another one in the list."""
    librarian.bring_in([folder / "carl.txt", folder / "sun.md"])
    librarian.room.close_panel()
    librarian.choose("carl.txt")
    return librarian


def test_details_are_stored_one_by_one_as_they_are_left(at_carl):
    form = at_carl.room.form
    at_carl.type(form.authors, "Carl N; Berg A")
    at_carl.type(form.year, "2024")
    at_carl.type(form.journal, "Lupus")
    at_carl.type(form.doi, "https://doi.org/10.1234/abcd.5678")
    at_carl.type(form.pmid, "PMID: 36465325")
    at_carl.type(form.licence, "CC BY 4.0")
    form.kind.setCurrentIndex(list(ReportKind).index(ReportKind.TRIAL_REPORT))
    form.kind.activated.emit(form.kind.currentIndex())
    form.note.setFocus()
    QTest.keyClicks(form.note, "Only the abstract.")
    QTest.keyClick(form.note, Qt.Key.Key_Return, CTRL)
    report = at_carl.report("carl.txt")
    assert (report.authors, report.year, report.journal) == ("Carl N; Berg A", 2024, "Lupus")
    assert (report.doi, report.pmid, report.licence) == ("10.1234/abcd.5678", "36465325", "CC BY 4.0")
    assert (report.kind, report.note) == (ReportKind.TRIAL_REPORT, "Only the abstract.")
    assert form.doi.text() == "10.1234/abcd.5678"
    assert form.heading.text() == "Carl & Berg 2024"
    row = at_carl.room.table.row_of(report.id)
    assert at_carl.room.table.index(row, Detail.YEAR).data() == "2024"
    at_carl.session.undo()
    assert at_carl.report("carl.txt").note == ""
    assert form.note.toPlainText() == ""


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [("year", "20x4", "is not a year"), ("doi", "not a doi", "is not a DOI"), ("pmid", "abc", "is not a PubMed id")],
)
def test_a_detail_without_its_form_is_marked_with_a_sentence_and_nothing_is_lost(at_carl, name, words, sentence):
    form = at_carl.room.form
    entry, field = getattr(form, name), getattr(form, f"{name}_field")
    at_carl.type(entry, words)
    assert sentence in field.fault
    assert entry.property("faulty") == "true"
    at_carl.type(form.journal, "Lupus")
    assert entry.text() == words
    assert getattr(at_carl.report("carl.txt"), name) in (None, "")
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    entry.clear()
    at_carl.type(entry, {"year": "2024", "doi": "10.1234/abcd", "pmid": "365"}[name])
    assert field.fault == ""
    assert getattr(at_carl.report("carl.txt"), name) in (2024, "10.1234/abcd", "365")


def test_a_faulty_detail_waits_for_its_report_until_it_is_mended_or_dropped(at_carl):
    form = at_carl.room.form
    at_carl.type(form.year, "20x4")
    at_carl.type(form.doi, "not a doi")
    at_carl.choose("sun.md")
    assert (form.year.text(), form.year_field.fault, form.doi_field.fault) == ("", "", "")
    at_carl.type(form.year, "2023")
    at_carl.choose("carl.txt")
    assert (form.year.text(), form.doi.text()) == ("20x4", "not a doi")
    assert "is not a year" in form.year_field.fault
    assert form.year.property("faulty") == "true"
    form.year.setFocus()
    QTest.keyClick(form.year, Qt.Key.Key_Escape)
    assert (form.year.text(), form.year_field.fault) == ("", "")
    form.doi.setText("10.1234/mended")
    form.doi.setFocus()
    QTest.keyClick(form.doi, Qt.Key.Key_Return)
    at_carl.choose("sun.md")
    at_carl.choose("carl.txt")
    assert (form.year.text(), form.doi.text(), form.doi_field.fault) == ("", "10.1234/mended", "")
    assert (at_carl.report("sun.md").year, at_carl.report("carl.txt").doi) == (2023, "10.1234/mended")


def test_what_is_being_typed_is_stored_when_another_report_is_shown(at_carl):
    form = at_carl.room.form
    form.journal.setFocus()
    QTest.keyClicks(form.journal, "Lupus")
    QTest.keyClicks(form.authors, "Carl N")
    QTest.keyClicks(form.studies.line, "ASTIS")
    at_carl.choose("sun.md")
    report = at_carl.report("carl.txt")
    assert (report.journal, report.authors, len(report.study_ids)) == ("Lupus", "Carl N", 1)
    assert (form.journal.text(), form.authors.text(), form.studies.line.text()) == ("", "", "")
    assert at_carl.report("sun.md").journal == ""
    assert at_carl.complaints == []


def test_what_could_not_be_saved_stays_typed_and_is_tried_again(at_carl, monkeypatch):
    form, store = at_carl.room.form, at_carl.session.store

    def full(_change):
        raise CannotWrite("The disk is full.")

    with monkeypatch.context() as while_full:
        while_full.setattr(store, "apply", full)
        at_carl.type(form.journal, "Lupus")
    assert at_carl.complaints == ["The disk is full."]
    assert (form.journal.text(), at_carl.report("carl.txt").journal) == ("Lupus", "")
    at_carl.choose("sun.md")
    assert at_carl.report("carl.txt").journal == "Lupus"


def test_studies_are_chips_new_ones_are_made_and_known_ones_found(at_carl):
    form = at_carl.room.form
    at_carl.type(form.studies.line, "ASTIS; HPS2")
    studies = {study.name: study.id for study in at_carl.session.store.all(Study)}
    assert set(studies) == {"ASTIS", "HPS2"}
    assert at_carl.report("carl.txt").study_ids == (studies["ASTIS"], studies["HPS2"])
    at_carl.choose("sun.md")
    assert form.studies.values == ()
    at_carl.type(form.studies.line, "astis")
    assert at_carl.report("sun.md").study_ids == (studies["ASTIS"],)
    assert form.studies.values == ("ASTIS",)
    at_carl.session.undo()
    at_carl.session.undo()
    assert at_carl.session.store.all(Study) == []
    assert at_carl.report("carl.txt").study_ids == ()


def test_delete_sets_a_report_aside_and_brings_it_back(at_carl):
    QTest.keyClick(at_carl.room.view, Qt.Key.Key_Delete)
    assert at_carl.listed == ["sun.md"]
    assert at_carl.room.view.chosen_record.file_name == "sun.md"
    at_carl.room.head.with_retired.click()
    at_carl.choose("carl.txt")
    assert "set aside" in at_carl.room.form.source.text()
    QTest.keyClick(at_carl.room.view, Qt.Key.Key_Delete)
    assert not at_carl.report("carl.txt").retired
    at_carl.session.undo()
    at_carl.session.undo()
    assert sorted(at_carl.listed) == ["carl.txt", "sun.md"]


def test_enter_asks_to_read_the_chosen_report(at_carl):
    with at_carl.qtbot.waitSignal(at_carl.room.report_opened) as asked:
        QTest.keyClick(at_carl.room.view, Qt.Key.Key_Return)
    assert asked.args == [at_carl.report("carl.txt").id]


def test_reports_are_sorted_and_searched_by_their_details(at_carl):
    at_carl.type(at_carl.room.form.year, "2024")
    at_carl.room.view.sort_by(Detail.TITLE)
    assert at_carl.listed == ["carl.txt", "sun.md"]
    at_carl.room.view.sort_by(Detail.TITLE)
    assert at_carl.listed == ["sun.md", "carl.txt"]
    at_carl.room.view.sort_by(Detail.YEAR)
    assert at_carl.listed == ["carl.txt", "sun.md"]
    QTest.keyClick(at_carl.room.view, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(at_carl.room.head.search, "marrow")
    assert at_carl.listed == ["sun.md"]
    QTest.keyClicks(at_carl.room.head.search, " zebra")
    assert at_carl.room.empty.isVisible()
    assert "No report has “marrow zebra”" in at_carl.room.empty.words


def test_a_report_keeps_its_form_when_another_one_is_amended(at_carl):
    form = at_carl.room.form
    form.journal.setFocus()
    QTest.keyClicks(form.journal, "Lup")
    other = at_carl.report("sun.md")
    at_carl.session.apply(amend_report(other, at_carl.session.reviewer.id, journal="Rheumatology"))
    assert form.journal.text() == "Lup"


def test_every_control_has_a_name_and_no_words_are_markup(at_carl):
    form = at_carl.room.form
    controls = [*form.findChildren(QLineEdit), *form.findChildren(QComboBox), *form.findChildren(QPlainTextEdit)]
    assert [control for control in controls if not control.accessibleName()] == []
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in form.findChildren(QLabel))


def test_a_table_of_claims_is_previewed_with_every_row_that_cannot_be_used(librarian):
    texts = shared_folder("data", "evidence-inference", "documents")
    librarian.bring_in([texts])
    assert len(librarian.listed) == 27
    panel = librarian.claims_from(texts.parent / "claims_four_reviewers.csv")
    assert {fate for fate, _line in panel.lines} >= {"CANNOT BE USED AS THEY ARE"}
    assert not panel.confirming.isEnabled()
    assert "so nothing comes in" in panel.summary.text()
    told = librarian.choose_in(panel, panel.add_terms, panel.skip_bad, panel.finished)
    assert panel.account.submitted == 0, "work that is not finished stays with whoever does it"
    assert len(panel.account.claims) == 152
    assert panel.account.rows == 180
    assert panel.summary.text().startswith("152 claims from 180 rows.")
    assert len(told["FOUND ELSEWHERE THAN THEY SAY"]) == len(panel.account.moved)
    assert librarian.room.table.index(0, Detail.CLAIMS).data() == "0"
    panel.confirming.setFocus()
    with librarian.qtbot.waitSignal(panel.done, timeout=LONGEST_WAIT):
        panel.confirming.click()
    assert panel.window().focusWidget() is panel.leaving, "the keyboard stays here, and Enter closes"
    assert panel.summary.text().startswith("Came in: 152 claims from 180 rows.")
    anna = librarian.session.reviewer
    whose = Counter(claim.reviewer_id for claim in panel.account.claims)
    for reviewer in librarian.session.store.all(Reviewer)[1:]:
        librarian.session.work_as(reviewer)
        librarian.qtbot.waitUntil(lambda count=whose[reviewer.id]: sum(librarian.claims_counted) == count)
    librarian.session.work_as(anna)
    librarian.session.undo()
    librarian.qtbot.waitUntil(lambda: set(librarian.claims_counted) == {0})


def test_the_claims_of_the_seeds_come_in_unchanged(librarian):
    seeds = shared_folder("seeds")
    librarian.bring_in(sorted(seeds.glob("0*.txt")))
    panel = librarian.claims_from(seeds / "claims_reviewer_a.csv")
    librarian.choose_in(panel, panel.add_terms)
    assert len(panel.account.claims) == 38
    assert panel.account.refused == ()
    assert panel.summary.text().endswith("2 codings are submitted with it.")
    assert panel.confirming.isEnabled()


def test_a_table_without_reports_is_asked_for_them(librarian, tmp_path: Path):
    table = tmp_path / "claims.csv"
    table.write_text("therapy,outcome\nHSCT,Relapse\n", "utf-8")
    librarian.room.import_paths([table])
    panel = librarian.room.panel
    assert isinstance(panel, MappingPanel)
    assert panel.missing.text() == "Still needed: report."
    assert not panel.confirming.isEnabled()


def test_nothing_else_opens_while_something_comes_in(librarian, folder: Path):
    librarian.room.import_paths([folder])
    panel = librarian.room.panel
    librarian.room.start_pasting()
    assert librarian.room.panel is panel
    assert librarian.complaints == ["Something is still coming in. Wait for it, or cancel it with Esc."]
    assert len(librarian.told()["CAME IN"]) == 3
    librarian.room.start_pasting()
    assert isinstance(librarian.room.panel, PastePanel)
