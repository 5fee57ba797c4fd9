from __future__ import annotations

from pathlib import Path

import pytest

from curator.adjudication.deciding import take
from curator.adjudication.queue import read_queue
from curator.checking import check
from curator.coding.claims import record_claim, retract_claim
from curator.coding.codings import submit
from curator.coding.correcting import SET_ASIDE, Correction, correct, read_correction
from curator.coding.marks import record_mark
from curator.coding.reviews import add_reviewer
from curator.errors import ChangedMeanwhile, Refused
from curator.importing.rereading import extract_again, from_file, from_words
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import Claim, Coding, CodingStatus, Label, Mark, Query, Report, Reviewer, Structure
from curator.text.following import Followed
from curator.text.passages import cut

BADLY = """# Cells in lupus

## Methods

Forty patients were rando-
mised to cells or placebo in two centres.

## Results

Relapse fell to 12 of 40 patients in the cell arm (p = 0.03).

Running head 7
"""
WELL = """# Cells in lupus

## Methods

Forty patients were randomised to cells or placebo in two centres.

## Results

Infections were rare.

Relapse fell to 12 of 40 patients in the cell arm (p = 0.03).
"""


class Desk:
    """A report whose text came in badly, and what is done with it."""

    def __init__(self, store: ReviewStore, anna: Reviewer, folder: Path) -> None:
        self.store, self.anna = store, anna
        (folder / "cells.md").write_text(BADLY)
        store.apply(read_texts([folder / "cells.md"], store, anna.id).change)
        self.report_id = store.all(Report)[0].id

    @property
    def report(self) -> Report:
        return self.store.get(Report, self.report_id)

    def passage(self, words: str):
        text = self.store.text(self.report.text_sha256)
        return cut(text, text.index(words), text.index(words) + len(words))

    def claim(self, words: str, by: Reviewer | None = None) -> str:
        claim, change = record_claim(self.store, self.report_id, (by or self.anna).id, [self.passage(words)])
        self.store.apply(change)
        return claim.id

    def mark(self, words: str, memo: str = "") -> str:
        label = self.store.all(Label)[0].id
        mark, change = record_mark(self.store, self.report_id, self.anna.id, label, [self.passage(words)], memo)
        self.store.apply(change)
        return mark.id

    def read(self, text: str = WELL) -> Correction:
        return read_correction(self.store, self.report, from_words(text), None, self.anna.id)

    def correct(self, correction: Correction, choices=None) -> None:
        self.store.apply(correct(self.store, correction, choices or {}, self.anna.id))

    def words_of(self, claim_id: str) -> list[str]:
        claim = self.store.get(Claim, claim_id)
        text = self.store.text(self.report.text_sha256)
        assert [text[one.start : one.end] for one in claim.passages] == [one.words for one in claim.passages]
        return [one.words for one in claim.passages]


