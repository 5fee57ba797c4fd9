"""A workbook in the making: its sheets are files of their own until they are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from openpyxl.workbook import Workbook

from curator import product
from curator.exporting.accounts import Progress
from curator.exporting.chosen import Chosen
from curator.exporting.workbook import cells, columns
from curator.exporting.workbook.account import AlteredCell, TooLong
from curator.exporting.workbook.column import Row
from curator.exporting.workbook.columns_of_comparison import sheets_of_comparison
from curator.exporting.workbook.comparison import ComparisonSheets, compare, is_compared
from curator.exporting.workbook.package import write_package
from curator.exporting.workbook.pictures import add_pictures, drawn_from
from curator.exporting.workbook.row_stream import RowStream
from curator.exporting.workbook.rows.about import about_the_review, about_the_sheets
from curator.exporting.workbook.rows.claims import ClaimRows
from curator.exporting.workbook.rows.dictionary import dictionary_rows
from curator.exporting.workbook.rows.log import log_rows
from curator.exporting.workbook.rows.long_texts import long_text_rows
from curator.exporting.workbook.rows.marks import mark_passages, mark_row
from curator.exporting.workbook.rows.sources import query_rows, report_rows, study_rows
from curator.exporting.workbook.rows.terms import outcome_rows, therapy_rows
from curator.exporting.workbook.stream import SheetStream
from curator.exporting.workbook.styles import Styles
from curator.records import Claim, ClaimStatus

_SHARE_BESIDE_COMPARISON = 0.5
_SHARE_OF_CLAIMS = 0.7
_SHARE_OF_ROWS = 0.85
_OF_COMPARISON = {sheet.title for sheet in sheets_of_comparison()}
_CLAIMS_BETWEEN_WORDS = 100
_ROWS_BETWEEN_WORDS = 1_000


class Draft:
    """Writes every sheet into a folder, then all of them into one file."""

    def __init__(self, chosen: Chosen, folder: Path, progress: Progress) -> None:
        self._chosen = chosen
        self._folder = folder
        self._progress = progress
        self._sheets = {sheet.title: sheet for sheet in columns.sheets(chosen.codebook)}
        self._workbook = Workbook(write_only=True)
        self._streams: dict[str, RowStream] = {}
        self._queried = {query.claim_id for query in chosen.queries if query.claim_id}
        self._row_of_queried: dict[str, int] = {}
        self._is_compared = is_compared(chosen)
        self._row_of_claim: dict[str, int] = {}
        self._drawn_from: list[Claim] = []
        self.without_pictures = ""

    def write_rows(self) -> None:
        """Writes the rows of all sheets."""
        with self._given_up_on_failure():
            for title in self._sheets:
                if title != columns.LONG_TEXTS and (self._is_compared or title not in _OF_COMPARISON):
                    self._open(title)
            self._append(columns.ABOUT, about_the_review(self._chosen))
            self._write_claims()
            self._write_marks()
            self._write_comparison()
            self._write_the_rest()
            self._write_long_texts()
            self._append(columns.ABOUT, about_the_sheets(self.rows_of(), self.links_left_out(), list(self.altered())))
            for stream in self._streams.values():
                stream.close()
        self.without_pictures = self._add_pictures()

    def write_into(self, file: IO[bytes]) -> None:
        """Puts the finished sheets together in a file; the times in it are those of the review's last change."""
        about = self._workbook.properties
        about.creator = about.lastModifiedBy = product.NAME
        about.title = cells.possible(self._chosen.review.title).text
        about.created = about.modified = self._chosen.state.changed_at.replace(tzinfo=None, microsecond=0)
        self._workbook.calculation.fullCalcOnLoad = False  # nothing is calculated, so nothing to save
        size = max(1, sum(part.stat().st_size for part in self._folder.iterdir()))
        done = 0

        def wrote(pieces: int) -> None:
            nonlocal done
            done += pieces
            self._progress(_SHARE_OF_ROWS + (1 - _SHARE_OF_ROWS) * min(1.0, done / size), "Putting the file together")

        write_package(self._workbook, file, wrote)

    def rows_of(self) -> dict[str, int]:
        """How many rows each sheet has below its header; About, which says so, is not counted."""
        return {title: stream.rows for title, stream in self._streams.items() if title != columns.ABOUT}

    def links_left_out(self) -> dict[str, int]:
        """By sheet, how many links there was no room for."""
        return {title: stream.links_left_out for title, stream in self._streams.items()}

    def altered(self) -> Iterator[AlteredCell]:
        """Every cell that could not hold what it should."""
        for stream in self._streams.values():
            yield from stream.altered

    def _add_pictures(self) -> str:
        """Puts pictures of the claims at the end; why there are none, or nothing."""
        return add_pictures(self._workbook, self._drawn_from, self._chosen.reader)

    def _open(self, title: str) -> RowStream:
        worksheet = self._workbook.create_sheet(title)
        path = self._folder / f"{len(self._streams):02}.xml"
        stream = SheetStream(worksheet, self._sheets[title], Styles(self._workbook, worksheet), path)
        self._streams[title] = stream
        return stream

    def _append(self, title: str, rows: Iterable[Row]) -> None:
        stream = self._streams[title]
        for number, row in enumerate(rows, 1):
            stream.append(row)
            if number % _ROWS_BETWEEN_WORDS == 0:
                self._progress(_SHARE_OF_CLAIMS, title)

    def _write_claims(self) -> None:
        rows = ClaimRows(self._chosen)
        for number, report in enumerate(self._chosen.reports):
            wanted = self._chosen.claim_ids(report)
            for place, claim in enumerate(self._chosen.claims(wanted)):
                if place % _CLAIMS_BETWEEN_WORDS == 0:
                    self._say(number + place / len(wanted), columns.CLAIMS)
                self._write_claim(rows, claim)

    def _write_claim(self, rows: ClaimRows, claim: Claim) -> None:
        claims, passages = self._streams[columns.CLAIMS], self._streams[columns.PASSAGES]
        estimates = self._streams[columns.ESTIMATES]
        line = self._chosen.lines.line(claim)
        row = claims.append(rows.claim(line))
        first_passage = passages.last_row + 1
        for passage in rows.passages(line):
            passages.append(passage)
        if passages.last_row >= first_passage:
            claims.link("claim_id", (row, row), columns.PASSAGES, first_passage)
            passages.link("claim_id", (first_passage, passages.last_row), columns.CLAIMS, row)
        first_estimate = estimates.last_row + 1
        for estimate in rows.estimates(line):
            estimates.append(estimate)
        if estimates.last_row >= first_estimate:
            estimates.link("claim_id", (first_estimate, estimates.last_row), columns.CLAIMS, row)
        if self._is_compared:
            self._row_of_claim[claim.id] = row
        if claim.id in self._queried:
            self._row_of_queried[claim.id] = row
        if claim.status is not ClaimStatus.RETRACTED:
            self._drawn_from.append(drawn_from(claim))
        self._chosen.tally.take_claim(claim)

    def _write_marks(self) -> None:
        marks, passages = self._streams[columns.MARKS], self._streams[columns.PASSAGES]
        for report in self._chosen.reports:
            self._progress(_SHARE_OF_CLAIMS, columns.MARKS)
            for mark in self._chosen.marks(report):
                row = marks.append(mark_row(self._chosen, mark))
                first_passage = passages.last_row + 1
                for passage in mark_passages(self._chosen, mark):
                    passages.append(passage)
                if passages.last_row >= first_passage:
                    marks.link("mark_id", (row, row), columns.PASSAGES, first_passage)
                    passages.link("mark_id", (first_passage, passages.last_row), columns.MARKS, row)
                self._chosen.tally.take_mark(mark)

    def _write_comparison(self) -> None:
        """How far the reviewers agree, and what was settled; only where there is something to compare."""
        if not self._is_compared:
            return
        room = _SHARE_OF_CLAIMS - _SHARE_BESIDE_COMPARISON
        compared = compare(
            self._chosen, lambda share, words: self._progress(_SHARE_BESIDE_COMPARISON + room * share, words)
        )
        ComparisonSheets(self._chosen, self._streams, self._row_of_claim).write(compared)
        self._chosen.unsettled = compared.unsettled

    def _write_the_rest(self) -> None:
        self._append(columns.REPORTS, report_rows(self._chosen))
        self._append(columns.STUDIES, study_rows(self._chosen))
        self._append(columns.THERAPIES, therapy_rows(self._chosen))
        self._append(columns.OUTCOMES, outcome_rows(self._chosen))
        self._write_queries()
        self._append(columns.LOG, log_rows(self._chosen))
        self._append(
            columns.DICTIONARY,
            dictionary_rows(sheet for title, sheet in self._sheets.items() if title in self._streams),
        )

    def _write_queries(self) -> None:
        queries = self._streams[columns.QUERIES]
        for query in query_rows(self._chosen, self._row_of_queried):
            row = queries.append(query)
            if query["claim_id"]:
                queries.link("claim_id", (row, row), columns.CLAIMS, self._row_of_queried[str(query["claim_id"])])

    def _write_long_texts(self) -> None:
        """Only a workbook that needs the sheet has it; it stands last, where it moves no other."""
        if not any(stream.too_long for stream in self._streams.values()):
            return
        self._append(columns.DICTIONARY, dictionary_rows([self._sheets[columns.LONG_TEXTS]]))
        texts: list[TooLong] = [text for stream in self._streams.values() for text in stream.too_long]
        self._open(columns.LONG_TEXTS)
        self._append(columns.LONG_TEXTS, long_text_rows(texts))

    def _say(self, reports_done: float, words: str) -> None:
        share = _SHARE_BESIDE_COMPARISON if self._is_compared else _SHARE_OF_CLAIMS
        self._progress(share * reports_done / max(1, len(self._chosen.reports)), words)

    @contextmanager
    def _given_up_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            for stream in self._streams.values():
                stream.give_up()
            raise
