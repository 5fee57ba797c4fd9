"""What the workbook says of agreement and of what was settled, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.adjudication import deciding
from curator.changes import Change, amended
from curator.coding.blinding import BlindReader
from curator.evidence.question import ClaimSource
from curator.exporting.workbook import export_workbook
from curator.ports import ReviewStore
from curator.records import Claim, Field, Verdict
from tests.curator.adjudication.desk import Desk
from tests.curator.agreement.review.conftest import Team

SHEETS = ["Agreement", "Pairs", "Disagreements", "Decisions"]
SAME = {"therapy": "MSC", "outcome": "Relapse", "direction": "improved"}


@pytest.fixture
def desk(store: ReviewStore) -> Desk:
    return Desk(Team(store))


@pytest.fixture
def made(desk: Desk) -> dict[str, Claim]:
    """One claim alike, one of opposite directions, one that only Ada found."""
    (hers,) = desk.codes("Ada", (0, 30), **SAME, population="adults")
    (his,) = desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    (alike,) = desk.codes("Ada", (200, 230), **SAME)
    (alike_too,) = desk.codes("Ben", (200, 230), **SAME)
    (alone,) = desk.codes("Ada", (500, 530), outcome="Cost")
    desk.submits("Ada", "Ben")
    return {"hers": hers, "his": his, "alike": alike, "alike_too": alike_too, "alone": alone}


def test_a_review_of_one_has_nothing_to_compare(desk, export):
    desk.codes("Ada", (0, 30), **SAME)
    desk.submits("Ada")
    workbook = export()
    assert not set(SHEETS) & set(workbook.book.sheetnames)
    (claim,) = workbook.rows("Claims")
    assert (claim["source"], claim["decision_id"], claim["from_claim_ids"]) == ("as extracted", None, None)
    assert not {row["sheet"] for row in workbook.rows("Dictionary")} & set(SHEETS)


def test_every_figure_stands_there_with_its_n_and_interval_or_the_reason_why_not(export, made):
    workbook = export()
    assert workbook.book.sheetnames[10:14] == SHEETS
    rows = workbook.rows("Agreement")
    assert {row["level"] for row in rows} == {"claims found", "field", "words"}
    by_key = {(row["level"], row["about"], row["scope"], row["key"]): row for row in rows}
    found = by_key["claims found", None, "two reviewers", "f1"]
    assert (found["value"], found["n"], found["counts"]) == (0.8, 3, "both: 2; only first: 1; only second: 0")
    direction = by_key["field", "Direction", "two reviewers", "percent_agreement"]
    assert (direction["value"], direction["n"], direction["reviewers"]) == (0.5, 2, "Ada; Ben")
    kappa = by_key["field", "Direction", "two reviewers", "cohen_kappa"]
    assert (kappa["value"], kappa["no_interval"]) == (0, "a reviewer used one category only")
    population = by_key["field", "Population", "all reviewers", "percent_agreement"]
    assert (population["value"], population["reason"]) == (None, "no unit was coded by two reviewers")
    assert population["filled_by_one"] == 1
    assert all((row["value"] is None) == (row["reason"] is not None) for row in rows)
    assert not [row for row in rows if row["scope"] == "one against the rest"], "with two it is what the pair says"


def test_pairs_say_why_they_are_pairs_and_in_what_they_differ(export, made):
    first, second = export().rows("Pairs")
    assert (first["first_reviewer"], first["second_reviewer"], first["paired"]) == ("Ada", "Ben", "by likeness")
    assert (first["first_claim_id"], first["second_claim_id"]) == (made["hers"].id, made["his"].id)
    assert (first["likeness"], first["words"], first["outcome"], first["comparators"]) == (1, 1, 1, None)
    assert first["differing"] == "direction; population"
    assert second["differing"] is None


def test_disagreements_stand_in_the_order_in_which_they_are_to_be_settled(export, made):
    rows = export().rows("Disagreements")
    assert [(row["number"], row["state"], row["consequence"]) for row in rows] == [
        (1, "open", "only one found it"),
        (2, "open", "direction"),
        (3, "identical", None),
    ]
    assert (rows[0]["found_by"], rows[0]["not_found_by"]) == ("Ada", "Ben")
    assert rows[0]["what_each_says"] == "Ada: Cost"
    assert rows[1]["what_each_says"].splitlines() == [
        "direction — Ada: improved; Ben: worsened",
        "population — Ada: adults; Ben: (not filled in)",
    ]


def test_where_it_was_settled_the_consensus_stands_in_claims_and_leads_to_its_decision(desk, export, made):
    desk.take(made["his"], "Table 2", also=[desk.team.reviewer("Ada").id])
    workbook = export()
    by_source = {row["claim_id"]: row for row in workbook.rows("Claims")}
    assert len(by_source) == 4
    assert not {made["hers"].id, made["his"].id} & by_source.keys()
    (settled,) = (row for row in by_source.values() if row["source"] == "consensus")
    assert (settled["reviewer"], settled["from_reviewers"], settled["direction"]) == ("Consensus", "Ben", "worsened")
    assert settled["from_claim_ids"] == made["his"].id
    (decision,) = workbook.rows("Decisions")
    assert (decision["verdict"], decision["rationale"], decision["decided_by"]) == ("one taken", "Table 2", "Lead")
    assert (decision["also"], decision["overtaken"]) == ("Ada", "no")
    assert decision["claims"].splitlines() == ["Ada: MSC → Relapse → improved", "Ben: MSC → Relapse → worsened"]
    assert decision["consensus"] == "Consensus: MSC → Relapse → worsened"
    assert settled["decision_id"] == decision["decision_id"]
    row = next(cell.row for cell in workbook.sheet("Claims")["A"] if cell.value == settled["claim_id"])
    assert workbook.sheet("Decisions")["A2"].hyperlink.location == f"'Claims'!A{row}"
    column = list(settled).index("decision_id") + 1
    assert workbook.sheet("Claims").cell(row, column).hyperlink.location == "'Decisions'!A2"
    assert workbook.about()["claims_chosen"] == "consensus where settled"


def test_the_coders_own_claims_stay_available(desk, export, made):
    desk.take(made["his"])
    as_extracted = export("own.xlsx", source=ClaimSource.AS_EXTRACTED)
    assert {row["claim_id"] for row in as_extracted.rows("Claims")} == {one.id for one in made.values()}
    assert {row["source"] for row in as_extracted.rows("Claims")} == {"as extracted"}
    assert as_extracted.row("Claims", made["hers"].id)["decision_id"] is not None
    assert len(export("settled.xlsx", source=ClaimSource.CONSENSUS).rows("Claims")) == 1
    assert len(export("all.xlsx", source=ClaimSource.EVERYTHING).rows("Claims")) == 6
    of_ben = export("ben.xlsx", reviewer_ids=desk.team.ids(["Ben"]))
    assert {row["claim_id"] for row in of_ben.rows("Claims")} == {made["his"].id, made["alike_too"].id}
    assert "Agreement" in of_ben.book.sheetnames, "for the decision on his claim"
    assert of_ben.about()["claims_chosen"] == "as extracted"


def test_what_has_to_be_looked_at_again_says_so(desk, export, made):
    desk.take(made["his"])
    desk.take(made["alone"])
    desk.apply(deciding.settle_identical(desk.store, desk.lead.id))
    assert "Consensus: submitted" in export("before.xlsx").rows("Reports")[0]["codings"]
    desk.apply(Change(title="", reviewer_id=None, alterations=(amended(made["hers"], population="children"),)))
    workbook = export()
    assert "Consensus: in progress" in workbook.rows("Reports")[0]["codings"]
    overtaken = {
        row["verdict"]: row["overtaken"] for row in workbook.rows("Decisions") if made["his"].id in row["claim_ids"]
    }
    assert overtaken == {"one taken": "yes"}
    assert "to be looked at again" in {row["state"] for row in workbook.rows("Disagreements")}


def test_the_same_review_gives_the_same_bytes(desk, export, made, tmp_path):
    desk.take(made["his"])
    desk.apply(deciding.settle_identical(desk.store, desk.lead.id))
    assert {one.verdict for one in desk.decisions()} == {Verdict.TAKEN, Verdict.IDENTICAL}
    export("one.xlsx")
    export("two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_field_of_the_codebook_that_is_called_like_a_column_keeps_a_column_of_its_own(desk, export):
    desk.team.add(Field(id="f-1", name="Source"))
    desk.codes("Ada", (0, 30), **SAME, extra={"f-1": "Table 2"})
    (row,) = export().rows("Claims")
    assert (row["source"], row["source_2"]) == ("as extracted", "Table 2")


def test_who_may_not_see_the_others_work_gets_no_figure_of_it(desk, made, tmp_path: Path):
    desk.team.reopen(desk.report, "Ada")
    for who, name in ((None, "nobody"), ("Ben", "ben"), ("Lead", "lead")):
        reader = BlindReader(desk.store, who and desk.team.reviewer(who).id)
        account = export_workbook(reader, tmp_path / f"{name}.xlsx")
        assert "Agreement" not in account.rows
        assert account.rows["Claims"] == (2 if who == "Ben" else 0)
