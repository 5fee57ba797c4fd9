"""Running heads, footers, page numbers and what a download printed across the pages: set apart from the report's words.

Only what shows itself by coming again is set apart: the same words near the edge of several pages, numbers that count
the pages, words printed upwards along every page. A heading that stands on one page only stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from curator.importing.formats.pdf.pieces import PageOfPieces, Piece

_ZONE = 0.13
"""How much of a page's height, at the top and at the bottom, may hold running heads."""
_ROWS = 2
_SAME_PLACE = 6.0
_SAME_SIZE = 0.15
_SET_OFF = 1.6
"""Running heads are further from the text than its lines are from one another: in heights of their own."""
_FEWEST_LETTERS = 3
_FEW_PAGES = 4
_LONG_WORDING = 20
"""Letters from which wordings are told apart by their numbers as well; shorter ones are numbered pages."""
_NUMBER = re.compile(r"(?:p(?:age|\.)?\s*)?[-–—|]?\s*(\d{1,6})\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,6})?", re.IGNORECASE)
_FLOAT = re.compile(r"table|fig|appendix|supplement")
"""A table that goes on says so at the top of every page; that is no running head."""
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


class Margins(NamedTuple):
    """What is left of each page, the words that were set apart (each once, in order), and the printed page numbers."""

    pages: list[list[Piece]]
    apart: list[str]
    numbers: list[int | None]


class _Candidate(NamedTuple):
    page: int
    piece: Piece
    place: float
    """Where it stands: from the upper edge, or negative from the lower one; for words on their side, from the left."""
    letters: str
    pattern: str
    set_off: bool
    """Whether white space parts it from what stands further in."""


def set_margins_apart(pages: Sequence[PageOfPieces]) -> Margins:
    """Takes running heads, footers and page numbers from the pages."""
    candidates = [candidate for number, page in enumerate(pages) for candidate in _candidates(number, page)]
    numbers, counting = _page_numbers(candidates, len(pages))
    going = counting | _coming_again(candidates, len(pages))
    apart = dict.fromkeys(
        _SPACE.sub(" ", candidate.piece.text).strip()
        for candidate in candidates
        if id(candidate.piece) in going and id(candidate.piece) not in counting
    )
    left = [[piece for piece in page.pieces if id(piece) not in going] for page in pages]
    return Margins(left, _each_once(apart), numbers)


def _each_once(wordings: dict[str, None]) -> list[str]:
    """One of each wording; those that differ only in their numbers are one."""
    patterns: dict[str, str] = {}
    for wording in wordings:
        patterns.setdefault(_DIGITS.sub("#", wording) if len(wording) < _LONG_WORDING else wording, wording)
    return list(patterns.values())


def _candidates(number: int, page: PageOfPieces) -> Iterator[_Candidate]:
    upright = [piece for piece in page.pieces if piece.quarter == 0]
    for edge in (1, -1):
        rows = _rows_from(edge, upright)
        zone = _ZONE * page.height
        places = [row[0].middle if edge > 0 else row[0].middle - page.height for row in rows]
        gaps = [abs(after - before) for before, after in pairwise(places)] + [page.height] * (len(rows) <= _ROWS)
        off = [
            gap > _SET_OFF * max(piece.height for piece in row) and gap >= max(gaps[: rank + 1])
            for rank, (gap, row) in enumerate(zip(gaps, rows, strict=False))
        ]
        for rank, row in enumerate(rows[:_ROWS]):
            if abs(places[rank]) < zone and (rank == 0 or any(off[rank:])):
                for piece in row:
                    yield _candidate(number, piece, places[rank], set_off=any(off[rank:]))
    for piece in page.pieces:
        if piece.quarter != 0:
            yield _candidate(number, piece, 10_000 + piece.left, set_off=True)


def _rows_from(edge: int, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The rows nearest to an edge of the page (1 for the upper one, -1 for the lower), and the next one."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: edge * one.middle):
        if rows and abs(piece.middle - rows[-1][0].middle) <= piece.height / 2:
            rows[-1].append(piece)
        elif len(rows) > _ROWS:
            break
        else:
            rows.append([piece])
    return rows


def _candidate(number: int, piece: Piece, place: float, *, set_off: bool) -> _Candidate:
    letters = _SPACE.sub("", piece.text).casefold()
    return _Candidate(number, piece, place, letters, _DIGITS.sub("#", letters), set_off)


def _coming_again(candidates: Sequence[_Candidate], pages: int) -> set[int]:
    """The pieces whose words stand on several pages, in one size, at the edge: the same, or others' numbers there."""
    enough = 2 if pages <= _FEW_PAGES else 3
    by_pattern: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if sum(map(str.isalpha, candidate.pattern)) >= _FEWEST_LETTERS and not _FLOAT.match(candidate.letters):
            by_pattern[candidate.pattern].append(candidate)
    going: set[int] = set()
    for group in by_pattern.values():
        if len({candidate.page for candidate in group}) > 1:
            going.update(id(one.piece) for one in group if _comes_again(one, group, enough))
    return going


def _comes_again(one: _Candidate, group: Sequence[_Candidate], enough: int) -> bool:
    alike = [other for other in group if abs(other.piece.height - one.piece.height) < _SAME_SIZE * one.piece.height]
    exactly = {other.page for other in alike if other.letters == one.letters and abs(other.place - one.place) < 1}
    if not one.set_off:  # the first line of a page may be the report's own
        return len(exactly) >= max(enough, _FEW_PAGES - 1)
    near = {
        other.page
        for other in alike
        if (other.letters == one.letters and other.set_off) or abs(other.place - one.place) < _SAME_PLACE
    }
    return len(near) >= enough or len(exactly) > 1


def _page_numbers(candidates: Sequence[_Candidate], pages: int) -> tuple[list[int | None], set[int]]:
    """The number printed on each page, where numbers go up by one from page to page, and the pieces that print them."""
    by_first: defaultdict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        found = _NUMBER.fullmatch(candidate.piece.text.strip())
        if found and candidate.piece.quarter == 0:
            by_first[int(found.group(1)) - candidate.page].append(candidate)
    numbers: list[int | None] = [None] * pages
    best = max(by_first.items(), key=lambda entry: (len({one.page for one in entry[1]}), -entry[0]), default=None)
    if best is None or len({candidate.page for candidate in best[1]}) < max(2, pages // 3):
        return numbers, set()
    first, found_on = best
    for candidate in found_on:
        numbers[candidate.page] = first + candidate.page
    return [first + number if first + number > 0 else None for number in range(pages)], {
        id(candidate.piece) for candidate in found_on
    }
