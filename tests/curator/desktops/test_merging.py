"""What comes back is merged by identity: previewed, all or nothing, once, in any order."""

from __future__ import annotations

import shutil
from pathlib import Path

from curator.checking import check
from curator.coding.codings import coding_of, reopen
from curator.coding.reviews import amend_review
from curator.desktops.accounts import Take
from curator.desktops.handing_out import handouts
from curator.records import (
    Claim,
    ClaimStatus,
    CodingStatus,
    Handout,
    Label,
    Mark,
    Outcome,
    Query,
    Report,
    Review,
    Reviewer,
    Study,
    Therapy,
)
from tests.curator.desktops.conftest import HandOut
from tests.curator.desktops.desktop import CELLS, Desktop, records


def test_new_work_comes_in_as_it_was_made(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.claim("Relapse was rarer", therapy="Cells", note="of Anna")
    claim = ben.claim("Relapse was rarer", therapy="Cells", outcome="Relapse", note="of Ben")
    ben.amend(claim, population="adults")
    ben.mark("Nobody died")
    ben.ask("Is this so?", claim)
    ben.submit()
    before = records(lead)
    preview = lead.preview(ben)
    assert records(lead) == before, "a preview alters nothing"
    (account,) = preview.files
    assert account.new == {"coding": 1, "claim": 1, "mark": 1, "query": 1}
    assert (account.reviewer, account.changed, account.conflicts, account.notes) == ("Ben", {}, [], [])
    lead.merge(ben)
    assert records(lead) == {**before, **records(ben)}
    assert coding_of(lead.store, claim.report_id, ben.me.id).status is CodingStatus.SUBMITTED  # type: ignore[union-attr]
    entry = lead.store.log(limit=1)[0]
    assert (entry.title, entry.reviewer_id) == ("Merge the work of Ben", lead.me.id)
    assert check(lead.store) == []


def test_a_merge_is_one_change_that_is_undone_and_redone_as_a_whole(lead: Desktop, to: HandOut) -> None:
    ben, cleo = to("Ben"), to("Cleo")
    ben.claim("Relapse was rarer", therapy="Cells")
    ben.add(Therapy, "Fludarabine")
    cleo.bring("more.txt", "A third text about cells.")
    before = records(lead)
    lead.merge(ben, cleo)
    after = records(lead)
    assert lead.store.log(limit=1)[0].title == "Merge the work of Ben and Cleo"
    lead.store.undo(lead.me.id)
    assert records(lead) == before
    assert handouts(lead.store)[ben.me.id][0].merged_at is None
    lead.store.redo(lead.me.id)
    assert records(lead) == after
    lead.store.undo(lead.me.id)
    lead.merge(ben, cleo)
    assert records(lead) == after
    assert check(lead.store) == []


def test_the_same_file_twice_changes_nothing(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer", therapy="Cells")
    lead.merge(ben)
    lead.amend(claim, note="looked at by Anna")
    again = lead.preview(ben)
    assert (again.change, again.refused, again.open_conflicts) == (None, (), ())
    assert again.files[0].brings_nothing
    assert again.files[0].same > 0
    assert lead.preview(ben, ben).change is None


def test_work_goes_on_after_a_merge_on_both_desktops(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    first, second = ben.claim("Relapse was rarer"), ben.claim("Survival was longer")
    lead.merge(ben)
    lead.amend(first, note="of Anna")
    ben.amend(second, note="of Ben")
    third = ben.claim("Nobody died")
    merge = lead.merge(ben)
    assert merge.files[0].new == {"claim": 1}
    assert merge.files[0].changed == {"claim": 1}
    assert lead.get(first).note == "of Anna"
    assert lead.get(second).note == "of Ben"
    assert lead.get(third) == third


def test_an_earlier_state_of_a_file_brings_nothing(lead: Desktop, to: HandOut, tmp_path: Path) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer", note="first")
    early = shutil.copyfile(ben.path, tmp_path / "early.curator")
    ben.amend(claim, note="second")
    lead.merge(ben)
    assert lead.preview(early).change is None
    assert lead.get(claim).note == "second"
    lead.store.undo(lead.me.id)
    lead.merge(early)
    lead.merge(ben)
    assert lead.get(claim).note == "second"
    lead.store.undo(lead.me.id)
    lead.store.undo(lead.me.id)
    lead.merge(ben, early)
    assert lead.get(claim).note == "second"


def test_two_copies_of_a_handout_in_which_was_worked_apart_both_count(
    lead: Desktop, to: HandOut, tmp_path: Path
) -> None:
    """Ben copies his file to a laptop and goes on in both; the shorter one is no earlier state of the longer."""
    ben = to("Ben")
    shared = ben.claim("Relapse was rarer", note="shared")
    path = shutil.copyfile(ben.path, tmp_path / "laptop.curator")
    laptop = Desktop(path, "Ben")
    on_laptop = laptop.claim("Survival was longer")
    ben.amend(shared, note="at the desk")
    ben.claim("Nobody died")
    ben.amend(shared, note="at the desk again")
    for first, second in ((ben, laptop), (laptop, ben)):
        lead.merge(first)
        merge = lead.merge(second)
        assert merge.files[0].conflicts == []
        assert lead.get(shared).note == "at the desk again"
        assert lead.get(on_laptop) == on_laptop
        assert lead.store.count(Claim) == 3
        assert lead.preview(ben, laptop).change is None
        lead.store.undo(lead.me.id)
        lead.store.undo(lead.me.id)
    laptop.close()


def test_retractions_and_undone_work_are_changes_like_others(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    kept, undone = ben.claim("Relapse was rarer"), ben.claim("Survival was longer")
    lead.merge(ben)
    ben.store.undo(ben.me.id)
    ben.retract(kept)
    merge = lead.merge(ben)
    assert merge.files[0].taken_away == {"claim": 1}
    assert lead.get(kept).status is ClaimStatus.RETRACTED
    assert lead.store.get_many(Claim, [undone.id]) == {}
    assert check(lead.store) == []


def test_what_was_taken_away_there_stays_where_it_is_in_use_here(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer")
    lead.merge(ben)
    lead.ask("Sure?", claim)
    ben.store.undo(ben.me.id)
    preview = lead.preview(ben)
    assert (
        preview.files[0].notes[0].endswith("“Relapse was rarer” was taken away in the file; it stays, as it is in use.")
    )
    lead.store.undo(lead.me.id)
    lead.merge(ben)
    assert lead.store.count(Claim) == 0


def test_both_edited_the_same_record_and_a_person_chooses(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer", note="first")
    lead.merge(ben)
    lead.amend(claim, note="of Anna")
    theirs = ben.amend(claim, note="of Ben", population="adults")
    preview = lead.preview(ben)
    assert preview.change is None
    (conflict,) = preview.open_conflicts
    assert conflict.what == f"claim of Ben on “{lead.report('cells.txt').title}”: “Relapse was rarer”"
    assert conflict.fields == ("population", "note")
    assert (conflict.ours.note, conflict.theirs.note) == ("of Anna", "of Ben")  # type: ignore[union-attr]
    assert conflict.safe is Take.THEIRS, "it is Ben's claim"

    lead.merge(ben, take=Take.THEIRS)
    assert lead.get(claim) == theirs
    lead.store.undo(lead.me.id)

    lead.merge(ben, takes={claim.id: Take.OURS})
    assert lead.get(claim).note == "of Anna"
    (handout,) = handouts(lead.store)[ben.me.id]
    assert "of Ben" in handout.set_aside[0], "what was not taken is kept"
    assert lead.preview(ben).change is None, "nobody is asked twice"


def test_the_safe_choice_for_what_belongs_to_all_is_the_review_itself(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.rename(Outcome, "Relapse", definition="as the review says")
    ben.rename(Outcome, "Relapse", definition="as Ben says")
    (conflict,) = lead.preview(ben).open_conflicts
    assert (conflict.safe, conflict.kind, conflict.fields) == (Take.OURS, "outcome", ("definition",))
    lead.merge(ben, take=Take.SAFE)
    assert lead.term(Outcome, "Relapse").definition == "as the review says"


def test_what_one_took_away_and_the_other_amended_is_asked_and_kept(lead: Desktop, to: HandOut) -> None:
    lead.add(Outcome, "Fatigue")
    lead.add(Outcome, "Pain")
    ben = to("Ben")
    lead.remove(Outcome, "Fatigue")
    ben.rename(Outcome, "Fatigue", definition="tired")
    lead.rename(Outcome, "Pain", definition="hurts")
    ben.remove(Outcome, "Pain")
    preview = lead.preview(ben)
    assert {conflict.what: conflict.safe for conflict in preview.open_conflicts} == {
        "outcome “Fatigue”": Take.THEIRS,
        "outcome “Pain”": Take.OURS,
    }
    lead.merge(ben, take=Take.SAFE)
    assert {"Fatigue", "Pain"} <= {outcome.name for outcome in lead.store.all(Outcome)}
    lead.store.undo(lead.me.id)
    lead.merge(ben, takes={one.record_id: Take.THEIRS for one in preview.open_conflicts})
    assert lead.term(Outcome, "Fatigue").definition == "tired"
    assert "Pain" not in {outcome.name for outcome in lead.store.all(Outcome)}


def test_a_term_in_use_there_that_was_taken_away_here_comes_back(lead: Desktop, to: HandOut) -> None:
    lead.add(Therapy, "Sirolimus")
    ben = to("Ben")
    lead.remove(Therapy, "Sirolimus")
    claim = ben.claim("Relapse was rarer", therapy="Sirolimus")
    merge = lead.merge(ben)
    assert merge.files[0].notes == ["The therapy “Sirolimus” was taken away here; it comes back, as it is in use."]
    assert lead.get(claim).therapies == ((lead.term(Therapy, "Sirolimus").id,),)
    assert check(lead.store) == []


def test_a_term_taken_away_there_goes_unless_it_is_in_use_here(lead: Desktop, to: HandOut) -> None:
    lead.add(Therapy, "Sirolimus")
    lead.add(Therapy, "Dapsone")
    ben = to("Ben")
    ben.remove(Therapy, "Sirolimus")
    ben.remove(Therapy, "Dapsone")
    lead.claim("Relapse was rarer", therapy="Sirolimus")
    merge = lead.merge(ben)
    assert merge.files[0].taken_away == {"therapy": 1}
    assert merge.files[0].notes == ["The therapy “Sirolimus” was taken away in the file; it stays, as it is in use."]
    assert {"Cells", "Rituximab", "Sirolimus"} == {therapy.name for therapy in lead.store.all(Therapy)}
    assert check(lead.store) == []


def test_a_term_that_both_added_becomes_one_after_asking(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    mine = lead.add(Outcome, "Fatigue", definition="tired")
    theirs = ben.add(Outcome, "  FATIGUE", synonyms=("exhaustion",))
    claim = ben.claim("Nobody died", outcome=theirs.name)
    preview = lead.preview(ben)
    assert preview.change is None
    (join,) = preview.open_joins
    assert (join.kind, join.name, join.ours_id, join.theirs_id) == ("outcome", "Fatigue", mine.id, theirs.id)
    lead.merge(ben, join_terms=True)
    joined = lead.term(Outcome, "Fatigue")
    assert (joined.id, joined.definition, joined.synonyms) == (mine.id, "tired", ("exhaustion",))
    assert lead.store.get_many(Outcome, [theirs.id]) == {}
    assert lead.get(claim).outcome_id == mine.id
    later = ben.claim("Survival was longer", outcome=theirs.name)
    merge = lead.merge(ben)
    assert merge.files[0].joins == [], "they are known to be one"
    assert lead.get(later).outcome_id == mine.id
    assert check(lead.store) == []


def test_two_who_define_one_name_differently_are_asked(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.add(Label, "Costs", definition="of the drug", colour="#111111")
    ben.add(Label, "costs", definition="to the patient", colour="#222222")
    mark = ben.mark("Nobody died", label="costs")
    preview = lead.preview(ben, join_terms=True)
    assert [(conflict.kind, conflict.fields) for conflict in preview.open_conflicts] == [("label", ("definition",))]
    lead.merge(ben, join_terms=True, take=Take.THEIRS)
    costs = lead.term(Label, "Costs")
    assert (costs.definition, costs.colour) == ("to the patient", "#111111")
    assert lead.get(mark).label_id == costs.id


def test_a_new_term_that_is_a_synonym_here_is_pointed_out(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.rename(Therapy, "Cells", synonyms=("MSC",))
    ben.add(Therapy, "msc")
    claim = ben.claim("Relapse was rarer", therapy="msc")
    merge = lead.merge(ben)
    assert merge.files[0].notes == [
        "The therapy entries “Cells” and “msc” share the name “msc” now. Merge them, or rename one."
    ]
    lead.merge_terms(Therapy, "msc", "Cells")
    assert lead.get(claim).therapies == ((lead.term(Therapy, "Cells").id,),)


def test_new_terms_under_new_terms_come_in_as_a_tree(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    above = lead.add(Therapy, "Drugs")
    theirs = ben.add(Therapy, "drugs")
    below = ben.add(Therapy, "Steroids", parent_id=theirs.id)
    ben.add(Therapy, "Prednisone", parent_id=below.id)
    merge = lead.merge(ben, join_terms=True)
    assert merge.files[0].codebook_added == ["Steroids", "Prednisone"]
    tree = lead.book.therapies
    assert [term.name for term in tree.path(lead.term(Therapy, "Prednisone").id)] == ["Drugs", "Steroids", "Prednisone"]
    assert lead.get(below).parent_id == above.id


def test_a_term_merged_here_takes_over_what_still_names_it_there(lead: Desktop, to: HandOut) -> None:
    lead.add(Therapy, "MSC")
    ben = to("Ben")
    old = ben.claim("Relapse was rarer", therapy="MSC")
    lead.merge(ben)
    lead.merge_terms(Therapy, "MSC", "Cells")
    ben.amend(old, note="amended after the terms were merged")
    new = ben.claim("Survival was longer", therapy="MSC")
    below = ben.add(Therapy, "UC-MSC", parent_id=ben.term(Therapy, "MSC").id)
    merge = lead.merge(ben)
    assert merge.files[0].conflicts == [], "only the name of a term was altered here"
    cells = lead.term(Therapy, "Cells").id
    assert lead.get(old).therapies == lead.get(new).therapies == ((cells,),)
    assert lead.get(old).note == "amended after the terms were merged"
    assert lead.get(below).parent_id == cells
    assert check(lead.store) == []


def test_a_term_merged_there_takes_over_what_names_it_here(lead: Desktop, to: HandOut) -> None:
    lead.add(Therapy, "MSC")
    ben = to("Ben")
    mine = lead.claim("Relapse was rarer", therapy="MSC")
    lead.add(Therapy, "UC-MSC", parent_id=lead.term(Therapy, "MSC").id)
    ben.merge_terms(Therapy, "MSC", "Cells")
    lead.merge(ben)
    cells = lead.term(Therapy, "Cells")
    assert lead.get(mine).therapies == ((cells.id,),)
    assert lead.term(Therapy, "UC-MSC").parent_id == cells.id
    assert cells.synonyms == ("MSC",)
    assert check(lead.store) == []


def test_two_terms_merged_into_each_other_stay_apart_from_a_ring(lead: Desktop, to: HandOut) -> None:
    lead.add(Therapy, "MSC")
    ben = to("Ben")
    lead.merge_terms(Therapy, "MSC", "Cells")
    ben.merge_terms(Therapy, "Cells", "MSC")
    claim = ben.claim("Relapse was rarer", therapy="MSC")
    lead.merge(ben, take=Take.THEIRS)
    assert check(lead.store) == []
    assert lead.book.therapies.by_id[lead.get(claim).therapies[0][0]].merged_into_id is None


def test_two_terms_moved_under_each_other_do_not_vanish_in_a_ring(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    cells, rituximab = lead.term(Therapy, "Cells"), lead.term(Therapy, "Rituximab")
    lead.rename(Therapy, "Cells", parent_id=rituximab.id)
    ben.rename(Therapy, "Rituximab", parent_id=cells.id)
    assert "stays where it was" in lead.preview(ben).files[0].notes[0]
    claim = ben.claim("Relapse was rarer")
    lead.merge(ben)
    assert lead.get(claim) == claim
    assert lead.get(rituximab).parent_id is None
    assert check(lead.store) == []


def test_two_terms_of_one_name_by_renaming_are_said(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.rename(Therapy, "Cells", name="Treatment")
    ben.rename(Therapy, "Rituximab", name="treatment")
    assert "“Treatment” and “treatment” share the name" in lead.merge(ben).files[0].notes[0]


def test_moving_terms_about_is_no_conflict(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.rename(Therapy, "Cells", position=4)
    ben.rename(Therapy, "Cells", position=7, definition="of any source")
    lead.merge(ben)
    cells = lead.term(Therapy, "Cells")
    assert (cells.position, cells.definition) == (7, "of any source")


def test_the_same_text_brought_in_on_both_desktops_is_one_report(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    mine = lead.bring("third.txt", "A third report. Fewer flares were seen with cells.")
    theirs = ben.bring("downloaded (1).txt", "A third report. Fewer flares were seen with cells.")
    claim = ben.claim("Fewer flares", "downloaded (1).txt")
    lead.merge(ben)
    assert lead.store.get_many(Report, [theirs.id]) == {}
    assert lead.get(claim).report_id == mine.id
    assert lead.get(mine) == mine
    assert coding_of(lead.store, mine.id, ben.me.id) is not None
    assert check(lead.store) == []


def test_a_new_report_comes_in_with_its_text_and_file(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    report = ben.bring("third.txt", "A third report. Fewer flares were seen with cells.")
    lead.merge(ben)
    assert lead.text("third.txt") == "A third report. Fewer flares were seen with cells."
    assert lead.store.original(report.original_sha256) == ben.store.original(report.original_sha256)
    assert check(lead.store) == []


def test_two_studies_of_one_name_are_one_and_a_report_is_about_all_that_either_says(lead: Desktop, to: HandOut) -> None:
    from curator.coding.reports import add_study, amend_report

    ben = to("Ben")
    for desktop, names in ((lead, ("LUCY", "LUMINA")), (ben, ("lucy", "ATLAS"))):
        studies = [add_study(desktop.store, name, desktop.me.id) for name in names]
        for _, change in studies:
            desktop.do(change)
        linked = tuple(study.id for study, _ in studies)
        desktop.do(amend_report(desktop.report("cells.txt"), desktop.me.id, study_ids=linked))
    lead.merge(ben)
    studies = {study.id: study.name for study in lead.store.all(Study)}
    assert sorted(studies.values()) == ["ATLAS", "LUCY", "LUMINA"]
    assert {studies[one] for one in lead.report("cells.txt").study_ids} == set(studies.values())
    assert check(lead.store) == []


def test_synonyms_that_both_added_are_all_kept(lead: Desktop, to: HandOut) -> None:
    lead.rename(Therapy, "Cells", synonyms=("MSC", "old"))
    ben, cleo = to("Ben"), to("Cleo")
    lead.rename(Therapy, "Cells", synonyms=("MSC", "old", "UC-MSC"))
    ben.rename(Therapy, "Cells", synonyms=("MSC", "stem cells"))
    cleo.rename(Therapy, "Cells", synonyms=("BM-MSC", "MSC", "old"), definition="of any source")
    lead.merge(ben, cleo)
    cells = lead.term(Therapy, "Cells")
    assert cells.synonyms == ("MSC", "BM-MSC", "UC-MSC", "stem cells")
    assert cells.definition == "of any source"


def test_the_reviews_own_words_are_merged_too(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.do(amend_review(lead.store.all(Review)[0], lead.me.id, guidance="Read twice."))
    assert lead.preview(ben).change is None
    ben.do(amend_review(ben.store.all(Review)[0], ben.me.id, question="Do cells help?"))
    (conflict,) = lead.preview(ben).open_conflicts
    assert (conflict.kind, conflict.safe) == ("review", Take.OURS)


def test_what_was_taken_away_there_stays_when_another_file_has_it_too(lead: Desktop, to: HandOut) -> None:
    ben, cleo = to("Ben"), to("Cleo")
    report = ben.bring("third.txt", "A third report.")
    lead.merge(ben)
    cleo.bring("the same.txt", "A third report.")
    lead.merge(cleo)
    ben.store.undo(ben.me.id)
    assert "it stays, as it is in use" in lead.preview(ben).files[0].notes[0]
    assert lead.get(report) == report


def test_what_was_taken_away_and_made_again_is_the_same_thing(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    ben.submit("cells.txt")
    report = ben.bring("third.txt", "A third report.")
    lead.merge(ben)
    ben.store.undo(ben.me.id)
    ben.store.undo(ben.me.id)
    claim = ben.claim("Relapse was rarer")
    ben.bring("third.txt", "A third report.")
    merge = lead.merge(ben)
    assert merge.files[0].taken_away == {}
    coding = coding_of(lead.store, claim.report_id, ben.me.id)
    assert coding is not None
    assert coding.status is CodingStatus.IN_PROGRESS, "he took back that he had submitted it"
    assert lead.get(report) == report
    assert lead.store.count(Report) == 3
    assert check(lead.store) == []


def test_work_in_a_coding_that_was_submitted_here_is_said(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer")
    lead.merge(ben)
    lead.do(reopen_after_submitting(lead, claim, ben))
    ben.amend(claim, note="later")
    merge = lead.merge(ben)
    assert "was submitted here, and the file has later work on it" in merge.files[0].notes[0]
    assert coding_of(lead.store, claim.report_id, ben.me.id).status is CodingStatus.SUBMITTED  # type: ignore[union-attr]


def reopen_after_submitting(lead: Desktop, claim: Claim, ben: Desktop):
    """Anna submits for Ben, opens it again and submits it once more."""
    from curator.coding.codings import submit

    lead.do(submit(lead.store, claim.report_id, ben.me.id))
    lead.do(reopen(lead.store, claim.report_id, ben.me.id))
    return submit(lead.store, claim.report_id, ben.me.id)


def test_a_coding_begun_on_two_desktops_is_one_and_as_far_as_the_further(
    lead: Desktop, to: HandOut, tmp_path: Path
) -> None:
    ben = to("Ben")
    second = Desktop(lead.hand_out_file("Ben", "second.curator").path, "Ben")
    ben.claim("Relapse was rarer")
    second.claim("Survival was longer")
    second.submit()
    lead.merge(ben, second)
    coding = coding_of(lead.store, lead.report("cells.txt").id, ben.me.id)
    assert coding is not None
    assert coding.status is CodingStatus.SUBMITTED
    assert check(lead.store) == []
    assert lead.preview(ben, second).change is None
    second.close()


def test_a_copy_instead_of_a_handout_is_merged_from_where_the_two_parted(
    lead: Desktop, to: HandOut, tmp_path: Path
) -> None:
    """The likeliest mistake: somebody copies the file and works in the copy."""
    before = lead.claim("Relapse was rarer", note="before")
    copy = Desktop(shutil.copyfile(lead.path, tmp_path / "copy.curator"), "Anna Berg")
    lead.claim("Nobody died")
    lead.amend(before, note="here")
    new = copy.claim("Survival was longer")
    other = copy.add(Therapy, "Sirolimus")
    merge = lead.merge(copy)
    assert merge.files[0].new == {"therapy": 1, "claim": 1}
    assert lead.get(new) == new
    assert lead.get(other) == other
    assert lead.get(before).note == "here"
    assert lead.preview(copy).change is None
    copy.amend(before, note="there")
    (conflict,) = lead.preview(copy).open_conflicts
    assert conflict.ours.note == "here"  # type: ignore[union-attr]
    copy.close()


def test_a_reviewer_who_codes_on_anothers_desktop_comes_along(lead: Desktop, to: HandOut) -> None:
    from curator.coding.reviews import add_reviewer

    ben = to("Ben")
    dan, change = add_reviewer(ben.store, "Dan")
    ben.do(change)
    ben.me = dan
    claim = ben.claim("Relapse was rarer")
    lead.merge(ben)
    assert lead.get(claim).reviewer_id == dan.id
    assert [reviewer.name for reviewer in lead.store.all(Reviewer)] == ["Anna Berg", "Ben", "Dan"]


def test_marks_and_queries_are_amended_like_claims(lead: Desktop, to: HandOut) -> None:
    from curator.coding.marks import amend_mark, retract_mark
    from curator.coding.queries import answer

    ben = to("Ben")
    claim = ben.claim("Relapse was rarer")
    mark, gone, query = ben.mark("Nobody died"), ben.mark("Survival"), ben.ask("So?", claim)
    lead.merge(ben)
    ben.do(amend_mark(ben.store, mark, ben.me.id, memo="sure"))
    ben.do(retract_mark(ben.store, gone, ben.me.id))
    ben.do(answer(query, ben.me.id, "Yes."))
    lead.merge(ben)
    assert lead.get(mark).memo == "sure"
    assert lead.get(gone).retracted
    assert lead.get(query).answer == "Yes."


def test_two_versions_of_a_file_that_both_hold_news_are_taken_in_one_go(
    lead: Desktop, to: HandOut, tmp_path: Path
) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer", note="first")
    early = shutil.copyfile(ben.path, tmp_path / "early.curator")
    ben.amend(claim, note="second")
    merge = lead.merge(early, ben)
    assert merge.files[0].new == {"coding": 1, "claim": 1}
    assert merge.files[1].changed == {"claim": 1}
    assert lead.get(claim).note == "second"


def test_handouts_do_not_travel(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    ben.claim("Relapse was rarer")
    lead.merge(ben)
    assert ben.store.count(Handout) == 1
    assert lead.store.count(Handout) == 1
    assert lead.text("cells.txt") == CELLS
    assert lead.store.count(Mark) == lead.store.count(Query) == 0
