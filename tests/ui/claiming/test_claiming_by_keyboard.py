from __future__ import annotations

import sys

from PySide6.QtCore import Qt

from curator.codebook.altering import retire_term
from curator.records import Claim, ClaimStatus, Therapy
from tests.ui.claiming.conftest import Desk

MOST_PRESSES = 12


def test_the_usual_claim_takes_at_most_twelve_presses(desk: Desk, capsys) -> None:
    desk.select_and_enter("Fewer relapses were seen")
    desk.type("msc")
    desk.enter()
    desk.type("rel")
    desk.enter()
    desk.type("1")
    desk.enter()
    claim = desk.stored
    assert desk.names(claim.therapies) == [["MSC therapy"]]
    assert desk.session.codebook.name_of(claim.outcome_id) == "Relapse"
    assert desk.session.codebook.name_of(claim.direction_id) == "improved"
    assert claim.status is ClaimStatus.COMPLETE
    assert desk.focused is desk.text
    with capsys.disabled():
        sys.stdout.write(f"\nkey presses for the usual claim: {desk.presses}\n")
    assert desk.presses <= MOST_PRESSES


def test_every_step_is_stored_as_it_is_made(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses were seen")
    assert desk.stored.status is ClaimStatus.DRAFT
    assert desk.stored.passages[0].words == "Fewer relapses were seen"
    desk.type("msc")
    desk.enter()
    assert desk.stored.therapies == ((desk.therapy("MSC therapy"),),)
    assert [entry.title for entry in desk.store.log(limit=2)] == ["Set the therapy", "Record a claim"]


def test_therapies_one_by_one_and_given_together(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("cyc+msc;ritu,hsct")
    desk.enter()
    assert desk.names(desk.stored.therapies) == [["Cyclophosphamide", "MSC therapy"], ["Rituximab"], ["HSCT"]]
    assert desk.focused is desk.fields.outcome.line


def test_a_plus_before_the_next_therapy_joins_it_to_the_last_chip(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("cyc;")
    desk.type("+msc;")
    assert desk.names(desk.stored.therapies) == [["Cyclophosphamide", "MSC therapy"]]
    desk.type("+")
    desk.press(Qt.Key.Key_Backspace)
    desk.type("ritu;")
    assert desk.names(desk.stored.therapies) == [["Cyclophosphamide", "MSC therapy"], ["Rituximab"]]


def test_chips_are_taken_out_by_backspace_and_delete(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("cyc+msc;ritu;")
    desk.press(Qt.Key.Key_Backspace)
    assert desk.names(desk.stored.therapies) == [["Cyclophosphamide", "MSC therapy"]]
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Left)
    assert desk.focused is desk.fields.therapies.chips[0]
    desk.press(Qt.Key.Key_Delete)
    assert desk.names(desk.stored.therapies) == [["MSC therapy"]]
    assert desk.focused is desk.fields.therapies.chips[0]


def test_synonyms_find_a_term_and_the_tree_says_where_it_is(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("mesen")
    offer = desk.fields.therapies.line.lit
    assert offer is not None
    assert (offer.words, offer.hint) == ("MSC therapy", "mesenchymal stem cells · Stem cell therapy")


def test_terms_that_the_words_name_are_offered_first(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses were seen than with cyclophosphamide")
    offers = [offer.words for offer in desk.fields.therapies.line.popup.offers]
    assert offers[:3] == ["In these words", "Cyclophosphamide", "In the codebook"]
    assert offers.index("HSCT") == offers.index("Stem cell therapy") + 1
    desk.enter()
    assert desk.stored.therapies == (), "what is offered is not taken unless somebody lights it"
    assert desk.focused is desk.fields.outcome.line


def test_arrows_light_an_offer_and_enter_takes_it(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses were seen than with cyclophosphamide")
    desk.press(Qt.Key.Key_Down)
    desk.enter()
    assert desk.names(desk.stored.therapies) == [["Cyclophosphamide"]]


def test_a_retired_term_is_not_offered(desk: Desk) -> None:
    term = desk.store.get(Therapy, desk.therapy("MSC therapy"))
    desk.session.apply(retire_term(term, desk.session.reviewer.id))
    desk.select_and_enter("Fewer relapses")
    desk.type("msc")
    offers = desk.fields.therapies.line.popup.offers
    assert all(offer.record_id != term.id for offer in offers)


def test_tab_takes_what_is_lit_and_goes_field_by_field(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("msc")
    desk.press(Qt.Key.Key_Tab)
    assert desk.names(desk.stored.therapies) == [["MSC therapy"]]
    assert desk.focused is desk.fields.comparators.line
    order = []
    for _ in range(6):
        desk.press(Qt.Key.Key_Tab)
        order.append(desk.focused)
    fields = desk.fields
    assert order == [
        fields.outcome.line,
        fields.direction.buttons[0],
        fields.population,
        fields.time_point,
        fields.study,
        fields.attribution,
    ]


def test_escape_goes_back_to_the_text_and_loses_nothing(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.type("ms")
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused is desk.text
    assert desk.fields.therapies.typed == "ms"
    desk.type("t")
    desk.enter()
    assert desk.names(desk.stored.therapies) == [["MSC therapy"]], "it waited to be chosen"
    desk.column.focus_field("population")
    desk.type("lupus nephritis")
    desk.press(Qt.Key.Key_Escape)
    assert desk.stored.population == "lupus nephritis"
    assert desk.focused is desk.text


def test_half_a_term_waits_until_its_claim_is_shown_again(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    first = desk.claim.id
    desk.type("ms")
    desk.select_and_enter("infections were rare")
    assert desk.fields.therapies.typed == ""
    desk.column.show_claim(first)
    assert desk.fields.therapies.typed == "ms"


def test_letters_in_the_text_lead_to_the_fields_and_digits_choose_directions(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    fields, panel = desk.fields, desk.column.panel
    wanted = {
        "T": fields.therapies.line,
        "C": fields.comparators.line,
        "O": fields.outcome.line,
        "U": fields.population,
        "M": fields.time_point,
        "Y": fields.study,
        "A": fields.attribution,
        "D": fields.design,
        "G": fields.statement,
        "N": panel.note,
        "Q": panel.queries.ask_line,
    }
    for letter, field in wanted.items():
        desk.text.setFocus()
        desk.type(letter.lower())
        assert desk.focused is field, letter
    desk.text.setFocus()
    desk.type("e")
    assert desk.focused is panel.estimates.cards[0].line
    desk.text.setFocus()
    desk.type("2")
    assert desk.session.codebook.name_of(desk.stored.direction_id) == "worsened"
    assert desk.focused is desk.text


def test_the_same_letters_are_letters_inside_a_field(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.column.focus_field("population")
    desk.type("to come 12")
    assert desk.fields.population.text() == "to come 12"


def test_a_claim_without_an_outcome_stays_a_draft_and_says_why(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.stored.status is ClaimStatus.DRAFT
    assert "an outcome and a direction" in desk.column.panel.missing.text()
    assert desk.focused is desk.fields.outcome.line


def test_p_adds_words_that_stand_elsewhere(desk: Desk) -> None:
    asked: list[bool] = []
    desk.column.passage_wanted.connect(lambda: asked.append(True))
    desk.select_and_enter("infections were rare")
    desk.text.setFocus()
    desk.type("p")
    assert asked == [True]
    desk.column.add_passage(desk.passage("Fewer relapses"))
    assert [passage.words for passage in desk.stored.passages] == ["Fewer relapses", "infections were rare"]
    assert desk.column.panel.quote.text.words == "“Fewer relapses … infections were rare”"


def test_the_claims_of_the_report_are_stepped_through(desk: Desk) -> None:
    desk.select_and_enter("infections were rare")
    later = desk.claim.id
    desk.select_and_enter("Fewer relapses")
    earlier = desk.claim.id
    assert [claim.id for claim in desk.column.claims.claims] == [earlier, later]
    revealed: list[tuple[int, int]] = []
    desk.column.reveal_asked.connect(lambda start, end: revealed.append((start, end)))
    desk.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert desk.claim.id == later
    words = desk.store.get(Claim, later).passages[0]
    assert revealed == [(words.start, words.end)]
