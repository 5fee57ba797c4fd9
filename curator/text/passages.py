"""Passages: exact words of a text, with some of the text around them."""

from __future__ import annotations

from collections.abc import Iterable

from curator.records import Passage

CONTEXT = 32
"""How many code points before and after its words a passage remembers."""

JOINT = " … "
"""What stands between the words of two passages when they are read as one quote."""


def cut(text: str, start: int, end: int) -> Passage:
    """The passage at ``[start, end)`` of a text, in code points.

    Its words are exactly ``text[start:end]``. Raises ``ValueError`` when the places do not lie in the text or hold
    no words between them.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at [{start}, {end}) of a text of {len(text)} characters")
    return Passage(
        start=start,
        end=end,
        words=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
    )


def stands(passage: Passage, text: str) -> bool:
    """Whether a passage says what stands in this text: its words, and what is before and after them."""
    start, end = passage.start, passage.end
    return (
        0 <= start < end <= len(text)
        and text[start:end] == passage.words
        and text[max(0, start - len(passage.before)) : start] == passage.before
        and text[end : end + len(passage.after)] == passage.after
    )


def quote(passages: Iterable[Passage]) -> str:
    """The words of several passages as one quote, joined with " … "."""
    return JOINT.join(passage.words for passage in passages)
