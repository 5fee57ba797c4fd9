"""Beside the claim it is asked whether its numbers belong together; nothing keeps anybody from saving them."""

from __future__ import annotations

from curator.records import Claim, ClaimStatus
from tests.ui.claiming.conftest import Desk


def type_estimate(desk: Desk, line: str) -> None:
    desk.select_and_enter("Fewer relapses were seen")
    desk.text.setFocus()
    desk.type("e")
    desk.type(line)
    desk.enter()


def test_numbers_that_do_not_fit_are_asked_about_until_they_fit(desk: Desk) -> None:
    type_estimate(desk, "RR 0.74 [0.26, 0.83], p=0.01; 6/60 vs 13/61")
    questions = desk.column.panel.number_questions
    assert questions.isVisible()
    assert "The arms give RR 0.469, not 0.74" in questions.questions[0]
    estimate = desk.stored.estimates[0]
    desk.column.hand.amend(estimates=(type(estimate)(id=estimate.id, measure="RR", value=0.47),))
    assert questions.questions == ()
    assert not questions.isVisible()


def test_a_question_about_numbers_blocks_nothing(desk: Desk) -> None:
    type_estimate(desk, "HR 0.9 [0.26, 0.83]")
    desk.column.hand.amend(
        therapies=((desk.therapy("MSC therapy"),),),
        outcome_id=desk.outcome("Relapse"),
        direction_id=desk.direction("improved"),
    )
    assert desk.column.panel.number_questions.questions
    claim_id = desk.claim.id
    desk.column.panel.save_button.click()
    assert desk.store.get(Claim, claim_id).status is ClaimStatus.COMPLETE
