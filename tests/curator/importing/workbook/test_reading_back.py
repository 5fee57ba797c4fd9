"""A colleague edits the exported workbook; it is read back, cell by cell, as one change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from curator.changes import Change, amended
from curator.checking import check
from curator.coding.claims import amend_claim
from curator.ids import new_id
from curator.importing.accounts import Answer, Fate
from curator.importing.doors import door_for, head_of
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Direction,
    Mark,
    Meaning,
    Report,
    Reviewer,
    Therapy,
)
from tests.curator.exporting.conftest import Exported, Sample
from tests.curator.importing.workbook.conftest import Colleague, Reading, line


def direction(store: ReviewStore, meaning: Meaning) -> Direction:
    return next(one for one in store.all(Direction) if one.meaning is meaning)


def test_an_untouched_workbook_gives_no_difference(
    reopened: Sample, export: Callable[..., Exported], read_back: Reading
) -> None:
    account = read_back(export(statuses=tuple(ClaimStatus)).path)
    assert account.change is None
    assert [one.sentence for one in account.lines] == [
        "out.xlsx: already there. It says nothing that the review does not say."
    ]


def test_a_workbook_finds_its_door(colleague: Colleague) -> None:
    door = door_for(head_of(colleague.save()))
    assert door is not None
    assert door.name == "spreadsheets"


def test_nothing_that_changed_in_the_review_meanwhile_is_taken_back(
    store: ReviewStore, reopened: Sample, anna: Reviewer, colleague: Colleague, read_back: Reading
) -> None:
    full = reopened.full
    change = amend_claim(store, full, anna.id, note="written meanwhile", population="children")
    assert change is not None
    store.apply(change)
    cells = store.all(Therapy)[0]
    store.apply(Change(title="Rename", reviewer_id=anna.id, alterations=(amended(cells, name="Stromal cells"),)))
    account = read_back(colleague.write("Claims", full.id, note="a colleague's words").save())
    [one] = account.lines
    assert one.fate is Fate.TO_DECIDE
    assert one.offer is not None
    assert "changed in the review after" in one.offer.reason
    assert one.difference is not None
    assert (one.difference.before, one.difference.after) == ("written meanwhile", "a colleague's words")
    joined = read_back(colleague.path, otherwise=Answer.JOIN)
    assert joined.change is not None
    after = store.get(Claim, full.id)
    assert (after.note, after.population) == ("a colleague's words", "children")


def test_direction_notes_and_numbers_come_back_as_one_change(
    store: ReviewStore, reopened: Sample, anna: Reviewer, colleague: Colleague, read_back: Reading
) -> None:
    full, first = reopened.full, reopened.full.estimates[0]
    colleague.write("Claims", full.id, direction="no difference", note="see page 4", time_point="12 months", value=0.5)
    colleague.write("Estimates", first.id, control_n=62)
    account = read_back(colleague.save())
    assert {one.fate for one in account.lines} == {Fate.AMENDED}
    one = line(account, "direction").difference
    assert one is not None
    assert (one.before, one.after, one.who) == ("decreased", "no difference", "Anna Berg")
    after = store.get(Claim, full.id)
    assert after.direction_id == direction(store, Meaning.NO_DIFFERENCE).id
    assert (after.note, after.time_point, after.absent) == ("see page 4", "12 months", {})
    assert (after.estimates[0].value, after.estimates[0].control.n) == (0.5, 62)
    assert after.passages == full.passages
    assert not check(store)
    store.undo(anna.id)
    assert store.get(Claim, full.id) == full


def test_fields_are_emptied_and_said_to_be_absent(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    colleague.write("Claims", reopened.full.id, population=None, study="not applicable", dose_in_mg=None, funded="no")
    read_back(colleague.save())
    after = store.get(Claim, reopened.full.id)
    assert (after.population, after.study_id, after.absent["study_id"]) == ("", None, Absence.NOT_APPLICABLE)
    dose, _, funded, _ = reopened.fields
    assert dose.id not in after.extra
    assert after.extra[funded.id] == "no"


def test_what_is_impossible_is_refused_cell_by_cell_and_the_rest_is_taken(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    full = reopened.full
    colleague.write(
        "Claims",
        full.id,
        therapies="MSC therapi",
        quote="Other words",
        therapy_ids="x",
        p_value=1.2,
        status="done",
        outcome_area="Heart",
        note="taken",
    )
    passage = colleague.row_of("Passages", full.id)
    colleague.write_row("Passages", passage, words="Cells without prednisone")
    account = read_back(colleague.save())
    told = {one.name.removeprefix("out.xlsx, "): one.sentence for one in account.with_fate(Fate.REFUSED)}
    row = colleague.row_of("Claims", full.id)
    assert "no therapy “MSC therapi”. Did you mean “MSC therapy”?" in told[f"Claims row {row}, therapies"]
    assert "report's own" in told[f"Claims row {row}, quote"]
    assert "Ids are not to be altered" in told[f"Claims row {row}, therapy_ids"]
    assert "between 0 and 1" in told[f"Claims row {row}, p_value"]
    assert "no status" in told[f"Claims row {row}, status"]
    assert "follows from" in told[f"Claims row {row}, outcome_area"]
    assert "report's own" in told[f"Passages row {passage}, words"]
    assert len(told) == 7
    assert store.get(Claim, full.id) == structs.replace(full, note="taken")


def test_a_number_typed_as_text_is_offered_as_a_number(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    first = reopened.full.estimates[0]
    row = colleague.row_of("Estimates", first.id)
    path = colleague.write("Estimates", first.id, value="0,52", ci_high="wide").save()
    account = read_back(path)
    offered, refused = line(account, "value"), line(account, "ci_high")
    assert (offered.fate, refused.fate) == (Fate.TO_DECIDE, Fate.REFUSED)
    assert offered.offer is not None
    assert offered.offer.reason == "“0,52” is typed as text; as a number it is 0.52."
    assert account.change is None
    read_back(path, answers={f"Estimates row {row}, value": Answer.JOIN})
    assert store.get(Claim, reopened.full.id).estimates[0].value == 0.52


def test_numbers_that_cannot_stand_together_are_refused_together(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    path = colleague.write("Estimates", reopened.full.estimates[0].id, ci_low=0.9, intervention_events=61).save()
    account = read_back(path)
    assert {one.fate for one in account.lines} == {Fate.REFUSED}
    assert "its lower end comes first" in account.lines[0].sentence
    assert store.get(Claim, reopened.full.id) == reopened.full


def test_a_new_row_is_a_new_claim_on_its_words(
    store: ReviewStore, reopened: Sample, anna: Reviewer, colleague: Colleague, read_back: Reading
) -> None:
    before = {claim.id for claim in store.all(Claim)}
    new = colleague.append(
        "Claims",
        report="Carl 2024",
        therapies="MSC therapy + Prednisone",
        outcome="Flares",
        direction="worsened",
        quote="Blood pressure rose",
        measure="RR",
        value=1.4,
        note="found by the colleague",
        dose_in_mg=20,
    )
    lost = colleague.append("Claims", report="Carl 2024", outcome="Flares", quote="Words that are not there")
    others = colleague.append("Claims", report="Carl 2024", reviewer="Ben Osei", quote="Blood pressure")
    account = read_back(colleague.save())
    assert line(account, f"Claims row {new}").fate is Fate.CAME_IN
    assert "are not in" in line(account, f"Claims row {lost}").sentence
    assert "another reviewer's" in line(account, f"Claims row {others}").sentence
    [claim] = [one for one in store.all(Claim) if one.id not in before]
    assert (claim.reviewer_id, claim.note) == (anna.id, "found by the colleague")
    assert claim.passages[0].words == "Blood pressure rose"
    assert (claim.estimates[0].measure, claim.estimates[0].value) == ("RR", 1.4)
    assert claim.extra[reopened.fields[0].id] == "20"
    assert not check(store)


def test_estimates_are_added_and_rows_marked_for_removal_go(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    full = reopened.full
    colleague.write("Claims", reopened.mechanism.id, remove="x")
    colleague.write("Estimates", full.estimates[1].id, remove="yes")
    colleague.append("Estimates", claim_id=full.id, measure="MD", value=-3.5, unit="points")
    colleague.append("Estimates", measure="MD")
    colleague.write("Marks", reopened.mark.id, remove="x")
    account = read_back(colleague.save())
    assert store.get(Claim, reopened.mechanism.id).status is ClaimStatus.RETRACTED
    first, new = store.get(Claim, full.id).estimates
    assert first == full.estimates[0]
    assert (new.measure, new.value, new.unit) == ("MD", -3.5, "points")
    assert store.get(Mark, reopened.mark.id).retracted
    [refused] = account.with_fate(Fate.REFUSED)
    assert "needs the id of its claim" in refused.sentence


def test_a_missing_row_removes_nothing(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    colleague.sheet("Claims").delete_rows(colleague.row_of("Claims", reopened.mechanism.id))
    assert read_back(colleague.save()).change is None
    assert store.get(Claim, reopened.mechanism.id) == reopened.mechanism


def test_altered_ids_are_refused(reopened: Sample, colleague: Colleague, read_back: Reading) -> None:
    unknown = colleague.row_of("Claims", reopened.mechanism.id)
    colleague.write("Claims", reopened.mechanism.id, claim_id="01a20240-0e75-7dcb-814e-f0df25420000")
    copied = colleague.append("Claims", claim_id=reopened.full.id, note="copied row")
    other = colleague.row_of("Claims", reopened.in_other_report.id)
    colleague.write("Claims", reopened.in_other_report.id, report_id=reopened.report.id)
    account = read_back(colleague.save())
    assert "nothing with this id" in line(account, f"Claims row {unknown}").sentence
    assert "has the same id" in line(account, f"Claims row {copied}").sentence
    assert "different rows" in line(account, f"Claims row {other}").sentence
    assert account.change is None


def test_submitted_codings_stay_locked_and_others_work_stays_theirs(
    store: ReviewStore, sample: Sample, put: Callable[..., None], export: Callable[..., Exported], read_back: Reading
) -> None:
    begun = CodingStatus.IN_PROGRESS
    put(Coding(id=new_id(), report_id=sample.report.id, reviewer_id=sample.ben.id, status=begun))
    colleague = Colleague(export().path)
    colleague.write("Claims", sample.full.id, note="late", remove="x")
    colleague.write("Claims", sample.of_ben.id, note="not mine")
    colleague.write("Claims", sample.in_other_report.id, note="open")
    account = read_back(colleague.save())
    told = [one.sentence for one in account.with_fate(Fate.REFUSED)]
    assert sum("was submitted and is locked" in sentence for sentence in told) == 2
    assert sum("not open to you yet" in sentence for sentence in told) == 1
    assert not any("not mine" in sentence for sentence in told)
    assert store.get(Claim, sample.full.id) == sample.full
    assert store.get(Claim, sample.in_other_report.id).note == "open"


def test_what_a_person_leaves_out_stays_as_it_is(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    full = reopened.full
    row = colleague.row_of("Claims", full.id)
    path = colleague.write("Claims", full.id, note="taken", population="left").save()
    account = read_back(path, answers={f"Claims row {row}, population": Answer.LEAVE})
    assert [one.fate for one in account.lines] == [Fate.PASSED_OVER, Fate.AMENDED]
    assert store.get(Claim, full.id) == structs.replace(full, note="taken")
    again = read_back(path, otherwise=Answer.LEAVE, answers={f"Claims row {row}, population": Answer.JOIN})
    assert again.change is not None
    assert store.get(Claim, full.id).population == "left"


def test_reports_and_queries_come_back_and_the_codebook_does_not(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading
) -> None:
    colleague.write("Reports", reopened.report.id, year=2023, journal="Lancet", doi="nonsense")
    colleague.write("Queries", reopened.queries[2].id, answer="Yes, registered", resolved="yes")
    therapy = store.all(Therapy)[0]
    colleague.write("Therapies", therapy.id, therapy="Other cells")
    account = read_back(colleague.save())
    report = store.get(Report, reopened.report.id)
    assert (report.year, report.journal, report.doi) == (2023, "Lancet", "10.1234/x.1")
    told = " ".join(one.sentence for one in account.with_fate(Fate.REFUSED))
    assert "not a DOI" in told
    assert "The codebook is edited in its room" in told
    assert store.get(Therapy, therapy.id) == therapy


def test_a_workbook_of_another_review_is_refused(colleague: Colleague, read_back: Reading) -> None:
    about = colleague.sheet("About")
    for row in about.iter_rows(min_row=2):
        if row[0].value == "review_id":
            row[1].value = "another"
    [one] = read_back(colleague.save()).lines
    assert one.fate is Fate.REFUSED
    assert "of another review" in one.sentence


def test_a_spreadsheet_that_is_none_and_one_that_is_damaged_are_refused(tmp_path: Path, read_back: Reading) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    [one] = read_back(path).lines
    assert one.fate is Fate.REFUSED
