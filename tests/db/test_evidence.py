"""What the Evidence room asks, compared with what its lines show."""

from __future__ import annotations

import random
from itertools import product

import pytest

from curator.changes import amended
from curator.codebook.names import fold
from curator.evidence.lines import ClaimLine, LineWriter
from curator.evidence.question import ClaimSource, Column, EvidenceQuestion
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Absence, Claim, ClaimStatus, Decision, Reviewer, Verdict
from tests.db.sample import NOW, TEXT, Sample, change

NAMED = {Column.THERAPY, Column.COMPARATOR, Column.OUTCOME}
NAMED_ELSEWHERE = NAMED | {Column.REPORT, Column.DIRECTION, Column.STUDY, Column.REVIEWER}
TYPED = ("adults", "ärzte", "0.05", "100%", "all_cases", "of all", "il-6", "“QUOTED” \\", "1", "medecine", "an", "ies")
USUAL = EvidenceQuestion()


def ask(store: ReviewStore, words: str = "", sort: Column | None = None, **more: object) -> list[str]:
    return store.claim_ids(EvidenceQuestion(words=words, sort=sort, **more))


def where(store: ReviewStore, column: Column, words: str) -> set[str]:
    return set(store.claim_ids(EvidenceQuestion(filters=((column, words),))))


@pytest.fixture
def claims(store: ReviewStore, sample: Sample) -> list[Claim]:
    """Two hundred claims that differ in everything."""
    chance = random.Random(7)
    therapies = (sample.therapy.id, sample.msc.id, sample.placebo.id)
    words = ("Adults", "ÄRZTE in Köln", "p<0.05", "100% of\nall_cases", "IL‑6", "", "naïve “quoted” \\ back")

    def groups() -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(chance.sample(therapies, chance.choice((1, 1, 2)))) for _ in range(chance.choice((0, 1, 1, 2)))
        )

    def passages() -> tuple[object, ...]:
        starts = [chance.randrange(len(TEXT) - 60) for _ in range(chance.choice((0, 1, 1, 2)))]
        return tuple(sample.passage(start, start + chance.randrange(5, 60)) for start in starts)

    made = [
        sample.claim(
            report_id=chance.choice((sample.report.id, sample.other_report.id)),
            reviewer_id=chance.choice((sample.anna.id, sample.ben.id)),
            study_id=chance.choice((sample.study.id, None)),
            passages=passages(),
            therapies=groups(),
            comparators=groups(),
            outcome_id=chance.choice((sample.outcome.id, sample.harm.id, None)),
            direction_id=chance.choice((sample.improved.id, None)),
            population=chance.choice(words),
            time_point=chance.choice(words),
            design=chance.choice(words),
            attribution=chance.choice(words),
            statement=chance.choice(words),
            note=chance.choice(words),
            status=chance.choice((ClaimStatus.DRAFT, ClaimStatus.COMPLETE)),
        )
        for _ in range(200)
    ]
    store.apply(change(*made))
    return made


@pytest.fixture
def lines(store: ReviewStore, claims: list[Claim]) -> dict[str, ClaimLine]:
    writer = LineWriter.read(store)
    return {claim.id: writer.line(claim) for claim in claims}


def test_the_usual_order_is_report_then_place(store: ReviewStore, claims: list[Claim]) -> None:
    def place(claim: Claim) -> tuple[str, int, str]:
        return claim.report_id, claim.passages[0].start if claim.passages else 0, claim.id

    expected = [claim.id for claim in sorted(claims, key=place)]
    assert ask(store) == expected
    assert ask(store, descending=True) == expected[::-1]


