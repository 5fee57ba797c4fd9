"""Until both have submitted a report, nothing shows one reviewer what another did there, whatever is asked."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from curator.adjudication import deciding
from curator.adjudication.queue import read_queue
from curator.agreement.of_review import Comparison, agreement_of_review
from curator.agreement.settings import Bootstrap
from curator.changes import Change, SourceText, added
from curator.codebook.altering import add_term, merge_terms
from curator.codebook.codebook import Codebook
from curator.coding.assignments import assign, unassign
from curator.coding.blinding import BlindReader
from curator.coding.claims import amend_claim, record_claim, retract_claim
from curator.coding.marks import record_mark
from curator.coding.progress import progress_of_reviewers, reopen_several, submit_several
from curator.coding.queries import ask, open_queries
from curator.coding.reviews import add_reviewer, new_review
from curator.errors import CuratorError, NotFound
from curator.evidence.lines import LineWriter
from curator.evidence.question import Column, EvidenceQuestion
from curator.exporting.workbook import export_workbook
from curator.ids import new_id
from curator.ports import RecordReader, ReviewStore
from curator.records import (
    RECORD_TYPES,
    Assignment,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Handout,
    Label,
    Mark,
    Outcome,
    Pairing,
    Query,
    Report,
    Reviewer,
    Study,
    Therapy,
)
from curator.text.passages import cut
from db.files import SqliteFiles

TEXT = "Relapse was rarer with cells than with standard care. Nobody died of infections."
PEOPLE = ("Anna", "Ben", "Cleo")
LEAD = "Dora"
"""Codes nothing, and settles what the others disagree in."""
SETTLED = "consensus"
REPORTS = ("R1", "R2", "R3")
EVERY_STATUS = tuple(ClaimStatus)
WITHOUT_RESAMPLES = Comparison(bootstrap=Bootstrap(samples=0))


class Team:
    """Three people on three reports; whatever anybody writes says who wrote it, and on which report."""

    def __init__(self, store: ReviewStore) -> None:
        self.store = store
        store.apply(new_review("Blind", "Anna"))
        for name in (*PEOPLE[1:], LEAD):
            self.do(add_reviewer(store, name)[1])
        source = SourceText(text=TEXT, original=TEXT.encode())
        reports = [
            Report(id=new_id(), title=title, text_sha256=source.text_sha256, characters=len(TEXT)) for title in REPORTS
        ]
        self.do(Change(title="Import", reviewer_id=None, alterations=added(reports), texts=(source,)))
        for name in ("Cells", "Standard care"):
            self.do(add_term(Codebook.read(store), Therapy, name, None)[1])
        self.people = {one.name: one for one in store.all(Reviewer)}
        self.reports = {one.title: one for one in store.all(Report)}
        self.written: dict[tuple[str, str], list[str]] = {}

    def do(self, change: Change | None) -> None:
        if change is not None:
            self.store.apply(change)

    def secret(self, who: str, where: str) -> str:
        words = f"SECRET.{who}.{where}.{new_id()[-12:]}"
        self.written.setdefault((who, where), []).append(words)
        return words

    def claim(self, who: str, where: str) -> Claim:
        therapy = next(one for one in self.store.all(Therapy) if not one.retired)
        claim, change = record_claim(
            self.store,
            self.reports[where].id,
            self.people[who].id,
            [cut(TEXT, 0, 17)],
            therapies=((therapy.id,),),
            outcome_id=self.store.all(Outcome)[0].id,
            note=self.secret(who, where),
            statement=self.secret(who, where),
        )
        self.do(change)
        return claim

    def work(self, chance: random.Random) -> None:
        """Somebody does something on some report."""
        who, where = chance.choice(PEOPLE), chance.choice(REPORTS)
        person, report = self.people[who].id, self.reports[where].id
        own = self.store.all(Claim, reviewer_id=person, report_id=report)
        match chance.randrange(9):
            case 0 | 1 | 2:
                self.claim(who, where)
            case 3:
                label = self.store.all(Label)[0].id
                self.do(record_mark(self.store, report, person, label, [cut(TEXT, 54, 65)], self.secret(who, where))[1])
            case 4 if own:
                self.do(amend_claim(self.store, chance.choice(own), person, population=self.secret(who, where)))
            case 5 if own:
                self.do(retract_claim(self.store, chance.choice(own), person, self.secret(who, where)))
            case 6 if own:
                self.do(ask(report, person, self.secret(who, where), chance.choice(own))[1])
            case _:
                self.go_on(person, where, chance)

    def go_on(self, person: str, where: str, chance: random.Random) -> None:
        """Somebody's work comes further, or goes back, or is settled."""
        report = self.reports[where].id
        match chance.randrange(6):
            case 0:
                self.do(submit_several(self.store, [report], person, person))
            case 1:
                self.do(reopen_several(self.store, [report], person, person))
            case 2:
                self.do(assign(self.store, [report], [person], None))
            case 3:
                self.do(unassign(self.store, [report], [person], None))
            case _:
                for name in PEOPLE:
                    with suppress(CuratorError):
                        self.do(submit_several(self.store, [report], self.people[name].id, None))
                self.settle(where, chance)

    def settle(self, where: str, chance: random.Random) -> None:
        """The lead settles something, says why, and asks about it."""
        report, lead = self.reports[where].id, self.people[LEAD].id
        found = [one for one in read_queue(BlindReader(self.store, lead)).open if one.report_id == report]
        for disagreement in found[:2]:
            claim = chance.choice(disagreement.claims)
            rationale = self.secret(SETTLED, where)
            if chance.random() < 0.8:
                self.do(deciding.take(self.store, disagreement, claim.id, lead, rationale))
            else:
                self.do(deciding.neither(self.store, disagreement, lead, rationale))

    def may_see(self, who: str | None, other: str, where: str) -> bool:
        """The rule, written down once more."""
        report = self.reports[where].id
        names = {person.id: name for name, person in self.people.items()}
        assigned = {names[one.reviewer_id] for one in self.store.all(Assignment, report_id=report)}
        codings = {one.reviewer_id: one.status for one in self.store.all(Coding, report_id=report)}
        begun = {names[one] for one in codings if one in names and codings[one] is not CodingStatus.NOT_STARTED}
        coders = assigned | begun
        done = {name for name in coders if codings.get(self.people[name].id) is CodingStatus.SUBMITTED}
        if who == other:
            return True
        if who in coders and other in coders:
            return {who, other} <= done
        if who is None:
            return len(coders) < 2 or coders == done
        return coders == done and (who in coders or (bool(coders) and bool(assigned)) or len(done) > 1)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    store = SqliteFiles().create(tmp_path / "blind.curator")
    yield Team(store)
    store.close()


