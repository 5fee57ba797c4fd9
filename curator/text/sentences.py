"""Sentences and paragraphs around a place.

A paragraph ends at a newline. A sentence ends at ``.``, ``!``, ``?`` or ``…`` where white space and the beginning of
another sentence follow, and not at ``et al.``, ``vs.``, ``Fig. 2``, ``i.v.``, an initial or a decimal point. Where a
long line breaks off and the next one goes on in lower case, the sentence runs on: texts taken from PDF do that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curator.text.blanks import INVISIBLE, first_solid, last_solid
from curator.text.graphemes import end_of_character, is_inside, start_of_character, whole_characters

_NEWLINES = "\n\u2028\u2029"

_WINDOWS = (400, 3000)
"""How far a sentence's beginning or end is looked for, first near, then further. A longer one is cut there."""

_END = re.compile(
    rf"[.!?…。！？]+[\"'”’»)\]{INVISIBLE}]*(?:\[[\d,;–\- ]+\])?[⁰¹²³⁴-⁹,⁻]*(?=\s)"
    r"|(?<=[。！？])(?=.)"
    r"|\n[^\S\n]*(?:\n|(?=\S))"
    r"|[\u2028\u2029]"
)

_NEVER_LAST = (
    "approx ca cf e.g eg eq eqs ex fig figs i.e ie nr nos p pp ref refs resp sec tab v viz vol vs"
    " dr drs mr mrs ms prof st suppl ed eds incl est"
)
_MAYBE_LAST = "al etc inc ltd co corp jr dept univ max min wk wks yr yrs mo hr hrs wt conc temp"
_USUAL_BEGINNINGS = (
    "A After All Also Although An And As At Because Before Both But By Compared Conversely Despite During Each"
    " Finally Findings First For From Further Furthermore Had He Her His How However If In It Its More Moreover Most"
    " Neither No Nor Of On Only Or Other Our Overall Participants Patients Results Second She Since Six So Some"
    " Studies Subsequently Such Ten That The Their Then There Therefore These They This Those Though Three Thus To"
    " Two Under Until We What When Where Whereas Whether Which While With Within Women You Your"
)

_ALWAYS_FOLLOWED = frozenset(_NEVER_LAST.split())
"""Abbreviations that something always follows."""

_SOMETIMES_LAST = frozenset(_MAYBE_LAST.split())
"""Abbreviations that end a sentence only where a word follows with which sentences usually begin."""

_BEGINNINGS = frozenset(_USUAL_BEGINNINGS.split())

_WORD_BEFORE = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+\Z")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*([^\W_]++)(?!\.)")
_LINE_NUMBER = re.compile(r"(?:\A|\n)[^\S\n]*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})\Z")
_LOOK = 48
_WRAPPED_LINE = 40
"""A line shorter than this that ends without a full stop is a heading or a table's cell, not a broken-off line."""


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The sentence at a place, without the white space around it.

    Between two sentences the one that has just ended is meant; in front of the first one, the first. In a text of
    nothing but white space the answer is empty.
    """
    place = max(0, min(place, len(text)))
    solid = last_solid(text, place)
    anchor = solid - 1 if solid > 0 else first_solid(text, place)
    if place < len(text) and first_solid(text, place) == place:
        anchor = place
    if anchor >= len(text):
        return place, place
    start = first_solid(text, _boundary_before(text, anchor))
    return whole_characters(text, start, last_solid(text, _boundary_after(text, anchor)))


def next_sentence_end(text: str, place: int) -> int:
    """The next place after ``place`` where a sentence ends; the text's length when there is none."""
    solid = first_solid(text, max(0, place))
    return sentence_at(text, solid)[1] if solid < len(text) else len(text)


def previous_sentence_start(text: str, place: int) -> int:
    """The next place before ``place`` where a sentence begins; 0 when there is none."""
    solid = last_solid(text, min(len(text), place))
    return sentence_at(text, solid - 1)[0] if solid > 0 else 0


