"""A report whose text differs is never merged by position; what is not found with certainty is listed."""

from __future__ import annotations

import msgspec
import pytest

from curator.changes import Change, SourceText, amended
from curator.checking import check
from curator.desktops.other_texts import are_versions
from curator.records import Claim, ClaimStatus, Mark, Query, Report
from curator.text.passages import quote
from tests.curator.desktops.conftest import HandOut
from tests.curator.desktops.desktop import Desktop

FIRST = (
    "Flares were rarer in those who were given cells than in all others (RR 0.47, 95% CI 0.26 to 0.83).\n"
    "Nobody died. Infections were seen in both groups, and they were mild in most people.\n"
    "Nobody died of them."
)
SHIFTED = FIRST.replace("Flares were rarer", "Fewer new flares").replace("RR 0.47", "RR 0.74")
"""A corrected version: of the same length, but what stands at a place is something else."""


@pytest.fixture
def both(lead: Desktop, to: HandOut) -> tuple[Desktop, Desktop]:
    """Ben brings in a corrected version of a report that Anna has imported meanwhile."""
    ben = to("Ben")
    lead.bring("trial.txt", FIRST)
    ben.bring("trial.txt", "An erratum was printed.\n" + SHIFTED)
    return lead, ben


def test_words_that_stand_in_both_are_found_again(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    claim = ben.claim("Infections were seen in both groups", "trial.txt", note="of Ben")
    mark = ben.mark("those who were given cells", "trial.txt")
    merge = lead.merge(ben)
    report = lead.report("trial.txt")
    assert lead.store.count(Report) == 3, "one report, not two"
    assert lead.get(claim).report_id == report.id
    assert quote(lead.get(claim).passages) == "Infections were seen in both groups"
    assert lead.get(claim).passages[0].start != claim.passages[0].start
    assert lead.get(mark).passages[0].words == "those who were given cells"
    assert merge.files[0].lost_words == []
    assert "has another text of" in merge.files[0].notes[0]
    assert check(lead.store) == []
    assert lead.preview(ben).change is None


def test_words_that_are_not_there_make_a_draft_and_a_query(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    claim = ben.claim("An erratum was printed.", "trial.txt", note="of Ben")
    ben.amend(claim, status=ClaimStatus.COMPLETE)
    mark = ben.mark("An erratum", "trial.txt")
    merge = lead.merge(ben)
    assert [(lost.words, lost.closely) for lost in merge.files[0].lost_words] == [
        ("An erratum", False),
        ("An erratum was printed.", False),
    ]
    assert "were not found in the text that this review has" in merge.files[0].lost_words[0].sentence
    come = lead.get(claim)
    assert (come.passages, come.status, come.note) == ((), ClaimStatus.DRAFT, "of Ben")
    assert lead.store.get_many(Mark, [mark.id]) == {}
    asked = {query.claim_id: query.question for query in lead.store.all(Query)}
    assert "“An erratum was printed.”" in asked[claim.id]
    assert "A mark stood on them." in asked[None]
    assert check(lead.store) == []
    assert lead.preview(ben).change is None


def test_words_that_stand_twice_in_equal_surroundings_are_not_guessed(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    text = ben.text("trial.txt")
    claim = ben.claim("Nobody died", "trial.txt")
    bare = msgspec.structs.replace(claim.passages[0], before="", after="")
    assert text.count("Nobody died") == 2
    ben.do(Change(title="x", reviewer_id=None, alterations=(amended(claim, passages=(bare,)),)))
    (lost,) = lead.merge(ben).files[0].lost_words
    assert (lost.words, lost.closely) == ("Nobody died", False)


def test_words_that_are_found_closely_are_placed_and_asked_about(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    words = "Fewer new flares in those who were given cells than in all others"
    claim = ben.claim(words, "trial.txt")
    (lost,) = lead.merge(ben).files[0].lost_words
    assert lost.closely
    come = lead.get(claim)
    assert come.status is ClaimStatus.DRAFT
    assert "than in all others" in come.passages[0].words
    assert "found only closely" in lead.store.all(Query)[0].question


def test_a_number_that_was_corrected_is_not_taken_for_the_old_one(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    claim = ben.claim("in all others (RR 0.74, 95% CI 0.26 to 0.83)", "trial.txt")
    (lost,) = lead.merge(ben).files[0].lost_words
    assert not lost.closely
    assert lead.get(claim).passages == ()


def test_passages_that_are_found_stay_when_another_one_is_lost(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    text = ben.text("trial.txt")
    claim = ben.claim("An erratum was printed.", "trial.txt")
    from curator.text.passages import cut

    start = text.index("mild in most people")
    ben.amend(claim, passages=(*claim.passages, cut(text, start, start + 19)))
    lead.merge(ben)
    assert quote(lead.get(claim).passages) == "mild in most people"
    assert lead.store.count(Query) == 1


def test_what_is_amended_there_later_is_found_again_too(both: tuple[Desktop, Desktop]) -> None:
    lead, ben = both
    claim = ben.claim("Infections were seen in both groups", "trial.txt")
    lead.merge(ben)
    ben.amend(claim, note="later")
    merge = lead.merge(ben)
    assert merge.files[0].conflicts == []
    assert lead.get(claim).note == "later"
    lead.amend(claim, note="of Anna")
    ben.amend(claim, note="of Ben")
    assert len(lead.preview(ben).open_conflicts) == 1


def test_another_report_by_the_same_file_name_is_another_report(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.bring("fulltext.txt", FIRST)
    report = ben.bring(
        "fulltext.txt", "A wholly other trial of something else, with other words in every sentence of it."
    )
    claim = ben.claim("something else", "fulltext.txt")
    merge = lead.merge(ben)
    assert "its text is a different one" in merge.files[0].notes[0]
    assert lead.get(claim).report_id == report.id
    assert lead.store.count(Report) == 4
    assert check(lead.store) == []


def test_a_report_whose_own_text_was_exchanged_keeps_the_text_here(lead: Desktop, to: HandOut) -> None:
    """The same id, another text: somebody exchanged it in the file."""
    report = lead.bring("trial.txt", FIRST)
    ben = to("Ben")
    source = SourceText(text=SHIFTED, original=SHIFTED.encode())
    exchanged = amended(
        report, text_sha256=source.text_sha256, original_sha256=source.original_sha256, title="Corrected"
    )
    ben.do(Change(title="Exchange", reviewer_id=None, alterations=(exchanged,), texts=(source,)))
    claim = ben.claim("Infections were seen in both groups", "trial.txt")
    lost = ben.claim("Fewer new flares in those", "trial.txt")
    merge = lead.merge(ben)
    here = lead.report("trial.txt")
    assert (here.text_sha256, here.title) == (report.text_sha256, "Corrected")
    assert quote(lead.get(claim).passages) == "Infections were seen in both groups"
    assert lead.get(lost).status is ClaimStatus.DRAFT
    assert [one.words for one in merge.files[0].lost_words] == ["Fewer new flares in those"]
    assert check(lead.store) == []


def test_the_codings_of_two_versions_in_one_file_become_one(lead: Desktop, to: HandOut) -> None:
    report = lead.bring("trial.txt", FIRST)
    ben = to("Ben")
    old = ben.claim("Infections were seen", "trial.txt")
    ben.do(Change(title="x", reviewer_id=None, alterations=(amended(report, file_name="trial (old).txt"),)))
    ben.bring("trial.txt", "An erratum was printed.\n" + FIRST)
    new = ben.claim("mild in most people", "trial.txt")
    lead.merge(ben)
    assert {lead.get(old).report_id, lead.get(new).report_id} == {report.id}
    assert check(lead.store) == []
    assert isinstance(lead.get(new), Claim)


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (FIRST, SHIFTED, True),
        (FIRST, FIRST * 3, True),
        (FIRST, "other words in other order are not a version of anything here", False),
        ("", FIRST, False),
        ("one two", "one two", True),
    ],
)
def test_versions_have_most_of_their_words_in_common(first: str, second: str, answer: bool) -> None:
    assert are_versions(first, second) is answer
    assert are_versions(second, first) is answer
