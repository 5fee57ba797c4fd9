"""The sections of a plain text, where its headings are sure to be headings.

A line is one for sure when it is marked as one (``## Results``, ``BODY.RESULTS:``), or when it stands by itself and
says just what part of a report it heads ("2. Materials and methods"), and another line of the text does so too. What is
less sure is left alone: no section is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from curator.records import Section, SectionKind
from curator.text.headings import kind_of_heading

_LONGEST_ABSTRACT = 8000
"""An abstract with headings of its own is no longer than this."""
_FEWEST_KINDS = 2
_MOST_SECTIONS = 2000
"""A text with more is a list of something, not a report."""

_MARKDOWN = re.compile(r"(#{1,6})[^\S\n]+(\S[^\n]*?)[^\S\n#]*#*")
_PART = re.compile(r"(TITLE|ABSTRACT|BODY)(?:\.(\S[^\n]*?))?:")
_CANDIDATE = re.compile(r"^[^\S\n]*(\S[^\n]{0,200}?)[^\S\n]*$", re.MULTILINE)


class _Heading(Struct):
    kind: SectionKind
    title: str
    start: int
    level: int
    is_sure: bool


def guess_sections(text: str) -> tuple[Section, ...]:
    """The sections of a plain text, in order of their starts; none when nothing is sure."""
    headings = list(islice(_headings(text), _MOST_SECTIONS + 1))
    if len(headings) > _MOST_SECTIONS:
        return ()
    plain = [one for one in headings if not one.is_sure]
    if len({one.kind for one in plain}) < _FEWEST_KINDS:
        headings = [one for one in headings if one.is_sure]
    has_title = _tell_title(headings, text)
    _nest_abstract(headings)
    _inherit_kinds(headings)
    ends = _ends(headings, len(text.rstrip()))
    if has_title:
        ends[0] = min(ends[0], _line_end(text, headings[0].start))
    return tuple(
        Section(kind=one.kind, title=one.title, start=one.start, end=end, level=one.level)
        for one, end in zip(headings, ends, strict=True)
        if one.start < end
    )


def _headings(text: str) -> Iterator[_Heading]:
    abstract_begun = False
    for found in _CANDIDATE.finditer(text):
        line, start = found.group(1), found.start(1)
        marked, part = _MARKDOWN.fullmatch(line), _PART.fullmatch(line)
        if marked is not None:
            words = marked.group(2).strip()
            yield _Heading(kind_of_heading(words), words, start, len(marked.group(1)), is_sure=True)
        elif part is not None:
            name, path = part.group(1), (part.group(2) or "").split(".")
            words = path[-1].strip().capitalize()
            if name == "ABSTRACT" and not abstract_begun:
                abstract_begun = True
                yield _Heading(SectionKind.ABSTRACT, "Abstract", start, 1, is_sure=True)
            kind = {"TITLE": SectionKind.TITLE, "ABSTRACT": SectionKind.ABSTRACT}.get(name, kind_of_heading(words))
            if words or name == "TITLE":
                level = len(path) + (name == "ABSTRACT")
                yield _Heading(kind, words or "Title", start, level, is_sure=True)
        elif _stands_alone(text, found.start(), found.end()):
            kind = kind_of_heading(line)
            if kind not in (SectionKind.OTHER, SectionKind.TABLE, SectionKind.FIGURE):
                yield _Heading(kind, line.strip(" :"), start, 1, is_sure=False)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a line has an empty line above it, or is written in capitals or with a number as headings are."""
    below_nothing = start == 0 or text.startswith("\n\n", max(0, start - 2))
    return below_nothing or text.startswith("\n\n", end) or text[start:end].isupper()


def _tell_title(headings: Sequence[_Heading], text: str) -> bool:
    """Whether the first heading is the title of the text: it begins it and is above all others.

    It is made the title then, which is no more than its line; the others go up as if it were not there.
    """
    if not headings or text[: headings[0].start].strip():
        return False
    first, others = headings[0], headings[1:]
    if not first.is_sure or first.kind is not SectionKind.OTHER or any(one.level <= first.level for one in others):
        return False
    first.kind = SectionKind.TITLE
    for one in others:
        one.level -= first.level
    first.level = 1
    return True


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _nest_abstract(headings: Sequence[_Heading]) -> None:
    """Puts "Methods" and "Results" of an abstract into it: those that come once more behind it, for the report."""
    first = next((place for place, one in enumerate(headings) if one.kind is SectionKind.ABSTRACT), None)
    if first is None:
        return
    seen: set[SectionKind] = set()
    for place in range(first + 1, len(headings)):
        one = headings[place]
        if one.start - headings[first].start > _LONGEST_ABSTRACT or one.level < headings[first].level:
            return
        if one.kind in seen or (one.kind is SectionKind.INTRODUCTION and seen):
            for inner in headings[first + 1 : place]:
                inner.kind, inner.level = SectionKind.ABSTRACT, headings[first].level + 1
            return
        seen.add(one.kind)


def _inherit_kinds(headings: Sequence[_Heading]) -> None:
    """A section that does not say what it is, is what it lies in."""
    around: list[_Heading] = []
    for one in headings:
        while around and around[-1].level >= one.level:
            around.pop()
        if one.kind is SectionKind.OTHER and around and around[-1].kind is not SectionKind.TITLE:
            one.kind = around[-1].kind
        around.append(one)


def _ends(headings: Sequence[_Heading], length: int) -> list[int]:
    """Where each section ends: where the next one of its level, or of a higher one, begins."""
    ends = [length] * len(headings)
    around: list[int] = []
    for place, one in enumerate(headings):
        while around and headings[around[-1]].level >= one.level:
            ends[around.pop()] = one.start
        around.append(place)
    return ends
