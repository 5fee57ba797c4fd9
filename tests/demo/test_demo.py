"""The demo review shows everything that a claim can be, and is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.checking import check
from curator.codebook.codebook import Codebook
from curator.demo import DEMO_REVIEWER, demo_review, make_demo
from curator.errors import CuratorError
from curator.ports import ReviewStore
from curator.records import Claim, ClaimStatus, Mark, Query, Report, Reviewer
from db.files import SqliteFiles


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[ReviewStore]:
    """The demo review, made anew."""
    store = SqliteFiles().open(make_demo(SqliteFiles(), tmp_path))
    yield store
    store.close()


def test_it_is_whole_and_says_of_itself_that_it_is_made_up(demo: ReviewStore) -> None:
    assert check(demo) == []
    assert [reviewer.name for reviewer in demo.all(Reviewer)] == [DEMO_REVIEWER]
    for report in demo.all(Report):
        assert demo.text(report.text_sha256).startswith("Written for the demo of this program.")


def test_it_shows_everything_that_a_claim_can_be(demo: ReviewStore) -> None:
    claims = demo.all(Claim)
    assert 30 <= len(claims) <= 45
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
