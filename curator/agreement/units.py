"""Passages that coders marked in texts, as they are handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from curator.errors import BadInput


class Span(Struct, frozen=True):
    """``[start, end)`` of a text, in characters, marked by a coder with a label."""

    coder: str
    start: int
    end: int
    label: str = ""


class CodedText(Struct, frozen=True, kw_only=True):
    """A text that was read by ``coders``; one who is named but has no span read it and marked nothing.

    ``length`` is in characters. ``tokens`` are the words as ``[start, end)``, in order, for agreement on tokens.
    """

    name: str
    length: int
    coders: tuple[str, ...]
    spans: Sequence[Span] = ()
    tokens: Sequence[tuple[int, int]] = ()


def must_be_in_order(texts: Iterable[CodedText]) -> None:
    """Raises ``BadInput`` for a span outside its text, or of a coder who is not said to have read the text."""
    for text in texts:
        readers = set(text.coders)
        for span in text.spans:
            if not 0 <= span.start < span.end <= text.length:
                raise BadInput(
                    "{name}: the passage {start} to {end} of {coder} is not within the text of {length} characters.",
                    name=text.name,
                    start=span.start,
                    end=span.end,
                    coder=span.coder,
                    length=text.length,
                )
            if span.coder not in readers:
                raise BadInput(
                    "{name}: there is a passage of {coder}, who is not one of those who read the text.",
                    name=text.name,
                    coder=span.coder,
                )
