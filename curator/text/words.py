"""Words as clinicians read them, and the sentences and paragraphs they stand in.

``IL-6``, ``0.75``, ``p<0.001``, ``95% CI``, ``TNF-α`` and ``2-year`` are one word each: half of one means nothing.
Every function looks only at the characters near ``place``, so that it answers at once in a text of any size. Places
are code points between characters, as everywhere; no answer ever cuts through a shown character.
"""

from __future__ import annotations

from curator.text.blanks import first_solid, is_blank, last_solid
from curator.text.graphemes import extends, start_of_character, whole_characters
from curator.text.joints import is_joined, is_lettering
from curator.text.sentences import (
    next_paragraph_end,
    next_sentence_end,
    paragraph_at,
    previous_paragraph_start,
    previous_sentence_start,
    sentence_at,
)

__all__ = [
    "next_paragraph_end",
    "next_sentence_end",
    "next_word_end",
    "paragraph_at",
    "previous_paragraph_start",
    "previous_sentence_start",
    "previous_word_start",
    "sentence_at",
    "snap",
    "whole_characters",
    "word_at",
]

_LONGEST_WORD = 400
"""A run of characters longer than this is no word, and is not followed further."""

_OPENING = "([{<“‘«‹„‚"
_CLOSING = ")]}>”’»›.,;:!?…"


def word_at(text: str, place: int) -> tuple[int, int]:
    """The clinical word at a place: the one it lies in, else the one it touches, else the next one.

    Between a word and a punctuation mark the word is meant. In front of nothing but white space the answer is
    empty: ``(place, place)``.
    """
    place = max(0, min(place, len(text)))
    touching = [at for at in (place, place - 1) if 0 <= at < len(text) and not _is_blank_at(text, at)]
    if not touching:
        solid = first_solid(text, place)
        return _token(text, solid) if solid < len(text) else (place, place)
    tokens = [_token(text, at) for at in touching]
    return next((token for token in tokens if _has_lettering(text, token)), tokens[0])


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """A selection grown to whole clinical words, without the white space around them.

    A selection of nothing, or of white space alone, stays empty.
    """
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    first = first_solid(text, start)
    if first >= end:
        start = start_of_character(text, start)
        return start, start
    return _grown_left(text, first), _grown_right(text, last_solid(text, end))


def next_word_end(text: str, place: int) -> int:
    """The next place after ``place`` where a word ends, or a run of punctuation that follows a word.

    An opening bracket or quotation mark goes with the word behind it.
    """
    at = first_solid(text, max(0, place))
    if at >= len(text):
        return len(text)
    start, end = _token(text, at)
    furthest = min(len(text), at + _LONGEST_WORD)
    while not _has_lettering(text, (start, end)) and end < furthest and not is_blank(text[end]):
        following = _token(text, end)
        if _has_lettering(text, following) and text[end - 1] not in _OPENING:
            break
        start, end = following
    return end


def previous_word_start(text: str, place: int) -> int:
    """The next place before ``place`` where a word begins, or a run of punctuation in front of a word.

    A closing bracket, a comma or a full stop goes with the word before it.
    """
    at = last_solid(text, min(len(text), place))
    if at <= 0:
        return 0
    start, end = _token(text, at - 1)
    furthest = max(0, at - _LONGEST_WORD)
    while not _has_lettering(text, (start, end)) and start > furthest and not is_blank(text[start - 1]):
        preceding = _token(text, start - 1)
        if _has_lettering(text, preceding) and text[start] not in _CLOSING:
            break
        start, end = preceding
    return start


def _is_blank_at(text: str, at: int) -> bool:
    """Whether the character at a place is white space, and not the inside of a word such as ``95% CI``."""
    return is_blank(text[at]) and not is_joined(text, at) and not is_joined(text, at + 1)


def _token(text: str, at: int) -> tuple[int, int]:
    """The word or the single mark that the character at ``at`` belongs to."""
    return _grown_left(text, at), _grown_right(text, at + 1)


def _grown_left(text: str, start: int) -> int:
    lowest = max(0, start - _LONGEST_WORD)
    while start > lowest and is_joined(text, start):
        start -= 1
    return start


def _grown_right(text: str, end: int) -> int:
    highest = min(len(text), end + _LONGEST_WORD)
    while end < highest and is_joined(text, end):
        end += 1
    return end


def _has_lettering(text: str, token: tuple[int, int]) -> bool:
    return any(is_lettering(char) and not extends(char) for char in text[token[0] : token[1]])
