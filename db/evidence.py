"""Which claims a question asks for, and in which order: one statement that gives their ids.

What a column shows of a claim is either the claim's own words, which the database searches, or the name of something
else (a term, a report, a reviewer, a study). Those names are few; they are read once, searched and ordered here,
exactly as they are shown, and go into the statement as lists of ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.coding.reports import short_name
from curator.evidence.question import ClaimSource, Column, EvidenceQuestion
from curator.ports import RecordReader
from curator.records import Absence, Claim, Decision, Report, Reviewer, Study
from db.dialects import Dialect, dialect_of
from db.mapping import collecting_later
from db.tables import table_of

CLAIM = table_of(Claim)
_DECISION = table_of(Decision)
_REVIEWER = table_of(Reviewer)

MOST_WORDS = 60
"""So many words of a search are looked for: more than enough for a quote that somebody pastes."""

_OWN_WORDS = {
    Column.POPULATION: CLAIM.c.population,
    Column.TIME_POINT: CLAIM.c.time_point,
    Column.DESIGN: CLAIM.c.design,
    Column.ATTRIBUTION: CLAIM.c.attribution,
    Column.STATEMENT: CLAIM.c.statement,
    Column.NOTE: CLAIM.c.note,
    Column.STATUS: CLAIM.c.status,
}
_ONE_NAME = {
    Column.REPORT: CLAIM.c.report_id,
    Column.OUTCOME: CLAIM.c.outcome_id,
    Column.DIRECTION: CLAIM.c.direction_id,
    Column.STUDY: CLAIM.c.study_id,
    Column.REVIEWER: CLAIM.c.reviewer_id,
}
_GROUPS = {Column.THERAPY: CLAIM.c.therapies, Column.COMPARATOR: CLAIM.c.comparators}

_NAMED = {*_ONE_NAME, *_GROUPS}

_FIELD = {
    **{column: own.name for column, own in _OWN_WORDS.items()},
    **{column: named.name for column, named in _ONE_NAME.items()},
    **{column: groups.name for column, groups in _GROUPS.items()},
}

# Between two columns that are searched as one: no words that a person types reach across it.
_BOUNDARY = "\n\u0001\n"
_FIRST_ID = 4  # stored groups begin with [["
_ID_LENGTH = 36


class Names(Struct, frozen=True):
    """The names that claims are shown with, as they were at one moment of the review."""

    codebook: Codebook
    shown: Mapping[Column, Mapping[str, str]]
    titles: Mapping[str, str]

    @classmethod
    def read(cls, reader: RecordReader) -> Names:
        """The names as the review holds them now."""
        codebook = Codebook.read(reader)
        therapies = {term.id: fold(term.name) for term in codebook.therapies}
        reports = reader.all(Report)
        return cls(
            codebook,
            {
                Column.REPORT: {report.id: fold(short_name(report)) for report in reports},
                Column.THERAPY: therapies,
                Column.COMPARATOR: therapies,
                Column.OUTCOME: {term.id: fold(term.name) for term in codebook.outcomes},
                Column.DIRECTION: {direction.id: fold(direction.name) for direction in codebook.directions.values()},
                Column.STUDY: {study.id: fold(study.name) for study in reader.all(Study)},
                Column.REVIEWER: {reviewer.id: fold(reviewer.name) for reviewer in reader.all(Reviewer)},
            },
            {report.id: fold(report.title) for report in reports},
        )

    def matching(self, column: Column, words: str) -> list[str]:
        """The ids of what these folded words find in a column.

        Terms are also found by synonyms and by the terms above them, reports by their titles.
        """
        if column in {Column.THERAPY, Column.COMPARATOR}:
            return sorted(self.codebook.therapies.matching(words))
        if column is Column.OUTCOME:
            return sorted(self.codebook.outcomes.matching(words))
        titles = self.titles if column is Column.REPORT else {}
        names = self.shown[column].items()
        return [record_id for record_id, name in names if words in name or words in titles.get(record_id, "")]

    def in_order(self, column: Column) -> list[str]:
        """The ids of what a column may name, in order of name."""
        names = self.shown[column]
        return sorted(names, key=lambda record_id: (names[record_id], record_id))


def needs_names(question: EvidenceQuestion) -> bool:
    """Whether ``claim_ids`` needs ``Names`` for this question."""
    columns = {question.sort, *(column for column, _ in question.filters)}
    return bool(question.words) or not columns.isdisjoint(_NAMED)


def claim_ids(connection: sa.Connection, question: EvidenceQuestion, names: Names | None) -> list[str]:
    """The ids of the claims asked for, in order. ``names`` may be None where the question does not need them."""
    statement = _Statement(dialect_of(connection), names or Names(Codebook(), {}, {}))
    with collecting_later():
        return [row[0] for row in connection.execute(statement.of(question)).all()]


def claims_using(connection: sa.Connection, term_ids: Sequence[str]) -> list[str]:
    """The ids of the claims that name one of these therapies, outcomes or directions."""
    dialect = dialect_of(connection)
    listed = dialect.listed(term_ids, "wanted")
    wanted = sa.select(listed.c.id)
    using = sa.or_(
        CLAIM.c.outcome_id.in_(wanted),
        CLAIM.c.direction_id.in_(wanted),
        dialect.names_any(CLAIM.c.therapies, term_ids),
        dialect.names_any(CLAIM.c.comparators, term_ids),
    )
    return list(connection.execute(sa.select(CLAIM.c.id).where(using).order_by(CLAIM.c.id)).scalars())


Condition = sa.ColumnElement[bool]


class _Statement:
    """Makes the statement for one question."""

    def __init__(self, dialect: Dialect, names: Names) -> None:
        self._dialect = dialect
        self._names = names
        self._tables = 0

    def of(self, question: EvidenceQuestion) -> sa.Select[str]:
        conditions: list[Condition] = [CLAIM.c.status.in_([status.value for status in question.statuses])]
        conditions += self._of_source(question)
        if question.report_ids:
            conditions.append(CLAIM.c.report_id.in_(self._listed(question.report_ids)))
        if question.reviewer_ids:
            conditions.append(CLAIM.c.reviewer_id.in_(self._listed(question.reviewer_ids)))
        conditions += [self._shows(column, fold(words)) for column, words in question.filters if fold(words)]
        words = list(dict.fromkeys(fold(question.words).split()))
        conditions += [self._anywhere(word) for word in words[:MOST_WORDS]]
        return self._in_order(sa.select(CLAIM.c.id).where(*conditions), question)

    def _of_source(self, question: EvidenceQuestion) -> list[Condition]:
        consensus = sa.select(_REVIEWER.c.id).where(_REVIEWER.c.consensus)
        if question.source is ClaimSource.CONSENSUS:
            return [CLAIM.c.reviewer_id.in_(consensus)]
        if question.source is ClaimSource.AS_EXTRACTED:
            return [CLAIM.c.reviewer_id.not_in(consensus)]
        return [CLAIM.c.id.not_in(self._dialect.members(_DECISION.c.claim_ids))] if question.leaves_out_settled else []

    def _shows(self, column: Column, words: str) -> Condition:
        return sa.or_(self._finds(column, words), *self._absent(column, words))

    def _finds(self, column: Column, words: str) -> Condition:
        if column in _OWN_WORDS:
            return self._contains(_OWN_WORDS[column], words)
        if column is Column.QUOTE:
            return self._contains(self._dialect.words_of(CLAIM.c.passages), words)
        if column is Column.PLACE:
            return self._dialect.contains(sa.cast(self._dialect.start_of(CLAIM.c.passages), sa.Text), words)
        found = self._names.matching(column, words)
        if not found:
            return sa.false()
        if column in _GROUPS:
            return self._dialect.names_any(_GROUPS[column], found)
        return _ONE_NAME[column].in_(self._listed(found))

    def _absent(self, column: Column, words: str) -> list[Condition]:
        return [
            self._dialect.contains(CLAIM.c.absent, f'"{_FIELD[column]}":"{absence.value}"')
            for absence in Absence
            if column in _FIELD and words in absence.value
        ]

    def _anywhere(self, word: str) -> Condition:
        texts = [*_OWN_WORDS.values(), self._dialect.words_of(CLAIM.c.passages)]
        joined = texts[0]
        for text in texts[1:]:
            joined = joined + _BOUNDARY + text
        named = [self._finds(column, word) for column in (*_ONE_NAME, *_GROUPS)]
        said = (absence.value for absence in Absence if word in absence.value)
        absent = [self._dialect.contains(CLAIM.c.absent, f':"{words}"') for words in said]
        return sa.or_(*named, *absent, self._contains(joined, word))

    def _contains(self, text: sa.ColumnElement[str], words: str) -> Condition:
        return self._dialect.contains(self._dialect.folded(text), words)

    def _listed(self, ids: Iterable[str]) -> sa.Select[str]:
        return sa.select(self._table(ids).c.id)

    def _table(self, ids: Iterable[str]) -> sa.FromClause:
        self._tables += 1
        return self._dialect.listed(ids, f"listed_{self._tables}")

    def _in_order(self, statement: sa.Select[str], question: EvidenceQuestion) -> sa.Select[str]:
        # Joined with nothing, so that SQLite sorts what it has read instead of reading in the order of an index, which
        # takes three times as long.
        report_id = CLAIM.c.report_id + ""
        usual = [report_id, self._dialect.start_of(CLAIM.c.passages), CLAIM.c.id]
        if question.sort is None:
            return statement.order_by(*(key.desc() if question.descending else key.asc() for key in usual))
        column = question.sort
        key: sa.ColumnElement[Any]
        empty: Condition
        if column in _OWN_WORDS or column is Column.QUOTE:
            is_quote = column is Column.QUOTE
            text = self._dialect.words_of(CLAIM.c.passages) if is_quote else _OWN_WORDS[column]
            key = self._dialect.folded(text)
            empty = CLAIM.c.passages == "[]" if is_quote else text == ""
        elif column is Column.PLACE:
            key, empty = self._dialect.start_of(CLAIM.c.passages), CLAIM.c.passages == "[]"
        else:
            ranked = self._table(self._names.in_order(column))
            statement = statement.outerjoin(ranked, ranked.c.id == self._first_named(column))
            key, empty = ranked.c.place, ranked.c.place.is_(None)
        return statement.order_by(empty, key.desc() if question.descending else key.asc(), *usual)

    def _first_named(self, column: Column) -> sa.ColumnElement[str]:
        if column in _GROUPS:
            return sa.func.substr(_GROUPS[column], _FIRST_ID, _ID_LENGTH)
        return _ONE_NAME[column]