def test_every_column_can_be_sorted_both_ways(store: ReviewStore, lines: dict[str, ClaimLine]) -> None:
    def shown(claim_id: str, column: Column) -> str:
        words = fold(lines[claim_id][column])
        if column is Column.PLACE:
            return words and f"{int(words):08}"
        if column in {Column.THERAPY, Column.COMPARATOR}:  # the first one counts
            return words.split(" + ")[0].split("; ")[0]
        return words

    for column, descending in product(Column, (False, True)):
        asked = [shown(claim_id, column) for claim_id in ask(store, sort=column, descending=descending)]
        assert len(asked) == len(lines)
        filled = [words for words in asked if words]
        assert asked[len(filled) :] == [""] * (len(asked) - len(filled)), "empty ones come last"
        by_its_own_rules = store.path is None and column not in NAMED_ELSEWHERE  # a shared database has its language's
        if not by_its_own_rules:
            assert filled == sorted(filled, reverse=descending), column


def test_a_filter_finds_what_the_column_shows(store: ReviewStore, lines: dict[str, ClaimLine]) -> None:
    for column, words in product(set(Column) - NAMED, TYPED):
        wanted = fold(words)
        expected = {claim_id for claim_id, line in lines.items() if wanted in fold(line[column])}
        assert where(store, column, words) == expected, (column, words)


@pytest.mark.parametrize(("words", "names"), [("msc", {"msc"}), ("CELL", {"therapy", "msc"}), ("plac", {"placebo"})])
def test_terms_are_found_by_synonym_and_by_the_term_above(
    store: ReviewStore, sample: Sample, claims: list[Claim], words: str, names: set[str]
) -> None:
    ids = {getattr(sample, name).id for name in names}
    for column, field in ((Column.THERAPY, "therapies"), (Column.COMPARATOR, "comparators")):
        expected = {claim.id for claim in claims if ids & {one for group in getattr(claim, field) for one in group}}
        assert where(store, column, words) == expected


def test_an_outcome_is_found_whatever_the_case_of_its_letters(
    store: ReviewStore, sample: Sample, claims: list[Claim]
) -> None:
    expected = {claim.id for claim in claims if claim.outcome_id == sample.harm.id}
    assert where(store, Column.OUTCOME, "äußerst") == where(store, Column.OUTCOME, "ÄUSSERST") == expected
    assert where(store, Column.OUTCOME, "nothing of the kind") == set()


def test_every_word_must_be_found_in_some_column(store: ReviewStore, lines: dict[str, ClaimLine]) -> None:
    columns = [column for column in Column if column not in NAMED | {Column.PLACE, Column.REPORT}]
    for words in ("köln naïve", "ben 0.05", "lumina draft", "improved relapses"):
        expected = {
            claim_id
            for claim_id, line in lines.items()
            if all(any(word in fold(line[column]) for column in columns) for word in words.split())
        }
        found = set(ask(store, words))
        assert expected <= found
        assert all(
            any(word in fold(lines[claim_id][column]) for column in Column)
            for claim_id in found
            for word in words.split()
        )


def test_filters_hold_together_with_report_reviewer_and_status(
    store: ReviewStore, sample: Sample, claims: list[Claim]
) -> None:
    asked = EvidenceQuestion(
        filters=((Column.STUDY, "lumina"), (Column.DIRECTION, "improved")),
        report_ids=(sample.report.id,),
        reviewer_ids=(sample.ben.id,),
        statuses=(ClaimStatus.DRAFT,),
    )
    expected = {
        claim.id
        for claim in claims
        if claim.study_id
        and claim.direction_id
        and claim.report_id == sample.report.id
        and claim.reviewer_id == sample.ben.id
        and claim.status is ClaimStatus.DRAFT
    }
    assert set(store.claim_ids(asked)) == expected
    assert expected


def test_what_was_not_reported_is_found_as_such(store: ReviewStore, sample: Sample) -> None:
    silent = sample.claim(absent={"population": Absence.NOT_REPORTED, "study_id": Absence.NOT_APPLICABLE})
    store.apply(change(silent, sample.claim(population="adults")))
    assert where(store, Column.POPULATION, "not reported") == {silent.id}
    assert where(store, Column.STUDY, "applicable") == {silent.id}
    assert where(store, Column.DESIGN, "not reported") == set()
    assert set(ask(store, "reported")) == {silent.id}


