"""A search finds what a plain scan finds, in order, in its surroundings; marks it makes are one change."""

from __future__ import annotations

import random
import re

import pytest

from curator.changes import Change, added, amended
from curator.coding.blinding import BlindReader
from curator.coding.claims import retract_claim
from curator.coding.codings import submit
from curator.coding.reports import retire_report
from curator.errors import BadInput, Refused
from curator.finding.candidates import Candidates
from curator.finding.finds import Find, Where
from curator.finding.language import read_question
from curator.finding.marking import mark_finds
from curator.finding.question import Needed
from curator.finding.searching import search
from curator.finding.wording import SEARCHED_KINDS
from curator.ids import new_id
from curator.ports import RecordReader, ReviewStore
from curator.records import Claim, Label, Mark, Report, Study
from tests.curator.finding.conftest import TRIAL, Searched


def finds(reader: RecordReader, typed: str, **how: object) -> list[Find]:
    return list(search(reader, read_question(typed), **how))  # type: ignore[arg-type]


def hits(reader: RecordReader, typed: str, **how: object) -> list[str]:
    return [find.hit for find in finds(reader, typed, **how)]


class Plain:
    """Reads a review whose index knows nothing: everything is worth looking at."""

    def __init__(self, store: ReviewStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def worth_searching(self, _needed: Needed) -> Candidates:
        texts = frozenset(report.text_sha256 for report in self._store.all(Report))
        records = {kind: [record.id for record in self._store.all(kind)] for kind in SEARCHED_KINDS}
        return Candidates(texts=texts, records=records)


def test_texts_come_first_then_references_claims_and_notes(review: Searched) -> None:
    review.claim(review.anna, statement="Cells prevent relapse", note="Are these cells ours?")
    review.mark(review.anna, "cells of which sort?")
    review.ask(review.ben, "Whose cells?")
    found = finds(review.store, "cells")
    assert [find.where for find in found] == [
        *[Where.TEXT] * 3,
        *[Where.REFERENCE] * 3,
        *[Where.CLAIM] * 2,
        *[Where.NOTE] * 3,
    ]
    assert {find.field for find in found if find.where is Where.REFERENCE} == {"title", "doi"}
    assert {find.field for find in found if find.where is Where.NOTE} == {"note", "memo", "question"}


def test_a_find_stands_in_its_surroundings(review: Searched) -> None:
    (find,) = finds(review.store, '"fewer relapses"')
    assert (find.left, find.hit, find.right[:22]) == (
        "Cells in lupus: the HARBOUR trial Results ",
        "Fewer relapses",
        " were seen with cells ",
    )
    assert TRIAL[find.start : find.end] == "Fewer relapses"
    assert find.section == "Results"
    assert find.report_id == review.trial.id


def test_a_search_may_be_narrowed(review: Searched) -> None:
    assert hits(review.store, "IL-6") == ["IL-6", "IL-6"]
    assert hits(review.store, "IL-6", where=[Where.TEXT]) == ["IL-6"]
    assert hits(review.store, "IL-6", where=[Where.NOTE]) == ["IL-6"]
    assert hits(review.store, "cells", report_ids=[review.review.id], where=[Where.TEXT]) == ["cells"]


def test_words_of_two_fields_are_no_phrase(review: Searched) -> None:
    review.claim(review.anna, statement="it was fewer", population="relapses in adults")
    assert hits(review.store, '"fewer relapses"', where=[Where.CLAIM]) == []
    assert hits(review.store, "fewer adults", where=[Where.CLAIM]) == ["fewer", "adults"]


def test_what_was_set_aside_is_not_found(review: Searched) -> None:
    claim_id = review.claim(review.anna, statement="unheard of")
    assert hits(review.store, "unheard") == ["unheard"]
    review.store.apply(retract_claim(review.store, review.store.get(Claim, claim_id), review.anna.id))
    assert hits(review.store, "unheard") == []
    assert hits(review.store, "médecine") == ["Médecine"]
    review.store.apply(retire_report(review.review, review.anna.id))
    assert hits(review.store, "médecine") == []


def test_nobody_finds_what_another_wrote_before_both_have_submitted(review: Searched) -> None:
    review.claim(review.ben, statement="secretly improved", note="secret thought")
    review.mark(review.ben, "secret mark")
    review.ask(review.ben, "a secret question")
    blind = BlindReader(review.store, review.anna.id)
    assert hits(blind, "secret*") == []
    assert len(hits(BlindReader(review.store, review.ben.id), "secret*")) == 4
    review.claim(review.anna)
    for person in (review.anna, review.ben):
        assert hits(blind, "secret*") == []
        review.store.apply(submit(review.store, review.trial.id, person.id))
    assert len(hits(blind, "secret*")) == 4


def test_a_search_finds_what_a_plain_scan_finds(review: Searched) -> None:
    review.claim(review.anna, statement="IL 6 and relapse", note="p<0.001?")
    plain = Plain(review.store)
    chance = random.Random(4)
    words = re.findall(r"\S+", f"{TRIAL} IL 6 p<0.001 médecine relapse* 疼 0.4 47 nowhere")
    words += ['"fewer relapses"', '"cells than"', '"IL-6 fell"', "(cells OR lupus)", "-placebo", "cells NEAR/4 placebo"]
    asked = 0
    for _ in range(400):
        typed = chance.choice([" ", " OR ", " NEAR/2 "]).join(chance.sample(words, chance.randint(1, 3)))
        try:
            question = read_question(typed)
        except BadInput:
            continue
        assert list(search(review.store, question)) == list(search(plain, question)), typed  # type: ignore[arg-type]
        asked += 1
    assert asked > 100


def test_marking_is_one_change_that_can_be_taken_back(review: Searched) -> None:
    found = finds(review.store, "relaps* OR IL-6")
    marking = mark_finds(review.store, found, review.label.id, review.anna.id)
    assert marking.change is not None
    review.store.apply(marking.change)
    words = [mark.passages[0].words for mark in review.store.all(Mark)]
    assert sorted(words) == ["IL-6", "Relapses", "relapse", "relapses"]
    assert marking.marked == 4
    again = mark_finds(review.store, found, review.label.id, review.anna.id)
    assert (again.change, again.marked, again.marked_before) == (None, 0, 4)
    review.store.undo(review.anna.id)
    assert review.store.all(Mark) == []


def test_nothing_is_marked_where_the_coding_was_submitted(review: Searched) -> None:
    review.claim(review.anna)
    review.store.apply(submit(review.store, review.trial.id, review.anna.id))
    marking = mark_finds(review.store, finds(review.store, "relaps*"), review.label.id, review.anna.id)
    assert marking.locked_report_ids == (review.trial.id,)
    assert marking.marked == 1


def test_a_retired_label_is_refused(review: Searched) -> None:
    label = review.store.get(Label, review.label.id)
    review.store.apply(Change(title="Retire", reviewer_id=None, alterations=(amended(label, retired=True),)))
    with pytest.raises(Refused, match="was retired"):
        mark_finds(review.store, [], review.label.id, review.anna.id)


def test_what_is_being_typed_is_a_phrase_first_and_words_then(review: Searched) -> None:
    from curator.finding.first_places import first_places

    found = first_places(review.store, "fewer relap", 5)
    assert found.typed == '"fewer relap"*'
    assert [(find.hit, name) for find, name in found.finds] == [("Fewer relapses", "Yuan & Sun 2024")]
    apart = first_places(review.store, "placebo relap", 5)
    assert apart.typed == "placebo relap"
    assert len(apart.finds) == 1
    assert first_places(review.store, "relap", 1).finds[0][0].hit == "relapses"
    assert first_places(review.store, "±", 5).finds == []
    study = Study(id=new_id(), name="HARBOUR two", registration="NCT0123")
    review.store.apply(Change(title="Add", reviewer_id=None, alterations=added([study])))
    assert [(find.kind, name) for find, name in first_places(review.store, "nct01", 5).finds] == [
        (Study, "HARBOUR two")
    ]
    assert first_places(review.store, "10.1234/cells.5", 5).finds == []  # listed as a report already
    assert first_places(review.store, "nowhere at all", 5).finds == []
