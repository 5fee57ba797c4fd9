"""Sections: the headings of a document, its abstract where no heading says so, its title, tables and figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from curator.importing.formats.pdf.blocks import Block, ends_with_full_stop
from curator.importing.formats.pdf.weaving import WovenUnit
from curator.records import Section, SectionKind
from curator.text.headings import kind_of_heading

_LONGEST_HEADING = 160
_MOST_ROWS = 4
_LARGER = 1.06
_SMALLEST_HEADING = 0.7
_PLAIN_HEADING = 0.85
_FURTHEST_LABEL = 9
_TITLE = 1.25
_TITLE_PAGES = 2
_SHORTEST_TITLE, _LONGEST_TITLE = 15, 400
_LONG_ENOUGH_TO_BE_THE_TEXT = 400
_FEWEST_LETTERS = 3
_MAIN = (SectionKind.METHODS, SectionKind.RESULTS, SectionKind.INTRODUCTION, SectionKind.DISCUSSION)
_ALWAYS_MAIN = (SectionKind.ABSTRACT, SectionKind.REFERENCES)
_BACK = re.compile(
    r"(?:acknowledg|funding|financial|competing|conflicts?\b|declaration|authors?\b|contribut|data avail|availab|ethic"
    r"|consent|abbreviat|suppl|additional|disclos|correspond|appendix|orcid|notes?\b|footnote|registration)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-Z][\w/&,\- ]{2,40}:\s?(?=\S)")
_FIRST_LABEL = re.compile(r"(?:context|background|importance|objectives?|aims?|purpose|introduction)\b", re.IGNORECASE)


class _Heading(NamedTuple):
    place: int
    words: str
    kind: SectionKind
    level: int


class Title(NamedTuple):
    """The words that stand as a title on the first page; empty where none stands out."""

    words: str
    place: int


def title_of(text: str, units: Sequence[WovenUnit]) -> Title:
    """The largest words at the beginning of a document."""
    body = _body(units)
    best = Title("", -1)
    height = _TITLE * body.height if body is not None else 0.0
    for place, unit in enumerate(units):
        if unit.block.page >= _TITLE_PAGES:
            break
        words = " ".join(text[unit.start : unit.end].split())
        sized = unit.block.height > height and _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE
        if sized and not unit.block.is_table and unit.block.page == (units[best.place].block.page if best.words else 0):
            best, height = Title(words, place), unit.block.height
    return best


def sections_of(text: str, units: Sequence[WovenUnit]) -> tuple[Section, ...]:
    """The sections of a document in order of their starts; they may lie in one another."""
    if not units:
        return ()
    headings = _headings(text, units)
    title = title_of(text, units)
    found = [*_under_headings(headings, units, len(text)), *_floats(text, units, {one.place for one in headings})]
    found += _before_headings(text, units, headings, title)
    if title.words:
        unit = units[title.place]
        found.append(Section(kind=SectionKind.TITLE, title=title.words, start=unit.start, end=unit.end))
    return tuple(sorted(found, key=lambda section: (section.start, -section.end, section.level)))


def _body(units: Sequence[WovenUnit]) -> Block | None:
    """A block in the style of most of the text."""
    counts: Counter[tuple[str, float]] = Counter()
    blocks: dict[tuple[str, float], Block] = {}
    for unit in units:
        style = _style(unit.block)
        counts[style] += unit.end - unit.start
        blocks.setdefault(style, unit.block)
    return blocks[counts.most_common(1)[0][0]] if counts else None


def _style(block: Block) -> tuple[str, float]:
    return block.font, round(block.height * 2) / 2


def _headings(text: str, units: Sequence[WovenUnit]) -> list[_Heading]:
    body = _body(units)
    if body is None:
        return []
    candidates = []
    for place, unit in enumerate(units):
        words = " ".join(text[unit.start : unit.end].split())
        if not _is_in_table(place, units) and _may_be_heading(unit, words, body):
            candidates.append((place, unit.block, words, kind_of_heading(words)))
    known = [candidate for candidate in candidates if candidate[3] in (*_MAIN, *_ALWAYS_MAIN)]
    if not known:
        return []
    main = next((block for kind in _MAIN for _place, block, _words, found in known if found is kind), known[0][1])
    headings: list[_Heading] = []
    around = SectionKind.OTHER
    fonts = Counter(block.font for _place, block, _words, _said in candidates)
    for place, block, words, said in candidates:
        if place < known[0][0]:
            continue
        if said is SectionKind.OTHER and not _BACK.match(words):
            stands_out = block.bold or (fonts[block.font] > 1 and block.height > _PLAIN_HEADING * body.height)
            if around is SectionKind.REFERENCES or not stands_out:
                continue
        is_back = _BACK.match(words) is not None
        is_main = _style(block) == _style(main) or said in _ALWAYS_MAIN or is_back or block.height > main.height
        kind = said if is_main or around is SectionKind.OTHER else around
        kind = SectionKind.OTHER if is_back else kind
        if is_main:
            around = kind
        headings.append(_Heading(place, words, kind, 1 if is_main else 2))
    return headings


def _is_in_table(place: int, units: Sequence[WovenUnit]) -> bool:
    """Whether words stand between a table's caption and its rows."""
    after_caption = any(unit.block.is_caption for unit in units[max(0, place - 2) : place])
    return after_caption and any(unit.block.is_table for unit in units[place + 1 : place + 2])


