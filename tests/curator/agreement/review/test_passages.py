"""Agreement on words: marks by label, and the words of claims."""

from __future__ import annotations

import pytest

from curator.agreement.figures import Reason, Remark
from curator.records import Label
from tests.curator.agreement.review.conftest import Team


def test_two_overlapping_marks_of_one_coder_are_no_agreement(team: Team) -> None:
    report = team.report()
    team.marks("Anna", report, "Result", (0, 60), (30, 90))
    team.submit(report, "Anna", "Ben")
    own = team.agreement().passages.all

    assert own["span_f1_overlap"].value == 0
    assert own["char_f1"].value == 0
    assert own["char_kappa_binary"].value == 0
    assert own["u_alpha"].reason is Reason.OWN_PASSAGES_OVERLAP
    assert own.notes == (Remark.ONE_MARKED_NOTHING, Remark.FEW_UNITS)


def test_labels_by_themselves_and_over_all(team: Team) -> None:
    report = team.report()
    team.marks("Anna", report, "Result", (0, 100))
    team.marks("Ben", report, "Result", (50, 100))
    team.marks("Anna", report, "Harm", (200, 250))
    team.marks("Ben", report, "Harm", (200, 250))
    team.submit(report, "Anna", "Ben")
    passages = team.agreement().passages

    assert set(passages.labels) == {one.name for one in team.store.all(Label)}
    assert passages.labels["Harm"].all["span_f1_exact"].value == 1
    assert passages.labels["Result"].all["span_f1_exact"].value == 0
    assert passages.labels["Result"].all["span_f1_iou50"].value == 1
    assert passages.labels["Result"].pair("Anna", "Ben")["char_f1"].value == pytest.approx(2 / 3)
    assert passages.all["char_f1"].value == pytest.approx(2 * 100 / 250)
    assert (passages.all.n, passages.all.agree) == (3, 1)


def test_the_words_of_claims_stand_beside_marks_and_never_overlap_them(team: Team) -> None:
    report = team.report()
    for name, end in (("Anna", 80), ("Ben", 60)):
        team.marks(name, report, "Result", (0, 80))
        team.claims(name, report, (0, end), (20, 40), therapy="MSC", outcome="Relapse")
    team.submit(report, "Anna", "Ben")
    passages = team.agreement().passages

    assert list(passages.labels)[-1] == "claims"
    assert passages.labels["Result"].all["alpha_unitizing_1995"].value == 1
    claims = passages.labels["claims"].all
    assert claims["char_f1"].value == pytest.approx(2 * 60 / 140)
    assert claims["span_f1_exact"].value == 0.5
    assert passages.all["u_alpha"].reason is Reason.OWN_PASSAGES_OVERLAP


def test_claims_on_the_same_words_are_joined_for_what_cannot_do_with_overlap(team: Team) -> None:
    report = team.report()
    team.claims("Anna", report, (0, 80), (20, 40), therapy="MSC", outcome="Relapse")
    team.claims("Ben", report, (0, 80), therapy="MSC", outcome="Relapse")
    team.submit(report, "Anna", "Ben")
    own = team.agreement().passages.all

    assert own["u_alpha"].value == 1
    assert Remark.PASSAGES_JOINED in own["u_alpha"].notes
    assert own["span_f1_exact"].value == pytest.approx(2 / 3), "as they were selected"


def test_labels_can_be_chosen(team: Team) -> None:
    report = team.report()
    for name in ("Anna", "Ben"):
        team.marks(name, report, "Harm", (0, 30))
        team.marks(name, report, "Result", (50, 80))
        team.claims(name, report, (90, 120), outcome="Cost")
    team.submit(report, "Anna", "Ben")
    chosen = team.agreement(label_ids=(team.labels["Harm"].id,)).passages

    assert list(chosen.labels) == ["Harm"]
    assert chosen.all.n == 1


def test_only_texts_that_both_read_count(team: Team) -> None:
    both, only = team.report("Both"), team.report("Only", "Only Anna read this text about relapse and cells.")
    for name in ("Anna", "Ben"):
        team.marks(name, both, "Result", (0, 30))
    team.marks("Anna", only, "Result", (0, 10))
    team.submit(both, "Anna", "Ben")
    team.submit(only, "Anna")
    own = team.agreement().passages.all

    assert (own.n, own.texts, own["char_f1"].value) == (1, 1, 1)


def test_a_text_that_three_read_is_one_text(team: Team) -> None:
    by_three, by_two = team.report("By three"), team.report("By two", "Two of them read this text about relapse.")
    for name in ("Anna", "Ben", "Cleo"):
        team.marks(name, by_three, "Result", (0, 30))
    team.submit(by_three, "Anna", "Ben", "Cleo")
    team.submit(by_two, "Anna", "Ben")
    found = team.agreement().passages
    assert (found.all.texts, found.labels["Result"].all.texts) == (2, 2)
    assert {name: figures.texts for name, figures in found.against_the_rest.items()} == {"Anna": 2, "Ben": 2, "Cleo": 1}
    assert found.pair("Anna", "Cleo").texts == 1
