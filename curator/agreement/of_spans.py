"""How far coders agree on passages: the public front of everything about where words were marked."""

from __future__ import annotations

from collections.abc import Sequence

from curator.agreement.agreement import Agreement
from curator.agreement.settings import Gamma, Progress
from curator.agreement.units import CodedText, must_be_in_order


def agreement_of_spans(
    texts: Sequence[CodedText],
    *,
    coders: Sequence[str] | None = None,
    labels: Sequence[str] | None = None,
    gamma: Gamma | None = None,
    progress: Progress | None = None,
) -> Agreement:
    """How far coders agree on the passages of the texts: all together, every pair, each against the rest, by label.

    Two coders are compared on the texts that both of them read; counts are added up over texts, so that a text in
    which nobody marked anything adds to no count but that of the characters. ``coders`` are those to compare, and
    ``labels`` the labels in order; without them, they are those that occur, as they occur. ``gamma`` is found when
    its settings are given; it takes long. Raises ``BadInput`` for a passage outside its text or of a coder who has
    not read it.
    """
    must_be_in_order(texts)
    if coders is None:
        coders = list(dict.fromkeys(coder for text in texts for coder in text.coders))
    used = dict.fromkeys(span.label for text in texts for span in text.spans)
    labels = list(dict.fromkeys((*labels, *used) if labels is not None else used))

    from curator.agreement.marked import Marked
    from curator.agreement.span_figures import SpanFigures

    return SpanFigures(Marked.of(texts, coders, labels), gamma, progress or _say_nothing).agreement()


def _say_nothing(share: float, words: str) -> None:
    del share, words