def _may_be_heading(unit: WovenUnit, words: str, body: Block) -> bool:
    block = unit.block
    if block.is_table or block.is_caption or len(block.rows) > _MOST_ROWS or len(words) > _LONGEST_HEADING:
        return False
    if (
        ends_with_full_stop(words)
        or _LABEL.match(words)
        or sum(map(str.isalpha, words)) < _FEWEST_LETTERS
        or words[0].islower()
    ):
        return False
    if block.height < _SMALLEST_HEADING * body.height or not all(row.is_uniform for row in block.rows):
        return False
    return block.bold > body.bold or block.height > _LARGER * body.height or _other_font(block, body)


def _other_font(block: Block, body: Block) -> bool:
    return block.font != body.font and block.rows[-1].right < block.right - 2 * block.height


def _under_headings(headings: Sequence[_Heading], units: Sequence[WovenUnit], length: int) -> Iterator[Section]:
    for number, heading in enumerate(headings):
        following = next((other for other in headings[number + 1 :] if other.level <= heading.level), None)
        start = units[heading.place].start
        end = units[following.place - 1].end if following is not None else length
        yield Section(kind=heading.kind, title=heading.words, start=start, end=end, level=heading.level)


def _floats(text: str, units: Sequence[WovenUnit], headings: set[int]) -> Iterator[Section]:
    """Tables with their captions and notes, and the captions of figures."""
    for place, unit in enumerate(units):
        if not unit.block.is_caption:
            continue
        caption = " ".join(text[unit.start : unit.end].split())
        is_table = caption.lower().startswith(
            ("table", "supplementary table", "additional table", "extended data table")
        )
        last = place
        while is_table and last + 1 < len(units) and last + 1 not in headings:
            following = units[last + 1].block
            smaller = following.height < unit.block.height * _LARGER and not following.is_caption
            if following.page != unit.block.page or not (
                following.is_table or (smaller and following.place == unit.block.place)
            ):
                break
            last += 1
        kind = SectionKind.TABLE if is_table else SectionKind.FIGURE
        yield Section(kind=kind, title=caption[:_LONGEST_TITLE], start=unit.start, end=units[last].end, level=3)


def _before_headings(
    text: str, units: Sequence[WovenUnit], headings: Sequence[_Heading], title: Title
) -> Iterator[Section]:
    """The abstract that has labels only, and the text that begins without a heading."""
    first = next((one.place for one in headings if one.level == 1), len(units))
    if any(one.kind is SectionKind.ABSTRACT for one in headings):
        return
    labelled = [place for place in range(title.place + 1, first) if _is_labelled(text, units[place])]
    begin = next((place for place in labelled if _FIRST_LABEL.match(text, units[place].start)), None)
    if begin is None:
        return
    last = begin
    for before, after in pairwise([place for place in labelled if place >= begin]):
        if after - before > _FURTHEST_LABEL:
            break
        last = after
    yield Section(kind=SectionKind.ABSTRACT, title="", start=units[begin].start, end=units[last].end)
    if last + 1 < first:
        start, end = units[last + 1].start, units[first - 1].end
        if end - start > _LONG_ENOUGH_TO_BE_THE_TEXT and headings:
            yield Section(kind=SectionKind.INTRODUCTION, title="", start=start, end=end)


def _is_labelled(text: str, unit: WovenUnit) -> bool:
    return unit.block.rows[0].pieces[0].begins_bold and _LABEL.match(text, unit.start) is not None
