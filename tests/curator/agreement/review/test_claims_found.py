"""Claims found by both, or by one only."""

from __future__ import annotations

import pytest

from curator.agreement.figures import Reason, Remark
from tests.curator.agreement.review.conftest import Team


def test_a_claim_that_only_one_found_lowers_agreement(team: Team) -> None:
    report = team.report()
    for name in ("Anna", "Ben"):
        team.claims(name, report, (0, 50), (100, 150), (200, 250), therapy="MSC", outcome="Relapse")
    team.submit(report, "Anna", "Ben")
    all_found = team.agreement().claims_found.all
    assert (all_found.n, all_found.agree, all_found["f1"].value) == (3, 3, 1)

    team.reopen(report, "Ben")
    team.claims("Ben", report, (400, 450), outcome="Cost")
    team.submit(report, "Ben")
    found = team.agreement().claims_found
    assert (found.all.n, found.all.agree) == (4, 3)
    assert found.pair("Anna", "Ben")["f1"].value == pytest.approx(6 / 7)
    assert found.all["f1"].counts == {"both": 3, "only_first": 0, "only_second": 1}
    assert found.all["percent_agreement"].value == 0.75
    assert found.all["specific_agreement[found]"].value == found.all["f1"].value
    assert found.all["specific_agreement[not found]"].reason is Reason.NOT_FOUND_UNCOUNTED
    assert found.all.notes == (Remark.FEW_CLAIMS,)


def test_claims_with_nothing_in_common_are_0_and_their_fields_not_defined(team: Team) -> None:
    report = team.report()
    team.claims("Anna", report, (0, 50), therapy="MSC", outcome="Relapse", direction="improved")
    team.claims("Ben", report, (300, 350), therapy="Steroids", outcome="Cost", direction="improved")
    team.submit(report, "Anna", "Ben")
    found = team.agreement()

    assert found.claims_found.all["f1"].value == 0
    for field in found.fields.values():
        for figure in field.agreement.all.figures.values():
            assert figure.value is None
            assert figure.reason in {Reason.NOTHING_TWICE, Reason.NOTHING_BY_ALL}


def test_no_report_in_common_is_not_defined_rather_than_1(team: Team) -> None:
    for name, title in (("Anna", "One"), ("Ben", "Two")):
        report = team.report(title, f"{title}: Relapse was rarer with cells than with standard care.")
        team.claims(name, report, (0, 30), therapy="MSC", outcome="Relapse", direction="improved")
        team.submit(report, name)
    found = team.agreement()

    assert (found.coded.reports, found.coded.left_out) == ([], 2)
    plain = found.as_json()
    assert plain["claims_found"]["all"]["f1"] is None
    assert plain["claims_found"]["all"]["reason"]["f1"] == str(Reason.NO_TEXT_TWICE)
    assert plain["fields"]["direction"]["all"]["cohen_kappa"] is None
    assert plain["passages"]["all"]["char_f1"] is None


def test_a_reviewer_who_found_nothing_read_the_report_all_the_same(team: Team) -> None:
    report = team.report()
    team.claims("Anna", report, (0, 50), outcome="Relapse")
    team.submit(report, "Anna", "Ben")
    found = team.agreement()

    assert found.claims_found.all["f1"].value == 0
    assert found.claims_found.all["f1"].counts["only_first"] == 1
    assert found.passages.all["char_f1"].value == 0


def test_two_who_found_nothing_are_not_defined(team: Team) -> None:
    report = team.report()
    team.submit(report, "Anna", "Ben")
    found = team.agreement()

    assert found.claims_found.all["f1"].reason is Reason.NOTHING_CLAIMED
    assert found.passages.all["span_f1_exact"].reason is Reason.NOTHING_MARKED


def test_the_same_file_name_and_length_with_shifted_text_is_another_report(team: Team) -> None:
    """Each coded an own version of the text: nothing is compared by position."""
    words = "Relapse was rarer with cells than with standard care."
    versions = [f"  {words}", f"{words}  "]
    assert len(versions[0]) == len(versions[1])
    for name, text in zip(("Anna", "Ben"), versions, strict=True):
        report = team.report(name, text)
        team.store.apply(_named(team, report, "trial.txt"))
        team.claims(name, report, (2, 30), therapy="MSC", outcome="Relapse", direction="improved")
        team.submit(report, name)
    found = team.agreement()

    assert found.coded.reports == []
    assert found.claims_found.all["f1"].value is None
    assert found.units == []


def _named(team: Team, report, file_name: str):
    from curator.changes import Change, amended

    return Change(title="Rename", reviewer_id=None, alterations=(amended(report, file_name=file_name),))


def test_three_reviewers_in_rotating_pairs(team: Team) -> None:
    for number, (one, other) in enumerate((("Anna", "Ben"), ("Ben", "Cleo"), ("Anna", "Cleo"))):
        report = team.report(f"Report {number}", f"{number} Relapse was rarer with cells than with standard care.")
        team.claims(one, report, (0, 30), (32, 50), therapy="MSC", outcome="Relapse", direction="improved")
        team.claims(other, report, (0, 30), therapy="MSC", outcome="Relapse", direction="improved")
        team.submit(report, one, other)
    found = team.agreement().claims_found

    assert [pair["f1"].value for pair in found.pairs] == [pytest.approx(2 / 3)] * 3
    assert found.against_the_rest["Ben"]["f1"].counts == {"both": 2, "only_first": 1, "only_second": 1}
    assert (found.all.n, found.all.agree) == (6, 3)
    assert found.all["f1"].counts == {"both": 3, "only_one": 3}


def test_what_was_retracted_and_what_is_not_submitted_counts_nowhere(team: Team) -> None:
    from curator.coding.claims import retract_claim

    report = team.report()
    made = team.claims("Anna", report, (0, 50), (100, 150), outcome="Relapse")
    team.store.apply(retract_claim(team.store, made[1], team.reviewer("Anna").id))
    team.claims("Ben", report, (0, 50), outcome="Relapse")
    team.submit(report, "Anna")
    before = team.agreement()
    assert (before.coded.reports, before.coded.unfinished) == ([], 1)

    team.submit(report, "Ben")
    after = team.agreement()
    assert after.claims_found.all["f1"].value == 1
    assert after.coded.unfinished == 0


def test_two_reviewers_of_one_name_are_two(team: Team) -> None:
    report = team.report()
    team.reviewer("first", "Anna Berg")
    team.reviewer("second", "Anna Berg")
    for name in ("first", "second"):
        team.claims(name, report, (0, 50), outcome="Relapse")
    team.submit(report, "first", "second")

    assert len(set(team.agreement().claims_found.reviewers)) == 2
