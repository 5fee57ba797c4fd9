"""Agreement of a part of a review: reports, reviewers, periods, rounds."""

from __future__ import annotations

from datetime import timedelta

from curator.ids import new_id
from curator.records import Assignment, Report
from tests.curator.agreement.review.conftest import Team
from tests.curator.agreement.trial import NOW

DAY = timedelta(days=1)


def pilot_and_later(team: Team) -> tuple[Report, Report]:
    """In the pilot they disagree, ten days later they agree."""
    reports = team.report("Pilot"), team.report("Later", "Later: relapse was rarer with cells than without them.")
    for name in ("Anna", "Ben"):
        team.marks(name, reports[0], "Result", (0, 20) if name == "Anna" else (100, 120), at=NOW)
        team.marks(name, reports[1], "Result", (0, 20), at=NOW + 10 * DAY)
        for report in reports:
            team.add(
                Assignment(id=new_id(), report_id=report.id, reviewer_id=team.reviewer(name).id, round=report.title)
            )
            team.submit(report, name)
    return reports


def f1(team: Team, **selection: object) -> float | None:
    return team.agreement(**selection).passages.all["span_f1_exact"].value


def test_by_report(team: Team) -> None:
    pilot, later = pilot_and_later(team)

    assert f1(team) == 0.5
    assert f1(team, report_ids=(pilot.id,)) == 0
    assert f1(team, report_ids=(later.id,)) == 1


def test_by_round_so_that_rounds_of_a_pilot_can_be_compared(team: Team) -> None:
    pilot_and_later(team)

    assert f1(team, rounds=("Pilot",)) == 0
    assert f1(team, rounds=("Later",)) == 1
    assert f1(team, rounds=("Pilot", "Later")) == 0.5
    assert f1(team, rounds=("Another",)) is None


def test_by_date_a_coding_counts_wholly_or_not_at_all(team: Team) -> None:
    pilot, _ = pilot_and_later(team)

    assert f1(team, until=NOW) == 0
    assert f1(team, since=NOW + DAY) == 1
    assert f1(team, since=NOW, until=NOW + 10 * DAY) == 0.5
    team.reopen(pilot, "Ben")
    team.marks("Ben", pilot, "Result", (0, 20), at=NOW + 20 * DAY)
    team.submit(pilot, "Ben")
    assert team.agreement(until=NOW).coded.left_out == 1


def test_by_reviewer(team: Team) -> None:
    report = team.report()
    for name, place in (("Anna", (0, 20)), ("Ben", (0, 20)), ("Cleo", (50, 80))):
        team.marks(name, report, "Result", place)
        team.submit(report, name)

    assert f1(team, reviewer_ids=team.ids(["Anna", "Ben"])) == 1
    assert f1(team, reviewer_ids=team.ids(["Anna", "Cleo"])) == 0


def test_a_report_that_was_set_aside_is_compared_only_when_it_is_named(team: Team) -> None:
    from curator.coding.reports import retire_report

    pilot, _ = pilot_and_later(team)
    team.store.apply(retire_report(pilot, team.reviewer("Anna").id))

    assert f1(team) == 1
    assert f1(team, report_ids=(pilot.id,)) == 0


def test_progress_goes_from_0_to_1(team: Team) -> None:
    from curator.agreement.of_review import agreement_of_review

    pilot_and_later(team)
    heard: list[float] = []
    agreement_of_review(team.store, progress=lambda share, words: heard.append(share))

    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0, 1)
