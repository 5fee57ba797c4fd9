"""Several people on one review: who codes what, files that go out, and files that come back."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from curator.records import Claim, Coding, CodingStatus, Handout, Report, Reviewer
from db.files import SqliteFiles
from tests.commandline.conftest import Said, Terminal
from tests.conftest import shared_folder

TEXT = "Relapse was rarer with cells. Nobody died. Fatigue was milder, and infections were few."


@pytest.fixture
def team(terminal: Terminal, review: Path, tmp_path: Path) -> Path:
    """The review of A with four reports."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(4):
        (texts / f"r{number}.txt").write_text(f"Report {number}. {TEXT}")
    assert terminal("import", review, texts).code == 0
    return review


def account(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said.out)
    return found


def claims_table(path: Path, *rows: tuple[str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["report", "quote", "note", "outcome", "direction"])
        writer.writerows((*row, "Relapse", "improved") for row in rows)
    return path


def code(terminal: Terminal, review: Path, *rows: tuple[str, str, str]) -> None:
    """Makes claims, as the only reviewer of a file."""
    table = claims_table(review.with_suffix(".csv"), *rows)
    told = terminal("import-claims", review, table, "--add-terms", "--draft")
    assert told.code == 0, told.err + told.out


def held(review: Path, kind: Any) -> list[Any]:
    store = SqliteFiles().open(review, read_only=True)
    try:
        return store.all(kind)
    finally:
        store.close()


def test_reviewers_are_added_and_listed(terminal: Terminal, team: Path) -> None:
    told = terminal("reviewers", team, "--add", "Ben Ito", "--add", "a")
    assert told.out == "Added: Ben Ito.\nThere already: A.\n"
    terminal("assign", team, "--coders", "2")
    listed = terminal("reviewers", team).out
    assert listed.splitlines()[0].split() == [
        *("Reviewer", "Assigned", "Not", "started", "In", "progress", "Submitted", "Handed", "out")
    ]
    assert "Ben Ito" in listed
    told_json = account(terminal("reviewers", team, "--json"))
    assert [(one["name"], one["assigned"], one["submitted"]) for one in told_json["reviewers"]] == [
        ("A", 4, 0),
        ("Ben Ito", 4, 0),
    ]
    assert told_json["reports"]["r0"] == {"assigned": 2, "not_started": 2, "in_progress": 0, "submitted": 0}


def test_reports_are_assigned_by_hand_or_spread(terminal: Terminal, team: Path) -> None:
    terminal("reviewers", team, "--add", "B", "--add", "C")
    told = terminal("assign", team, "--reviewer", "B", "--report", "r1", "--round", "Pilot")
    assert "1 assignment made." in told.out
    assert "B: 1 report, 0 of them with somebody else." in told.out
    again = terminal("assign", team, "--reviewer", "B", "--report", "r1.txt")
    assert "as it was asked for already" in again.out
    spread = account(terminal("assign", team, "--double-coded", "50%", "--json"))
    coders: dict[str, list[str]] = {}
    for one in spread["assignments"]:
        coders.setdefault(one["report"], []).append(one["reviewer"])
    assert sorted(map(len, coders.values())) == [1, 1, 2, 2]
    assert [one for one in spread["assignments"] if one["round"] == "Pilot"] == [
        {"report": "r1", "reviewer": "B", "round": "Pilot"}
    ]
    removed = terminal("assign", team, "--reviewer", "B", "--report", "r1", "--remove")
    assert "1 assignment taken back." in removed.out
    assert terminal("assign", team, "--remove").code == 1
    assert "cannot have 9 coders" in terminal("assign", team, "--coders", "9").err
    assert "no share of the reports" in terminal("assign", team, "--double-coded", "lots").err


def test_codings_are_submitted_and_opened_again(terminal: Terminal, team: Path) -> None:
    code(terminal, team, ("r0", "Nobody died", "x"), ("r1", "Nobody died", "x"))
    terminal("assign", team, "--reviewer", "A", "--report", "r3")
    told = terminal("submit", team, "--reviewer", "a")
    assert "2 codings of A submitted." in told.out
    assert "1 assigned report not started yet" in told.out
    assert {coding.status for coding in held(team, Coding)} == {CodingStatus.SUBMITTED}
    assert "1 coding of A submitted." in terminal("submit", team, "--reviewer", "A", "--report", "r3").out
    assert (
        "1 coding of A opened again"
        in terminal("reopen", team, "--reviewer", "A", "--report", "r0", "--reason", "a slip").out
    )
    assert "Reopen the coding: a slip" in terminal("log", team, "--last", "1").out
    assert "2 codings of A opened again" in terminal("reopen", team, "--reviewer", "A").out
    nothing = terminal("reopen", team, "--reviewer", "A")
    assert (nothing.code, nothing.err) == (1, "A has submitted nothing, so there is nothing to reopen.\n")


def test_a_file_goes_out_and_comes_back(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    code(terminal, team, ("r0", "Nobody died", "secret of A"))
    out = tmp_path / "ben.curator"
    told = terminal("hand-out", team, "--to", "Ben Ito", out)
    assert told.out == (
        f"Added reviewer Ben Ito.\nHanded out to Ben Ito: {out} (4 reports, all there are, since nothing is assigned "
        "to anyone).\n"
    )
    assert b"secret of A" not in out.read_bytes()
    assert "is there already" in terminal("hand-out", team, "--to", "Ben Ito", out).err
    assert "ben.curator (is out)" in terminal("reviewers", team).out
    code(terminal, out, ("r0", "Relapse was rarer", "of Ben"), ("r2", "Nobody died", "of Ben"))
    terminal("submit", out, "--reviewer", "Ben Ito", "--report", "r0")

    before = team.read_bytes()
    dry = terminal("merge", team, out, "--dry-run")
    assert dry.code == 0
    assert "ben.curator (work of Ben Ito): new: 2 codings, 2 claims" in dry.out
    assert "this was a dry run" in dry.out
    assert team.read_bytes() == before
    assert "Merge the work of Ben Ito: done." in terminal("merge", team, out).out
    assert len(held(team, Claim)) == 3
    assert "There is nothing new in it." in terminal("merge", team, out).out
    assert "ben.curator (came back)" in terminal("reviewers", team).out
    assert terminal("check", team).code == 0
    terminal("undo", team)
    assert len(held(team, Claim)) == 1


def test_claims_from_a_table_are_finished_work_unless_they_are_said_to_be_drafts(
    terminal: Terminal, team: Path, tmp_path: Path
) -> None:
    first = claims_table(tmp_path / "first.csv", ("r0", "Nobody died", "x"))
    assert "1 coding submitted" in terminal("import-claims", team, first, "--add-terms").out
    assert [coding.status for coding in held(team, Coding)] == [CodingStatus.SUBMITTED]
    more = claims_table(tmp_path / "more.csv", ("r0", "Nobody died", "x"), ("r0", "Nobody died", "y"))
    refused = terminal("import-claims", team, more)
    assert refused.code == 1
    assert "Row 3: Its reviewer has submitted this report" in refused.out
    assert "Reopen the coding first" in refused.out
    terminal("reopen", team, "--reviewer", "A", "--report", "r0")
    assert "coding submitted" not in terminal("import-claims", team, more, "--draft").out
    assert [coding.status for coding in held(team, Coding)] == [CodingStatus.IN_PROGRESS]


def test_only_what_is_assigned_goes_out(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    terminal("reviewers", team, "--add", "B")
    terminal("assign", team, "--reviewer", "B", "--report", "r2", "--report", "r3")
    told = terminal("hand-out", team, "--to", "b", tmp_path / "b.curator")
    assert "2 reports, assigned to them" in told.out
    assert [report.file_name for report in held(tmp_path / "b.curator", Report)] == ["r2.txt", "r3.txt"]
    refused = terminal("hand-out", team, "--to", "C", tmp_path / "c.curator")
    assert "No report is assigned to C" in refused.err
    assert not (tmp_path / "c.curator").exists()


def test_several_files_come_in_at_once_whatever_their_order(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    for name in ("b", "c"):
        terminal("hand-out", team, "--to", name.upper(), tmp_path / f"{name}.curator")
        code(terminal, tmp_path / f"{name}.curator", ("r0", "Nobody died", f"of {name}"))
    other = shutil.copyfile(team, tmp_path / "other.curator")
    terminal("merge", team, tmp_path / "b.curator", tmp_path / "c.curator", "--join-terms")
    terminal("merge", other, tmp_path / "c.curator", tmp_path / "b.curator", "--join-terms")
    assert held(team, Claim) == held(other, Claim)
    assert [reviewer.name for reviewer in held(team, Reviewer)] == ["A", "B", "C"]


def test_what_is_to_be_decided_is_asked_for(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.curator"
    terminal("hand-out", team, "--to", "B", out)
    for review, definition in ((team, "as A sees it"), (out, "as B sees it")):
        table = tmp_path / "book.csv"
        table.write_text(
            f"kind,name,definition\noutcome,Mortality and survival,{definition}\ntherapy,Sirolimus,\n", encoding="utf-8"
        )
        assert terminal("import-codebook", review, table).code == 0
    asked = terminal("merge", team, out)
    assert asked.code == 1
    assert "Amended on both sides (safe: ours): outcome “Mortality and survival”" in asked.out
    assert "definition: here “as A sees it”, in the file “as B sees it”" in asked.out
    assert "--take ours" in asked.err
    assert "--join-terms" in asked.err
    dry = account(terminal("merge", team, out, "--dry-run", "--json"))
    (conflict,) = dry["files"][0]["conflicts"]
    assert (conflict["ours"]["definition"], conflict["theirs"]["definition"]) == ("as A sees it", "as B sees it")
    assert dry["files"][0]["joins"][0]["name"] == "Sirolimus"
    assert dry["merged"] is False
    assert "no side" in terminal("merge", team, out, "--take", "mine").err
    assert "No record with the id x" in terminal("merge", team, out, "--take", "x=ours").err
    done = terminal("merge", team, out, "--join-terms", "--take", f"{conflict['record_id']}=theirs", "--json")
    assert account(done)["merged"] is True
    from curator.records import Outcome

    outcome = next(one for one in held(team, Outcome) if one.name == "Mortality and survival")
    assert outcome.definition == "as B sees it"


def test_what_cannot_be_merged_is_told_and_nothing_comes_in(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.curator"
    terminal("hand-out", team, "--to", "B", out)
    code(terminal, out, ("r0", "Nobody died", "of B"))
    (tmp_path / "words.curator").write_text("no review")
    told = terminal("merge", team, out, tmp_path / "words.curator")
    assert told.code == 1
    assert "words.curator: refused. words.curator is not a review" in told.out
    assert told.err == "Nothing was merged: 1 file refused.\n"
    assert held(team, Claim) == []
    assert "is this review itself" in terminal("merge", out, out).out
    assert "itself handed out to B" in terminal("merge", out, team).out
    in_json = terminal("merge", team, tmp_path / "absent.curator", "--json")
    assert in_json.code == 1
    assert "no review at" in account(in_json)["files"][0]["refused"]


def test_a_strangers_file_comes_in_only_when_asked(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.curator"
    terminal("new", stranger, "--title", "Another", "--reviewer", "A")
    terminal("import", stranger, tmp_path / "texts")
    code(terminal, stranger, ("r0", "Nobody died", "of a stranger"))
    refused = terminal("merge", team, stranger)
    assert refused.code == 1
    assert "belongs to another review, “Another”" in refused.out
    assert terminal("merge", team, stranger, "--external").code == 0
    assert [reviewer.name for reviewer in held(team, Reviewer)] == ["A", "A (external)"]
    assert held(team, Claim)[0].note == "of a stranger"


def test_a_reviewer_known_under_two_identities(terminal: Terminal, team: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.curator"
    terminal("hand-out", team, "--to", "B", out)
    terminal("undo", team)
    terminal("reviewers", team, "--add", "B")
    code(terminal, out, ("r0", "Nobody died", "of B"))
    assert "--same-reviewer" in terminal("merge", team, out).out
    assert terminal("merge", team, out, "--same-reviewer", "B").code == 0
    assert held(team, Claim)[0].reviewer_id == held(team, Reviewer)[1].id
    assert held(team, Handout)[0].reviewer_id == held(team, Reviewer)[1].id


def test_the_seeds_go_through_two_desktops(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    """The work of two reviewers on real reports, made apart and brought together."""
    seeds = shared_folder("seeds")
    terminal("import", review, *sorted(seeds.glob("*.txt")))
    terminal("import-codebook", review, seeds / "codebook.csv")
    terminal("hand-out", review, "--to", "B", tmp_path / "b.curator")
    assert terminal("import-claims", review, seeds / "claims_reviewer_a.csv").code == 0
    told = terminal("import-claims", tmp_path / "b.curator", seeds / "claims_reviewer_b.csv", "--add-terms")
    assert told.code == 0
    told = terminal("merge", review, tmp_path / "b.curator", "--json")
    assert told.code == 0, told.out
    merged = account(told)
    assert merged["merged"] is True
    assert merged["files"][0]["new"]["claim"] == 64
    assert len(held(review, Claim)) == 102
    assert {coding.status for coding in held(review, Coding)} == {CodingStatus.SUBMITTED}
    assert terminal("check", review).code == 0
