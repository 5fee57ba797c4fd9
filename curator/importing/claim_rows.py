"""One row of a claims table, read: what it says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from curator.codebook.codebook import Codebook
from curator.codebook.extra_values import options_of, read_extra
from curator.codebook.names import fold, tidy
from curator.errors import BadInput, CuratorError
from curator.importing.claim_columns import COLUMNS, TEXT_COLUMNS, Remembered, absence, decoded
from curator.importing.claim_sources import Codings, Reports, Reviewers, Studies
from curator.importing.claim_terms import Terms
from curator.importing.claim_words import RowWords
from curator.importing.nearest import nearest_name
from curator.importing.tables import RefusedRow, Row, Table
from curator.ports import RecordReader
from curator.records import (
    Absence,
    ClaimStatus,
    Estimate,
    Field,
    Passage,
    Report,
    Reviewer,
    Study,
)
from curator.text.estimate_words import read_estimate

FIELDS_OF_A_CLAIM = ("therapies", "outcome_id", "direction_id")
"""A row with a label and none of these is a mark."""


@dataclass(slots=True)
class ReadRow:
    """What a row says.

    ``said`` has the fields of a claim that it fills and its ``status``; ``extra`` the codebook's own fields, by field
    id; either may hold an ``Absence``. ``lost_words`` is why its words could not be found, where they could not.
    """

    number: int
    report: Report
    reviewer_id: str
    key: str
    label_id: str | None
    passages: list[Passage]
    said: dict[str, Any]
    extra: dict[str, str | Absence]
    words: str
    lost_words: CuratorError | None

    @property
    def is_mark(self) -> bool:
        """Whether the row marks words with a label, and claims nothing."""
        return self.label_id is not None and not any(name in self.said for name in FIELDS_OF_A_CLAIM)


class RowReader:
    """Reads the rows of one table. Every kind of cell is understood once and then remembered."""

    def __init__(
        self, table: Table, reader: RecordReader, codebook: Codebook, importing_id: str | None, add: bool
    ) -> None:
        self.table = table
        self.terms = Terms(codebook, add)
        self.reviewers = Reviewers(reader.all(Reviewer), importing_id)
        self.studies = Studies(reader.all(Study))
        self.codings = Codings(reader)
        self.words = RowWords(reader, table)
        self._reports = Remembered(Reports(reader.all(Report)).named)
        self._reviewers = Remembered(self.reviewers.id_of)
        self._labels = Remembered(self.terms.label)
        self._field_columns = self._columns_of_fields()
        self._extra_columns, self.ignored_columns = self._other_columns(codebook)

    def _columns_of_fields(self) -> list[tuple[int, str, Remembered[Any]]]:
        readings: dict[str, tuple[str, Callable[[str], Any]]] = {
            "therapy": ("therapies", self.terms.groups),
            "comparator": ("comparators", self.terms.groups),
            "outcome": ("outcome_id", self.terms.outcome),
            "direction": ("direction_id", self.terms.direction),
            "estimate": ("estimates", _estimate),
            "study": ("study_id", self.studies.id_of),
            **{column: (name, _text_or_absence) for column, name in TEXT_COLUMNS.items() if column != "note"},
            "note": ("note", _text),
            "status": ("status", status_named),
        }
        places = self.table.places
        return [
            (places[column], name, Remembered(read)) for column, (name, read) in readings.items() if column in places
        ]

    def _other_columns(self, codebook: Codebook) -> tuple[list[tuple[int, str, Remembered[Any]]], tuple[str, ...]]:
        """The columns of the codebook's own fields, and the names of those that mean nothing."""
        extra = []
        ignored = []
        for column, place in self.table.places.items():
            if column in COLUMNS:
                continue
            known = codebook.field_named(self.table.names[column])
            if known is None:
                ignored.append(self.table.names[column])
            else:
                extra.append((place, known.id, Remembered(_reading_of(known))))
        return extra, tuple(ignored)

    def read(self, row: Row) -> tuple[ReadRow | None, list[RefusedRow]]:
        """What a row says, and all that is wrong with it.

        When only its words are wrong there are both: the row without passages, and the refusal of its words.
        """
        problems: list[CuratorError] = []
        report = self._cell(row, "report", self._reports, problems)
        reviewer_id = self._cell(row, "reviewer", self._reviewers, problems)
        label_id = self._cell(row, "label", self._labels, problems, blank=False)
        said, extra = self._said(row, problems)
        passages: list[Passage] = []
        lost_words: CuratorError | None = None
        if report is not None:
            try:
                passages = self.words.passages(row, report)
            except CuratorError as problem:
                lost_words = problem
        refused = [RefusedRow(row=row.number, problem=problem) for problem in problems]
        read = None
        if not problems and report is not None and reviewer_id is not None:
            key, words = tidy(self._plain(row, "key")), self._plain(row, "quote")
            read = ReadRow(row.number, report, reviewer_id, key, label_id, passages, said, extra, words, lost_words)
        if lost_words is not None:
            claim_stands = read is not None and not read.is_mark
            refused.append(RefusedRow(row=row.number, problem=lost_words, of_words=claim_stands))
        return read, refused

    def _cell(
        self, row: Row, column: str, meanings: Remembered[Any], problems: list[CuratorError], *, blank: bool = True
    ) -> Any:
        """What a cell means; None, and a problem more, when it means nothing. Without ``blank`` a blank one is None."""
        place = self.table.places.get(column)
        cell = "" if place is None else row.cells[place]
        if not blank and not cell.strip():
            return None
        meaning = meanings[cell]
        if isinstance(meaning, CuratorError):
            problems.append(meaning)
            return None
        return meaning

    def _plain(self, row: Row, column: str) -> str:
        place = self.table.places.get(column)
        return "" if place is None else row.cells[place]

    def _said(self, row: Row, problems: list[CuratorError]) -> tuple[dict[str, Any], dict[str, str | Absence]]:
        said: dict[str, Any] = {}
        extra: dict[str, str | Absence] = {}
        for columns, into in ((self._field_columns, said), (self._extra_columns, extra)):
            for place, name, meanings in columns:
                cell = row.cells[place]
                if not cell:
                    continue
                meaning = meanings[cell]
                if isinstance(meaning, CuratorError):
                    problems.append(meaning)
                elif meaning:
                    into[name] = meaning
        return said, extra


