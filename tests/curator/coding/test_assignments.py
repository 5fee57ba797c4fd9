"""Who codes what: by hand or spread evenly, and how far everybody has come."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from curator.changes import Change, SourceText, added
from curator.coding.assignments import assign, share_from, spread, unassign
from curator.coding.claims import record_claim
from curator.coding.codings import coding_of
from curator.coding.progress import (
    Progress,
    progress_of_reports,
    progress_of_reviewers,
    reopen_several,
    submit_several,
)
from curator.coding.reports import retire_report
from curator.coding.reviews import add_reviewer
from curator.errors import BadInput, CuratorError, Refused
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Assignment, CodingStatus, Report, Reviewer
from curator.text.passages import cut

TEXT = "Relapse was rarer with cells."


@pytest.fixture
def reports(store: ReviewStore) -> list[str]:
    """Twenty reports."""
    source = SourceText(text=TEXT, original=TEXT.encode())
    records = [
        Report(id=new_id(), title=f"Report {number}", text_sha256=source.text_sha256, characters=len(TEXT))
        for number in range(20)
    ]
    store.apply(Change(title="Import", reviewer_id=None, alterations=added(records), texts=(source,)))
    return [record.id for record in records]


@pytest.fixture
def people(store: ReviewStore) -> list[Reviewer]:
    """Anna, Ben, Cleo and Dan."""
    for name in ("Ben", "Cleo", "Dan"):
        _, change = add_reviewer(store, name)
        assert change is not None
        store.apply(change)
    return store.all(Reviewer)


def apply(store: ReviewStore, change: Change | None) -> None:
    assert change is not None
    store.apply(change)


def coders_of(store: ReviewStore) -> dict[str, set[str]]:
    coders: dict[str, set[str]] = {}
    for one in store.all(Assignment):
        assert one.reviewer_id not in coders.setdefault(one.report_id, set()), "nobody gets a report twice"
        coders[one.report_id].add(one.reviewer_id)
    return coders


def load_of(store: ReviewStore) -> list[int]:
    return sorted(Counter(one.reviewer_id for one in store.all(Assignment)).values())


def test_every_report_gets_its_coders_and_everybody_as_much(
    store: ReviewStore, reports: list[str], people: list[Reviewer]
) -> None:
    apply(store, spread(store, people[0].id, coders=2))
    coders = coders_of(store)
    assert {len(coders[report]) for report in reports} == {2}
    assert load_of(store) == [10, 10, 10, 10]
    shared = Counter(frozenset(pair) for names in coders.values() for pair in combinations(names, 2))
    assert len(shared) == 6
    assert max(shared.values()) - min(shared.values()) <= 2
    assert spread(store, people[0].id, coders=2) is None


@pytest.mark.parametrize(("share", "several"), [(0.0, 0), (0.2, 4), (0.5, 10), (1.0, 20)])
def test_a_share_is_double_coded_and_strewn_over_the_list(
    store: ReviewStore, reports: list[str], people: list[Reviewer], share: float, several: int
) -> None:
    apply(store, spread(store, None, coders=1, double_coded=share))
    coders = coders_of(store)
    double = [place for place, report in enumerate(reports) if len(coders[report]) == 2]
    assert len(double) == several
    assert all(len(coders[report]) in (1, 2) for report in reports)
    load = load_of(store)
    assert load[-1] - load[0] <= 1
    if several == 4:
        assert double == [4, 9, 14, 19]


def test_spreading_is_the_same_every_time(store: ReviewStore, reports: list[str], people: list[Reviewer]) -> None:
    def pairs() -> list[tuple[str, str]]:
        change = spread(store, None, coders=3, double_coded=0.3)
        assert change is not None
        return [(one.report_id, one.reviewer_id) for one in (a.after for a in change.alterations)]  # type: ignore[union-attr]

    assert pairs() == pairs()


def test_what_is_assigned_already_stays_and_counts(
    store: ReviewStore, reports: list[str], people: list[Reviewer]
) -> None:
    anna, ben = people[0].id, people[1].id
    apply(store, assign(store, reports[:10], [anna], anna, " Pilot  1 "))
    assert {one.round for one in store.all(Assignment)} == {"Pilot 1"}
    assert assign(store, reports[:10], [anna], anna) is None
    apply(store, spread(store, anna, coders=2, reviewer_ids=[anna, ben], report_ids=reports[:12]))
    coders = coders_of(store)
    assert all(coders[report] == {anna, ben} for report in reports[:12])
    assert set(coders) == set(reports[:12])
    apply(store, unassign(store, reports[:2], [ben], anna))
    assert coders_of(store)[reports[0]] == {anna}
    assert unassign(store, reports[:2], [ben], anna) is None


def test_a_report_that_was_set_aside_is_nobodys_work(
    store: ReviewStore, reports: list[str], people: list[Reviewer]
) -> None:
    apply(store, assign(store, reports, [people[1].id], None))
    store.apply(retire_report(store.get(Report, reports[0]), people[0].id))
    assert progress_of_reviewers(store)[people[1].id].assigned == 19
    assert reports[0] not in progress_of_reports(store)
    apply(store, spread(store, None, coders=2))
    assert len(coders_of(store)[reports[0]]) == 1


def test_what_cannot_be_spread_is_said(store: ReviewStore, people: list[Reviewer]) -> None:
    for problem, numbers in ((BadInput, {"coders": 0}), (BadInput, {"double_coded": 1.5}), (Refused, {})):
        with pytest.raises(problem):
            spread(store, None, **numbers)  # type: ignore[arg-type]


def test_more_coders_than_reviewers_are_refused(store: ReviewStore, reports: list[str]) -> None:
    with pytest.raises(Refused, match="cannot have 2 coders with only 1 to choose from"):
        spread(store, None)
    apply(store, spread(store, None, coders=1))


@pytest.mark.parametrize(("words", "share"), [("0.2", 0.2), ("20%", 0.2), (" 0,5 ", 0.5), ("100 %", 1.0), ("0", 0.0)])
def test_a_share_is_read_as_people_write_it(words: str, share: float) -> None:
    assert share_from(words) == pytest.approx(share)


@pytest.mark.parametrize("words", ["", "half", "1.2", "-1", "120%", "nan"])
def test_what_is_no_share_is_said(words: str) -> None:
    with pytest.raises(BadInput, match="no share of the reports"):
        share_from(words)


def test_progress_is_counted_by_reviewer_and_by_report(
    store: ReviewStore, reports: list[str], people: list[Reviewer]
) -> None:
    anna, ben = people[0].id, people[1].id
    apply(store, assign(store, reports[:3], [anna, ben], anna))
    for report in reports[:2]:
        store.apply(record_claim(store, report, anna, [cut(TEXT, 0, 7)])[1])
    store.apply(record_claim(store, reports[5], ben, [cut(TEXT, 0, 7)])[1])
    apply(store, submit_several(store, [reports[0]], anna, anna))
    of_reviewers = progress_of_reviewers(store)
    assert of_reviewers[anna] == Progress(assigned=3, not_started=1, in_progress=1, submitted=1)
    assert of_reviewers[ben] == Progress(assigned=3, not_started=3, in_progress=1)
    assert of_reviewers[people[2].id] == Progress()
    assert progress_of_reports(store)[reports[0]] == Progress(assigned=2, not_started=1, submitted=1)
    assert progress_of_reports(store)[reports[5]] == Progress(in_progress=1)


def test_submitting_locks_and_reopening_is_logged_with_its_reason(
    store: ReviewStore, reports: list[str], people: list[Reviewer]
) -> None:
    anna = people[0].id
    for report in reports[:3]:
        store.apply(record_claim(store, report, anna, [cut(TEXT, 0, 7)])[1])
    apply(store, submit_several(store, None, anna, anna))
    assert [coding_of(store, report, anna).status for report in reports[:3]] == [CodingStatus.SUBMITTED] * 3  # type: ignore[union-attr]
    assert store.log(limit=1)[0].title == "Submit 3 codings"
    with pytest.raises(Refused, match="locked"):
        record_claim(store, reports[0], anna, [cut(TEXT, 8, 11)])
    apply(store, reopen_several(store, [reports[0]], anna, people[1].id, " a number was wrong "))
    entry = store.log(limit=1)[0]
    assert (entry.title, entry.reason, entry.reviewer_id) == (
        "Reopen the coding",
        "a number was wrong",
        people[1].id,
    )
    record_claim(store, reports[0], anna, [cut(TEXT, 8, 11)])
    apply(store, reopen_several(store, None, anna, anna))
    assert progress_of_reviewers(store)[anna].submitted == 0


def test_nothing_to_submit_or_reopen_is_said(store: ReviewStore, reports: list[str], people: list[Reviewer]) -> None:
    ben = people[1].id
    with pytest.raises(Refused, match="Ben has no coding in progress"):
        submit_several(store, None, ben, None)
    with pytest.raises(Refused, match="Ben has submitted nothing"):
        reopen_several(store, None, ben, None)
    with pytest.raises(Refused, match="“Report 0” was not submitted"):
        reopen_several(store, [reports[0]], ben, None)
    apply(store, submit_several(store, [reports[0]], ben, None))
    with pytest.raises(CuratorError, match="submitted already"):
        submit_several(store, [reports[0]], ben, None)
