"""Agreement taken apart: report by report, over time, and the claims behind each cell of a confusion table."""

from __future__ import annotations

from datetime import UTC, datetime

from curator.agreement.of_review import CLAIMS_FOUND
from curator.agreement.review.breakdown import Breakdown
from curator.changes import Change, amended
from curator.coding.assignments import assign
from curator.records import Assignment, Report
from tests.curator.agreement.review.conftest import WITHOUT_RESAMPLES, Team


def breakdown(team: Team) -> Breakdown:
    return Breakdown(team.agreement(), WITHOUT_RESAMPLES, [])


def in_two_reports(team: Team, *moments: datetime) -> None:
    """Anna and Ben differ on the first report, agree on the second, where Ben found a claim more."""
    for number, (title, directions) in enumerate(
        (("Early", ("improved", "worsened")), ("Late", ("improved", "improved")))
    ):
        report = team.report(title, f"Relapse was rarer with cells than with standard care. {title}")
        made = []
        for name, direction in zip(("Anna", "Ben"), directions, strict=True):
            made += team.claims(name, report, (0, 20), therapy="MSC", outcome="Relapse", direction=direction)
        if number:
            made += team.claims("Ben", report, (24, 40), therapy="HSCT", outcome="Cost", direction="mixed")
        if moments:
            recorded = tuple(amended(claim, recorded_at=moments[number]) for claim in made)
            team.store.apply(Change(title="Date", reviewer_id=None, alterations=recorded))
        team.submit(report, "Anna", "Ben")


def report_id(team: Team, title: str) -> str:
    return next(report.id for report in team.store.all(Report) if report.title == title)


def test_the_parts_of_a_field_add_up_to_the_whole(team: Team) -> None:
    in_two_reports(team)
    whole = team.agreement().fields["direction"].agreement.all
    parts = [part.agreement.all for part in breakdown(team).by_report("direction")]
    assert [(part.n, part.n - part.agree) for part in parts] == [(1, 1), (1, 0)]
    assert (sum(part.n for part in parts), sum(part.agree for part in parts)) == (whole.n, whole.agree)


def test_claims_found_are_taken_apart_in_the_same_way(team: Team) -> None:
    in_two_reports(team)
    parts = breakdown(team).by_report(CLAIMS_FOUND)
    assert [part.agreement.all["f1"].value for part in parts] == [1.0, 2 / 3]


def test_rounds_come_in_the_order_in_which_they_were_assigned(team: Team) -> None:
    in_two_reports(team)
    for title, round_name in (("Late", "Pilot"), ("Early", "Main")):
        change = assign(team.store, [report_id(team, title)], team.ids(("Anna", "Ben")), None, round_name)
        assert change is not None
        team.store.apply(change)
    parts = breakdown(team).over_time("direction", team.store.all(Assignment))
    assert [(part.title, part.agreement.all.n - part.agreement.all.agree) for part in parts] == [
        ("Pilot", 0),
        ("Main", 1),
    ]


def test_a_report_that_one_reader_has_in_no_round_is_in_none(team: Team) -> None:
    in_two_reports(team)
    change = assign(team.store, [report_id(team, "Early")], team.ids(("Anna",)), None, "Pilot")
    assert change is not None
    team.store.apply(change)
    titles = [part.title for part in breakdown(team).over_time("direction", team.store.all(Assignment))]
    assert "Pilot" not in titles


def test_without_rounds_the_course_goes_by_months_and_within_one_month_by_days(team: Team) -> None:
    in_two_reports(team, datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 5, 2, 12, tzinfo=UTC))
    assert [part.title for part in breakdown(team).over_time("direction", [])] == ["2026-03", "2026-05"]


def test_within_one_month_the_course_goes_by_days(team: Team) -> None:
    in_two_reports(team, datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 17, 12, tzinfo=UTC))
    assert [part.title for part in breakdown(team).over_time("direction", [])] == ["2026-03-02", "2026-03-17"]


def test_every_cell_of_the_confusion_table_has_as_many_claims_behind_it_as_it_counts(team: Team) -> None:
    in_two_reports(team)
    first, second = team.ids(("Anna", "Ben"))
    confusion = team.agreement().fields["direction"].agreement.all.confusion
    assert confusion is not None
    cells = breakdown(team).cells("direction")
    for row, counts in zip(confusion.categories, confusion.counts, strict=True):
        for column, count in zip(confusion.categories, counts, strict=True):
            assert len(cells.claims_in(first, second, row, column)) == count


def test_words_and_unknown_fields_have_no_parts(team: Team) -> None:
    in_two_reports(team)
    assert breakdown(team).by_report("passages") == []
    assert breakdown(team).by_report("no such field") == []