def _text(cell: str) -> str:
    return decoded(cell).strip()


def _text_or_absence(cell: str) -> str | Absence:
    words = _text(cell)
    return absence(words) or words


def _reading_of(field: Field) -> Callable[[str], str | Absence]:
    """Reads the cells of an extra field; where the field itself offers "not applicable" as a choice, it is that."""
    offered = {fold(option) for option in options_of(field)}

    def read(cell: str) -> str | Absence:
        words = decoded(cell)
        reason = absence(words) if fold(words) not in offered else None
        return reason or read_extra(field, words)

    return read


def status_named(cell: str) -> ClaimStatus | None:
    """The status that a cell names, None when it is blank; raises ``BadInput`` for another word."""
    wanted = fold(cell)
    if not wanted:
        return None
    found = next((status for status in ClaimStatus if status.value == wanted), None)
    if found is None:
        values = [status.value for status in ClaimStatus]
        near = nearest_name(cell, values)
        raise BadInput(
            "“{words}” is no status. Write one of these: {values}.{hint}",
            words=tidy(cell),
            values=", ".join(values),
            hint=f" Did you mean {near}?" if near else "",
        )
    return found


def _estimate(cell: str) -> tuple[Estimate, ...] | Absence:
    """An estimate as the cell gives it; its numbers are taken out only where every word of it was understood."""
    words = tidy(decoded(cell))
    reason = absence(words)
    if reason is not None or not words:
        return reason or ()
    estimate = Estimate(id="", as_reported=words)
    try:
        reading = read_estimate(words)
    except BadInput:
        return (estimate,)
    return (estimate if reading.rest else reading.laid_over(estimate),)
