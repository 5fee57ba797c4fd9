"""The rows that a workbook of the review would have, by the ids that they carry: what edited rows are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.exporting.workbook.rows.claims import ClaimRows
from curator.exporting.workbook.rows.marks import mark_passages, mark_row
from curator.exporting.workbook.rows.sources import query_rows, report_rows, study_rows
from curator.exporting.workbook.rows.terms import outcome_rows, therapy_rows
from curator.ports import RecordReader
from curator.records import Claim, ClaimStatus, Mark

Rows = Mapping[str, Row]


class ExpectedRows:
    """Makes the rows of one state of the review."""

    def __init__(self, reader: RecordReader) -> None:
        self.reader = reader
        self.chosen = Chosen(reader, Choice(statuses=tuple(ClaimStatus)))
        self._rows = ClaimRows(self.chosen)

    def _claims(self, ids: Iterable[str]) -> list[Claim]:
        """Claims report by report: what is known of a report is read once then."""
        found = sorted(self.reader.get_many(Claim, ids).values(), key=_report)
        self.chosen.know_origins(found)
        return found

    def _marks(self, ids: Iterable[str]) -> list[Mark]:
        return sorted(self.reader.get_many(Mark, ids).values(), key=_report)

    def claims(self, ids: Iterable[str]) -> Rows:
        """The rows of claims by id."""
        return {claim.id: self._rows.claim(self.chosen.lines.line(claim)) for claim in self._claims(ids)}

    def estimates(self, claim_ids: Iterable[str]) -> Rows:
        """The rows of all estimates of these claims, by the estimate's id."""
        return {
            str(row["estimate_id"]): row
            for claim in self._claims(claim_ids)
            for row in self._rows.estimates(self.chosen.lines.line(claim))
        }

    def marks(self, ids: Iterable[str]) -> Rows:
        """The rows of marks by id."""
        return {mark.id: mark_row(self.chosen, mark) for mark in self._marks(ids)}

    def passages(self, ids: Iterable[str]) -> Rows:
        """The rows of all passages of these claims and marks, by the id of that and their number in it."""
        wanted = list(ids)
        rows = [row for claim in self._claims(wanted) for row in self._rows.passages(self.chosen.lines.line(claim))]
        rows += [row for mark in self._marks(wanted) for row in mark_passages(self.chosen, mark)]
        return {f"{row['claim_id'] or row['mark_id']} {row['number']}": row for row in rows}

    def queries(self, ids: Sequence[str]) -> Rows:
        """The rows of queries by id."""
        wanted = set(ids)
        claim_ids = [query.claim_id for query in self.chosen.queries if query.claim_id and query.id in wanted]
        return _by("query_id", query_rows(self.chosen, claim_ids))

    def reports(self) -> Rows:
        """The rows of all reports by id."""
        return _by("report_id", report_rows(self.chosen))

    def studies(self) -> Rows:
        """The rows of all studies by id."""
        return _by("study_id", study_rows(self.chosen))

    def therapies(self) -> Rows:
        """The rows of all therapies by id."""
        return _by("therapy_id", therapy_rows(self.chosen))

    def outcomes(self) -> Rows:
        """The rows of all outcomes by id."""
        return _by("outcome_id", outcome_rows(self.chosen))


def then_and_now(then: ExpectedRows, now: ExpectedRows, rows_of: Callable[[ExpectedRows], Rows]) -> tuple[Rows, Rows]:
    """The rows of both states; they are made once where nothing was changed in between."""
    expected = rows_of(now)
    return (expected if then is now else rows_of(then)), expected


def _report(record: Claim | Mark) -> str:
    return record.report_id


def _by(key: str, rows: Iterable[Row]) -> Rows:
    return {str(row[key]): row for row in rows}