def test_a_retracted_claim_is_only_listed_when_asked_for(store: ReviewStore, sample: Sample) -> None:
    retracted = sample.claim(status=ClaimStatus.RETRACTED)
    store.apply(change(retracted))
    assert ask(store) == []
    assert ask(store, statuses=(ClaimStatus.RETRACTED,)) == [retracted.id]
    assert store.claims_using([sample.msc.id]) == [retracted.id]


def test_a_renamed_term_is_found_by_its_new_name(store: ReviewStore, sample: Sample) -> None:
    claim = sample.claim()
    store.apply(change(claim))
    assert where(store, Column.OUTCOME, "flare") == set()
    renamed = change(title="Rename")
    store.apply(type(renamed)(title="Rename", reviewer_id=None, alterations=(amended(sample.outcome, name="Flare"),)))
    assert where(store, Column.OUTCOME, "flare") == {claim.id}
    assert ask(store, "flare") == [claim.id]


def test_the_claims_that_use_a_term_are_known(store: ReviewStore, sample: Sample) -> None:
    as_therapy = sample.claim(therapies=((sample.placebo.id, sample.msc.id),), outcome_id=None)
    as_comparator = sample.claim(therapies=(), comparators=((sample.placebo.id,),), direction_id=None)
    other = sample.claim(therapies=())
    store.apply(change(as_therapy, as_comparator, other))
    assert set(store.claims_using([sample.placebo.id])) == {as_therapy.id, as_comparator.id}
    assert set(store.claims_using([sample.outcome.id])) == {as_comparator.id, other.id}
    assert set(store.claims_using([sample.improved.id])) == {as_therapy.id, other.id}
    assert store.claims_using([]) == []
    assert store.claims_using(["nothing"]) == []


def test_the_claims_of_a_report_take_one_statement_however_many(file_store: ReviewStore, sample: Sample) -> None:
    import sqlalchemy as sa

    file_store.apply(change(*(sample.claim() for _ in range(700))))
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        assert len(file_store.all(Claim, report_id=sample.report.id)) == 700
        assert len(statements) == 1
        statements.clear()
        assert len(file_store.claim_ids(USUAL)) == 700
        assert len(statements) == 1
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_where_something_was_settled_the_consensus_stands_for_the_claims_of_the_reviewers(
    store: ReviewStore, sample: Sample, claims: list[Claim]
) -> None:
    everybody = set(store.claim_ids(EvidenceQuestion(source=ClaimSource.AS_EXTRACTED)))
    assert set(store.claim_ids(USUAL)) == everybody, "nothing was settled yet"
    assert store.claim_ids(EvidenceQuestion(source=ClaimSource.CONSENSUS)) == []
    owner = Reviewer(id=new_id(), name="Consensus", consensus=True)
    one, other, alone = sorted(everybody)[:3]
    settled = sample.claim(reviewer_id=owner.id, from_claim_ids=(one,))
    decisions = [
        Decision(
            id=new_id(),
            report_id=sample.report.id,
            claim_ids=about,
            verdict=verdict,
            consensus_claim_ids=left,
            reviewer_id=sample.anna.id,
            decided_at=NOW,
        )
        for about, verdict, left in (((one, other), Verdict.TAKEN, (settled.id,)), ((alone,), Verdict.NEITHER, ()))
    ]
    store.apply(change(owner, settled, *decisions))
    assert set(store.claim_ids(USUAL)) == everybody - {one, other, alone} | {settled.id}
    assert set(store.claim_ids(EvidenceQuestion(source=ClaimSource.AS_EXTRACTED))) == everybody
    assert store.claim_ids(EvidenceQuestion(source=ClaimSource.CONSENSUS)) == [settled.id]
    assert set(store.claim_ids(EvidenceQuestion(source=ClaimSource.EVERYTHING))) == everybody | {settled.id}
    people = EvidenceQuestion(reviewer_ids=(sample.anna.id, sample.ben.id))
    assert set(store.claim_ids(people)) == everybody, "who names reviewers asks for what these made"