def questions(reader: RecordReader) -> Iterator[EvidenceQuestion]:
    yield EvidenceQuestion(statuses=EVERY_STATUS)
    yield EvidenceQuestion(words="SECRET", statuses=EVERY_STATUS)
    yield EvidenceQuestion(sort=Column.NOTE, descending=True)
    for column in Column:
        yield EvidenceQuestion(sort=column)
        yield EvidenceQuestion(filters=((column, "a"),), statuses=EVERY_STATUS)
    for person in reader.all(Reviewer):
        yield EvidenceQuestion(reviewer_ids=(person.id,), statuses=EVERY_STATUS)


def everything_shown(reader: RecordReader, folder: Path) -> str:
    """All that can be asked of a reader, by itself and through the services that use one, as one long text."""
    shown: list[Any] = []
    for kind in RECORD_TYPES:
        records = reader.all(kind)
        assert reader.count(kind) == len(records)
        shown += [records, reader.get_many(kind, [record.id for record in records])]
    for report in reader.all(Report):
        found = reader.all(Claim, report_id=report.id)
        assert reader.count(Claim, report_id=report.id) == len(found)
        shown += [found, open_queries(reader, report.id)]
    shown += [reader.log(), reader.log(limit=3), reader.log(limit=2, before=9)]
    shown += [reader.alterations(number) for number in range(1, reader.state().sequence + 1)]
    shown += [reader.claim_ids(question) for question in questions(reader)]
    terms = [term.id for kind in (Therapy, Outcome) for term in reader.all(kind)]
    shown += [reader.claims_using(terms), reader.claims_using(terms[:1])]
    living = sum(claim.status is not ClaimStatus.RETRACTED for claim in reader.all(Claim))
    assert sum(reader.uses().get(report.id, (0, 0))[0] for report in reader.all(Report)) == living
    reports, people, studies = ({one.id: one for one in reader.all(kind)} for kind in (Report, Reviewer, Study))
    lines = LineWriter(Codebook.read(reader), reports, people, studies)
    shown += [repr(lines.line(claim)) for claim in reader.all(Claim)]
    shown.append(progress_of_reviewers(reader))
    shown += [read_queue(reader), agreement_of_review(reader, None, WITHOUT_RESAMPLES).as_json()]
    return "\n".join(repr(one) for one in shown) + workbook_of(reader, folder)


