"""Running heads, footers, page numbers and what a download printed across the pages: set apart from the report's words.

Only what shows itself by coming again is set apart: the same words near the edge of several pages, numbers that count
the pages, words printed upwards along every page. A heading that stands on one page only stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from curator.importing.formats.pdf.pieces import PageOfPieces, Piece

_ZONE = 0.13
"""How much of a page's height, at the top and at the bottom, may hold running heads."""
_ROWS = 2
_SAME_PLACE = 6.0
_FEWEST_LETTERS = 3
_FEW_PAGES = 4
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
        patterns.setdefault(_DIGITS.sub("#", wording) if len(wording) < 20 else wording, wording)  # noqa: PLR2004
    return list(patterns.values())


def _candidates(number: int, page: PageOfPieces) -> Iterator[_Candidate]:
    zone = _ZONE * page.height
    upright = [piece for piece in page.pieces if piece.quarter == 0]
    for edge in (1, -1):
        rows = 0
        last: float | None = None
        for piece in sorted(upright, key=lambda one: edge * one.middle):
            place = piece.middle if edge > 0 else piece.middle - page.height
            if abs(place) > zone:
                break
            if last is None or abs(place - last) > piece.height / 2:
                rows += 1
                last = place
            if rows > _ROWS:
                break
            yield _candidate(number, piece, place)
    for piece in page.pieces:
        if piece.quarter != 0:
            yield _candidate(number, piece, 10_000 + piece.left)


def _candidate(number: int, piece: Piece, place: float) -> _Candidate:
    letters = _SPACE.sub("", piece.text).casefold()
    return _Candidate(number, piece, place, letters, _DIGITS.sub("#", letters))


def _coming_again(candidates: Sequence[_Candidate], pages: int) -> set[int]:
    """The pieces whose words stand on several pages: the same words anywhere, or others' numbers at the same place."""
    enough = 2 if pages <= _FEW_PAGES else 3
    by_pattern: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if sum(map(str.isalpha, candidate.pattern)) >= _FEWEST_LETTERS and not _FLOAT.match(candidate.letters):
            by_pattern[candidate.pattern].append(candidate)
    going: set[int] = set()
    for group in by_pattern.values():
        if len({candidate.page for candidate in group}) < 2:  # noqa: PLR2004
            continue
        for one in group:
            same = {
                other.page
                for other in group
                if other.letters == one.letters or abs(other.place - one.place) < _SAME_PLACE
            }
            if len(same) >= enough or (len(same) > 1 and _alone_at_edge(one, group)):
                going.add(id(one.piece))
    return going


def _alone_at_edge(one: _Candidate, group: Sequence[_Candidate]) -> bool:
    """Whether two pages, even or odd ones, have the very same words at the very same place."""
    return any(
        other.page != one.page and other.letters == one.letters and abs(other.place - one.place) < 1 for other in group
    )


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
