"""The Codebook room: every edit is a change, claims follow, and Ctrl+Z takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from curator.codebook.altering import retire_term
from curator.records import Better, FieldKind, Line, Meaning
from tests.conftest import shared_folder
from ui.window.codebook.parts import Part
from ui.window.codebook.term_panels import MergeTermPanel, MovePanel, NewTermPanel

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_therapies_stand_as_a_tree_with_how_often_each_is_used(editor):
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "-MSC therapy", "Corticosteroids"]
    assert (editor.used("HSCT"), editor.used("MSC therapy"), editor.used("Corticosteroids")) == ("3", "1", "")


def test_f2_renames_a_term_and_claims_follow_until_undo(editor):
    editor.choose("HSCT").press(Qt.Key.Key_F2)
    name = editor.room.form.forms[Part.THERAPIES].name
    name.selectAll()
    editor.type(name, "Haematopoietic transplant")
    assert editor.chosen == "Haematopoietic transplant"
    assert editor.therapies_of_claims().count("Haematopoietic transplant") == 3
    editor.session.undo()
    assert editor.chosen == "HSCT"
    assert name.text() == "HSCT"


def test_a_name_that_is_taken_is_refused_under_the_field_and_stays_to_be_mended(editor):
    form = editor.choose("HSCT").room.form.forms[Part.THERAPIES]
    form.name.selectAll()
    editor.type(form.name, "msc THERAPY")
    assert "MSC therapy" in form.name_field.fault
    assert form.name.text() == "msc THERAPY"
    assert editor.session.codebook.therapies.find("HSCT") is not None
    form.name.selectAll()
    editor.type(form.name, "HSC transplant")
    assert form.name_field.fault == ""
    assert editor.chosen == "HSC transplant"


def test_a_name_that_is_taken_waits_for_its_term_until_the_name_is_free(editor):
    form = editor.choose("HSCT").press(Qt.Key.Key_F2).room.form.forms[Part.THERAPIES]
    editor.type(form.name, "MSC therapy")
    assert "has “MSC therapy” already" in form.name_field.fault
    editor.choose("Corticosteroids")
    assert (form.name.text(), form.name_field.fault) == ("Corticosteroids", "")
    editor.choose("HSCT")
    assert form.name.text() == "MSC therapy"
    assert "has “MSC therapy” already" in form.name_field.fault
    form.name.setFocus()
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert (form.name.text(), form.name_field.fault) == ("HSCT", "")


def test_synonyms_code_and_definition_are_each_stored_as_they_are_left(editor):
    form = editor.choose("HSCT").room.form.forms[Part.THERAPIES]
    editor.type(form.synonyms.line, "HSC transplant; autologous transplant")
    form.code.setFocus()
    editor.type(form.code, "MeSH:D018380")
    form.definition.setFocus()
    QTest.keyClicks(form.definition, "Stem cells of the blood")
    QTest.keyClick(form.definition, Qt.Key.Key_Return, CTRL)
    term = editor.session.codebook.therapies.find("HSCT")
    assert term.synonyms == ("marrow transplant", "HSC transplant", "autologous transplant")
    assert (term.code, term.definition) == ("MeSH:D018380", "Stem cells of the blood")
    editor.session.undo()
    assert editor.session.codebook.therapies.find("HSCT").definition == ""
    assert form.definition.toPlainText() == ""


def test_an_outcome_says_which_way_is_better(editor):
    form = editor.choose("Relapse").room.form.forms[Part.OUTCOMES]
    form.better.button_for(Better.LOWER).click()
    assert editor.session.codebook.outcomes.find("Relapse").better is Better.LOWER
    editor.session.undo()
    assert editor.session.codebook.outcomes.find("Relapse").better is None


def test_insert_makes_a_new_term_beside_and_shift_insert_one_under(editor):
    editor.choose("Corticosteroids").press(Qt.Key.Key_Insert)
    panel = editor.room.panel
    assert isinstance(panel, NewTermPanel)
    editor.type(panel.name, "Biologics")
    assert editor.room.panel is None
    assert editor.chosen == "Biologics"
    editor.press(Qt.Key.Key_Insert, SHIFT)
    editor.type(editor.room.panel.name, "Rituximab")
    assert editor.shown()[-2:] == ["Biologics", "-Rituximab"]
    assert editor.chosen == "Rituximab"


def test_a_new_term_needs_a_name_of_its_own_and_escape_leaves_it_be(editor):
    editor.press(Qt.Key.Key_N, CTRL)
    panel = editor.room.panel
    editor.type(panel.name, "marrow transplant")
    assert "HSCT" in panel.problem
    assert panel.name.text() == "marrow transplant"
    QTest.keyClick(panel.name, Qt.Key.Key_Escape)
    QTest.keyClick(panel.name, Qt.Key.Key_Escape)
    assert editor.room.panel is None
    assert "marrow transplant" not in editor.shown()


def test_alt_and_arrows_move_a_term_about_its_tree(editor):
    editor.choose("MSC therapy").press(Qt.Key.Key_Up, ALT)
    assert editor.shown() == ["Stem cell therapy", "-MSC therapy", "-HSCT", "Corticosteroids"]
    editor.press(Qt.Key.Key_Left, ALT)
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "MSC therapy", "Corticosteroids"]
    editor.press(Qt.Key.Key_Right, ALT)
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "-MSC therapy", "Corticosteroids"]
    editor.choose("Stem cell therapy").press(Qt.Key.Key_Down, ALT)
    assert editor.shown() == ["Corticosteroids", "Stem cell therapy", "-HSCT", "-MSC therapy"]
    assert editor.chosen == "Stem cell therapy"
    for _ in range(4):
        editor.session.undo()
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "-MSC therapy", "Corticosteroids"]


def test_a_term_is_dragged_under_another(editor):
    model = editor.room.model
    book = editor.session.codebook
    steroids, cells = (
        model.place_of(book.therapies.find(name).id) for name in ("Corticosteroids", "Stem cell therapy")
    )
    carried = model.mimeData([steroids])
    model.dropMimeData(carried, Qt.DropAction.MoveAction, 1, 0, cells)
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "-Corticosteroids", "-MSC therapy"]
    model.dropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "-MSC therapy", "Corticosteroids"]


def test_a_term_cannot_be_dragged_under_itself_and_is_told_why(editor):
    model = editor.room.model
    hsct, cells = (
        model.place_of(editor.session.codebook.therapies.find(name).id) for name in ("HSCT", "Stem cell therapy")
    )
    model.dropMimeData(model.mimeData([cells]), Qt.DropAction.MoveAction, -1, -1, hsct)
    assert editor.complaints == ["“Stem cell therapy” cannot be moved under itself."]
    assert editor.shown()[0] == "Stem cell therapy"


def test_p_moves_a_term_under_one_that_is_found_by_typing(editor):
    editor.choose("Corticosteroids").press(Qt.Key.Key_P)
    panel = editor.room.panel
    assert isinstance(panel, MovePanel)
    editor.type(panel.finder.line, "stem")
    assert editor.shown() == ["Stem cell therapy", "-HSCT", "-MSC therapy", "-Corticosteroids"]


def test_merging_says_what_will_happen_then_claims_follow_and_undo_takes_it_back(editor):
    editor.choose("HSCT").press(Qt.Key.Key_M)
    panel = editor.room.panel
    assert isinstance(panel, MergeTermPanel)
    assert not panel.confirming.isEnabled()
    assert panel.account.text() == "Choose what takes over from “HSCT”."
    editor.type(panel.finder.line, "msc")
    said = panel.account.text()
    assert "3 claims that name “HSCT” will name “MSC therapy” instead." in said
    assert "become synonyms of “MSC therapy”" in said
    assert editor.therapies_of_claims().count("HSCT") == 3
    QTest.keyClick(panel.confirming, Qt.Key.Key_Return, CTRL)
    assert editor.therapies_of_claims() == ["MSC therapy"] * 4
    assert editor.chosen == "MSC therapy"
    assert editor.shown() == ["Stem cell therapy", "-MSC therapy", "Corticosteroids"]
    assert editor.used("MSC therapy") == "4"
    editor.session.undo()
    assert editor.therapies_of_claims() == ["HSCT"] * 3 + ["MSC therapy"]
    assert editor.used("HSCT") == "3"


def test_a_term_in_use_cannot_vanish_but_can_be_retired_and_brought_back(editor):
    editor.choose("HSCT").press(Qt.Key.Key_Delete)
    assert len(editor.complaints) == 1
    assert "in use" in editor.complaints[0]
    assert "Retire it, or merge it" in editor.complaints[0]
    editor.press(Qt.Key.Key_R)
    assert "-HSCT" not in editor.shown()
    assert editor.therapies_of_claims().count("HSCT") == 3
    assert editor.chosen == "MSC therapy"
    editor.room.with_retired.setChecked(True)
    assert "-HSCT" in editor.shown()
    editor.choose("HSCT")
    assert "retired" in editor.room.form.state.text()
    editor.press(Qt.Key.Key_R)
    editor.room.with_retired.setChecked(False)
    assert "-HSCT" in editor.shown()


def test_a_term_that_nobody_uses_can_be_removed(editor):
    editor.choose("Corticosteroids").press(Qt.Key.Key_Delete)
    assert editor.complaints == []
    assert "Corticosteroids" not in editor.shown()
    editor.session.undo()
    assert "Corticosteroids" in editor.shown()


def test_the_search_finds_synonyms_and_shows_where_they_stand(editor):
    QTest.keyClick(editor.room.view, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(editor.room.search, "marrow")
    assert editor.shown() == ["Stem cell therapy", "-HSCT"]
    editor.room.search.clear()
    assert len(editor.shown()) == 4


def test_what_is_open_and_chosen_stays_so_when_the_codebook_changes(editor):
    cells = editor.room.model.place_of(editor.session.codebook.therapies.find("Stem cell therapy").id)
    editor.room.view.collapse(cells)
    editor.choose("Corticosteroids")
    form = editor.room.form.forms[Part.THERAPIES]
    editor.type(form.synonyms.line, "steroids")
    cells = editor.room.model.place_of(editor.session.codebook.therapies.find("Stem cell therapy").id)
    assert not editor.room.view.isExpanded(cells)
    assert editor.chosen == "Corticosteroids"


def test_a_label_has_a_hue_a_line_and_a_key_of_its_own(editor):
    form = editor.choose("Harm").room.form.forms[Part.LABELS]
    before = editor.session.codebook.label_named("Harm")
    form.hues.swatch("#56B4E9").click()
    form.line.button_for(Line.DASH_DOT).click()
    other = editor.session.codebook.label_named("Result")
    form.key.selectAll()
    editor.type(form.key, other.key)
    assert form.key_field.fault == "“3” sets the label Result already. Choose another key."
    form.key.selectAll()
    editor.type(form.key, "h")
    label = editor.session.codebook.label_named("Harm")
    assert (label.colour, label.line, label.key) == ("#56B4E9", Line.DASH_DOT, "h")
    assert form.key_field.fault == ""
    for _ in range(3):
        editor.session.undo()
    assert editor.session.codebook.label_named("Harm") == before


def test_hues_are_named_for_those_who_do_not_see_them(editor):
    form = editor.choose("Harm").room.form.forms[Part.LABELS]
    assert form.hues.swatch("#0072B2").accessibleName() == "blue"


def test_a_direction_says_what_it_means(editor):
    form = editor.choose("unclear").room.form.forms[Part.DIRECTIONS]
    form.meaning.setFocus()
    form.meaning.setCurrentIndex(list(Meaning).index(Meaning.MIXED))
    form.meaning.activated.emit(form.meaning.currentIndex())
    assert editor.session.codebook.direction_named("unclear").meaning is Meaning.MIXED


def test_a_field_of_ones_own_has_a_kind_and_options(editor):
    editor.room.parts.choose(Part.FIELDS)
    assert "No fields of your own yet." in editor.room.empty.words
    editor.room.add()
    editor.type(editor.room.panel.name, "Risk of bias")
    form = editor.room.form.forms[Part.FIELDS]
    assert form.options_field.isHidden()
    form.kind.setCurrentIndex(list(FieldKind).index(FieldKind.CHOICE))
    form.kind.activated.emit(form.kind.currentIndex())
    editor.type(form.options.line, "low; some concerns; high")
    field = editor.session.codebook.field_named("risk of bias")
    assert (field.kind, field.options) == (FieldKind.CHOICE, ("low", "some concerns", "high"))


def test_alt_and_arrows_give_a_direction_another_place_and_with_it_another_number(editor):
    editor.choose("mixed").press(Qt.Key.Key_Up, ALT).press(Qt.Key.Key_Up, ALT)
    assert editor.shown()[:4] == ["improved", "mixed", "worsened", "no difference"]
    assert [each.name for each in editor.session.codebook.directions.values()] == editor.shown()
    assert editor.chosen == "mixed"
    editor.press(Qt.Key.Key_Left, ALT).press(Qt.Key.Key_Right, ALT).press(Qt.Key.Key_Down, ALT)
    assert editor.shown()[:4] == ["improved", "worsened", "mixed", "no difference"]
    for _ in range(8):
        editor.press(Qt.Key.Key_Down, ALT)
    assert editor.shown()[-1] == "mixed"
    for _ in range(7):
        editor.session.undo()
    assert editor.shown()[:4] == ["improved", "worsened", "no difference", "mixed"]


def test_labels_pass_by_those_that_are_not_shown(editor):
    outcome = editor.session.codebook.label_named("Outcome")
    editor.session.apply(retire_term(outcome, editor.session.reviewer.id))
    editor.choose("Result").press(Qt.Key.Key_Up, ALT)
    assert editor.shown()[:2] == ["Result", "Therapy"]
    assert [label.name for label in editor.session.codebook.labels.values()][:3] == ["Result", "Therapy", "Outcome"]


def test_a_label_is_dragged_to_another_place_and_never_onto_another_label(editor):
    editor.choose("Harm")
    model = editor.room.model
    harm, first = (model.place_of(editor.session.codebook.label_named(name).id) for name in ("Harm", "Therapy"))
    assert not model.flags(first) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
    model.dropMimeData(model.mimeData([harm]), Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert editor.shown()[:3] == ["Harm", "Therapy", "Outcome"]
    assert editor.chosen == "Harm"
    harm = model.place_of(editor.session.codebook.label_named("Harm").id)
    model.dropMimeData(model.mimeData([harm]), Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert editor.shown()[-1] == "Harm"


def test_a_retired_label_comes_back_without_the_key_that_another_has_by_now(editor):
    editor.choose("Harm").press(Qt.Key.Key_R)
    form = editor.choose("Result").room.form.forms[Part.LABELS]
    form.key.selectAll()
    editor.type(form.key, "4")
    editor.choose("Harm").press(Qt.Key.Key_R)
    keys = {label.name: label.key for label in editor.session.codebook.labels.values() if not label.retired}
    assert (keys["Result"], keys["Harm"]) == ("4", "")


def test_nothing_is_shown_anew_while_the_room_is_out_of_sight(editor):
    editor.room.hide()
    shown = editor.shown()
    editor.session.undo()
    assert editor.shown() == shown
    editor.room.show()
    assert editor.shown() == []


def import_codebook(editor, path: Path):
    editor.room.import_codebook(path)
    panel = editor.room.panel
    editor.qtbot.waitUntil(lambda: bool(panel.summary.text()))
    return panel


def test_a_codebook_comes_in_from_a_table_with_an_account_of_its_rows(editor, tmp_path: Path):
    table = tmp_path / "codebook.csv"
    table.write_text(
        "kind,name,parent,synonyms,shelf\n"
        "therapy,Biologics,,,A\ntherapy,Rituximab,Biologics,RTX,B\ntherapy,Corticosteroids,,steroids,\n",
        encoding="utf-8",
    )
    panel = import_codebook(editor, table)
    assert panel.summary.text() == "2 terms added, 1 amended. Ctrl+Z takes it back."
    told = {title: [line for group, line in panel.lines if group == title] for title, _ in panel.lines}
    assert told["ADDED"] == ["Biologics", "Rituximab"]
    assert told["COLUMNS THAT SAY NOTHING TO US"] == ["shelf"]
    assert "-Rituximab" in editor.shown()
    editor.session.undo()
    assert "Biologics" not in editor.shown()


def test_a_codebook_with_faulty_rows_does_not_come_in_and_every_fault_is_told(editor, tmp_path: Path):
    table = tmp_path / "codebook.csv"
    table.write_text("kind,name,parent\ntherapy,Biologics,\nplanet,Mars,\ntherapy,Rituximab,Nowhere\n", "utf-8")
    panel = import_codebook(editor, table)
    assert panel.summary.text().startswith("Nothing came in")
    assert [line.split(":")[0] for group, line in panel.lines if group == "REFUSED"] == ["Row 3", "Row 4"]
    assert "Biologics" not in editor.shown()


def test_a_file_that_is_no_table_is_told_in_a_sentence(editor, tmp_path: Path):
    table = tmp_path / "codebook.csv"
    table.write_bytes(b"")
    panel = import_codebook(editor, table)
    assert panel.problem
    assert panel.summary.text() == "Nothing came in."


def test_the_codebook_of_the_seeds_comes_in(editor):
    panel = import_codebook(editor, shared_folder("seeds", "codebook.csv"))
    assert not [line for group, line in panel.lines if group == "REFUSED"]
    assert "-Rituximab" in editor.shown()


@pytest.mark.parametrize("part", list(Part))
def test_every_control_of_a_form_has_a_name_for_those_who_listen(editor, part: Part):
    form = editor.room.form.forms[part]
    silent = [
        widget
        for widget in form.findChildren(QLineEdit)
        if not widget.accessibleName() and not widget.objectName().startswith("qt_")
    ]
    assert silent == []
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in form.findChildren(QLabel))


def test_a_rename_by_key_leads_back_to_the_tree(editor):
    editor.choose("MSC therapy").press(Qt.Key.Key_F2)
    name = editor.room.form.forms[Part.THERAPIES].name
    editor.type(name, "hsct")
    assert editor.room.focusWidget() is name
    assert "HSCT" in editor.room.form.forms[Part.THERAPIES].name_field.fault
    name.selectAll()
    editor.type(name, "MSC infusion")
    assert editor.room.focusWidget() is editor.room.view
    assert editor.chosen == "MSC infusion"


def test_enter_on_a_plain_list_renames_too_and_only_terms_of_a_tree_are_merged(editor):
    editor.choose("Harm").press(Qt.Key.Key_M)
    assert editor.complaints == ["Only therapies and outcomes can be merged."]
    editor.press(Qt.Key.Key_Return)
    assert editor.room.focusWidget() is editor.room.form.forms[Part.LABELS].name