@pytest.fixture
def desk(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> Desk:
    """Anna's review with the report in it."""
    folder = tmp_path / "in"
    folder.mkdir()
    return Desk(store, anna, folder)


def fates(correction: Correction) -> dict[str, Followed]:
    return {one.trace.before.words: one.trace.followed for one in correction.followings}


def test_claims_follow_their_words_and_undo_takes_all_of_it_back(desk: Desk) -> None:
    exact, close = desk.claim("12 of 40"), desk.claim("were rando-\nmised to cells")
    correction = desk.read()
    assert fates(correction) == {"12 of 40": Followed.EXACTLY, "were rando-\nmised to cells": Followed.CLOSELY}
    before = desk.report, desk.store.get(Claim, exact), desk.store.all(Structure)
    desk.correct(correction)
    assert desk.words_of(exact) == ["12 of 40"]
    assert desk.words_of(close) == ["were randomised to cells"]
    assert desk.report.characters == len(WELL)
    assert desk.report.original_sha256 == before[0].original_sha256
    assert desk.store.all(Structure)[0].text_sha256 == desk.report.text_sha256
    assert check(desk.store) == []
    desk.store.undo(desk.anna.id)
    assert (desk.report, desk.store.get(Claim, exact), desk.store.all(Structure)) == before
    desk.store.redo(desk.anna.id)
    assert check(desk.store) == []


def test_nothing_is_altered_before_what_is_not_sure_was_chosen(desk: Desk) -> None:
    claim = desk.claim("Running head 7")
    correction = desk.read()
    assert [one.trace.followed for one in correction.open] == [Followed.LOST]
    with pytest.raises(Refused, match=r"1 passage\(s\) could not be followed"):
        correct(desk.store, correction, {}, desk.anna.id)
    desk.correct(correction, {correction.open[0].place: SET_ASIDE})
    assert desk.words_of(claim) == []
    (query,) = desk.store.all(Query)
    assert (query.claim_id, query.reviewer_id) == (claim, desk.anna.id)
    assert "“Running head 7”" in query.question
    assert check(desk.store) == []


def test_a_place_that_was_chosen_is_where_the_words_are_then(desk: Desk) -> None:
    claim = desk.claim("Running head 7")
    correction = desk.read()
    place = WELL.index("Infections were rare.")
    desk.correct(correction, {correction.open[0].place: cut(WELL, place, place + 21)})
    assert desk.words_of(claim) == ["Infections were rare."]
    assert desk.store.count(Query) == 0


def test_a_mark_without_words_left_is_retracted_and_its_words_and_memo_are_kept(desk: Desk) -> None:
    mark = desk.mark("Running head 7", memo="odd")
    correction = desk.read()
    desk.correct(correction, {correction.open[0].place: SET_ASIDE})
    assert desk.store.get(Mark, mark).retracted
    (query,) = desk.store.all(Query)
    assert query.claim_id is None
    assert "“Running head 7”" in query.question
    assert "with the memo: odd." in query.question
    assert check(desk.store) == []


def test_submitted_work_of_another_follows_stays_submitted_and_is_not_shown(desk: Desk) -> None:
    ben, change = add_reviewer(desk.store, "Ben", desk.anna.id)
    desk.store.apply(change)
    kept, lost = desk.claim("12 of 40", ben), desk.claim("Running head 7", ben)
    desk.claim("p = 0.03")
    desk.store.apply(submit(desk.store, desk.report_id, ben.id))
    correction = desk.read()
    assert correction.open == ()
    assert correction.unseen == 1
    assert all(claim.reviewer_id == desk.anna.id for one in correction.followings for claim in one.claims)
    desk.correct(correction)
    assert desk.words_of(kept) == ["12 of 40"]
    assert desk.words_of(lost) == []
    (query,) = desk.store.all(Query)
    assert (query.reviewer_id, query.claim_id) == (ben.id, lost), "its own reviewer finds it, and nobody else"
    assert desk.store.all(Coding, reviewer_id=ben.id)[0].status is CodingStatus.SUBMITTED


def test_what_was_retracted_follows_too(desk: Desk) -> None:
    claim = desk.claim("12 of 40")
    desk.store.apply(retract_claim(desk.store, desk.store.get(Claim, claim), desk.anna.id))
    desk.correct(desk.read())
    assert desk.words_of(claim) == ["12 of 40"]


def test_the_same_text_and_the_text_of_another_report_are_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="this very text already"):
        desk.read(BADLY)
    (tmp_path / "other.md").write_text(WELL)
    desk.store.apply(read_texts([tmp_path / "other.md"], desk.store, desk.anna.id).change)
    with pytest.raises(Refused, match="Cells in lupus” has this very text"):
        desk.read()


def test_words_marked_meanwhile_are_never_set_aside_unasked(desk: Desk) -> None:
    correction = desk.read()
    desk.claim("12 of 40")
    with pytest.raises(ChangedMeanwhile):
        correct(desk.store, correction, {}, desk.anna.id)


def test_a_file_in_place_of_the_old_one_becomes_the_original(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "new.html").write_text(
        "<html><body><h1>Cells</h1><p>Relapse fell to 12 of 40 patients.</p></body></html>"
    )
    reading, original = from_file(tmp_path / "new.html")
    correction = read_correction(desk.store, desk.report, reading, original, desk.anna.id)
    desk.correct(correction)
    assert desk.store.original(desk.report.original_sha256) == original
    assert desk.store.text(desk.report.text_sha256) == "Cells\n\nRelapse fell to 12 of 40 patients."


def test_extracting_again_gives_what_today_s_reader_reads(desk: Desk) -> None:
    desk.correct(desk.read())
    assert extract_again(desk.store, desk.report).text == BADLY
    correction = read_correction(desk.store, desk.report, extract_again(desk.store, desk.report), None, desk.anna.id)
    desk.correct(correction)
    assert desk.store.text(desk.report.text_sha256) == BADLY


def test_a_decision_holds_after_the_words_moved(desk: Desk) -> None:
    ben, change = add_reviewer(desk.store, "Ben", desk.anna.id)
    desk.store.apply(change)
    desk.claim("12 of 40")
    desk.claim("12 of 40 patients", ben)
    for reviewer in (desk.anna, ben):
        desk.store.apply(submit(desk.store, desk.report_id, reviewer.id))
    (disagreement,) = read_queue(desk.store).open
    desk.store.apply(take(desk.store, disagreement, disagreement.claims[0].id, desk.anna.id, "It is enough."))
    desk.correct(desk.read())
    queue = read_queue(desk.store)
    assert queue.open == ()
    assert [one.overtaken for one in queue.settled] == [False]
    assert check(desk.store) == []
