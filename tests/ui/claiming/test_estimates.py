from __future__ import annotations

from PySide6.QtCore import Qt

from curator.records import Absence, Arm
from tests.ui.claiming.conftest import Desk


def start(desk: Desk):
    desk.select_and_enter("Fewer relapses were seen")
    desk.text.setFocus()
    desk.type("e")
    return desk.column.panel.estimates


def test_a_line_is_read_into_its_parts_and_shown_back(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("RR 0.47 [0.26, 0.83], p=0.01; 6/60 vs 13/61")
    desk.enter()
    (estimate,) = desk.stored.estimates
    assert (estimate.measure, estimate.value, estimate.ci_low, estimate.ci_high) == ("RR", 0.47, 0.26, 0.83)
    assert (estimate.ci_level, estimate.p_operator, estimate.p_value) == (95, "=", 0.01)
    assert (estimate.intervention, estimate.control) == (Arm(n=60, events=6), Arm(n=61, events=13))
    card = estimates.cards[0]
    assert card.summary.text() == "RR 0.47 [0.26, 0.83], p = 0.01; 6/60 vs 13/61"
    assert card.parts["value"].text() == "0.47"
    assert card.line.text() == ""
    assert desk.focused is desk.column.panel.save_button


def test_a_bad_number_is_marked_with_a_sentence_and_not_stored(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("RR 0.47")
    desk.enter()
    value = estimates.cards[0].parts["value"]
    value.setFocus()
    value.selectAll()
    desk.type("about half")
    desk.press(Qt.Key.Key_Tab)
    assert desk.stored.estimates[0].value == 0.47
    assert value.property("faulty") == "true"
    assert estimates.cards[0].fault.text() == "“about half” is not a number."
    value.setFocus()
    value.selectAll()
    desk.type("0,5")
    desk.press(Qt.Key.Key_Tab)
    assert desk.stored.estimates[0].value == 0.5
    assert value.property("faulty") == "false"
    assert value.text() == "0.5"
    assert estimates.cards[0].fault.isHidden()


def test_a_line_that_cannot_be_stays_typed(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("HR 0.47 [0.83, 0.26]")
    desk.enter()
    assert desk.stored.estimates == ()
    card = estimates.cards[0]
    assert card.line.text() == "HR 0.47 [0.83, 0.26]"
    assert "its lower end comes first" in card.fault.text()
    assert desk.focused is card.line


def test_words_that_are_not_understood_are_kept_as_reported(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("RR 0.47 favours cells")
    desk.enter()
    (estimate,) = desk.stored.estimates
    assert estimate.value == 0.47
    assert estimate.as_reported == "RR 0.47 favours cells"
    assert "“favours cells” was not understood" in estimates.cards[0].fault.text()


def test_parts_are_typed_with_decimal_comma_and_true_minus(desk: Desk) -> None:
    estimates = start(desk)
    card = estimates.cards[0]
    for part, words in (("measure", "MD"), ("value", "−3,2"), ("ci_low", "-5·1"), ("ci_high", "−1.3"), ("p", "<.001")):
        card.parts[part].setFocus()
        desk.type(words)
        desk.press(Qt.Key.Key_Tab)
    (estimate,) = desk.stored.estimates
    assert (estimate.measure, estimate.value, estimate.ci_low, estimate.ci_high) == ("MD", -3.2, -5.1, -1.3)
    assert (estimate.p_operator, estimate.p_value) == ("<", 0.001)
    assert estimate.ci_level == 95


def test_several_estimates_one_of_them_removed(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("RR 0.47")
    desk.enter()
    desk.text.setFocus()
    desk.type("e")
    desk.type("OR 0.4")
    desk.enter()
    assert [estimate.measure for estimate in desk.stored.estimates] == ["RR", "OR"]
    estimates.cards[0].removed.emit()
    assert [estimate.measure for estimate in desk.stored.estimates] == ["OR"]
    desk.session.undo()
    assert [card.summary.text() for card in estimates.cards] == ["OR 0.4", "RR 0.47"]


def test_a_blank_estimate_is_not_stored_and_gone_with_the_next_claim(desk: Desk) -> None:
    estimates = start(desk)
    assert desk.stored.estimates == ()
    desk.select_and_enter("infections were rare")
    assert estimates.cards == []


def test_emptying_every_part_takes_the_estimate_away(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("RR 0.47")
    desk.enter()
    card = estimates.cards[0]
    for part in ("measure", "value"):
        card.parts[part].setFocus()
        card.parts[part].clear()
        desk.press(Qt.Key.Key_Tab)
    assert desk.stored.estimates == ()


def test_undo_is_shown_in_the_parts(desk: Desk) -> None:
    estimates = start(desk)
    desk.type("RR 0.47")
    desk.enter()
    estimates.cards[0].parts["value"].setFocus()
    estimates.cards[0].parts["value"].selectAll()
    desk.type("0.5")
    desk.press(Qt.Key.Key_Tab)
    desk.session.undo()
    assert estimates.cards[0].parts["value"].text() == "0.47"
    assert estimates.cards[0].summary.text() == "RR 0.47"


def test_no_estimate_reported_is_not_the_same_as_none_yet(desk: Desk) -> None:
    estimates = start(desk)
    desk.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert desk.stored.absent == {"estimates": Absence.NOT_REPORTED}
    assert estimates.absence.text() == "Estimate: not reported"
    assert estimates.cards == []
    desk.text.setFocus()
    desk.type("e")
    desk.type("RR 0.47")
    desk.enter()
    assert desk.stored.absent == {}
    assert estimates.absence.isHidden()
