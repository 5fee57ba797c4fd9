from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from curator.changes import Change, added, amended
from curator.coding.claims import amend_claim
from curator.ids import new_id
from curator.records import Absence, Field, FieldKind, Report, Study, Therapy
from tests.ui.claiming.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_not_reported_not_applicable_and_not_filled_are_three_things(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("time_point")
    desk.press(Qt.Key.Key_R, CTRL)
    desk.column.focus_field("comparators")
    desk.press(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.stored.absent == {
        "time_point": Absence.NOT_REPORTED,
        "comparators": Absence.NOT_APPLICABLE,
    }
    assert desk.fields.time_point.absent is Absence.NOT_REPORTED
    assert desk.fields.time_point.text() == "", "the reason is no text that could be typed into"
    assert desk.fields.comparators.line.absent is Absence.NOT_APPLICABLE
    assert desk.fields.population.absent is None
    assert "population" not in desk.stored.absent


def test_typing_takes_the_place_of_not_reported(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("time_point")
    desk.press(Qt.Key.Key_R, CTRL)
    desk.type("six months")
    desk.press(Qt.Key.Key_Tab)
    assert desk.stored.time_point == "six months"
    assert desk.stored.absent == {}


def test_the_same_key_again_says_not_yet_filled(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("design")
    desk.press(Qt.Key.Key_R, CTRL)
    desk.press(Qt.Key.Key_R, CTRL)
    assert desk.stored.absent == {}


def test_a_direction_can_be_not_reported(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("direction_id")
    desk.press(Qt.Key.Key_R, CTRL)
    assert desk.stored.absent == {"direction_id": Absence.NOT_REPORTED}
    assert desk.fields.labelled["direction_id"].key == "not reported"
    desk.type("3")
    assert desk.stored.absent == {}
    assert desk.session.codebook.name_of(desk.stored.direction_id) == "no difference"


def test_absences_are_offered_at_the_end_of_the_list(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("outcome_id")
    desk.type("not rep")
    offers = desk.fields.outcome.line.popup.offers
    assert [(offer.words, offer.hint) for offer in offers][-1] == ("not reported", "Ctrl+R")
    desk.press(Qt.Key.Key_Up)
    while desk.fields.outcome.line.lit != offers[-1]:
        desk.press(Qt.Key.Key_Down)
    desk.enter()
    assert desk.stored.absent == {"outcome_id": Absence.NOT_REPORTED}


def test_a_new_term_is_made_without_leaving_the_claim(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("UC-MSC")
    assert desk.fields.therapies.line.lit.words == "New therapy “UC-MSC”"
    desk.enter()
    term = desk.store.get(Therapy, desk.stored.therapies[0][0])
    assert (term.name, term.parent_id) == ("UC-MSC", None)
    assert desk.focused is desk.fields.outcome.line
    assert desk.store.log(limit=1)[0].title == "Add therapy UC-MSC"
    desk.session.undo()
    assert desk.stored.therapies == ()
    assert desk.session.codebook.therapies.find("UC-MSC") is None


def test_a_new_term_can_go_under_another_one(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("UC-MSC > stem")
    offers = desk.fields.therapies.line.popup.offers
    assert offers[0].words == "New therapy “UC-MSC” under Stem cell therapy"
    desk.enter()
    term = desk.store.get(Therapy, desk.stored.therapies[0][0])
    assert term.parent_id == desk.therapy("Stem cell therapy")


def test_a_new_term_joins_a_combination(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("cyc+ATG;")
    assert desk.names(desk.stored.therapies) == [["Cyclophosphamide", "ATG"]]


def test_a_plus_inside_a_name_is_part_of_the_name(desk: Desk) -> None:
    change = Change(
        title="Add a therapy", reviewer_id=None, alterations=added([Therapy(id=new_id(), name="CD34+ selected HSCT")])
    )
    desk.session.apply(change)
    desk.select_and_enter("Fewer relapses")
    desk.type("cd34+;")
    assert desk.names(desk.stored.therapies) == [["CD34+ selected HSCT"]]


def test_a_name_that_is_taken_is_refused_in_words_and_stays_typed(desk: Desk) -> None:
    said: list[str] = []
    desk.session.complained.connect(said.append)
    term = desk.store.get(Therapy, desk.therapy("Rituximab"))
    desk.session.apply(Change(title="Retire", reviewer_id=None, alterations=(amended(term, retired=True),)))
    desk.select_and_enter("Fewer relapses")
    desk.column.hand.add_new_term("therapies", "rituximab", None, lambda term_id: ((term_id,),))
    assert said == ["The codebook has “Rituximab” already. Choose another name, or merge the two."]
    assert desk.stored.therapies == ()


def test_a_new_study_is_made_and_the_report_is_about_it(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("study_id")
    desk.type("ASTIS")
    desk.enter()
    study = desk.store.get(Study, desk.stored.study_id)
    assert study.name == "ASTIS"
    assert desk.store.get(Report, desk.report.id).study_ids == (study.id,)
    desk.select_and_enter("infections were rare")
    desk.column.focus_field("study_id")
    desk.type("ast")
    desk.enter()
    assert desk.stored.study_id == study.id
    assert desk.store.count(Study) == 1


def test_undo_and_redo_are_shown_without_taking_the_keyboard(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("msc")
    desk.enter()
    desk.column.focus_field("population")
    desk.type("lupus")
    desk.session.undo()
    assert desk.fields.therapies.groups == ()
    assert desk.focused is desk.fields.population
    assert desk.fields.population.text() == "lupus", "what is being typed stays"
    desk.session.redo()
    assert desk.names(desk.fields.therapies.groups) == [["MSC therapy"]]
    desk.press(Qt.Key.Key_Tab)
    assert desk.stored.population == "lupus"


def test_undoing_the_whole_claim_leaves_nothing_in_hand(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    shown: list[object] = []
    desk.column.claim_shown.connect(shown.append)
    desk.session.undo()
    assert desk.column.hand.claim is None
    assert shown == [None]
    assert not desk.column.panel.isVisible()
    assert desk.column.nothing.isVisible()


def test_an_amendment_made_elsewhere_is_shown(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.session.apply(amend_claim(desk.store, desk.claim, desk.session.reviewer.id, population="adults"))
    assert desk.fields.population.text() == "adults"


def test_usual_and_used_words_are_offered(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("population")
    desk.type("severe, refractory lupus")
    desk.press(Qt.Key.Key_Tab)
    desk.select_and_enter("infections were rare")
    desk.column.focus_field("population")
    desk.type("ref")
    assert [offer.words for offer in desk.fields.population.popup.offers] == ["severe, refractory lupus"]
    desk.press(Qt.Key.Key_Down)
    desk.enter()
    assert desk.stored.population == "severe, refractory lupus"
    desk.column.focus_field("attribution")
    desk.type("concl")
    assert [offer.words for offer in desk.fields.attribution.popup.offers] == ["author's conclusion"]


def test_fields_of_the_codebook_are_there_and_keep_their_kind(desk: Desk) -> None:
    bias = Field(id=new_id(), name="Risk of bias", kind=FieldKind.CHOICE, options=("low", "high"))
    years = Field(id=new_id(), name="Mean age", kind=FieldKind.NUMBER, position=1)
    desk.session.apply(Change(title="Add fields", reviewer_id=None, alterations=added([bias, years])))
    desk.select_and_enter("Fewer relapses")
    assert desk.fields.more.text() == "+ Design · Statement · Risk of bias · Mean age"
    desk.fields.more.click()
    controls = desk.fields.extra.controls
    controls[bias.id].setFocus()
    desk.type("HIGH")
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused is controls[years.id]
    desk.type("34,5")
    desk.press(Qt.Key.Key_Tab)
    assert desk.stored.extra == {bias.id: "high", years.id: "34.5"}
    controls[years.id].setFocus()
    controls[years.id].selectAll()
    desk.type("middle")
    desk.press(Qt.Key.Key_Tab)
    assert desk.stored.extra[years.id] == "34.5"
    assert controls[years.id].property("faulty") == "true"
    assert controls[years.id].text() == "middle"


def test_a_field_of_the_codebook_can_be_not_reported_or_not_applicable(desk: Desk) -> None:
    dose = Field(id=new_id(), name="Dose", kind=FieldKind.NUMBER)
    funded = Field(id=new_id(), name="Funded", kind=FieldKind.YES_NO, position=1)
    desk.session.apply(Change(title="Add fields", reviewer_id=None, alterations=added([dose, funded])))
    desk.select_and_enter("Fewer relapses")
    desk.fields.more.click()
    controls = desk.fields.extra.controls
    controls[dose.id].setFocus()
    desk.type("12")
    desk.press(Qt.Key.Key_R, CTRL)
    controls[funded.id].setFocus()
    desk.press(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.stored.absent == {dose.id: Absence.NOT_REPORTED, funded.id: Absence.NOT_APPLICABLE}
    assert desk.stored.extra == {}
    assert (controls[dose.id].absent, controls[dose.id].text()) == (Absence.NOT_REPORTED, "")
    assert controls[funded.id].accessibleDescription() == "not applicable"
    controls[dose.id].setFocus()
    desk.type("12")
    desk.press(Qt.Key.Key_Tab)
    assert (desk.stored.extra, desk.stored.absent) == ({dose.id: "12"}, {funded.id: Absence.NOT_APPLICABLE})
    desk.session.undo()
    assert controls[dose.id].absent is Absence.NOT_REPORTED
    controls[dose.id].setFocus()
    desk.press(Qt.Key.Key_R, CTRL)
    assert desk.stored.absent == {funded.id: Absence.NOT_APPLICABLE}


def test_a_field_with_a_choice_called_not_applicable_offers_it_once(desk: Desk) -> None:
    bias = Field(id=new_id(), name="Blinding", kind=FieldKind.CHOICE, options=("double", "Not applicable"))
    desk.session.apply(Change(title="Add a field", reviewer_id=None, alterations=added([bias])))
    desk.select_and_enter("Fewer relapses")
    desk.fields.more.click()
    desk.fields.extra.controls[bias.id].setFocus()
    desk.press(Qt.Key.Key_Down)
    offers = [offer.words for offer in desk.fields.extra.controls[bias.id].popup.offers]
    assert offers == ["double", "Not applicable", "not reported"]


def test_a_faulty_value_stays_with_its_claim_until_it_is_mended(desk: Desk) -> None:
    years = Field(id=new_id(), name="Mean age", kind=FieldKind.NUMBER)
    desk.session.apply(Change(title="Add a field", reviewer_id=None, alterations=added([years])))
    desk.select_and_enter("Fewer relapses")
    first = desk.claim.id
    desk.fields.more.click()
    control = desk.fields.extra.controls[years.id]
    control.setFocus()
    desk.type("middle")
    desk.select_and_enter("infections were rare")
    assert (control.text(), control.property("faulty")) == ("", "false")
    desk.column.show_claim(first)
    assert (control.text(), control.property("faulty")) == ("middle", "true")
    assert desk.stored.extra == {}


def test_long_statements_are_stored_by_enter(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.text.setFocus()
    desk.type("g")
    desk.type("MSC therapy lowers relapse")
    desk.enter()
    assert desk.stored.statement == "MSC therapy lowers relapse"
    assert desk.focused is desk.column.panel.save_button


def test_every_control_has_a_name_and_every_label_a_buddy(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    for name, control in desk.fields.controls.items():
        assert control.accessibleName(), name
        assert control.toolTip(), name
    for button in desk.column.panel.findChildren(type(desk.column.panel.save_button).__mro__[1]):
        assert button.accessibleName() or button.text(), button


def test_a_slip_of_the_finger_finds_the_term_and_makes_no_new_one(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("outcome_id")
    desk.type("remisson")
    offers = desk.fields.outcome.line.popup.offers
    assert [offer.words for offer in offers] == ["Remission", "New outcome “remisson”"]
    desk.enter()
    assert desk.session.codebook.name_of(desk.stored.outcome_id) == "Remission"


def test_terms_are_taken_by_the_mouse(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    popup = desk.fields.therapies.line.popup
    row = [offer.words for offer in popup.offers].index("HSCT")
    place = popup.visualRect(popup.model().index(row, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.names(desk.stored.therapies) == [["HSCT"]]
    QTest.mouseClick(desk.fields.direction.buttons[1], Qt.MouseButton.LeftButton)
    assert desk.session.codebook.name_of(desk.stored.direction_id) == "worsened"
    QTest.mouseClick(desk.fields.direction.buttons[1], Qt.MouseButton.LeftButton)
    assert desk.stored.direction_id is None


def test_escape_goes_back_to_the_text_from_anywhere(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    panel = desk.column.panel
    for place in (panel.state, panel.add_estimate, panel.save_button, desk.fields.direction.buttons[0]):
        place.setFocus()
        desk.press(Qt.Key.Key_Escape)
        assert desk.focused is desk.text