def workbook_of(reader: RecordReader, folder: Path) -> str:
    path = folder / f"{new_id()}.xlsx"
    export_workbook(reader, path)
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def look_over_every_shoulder(team: Team, folder: Path) -> None:
    coded = {record.id: record for kind in (Claim, Mark, Query) for record in team.store.all(kind)}
    names = {one.id: SETTLED if one.consensus else one.name for one in team.store.all(Reviewer)}
    titles = {report.id: title for title, report in team.reports.items()}
    for who in (*PEOPLE, LEAD, None):
        reader = BlindReader(team.store, None if who is None else team.people[who].id)
        shown = everything_shown(reader, folder)
        for (other, where), secrets in team.written.items():
            if not team.may_see(who, other, where):
                assert not any(secret in shown for secret in secrets), (who, other, where)
        for record in coded.values():
            is_open = team.may_see(who, names[record.reviewer_id], titles[record.report_id])
            assert (record.id in shown) == is_open
            if is_open:
                assert reader.get(type(record), record.id) == record
            else:
                with pytest.raises(NotFound):
                    reader.get(type(record), record.id)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(seed=st.integers(0, 2**32 - 1))
def test_nobody_sees_what_is_not_open_to_them_whatever_is_asked(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("blind")
    store = SqliteFiles().create(folder / "blind.curator")
    team = Team(store)
    for _ in range(40):
        try:
            team.work(chance)
            if chance.random() < 0.1:
                store.undo(None)
        except CuratorError:
            continue
    look_over_every_shoulder(team, folder)
    store.close()


def test_both_see_each_other_when_both_have_submitted_and_no_longer_when_one_reopens(
    team: Team, tmp_path: Path
) -> None:
    anna, ben = team.people["Anna"].id, team.people["Ben"].id
    report = team.reports["R1"].id
    of_anna, of_ben = team.claim("Anna", "R1"), team.claim("Ben", "R1")
    reader = BlindReader(team.store, anna)
    assert reader.all(Claim) == [of_anna]
    team.do(submit_several(team.store, [report], anna, anna))
    assert reader.all(Claim) == [of_anna]
    team.do(submit_several(team.store, [report], ben, ben))
    assert reader.all(Claim) == [of_anna, of_ben]
    assert [entry.title for entry in reader.log(limit=4)][3] == "Record a claim"
    team.do(reopen_several(team.store, [report], ben, ben))
    assert reader.all(Claim) == [of_anna]
    assert len([entry for entry in reader.log() if entry.title == "Record a claim"]) == 1
    look_over_every_shoulder(team, tmp_path)


def test_a_third_who_has_not_submitted_sees_neither_and_is_seen_by_neither(team: Team) -> None:
    for who in PEOPLE:
        team.claim(who, "R1")
    for who in PEOPLE[:2]:
        team.do(submit_several(team.store, None, team.people[who].id, None))
    seen = {who: BlindReader(team.store, team.people[who].id).count(Claim) for who in PEOPLE}
    assert seen == {"Anna": 2, "Ben": 2, "Cleo": 1}


def test_an_import_of_terms_and_claims_is_shown_without_what_is_hidden(team: Team) -> None:
    """One change of Ben's holds a term, which all may see, and claims, which Anna may not."""
    ben, report = team.people["Ben"].id, team.reports["R1"].id
    claim, change = record_claim(team.store, report, ben, [cut(TEXT, 0, 17)])
    term = Therapy(id=new_id(), name="Sirolimus")
    whole = msgspec.structs.replace(
        change, title="Import 1 claim by Ben", reason="SECRET", alterations=(*change.alterations, *added([term]))
    )
    team.do(whole)
    line = BlindReader(team.store, team.people["Anna"].id).log(limit=1)[0]
    assert (line.title, line.reason) == ("Work that is not open to you yet", "")
    assert line.counts == {"coding": (1, 0, 0), "therapy": (1, 0, 0)}
    assert BlindReader(team.store, ben).log(limit=1)[0].counts["claim"] == (1, 0, 0)
    assert claim.id not in repr(BlindReader(team.store, team.people["Anna"].id).log())


def test_terms_merged_by_one_show_nothing_of_the_claims_of_another(team: Team) -> None:
    of_ben = team.claim("Ben", "R1")
    cells, care = team.store.all(Therapy)
    team.do(merge_terms(team.store, cells, care, team.people["Anna"].id))
    line = BlindReader(team.store, team.people["Anna"].id).log(limit=1)[0]
    assert "claim" not in line.counts
    assert team.store.get(Claim, of_ben.id).therapies == ((care.id,),)


def test_pairings_are_seen_with_both_their_claims_and_handouts_by_their_own_reviewer(team: Team) -> None:
    claims = [team.claim(who, "R1") for who in ("Anna", "Ben")]
    first, second = sorted(claim.id for claim in claims)
    pairing = Pairing(
        id=new_id(), first_claim_id=first, second_claim_id=second, same=True, reviewer_id=team.people["Cleo"].id
    )
    anna, ben, cleo = (team.people[who].id for who in PEOPLE)
    handout = Handout(id=new_id(), reviewer_id=ben, made_at=claims[0].recorded_at, set_aside=("SECRET of Ben",))
    team.do(Change(title="Pair", reviewer_id=cleo, alterations=added([pairing, handout])))
    assert BlindReader(team.store, anna).all(Pairing) == BlindReader(team.store, cleo).all(Pairing) == []
    assert [len(BlindReader(team.store, one).all(Handout)) for one in (anna, ben, cleo)] == [0, 1, 0]
    for who in (anna, ben):
        team.do(submit_several(team.store, None, who, who))
    assert BlindReader(team.store, anna).all(Pairing) == BlindReader(team.store, cleo).all(Pairing) == [pairing]
    team.do(assign(team.store, [team.reports["R1"].id], [cleo], None))
    assert BlindReader(team.store, anna).all(Pairing) == [pairing]
    assert BlindReader(team.store, cleo).all(Pairing) == [], "she is to code it herself"


def test_what_belongs_to_all_is_seen_by_all(team: Team) -> None:
    team.claim("Ben", "R1")
    reader = BlindReader(team.store, team.people["Anna"].id)
    assert reader.all(Report) == team.store.all(Report)
    assert reader.text(reader.all(Report)[0].text_sha256) == TEXT
    assert reader.original(SourceText(text=TEXT, original=TEXT.encode()).original_sha256) == TEXT.encode()
    assert reader.state() == team.store.state()
    assert progress_of_reviewers(reader) == progress_of_reviewers(team.store)
    assert reader.count(Therapy) == 2
