"""The words on which a row of a claims table stands, found in the report's text.

Offsets are believed when the words stand there. Otherwise the words decide: they are looked for, nearest place first,
and what was found somewhere else, or not letter by letter, is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from curator.errors import BadInput, CuratorError
from curator.importing.claim_columns import decoded
from curator.importing.tables import Row, Table
from curator.ports import RecordReader
from curator.records import Passage, Report
from curator.text.finding import Ambiguous, Answer, Found, How, find
from curator.text.passages import JOINT, cut

Place = tuple[int, int]

_PLACE = re.compile(r"\s*(\d{1,12})\s*[-–]\s*(\d{1,12})\s*")
_MOST_PLACES_NAMED = 5
_SHOWN = 80


class MovedWords(Struct, frozen=True, kw_only=True):
    """Words of a row that stand elsewhere than it says, or not letter by letter.

    ``said`` is the place that the row gave, None when it gave none; ``found`` is where the words stand.
    """

    row: int
    report: Report
    words: str
    said: Place | None
    found: Place
    how: How

    @property
    def sentence(self) -> str:
        """The move in words."""
        start, end = self.found
        there = f"at {start}–{end} of {self.report.file_name or self.report.title}"
        instead = "" if self.said is None or self.said == self.found else f" instead of {self.said[0]}–{self.said[1]}"
        letters = "" if self.how is How.EXACT else f", not letter by letter ({self.how.value})"
        return f"Row {self.row}: its words were found {there}{instead}{letters}: “{shown(self.words)}”."


class RowWords:
    """Finds the passages of rows. Texts are read once, and the same words in the same report are looked for once."""

    def __init__(self, reader: RecordReader, table: Table) -> None:
        self._reader = reader
        self._fragments = table.places.get("fragments")
        self._start = table.places.get("start")
        self._end = table.places.get("end")
        self._quote = table.places.get("quote")
        self._texts: dict[str, str] = {}
        self._answers: dict[tuple[str, str, int | None], Answer] = {}
        self.moved: list[MovedWords] = []

    def passages(self, row: Row, report: Report) -> list[Passage]:
        """The passages of a row; raises ``BadInput`` when its words are missing, not found, or found twice."""
        text = self._texts.get(report.id)
        if text is None:
            text = self._texts[report.id] = self._reader.text(report.text_sha256)
        words = "" if self._quote is None else row.cells[self._quote]
        said = self._places_said(row.cells, has_words=words.strip() != "")
        if said and all(0 <= start < end <= len(text) for start, end in said):
            there = [text[start:end] for start, end in said]
            if JOINT.join(there) == words or not words.strip():
                return [cut(text, start, end) for start, end in said]
        if not words.strip():
            problem = "Its place is not in the report, and it gives no words." if said else "It gives no words."
            raise BadInput(problem)
        moves = self._moves(report, text, words, said)
        self.moved += [
            MovedWords(
                row=row.number,
                report=report,
                words=text[found.start : found.end],
                said=place,
                found=(found.start, found.end),
                how=found.how,
            )
            for place, found in moves
            if (place is not None and place != (found.start, found.end)) or found.how is not How.EXACT
        ]
        return [cut(text, found.start, found.end) for _, found in moves]

    def _places_said(self, cells: Sequence[str], *, has_words: bool) -> list[Place]:
        """The places that a row gives; those that are no numbers count only when there are no words to go by."""
        fragments = "" if self._fragments is None else cells[self._fragments].strip()
        if not fragments and self._start is not None and self._end is not None:
            fragments = f"{cells[self._start]}-{cells[self._end]}".strip("- ")
        if not fragments:
            return []
        found = [_PLACE.fullmatch(part) for part in fragments.split(";") if part.strip()]
        if None in found:
            if has_words:
                return []
            raise BadInput("“{places}” are no places. Write them as 461-576;581-615.", places=fragments)
        return [(int(place[1]), int(place[2])) for place in found if place is not None]

    def _moves(self, report: Report, text: str, words: str, said: list[Place]) -> list[tuple[Place | None, Found]]:
        parts = words.split(JOINT)
        if len(said) > 1 and len(parts) == len(said):
            pairs = zip(said, parts, strict=True)
            return [(place, self._part(report, text, part, place)) for place, part in pairs]
        place = said[0] if said else None
        whole = self._find(report, text, words, place)
        if len(parts) == 1 or (isinstance(whole, Found) and whole.how is not How.CLOSE):
            return [(place if len(said) == 1 else None, self._must_be_found(report, text, words, whole))]
        return [
            (None, self._must_be_found(report, text, part, self._find(report, text, part, place))) for part in parts
        ]

    def _part(self, report: Report, text: str, part: str, place: Place) -> Found:
        start, end = place
        if text[start:end] == part:
            return Found(start, end, How.EXACT)
        return self._must_be_found(report, text, part, self._find(report, text, part, place))

    def _find(self, report: Report, text: str, words: str, place: Place | None) -> Answer:
        near = None if place is None else place[0]
        asked = (report.id, words, near)
        if asked not in self._answers:
            answer = find(text, words, near)
            plain = decoded(words)
            self._answers[asked] = find(text, plain, near) if answer is None and plain != words else answer
        return self._answers[asked]

    def _must_be_found(self, report: Report, text: str, words: str, answer: Answer) -> Found:
        if isinstance(answer, Found):
            return answer
        raise _not_found(report, text, words, answer)


def _not_found(report: Report, text: str, words: str, answer: Ambiguous | None) -> CuratorError:
    name = report.file_name or report.title
    if answer is None:
        return BadInput("Its words are not in {report}: “{words}”.", report=name, words=shown(words))
    if len(answer.places) == 1:
        start, end = answer.places[0]
        return BadInput(
            "Its words are not in {report}: “{words}”. The most alike, at {start}, has other numbers: “{found}”.",
            report=name,
            words=shown(words),
            start=start,
            found=shown(text[start:end]),
        )
    named = ", ".join(str(start) for start, _ in answer.places[:_MOST_PLACES_NAMED])
    more = ", …" if len(answer.places) > _MOST_PLACES_NAMED else ""
    return BadInput(
        "Its words stand in {report} more than once (at {places}): “{words}”. Say which, in fragments.",
        report=name,
        places=named + more,
        words=shown(words),
    )


def shown(words: str) -> str:
    """Words short enough for a line, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