def paragraph_at(text: str, place: int) -> tuple[int, int]:
    """The paragraph at a place, without the white space around it; the next one when it lies between two."""
    place = max(0, min(place, len(text)))
    start, end = _line_start(text, place), _line_end(text, place)
    first = first_solid(text, start)
    if first >= end:
        if first >= len(text):
            return place, place
        start, end = first, _line_end(text, first)
    return whole_characters(text, first_solid(text, start), last_solid(text, end))


def next_paragraph_end(text: str, place: int) -> int:
    """The next place after ``place`` where a paragraph ends; the text's length when there is none."""
    solid = first_solid(text, max(0, place))
    return last_solid(text, _line_end(text, solid)) if solid < len(text) else len(text)


def previous_paragraph_start(text: str, place: int) -> int:
    """The next place before ``place`` where a paragraph begins; 0 when there is none."""
    solid = last_solid(text, min(len(text), place))
    return first_solid(text, _line_start(text, solid)) if solid > 0 else 0


def _line_start(text: str, place: int) -> int:
    start = text.rfind("\n", 0, place) + 1
    for newline in _NEWLINES[1:]:
        start = max(start, text.rfind(newline, start, place) + 1)
    return start


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    for newline in _NEWLINES[1:]:
        nearer = text.find(newline, place, end)
        end = nearer if nearer >= 0 else end
    return end


def _boundary_after(text: str, anchor: int) -> int:
    """Where the sentence that the character at ``anchor`` belongs to ends."""
    for width in _WINDOWS:
        highest = min(len(text), anchor + width)
        for boundary in _boundaries(text, max(0, anchor - _LOOK), highest):
            if boundary > anchor:
                return boundary
        if highest == len(text):
            return highest
    return end_of_character(text, highest)


def _boundary_before(text: str, anchor: int) -> int:
    """Where the sentence that the character at ``anchor`` belongs to begins."""
    for width in _WINDOWS:
        lowest = max(0, anchor - width)
        last = -1
        for boundary in _boundaries(text, lowest, min(len(text), anchor + _LOOK)):
            if boundary > anchor:
                break
            last = boundary
        if last >= 0:
            return last
        if lowest == 0:
            return 0
    return start_of_character(text, lowest)


def _boundaries(text: str, lowest: int, highest: int) -> Iterator[int]:
    """The places between two sentences, in order; what decides lies within a few dozen characters of each."""
    for found in _END.finditer(text, lowest, min(len(text), highest + 1)):
        if found.group()[:1] in (*_NEWLINES, ""):
            if not is_inside(text, found.start()) and not _runs_on(text, found.start()):
                yield found.start()
        elif not is_inside(text, found.end()) and _ends_sentence(text, found.start(), found.end()):
            yield found.end()


def _runs_on(text: str, newline: int) -> bool:
    """Whether a sentence goes on behind a newline: a long line broke off, and the next begins in lower case."""
    before = last_solid(text, newline)
    after = first_solid(text, newline)
    if before == 0 or after >= len(text) or text[before - 1] in ".!?…:;。！？":
        return False
    line_start = text.rfind("\n", max(0, before - _WRAPPED_LINE), before) + 1
    is_long = line_start == 0 and before >= _WRAPPED_LINE
    return is_long and text[after].islower()


def _ends_sentence(text: str, stop: int, end: int) -> bool:
    """Whether the stop at ``stop``, with all that closes behind it up to ``end``, ends a sentence."""
    after = first_solid(text, end)
    if after >= len(text):
        return True
    if text[after].islower():
        return False
    return text[stop] != "." or end - stop > 1 or not _is_abbreviating(text, stop, after)


def _is_abbreviating(text: str, stop: int, after: int) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or a line's number, and the sentence goes on."""
    before = text[max(0, stop - _LOOK) : stop]
    if _LINE_NUMBER.search(before if stop <= _LOOK else " " + before):
        return True
    found = _WORD_BEFORE.search(before)
    if found is None:
        return False
    word = found.group()
    if word.casefold() in _ALWAYS_FOLLOWED:
        return True
    if word.casefold() == "no":
        return text[after].isdecimal()
    if len(word) > 1 and "." not in word and word.casefold() not in _SOMETIMES_LAST:
        return False
    following = _WORD_AFTER.match(text, after, after + _LOOK)
    return following is None or following.group(1) not in _BEGINNINGS
