"""The demo review shows everything that a claim can be, and is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.agreement.of_review import agreement_of_review
from curator.checking import check
from curator.codebook.codebook import Codebook
from curator.coding.blinding import BlindReader
from curator.coding.progress import progress_of_reviewers
from curator.demo import DEMO_REVIEWER, SECOND_REVIEWER, demo_review, make_demo
from curator.errors import CuratorError
from curator.ports import ReviewStore
from curator.records import Assignment, Claim, ClaimStatus, Mark, Query, Report, Reviewer
from db.files import SqliteFiles


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[ReviewStore]:
    """The demo review, made anew."""
    store = SqliteFiles().open(make_demo(SqliteFiles(), tmp_path))
    yield store
    store.close()


def test_it_is_whole_and_says_of_itself_that_it_is_made_up(demo: ReviewStore) -> None:
    assert check(demo) == []
    assert [reviewer.name for reviewer in demo.all(Reviewer)] == [DEMO_REVIEWER, SECOND_REVIEWER]
    for report in demo.all(Report):
        assert demo.text(report.text_sha256).startswith("Written for the demo of this program.")


def test_it_shows_everything_that_a_claim_can_be(demo: ReviewStore) -> None:
    claims = demo.all(Claim, reviewer_id=demo.all(Reviewer)[0].id)
    assert 40 <= len(claims) <= 55
    assert any(len(claim.passages) > 1 for claim in claims)
    assert any(len(group) > 1 for claim in claims for group in claim.therapies)
    assert any(len(claim.therapies) > 1 for claim in claims)
    assert any(claim.comparators for claim in claims)
    measures = {estimate.measure for claim in claims for estimate in claim.estimates}
    assert {"RR", "MD"} <= measures
    assert any(estimate.intervention.events is not None for claim in claims for estimate in claim.estimates)
    assert any(estimate.intervention.sd is not None for claim in claims for estimate in claim.estimates)
    assert {claim.design for claim in claims} >= {"randomised trial", "animal study", "narrative statement"}
    assert any(not claim.therapies and "therapies" in claim.absent for claim in claims)
    assert {status for claim in claims if (status := claim.status)} == set(ClaimStatus)
    assert any(claim.attribution == "reports other studies" for claim in claims)
    assert {reason for claim in claims for reason in claim.absent.values()} == {"not reported", "not applicable"}
    directions = Codebook.read(demo).directions
    used = {directions[claim.direction_id].name for claim in claims if claim.direction_id}
    assert used >= {"improved", "worsened", "no difference", "mixed", "unclear", "increased", "decreased"}
    assert {value for claim in claims for value in claim.extra.values()} == {"yes", "no"}


def test_its_numbers_agree_with_each_other(demo: ReviewStore) -> None:
    ratios = [
        (estimate.value, estimate.intervention, estimate.control, estimate.ci_low, estimate.ci_high)
        for claim in demo.all(Claim)
        for estimate in claim.estimates
        if estimate.measure == "RR"
    ]
    assert ratios
    for value, ours, theirs, low, high in ratios:
        counts = (ours.events, ours.n, theirs.events, theirs.n)
        assert value is not None
        assert None not in counts
        assert value == pytest.approx((ours.events / ours.n) / (theirs.events / theirs.n), abs=0.01)
        assert low < value < high


def test_two_reviewers_coded_it_in_rounds_and_what_only_one_has_submitted_is_hidden(demo: ReviewStore) -> None:
    anna, ben = demo.all(Reviewer)
    assert {one.round for one in demo.all(Assignment)} == {"Pilot", "Main"}
    progress = progress_of_reviewers(demo)
    assert (progress[anna.id].submitted, progress[anna.id].in_progress) == (4, 1)
    assert (progress[ben.id].submitted, progress[ben.id].in_progress) == (5, 0)
    seen = BlindReader(demo, anna.id).all(Claim, reviewer_id=ben.id)
    trial = next(report.id for report in demo.all(Report) if report.file_name == "cord_cell_trial.txt")
    hidden = demo.all(Claim, reviewer_id=ben.id, report_id=trial)
    assert len(hidden) >= 8
    assert len(seen) + len(hidden) == demo.count(Claim, reviewer_id=ben.id)


def test_its_reviewers_agree_about_as_far_as_reviewers_do(demo: ReviewStore) -> None:
    """Enough claims for a figure, and something to talk about at every level."""
    said = agreement_of_review(demo).as_json()
    found = said["claims_found"]["pairs"][0]
    assert found["both"] >= 30
    assert found["only_first"] >= 2
    assert found["only_second"] >= 2
    differing = [name for name, field in said["fields"].items() if 0.6 < (field["pairs"][0]["cohen_kappa"] or 0) < 1]
    assert {"therapy", "comparator", "outcome", "direction", "time_point", "population"} <= set(differing)


def test_it_has_overlapping_marks_and_queries_open_and_resolved(demo: ReviewStore) -> None:
    marks = demo.all(Mark)
    places = [(mark.report_id, mark.passages[0].start, mark.passages[0].end) for mark in marks]
    assert any(
        one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
        for number, one in enumerate(places)
        for other in places[number + 1 :]
    )
    assert {query.resolved for query in demo.all(Query)} == {True, False}


def test_a_demo_in_which_somebody_works_is_left_as_it_is(tmp_path: Path) -> None:
    path = demo_review(SqliteFiles(), tmp_path)
    before = path.read_bytes()
    assert demo_review(SqliteFiles(), tmp_path) == path
    assert path.read_bytes() == before
    with pytest.raises(CuratorError, match=r"demo\.curator"):
        make_demo(SqliteFiles(), tmp_path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CuratorError, match="cannot be made"):
        make_demo(SqliteFiles(), tmp_path / "file" / "demo")
