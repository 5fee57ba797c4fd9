"""Krippendorff's family of alphas for unitizing: how far coders agree on where passages are, and what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import PAIR, Flags, Floats, Ints
from curator.agreement.covers import Cover, overlap_themselves
from curator.agreement.figures import Counted, Figure, Reason, Remark, undefined
from curator.agreement.marked import Marked, Marks


class Continuum(Struct, frozen=True, kw_only=True):
    """What some coders marked in the texts that at least two of them read.

    ``readers`` has how many of them read each text, ``marks`` each coder's passages in those texts. For each ordered
    pair of coders ``overlaps`` has, passage by passage of the first one, how much of it the second one covers with
    any label and with the same label, and the weight of the text, 1 / (readers - 1).
    """

    characters: int
    width: float
    gaps: float
    labels: int
    coders: int
    marks: tuple[Marks, ...]
    overlaps: tuple[tuple[Marks, Ints, Ints, Floats], ...]
    own_overlap: bool

    @classmethod
    def of(cls, marked: Marked, coders: Sequence[int]) -> Continuum:
        """The continuum of these coders."""
        reads = marked.reads[:, list(coders)]
        readers = reads.sum(axis=1)
        texts: Flags = readers >= PAIR
        marks = tuple(marked.of_coder(coder, texts) for coder in coders)
        width = float((marked.lengths * readers)[texts].sum())
        return cls(
            characters=int(marked.lengths[texts].sum()),
            width=width,
            gaps=width - sum(int(own.length.sum()) for own in marks),
            labels=len(marked.labels),
            coders=len(coders),
            marks=marks,
            overlaps=tuple(_overlaps(marked.width, marks, reads, readers)),
            own_overlap=any(overlap_themselves(own.start, own.end) for own in marks),
        )


def _overlaps(
    width: int, marks: Sequence[Marks], reads: Flags, readers: Ints
) -> Iterator[tuple[Marks, Ints, Ints, Floats]]:
    any_label = [Cover(own.start, own.end) for own in marks]
    same_label = [Cover(own.start + own.label * width, own.end + own.label * width) for own in marks]
    for first, second in permutations(range(len(marks)), 2):
        own = marks[first].where(reads[marks[first].text, second])
        yield (
            own,
            any_label[second].within(own.start, own.end),
            same_label[second].within(own.start + own.label * width, own.end + own.label * width),
            1 / (readers[own.text] - 1),
        )


def u_alpha(continuum: Continuum, *, binary: bool = False) -> Figure:
    """u-alpha: gaps and labels are values of the continuum's characters; ``binary`` tells only passage and gap.

    Krippendorff, Mathet, Bouvry and Widloecher 2016, Qual Quant 50:2347-2364; Krippendorff 2019, Content Analysis,
    4th ed., sec. 12.6. Observed disagreement is the length on which two coders' values differ; the expected one pairs
    all values by chance, but no passage with itself, and no character of a gap with itself. Not defined where a
    coder's own passages overlap, and without variation. ``n`` are the characters of the texts.
    """
    problem = _problem(continuum)
    if problem is not None:
        return problem
    observed = 0.0
    lengths = np.zeros(continuum.labels + 1)
    squares = continuum.gaps
    lengths[-1] = continuum.gaps
    for own in continuum.marks:
        squares += float((own.length.astype(np.float64) ** 2).sum())
        lengths[:-1] += np.bincount(own.label, weights=own.length, minlength=continuum.labels)
    for own, covered, same, weight in continuum.overlaps:
        differing = 2 * own.length - covered - (covered if binary else same)
        observed += float(differing @ weight)
    if binary:
        lengths = np.array([lengths[:-1].sum(), lengths[-1]])
    return _alpha(observed, lengths, continuum.width, squares, continuum.characters)


def cu_alpha(continuum: Continuum) -> Figure:
    """cu-alpha: agreement on the labels where passages of two coders overlap; gaps do not count.

    Sources as for ``u_alpha``. Not defined where no character is marked by two. ``n`` are the characters that a
    passage shares with another coder's passage, each pair of coders counted.
    """
    problem = _problem(continuum)
    if problem is not None:
        return problem
    shared = _Shared(continuum)
    if shared.total == 0:
        return undefined(Reason.NOTHING_MARKED_TWICE, 0, Counted.CHARACTERS)
    figure = _alpha(shared.differing, shared.lengths, shared.total, float(shared.squares.sum()), shared.characters)
    return figure.with_notes(Remark.IMPLEMENTATIONS_DIFFER) if continuum.coders > PAIR else figure


def ku_alpha(continuum: Continuum, label: int) -> Figure:
    """(k)u-alpha: agreement on one label, wherever a passage of that label overlaps another coder's passage.

    Sources as for ``u_alpha``. Not defined where no passage of the label overlaps another coder's passage, and where
    all passages that overlap have this label.
    """
    problem = _problem(continuum)
    if problem is not None:
        return problem
    shared = _Shared(continuum)
    length, square = float(shared.lengths[label]), float(shared.squares[label])
    n = round(length)
    if length == 0:
        return undefined(Reason.NOTHING_MARKED_TWICE, 0, Counted.CHARACTERS)
    expected = length * length * (shared.total - length) / (length * shared.total - square) if square else 0.0
    if expected == 0:
        return undefined(Reason.NO_VARIATION, n, Counted.CHARACTERS)
    figure = Figure(value=1 - float(shared.differing_by_label[label]) / expected, n=n, counted=Counted.CHARACTERS)
    return figure.with_notes(Remark.IMPLEMENTATIONS_DIFFER) if continuum.coders > PAIR else figure


class _Shared:
    """The parts of passages that lie on other coders' passages: how long, by label, and how much differs."""

    def __init__(self, continuum: Continuum) -> None:
        self.lengths = np.zeros(continuum.labels)
        self.squares = np.zeros(continuum.labels)
        self.differing_by_label = np.zeros(continuum.labels)
        self.characters = 0
        for own, covered, same, weight in continuum.overlaps:
            labels, lengths = continuum.labels, covered.astype(np.float64)
            self.lengths += np.bincount(own.label, weights=lengths * weight, minlength=labels)
            self.squares += np.bincount(own.label, weights=lengths**2 * weight, minlength=labels)
            self.differing_by_label += np.bincount(own.label, weights=(covered - same) * weight, minlength=labels)
            self.characters += int(covered.sum())
        self.characters //= 2
        self.total = float(self.lengths.sum())
        self.differing = float(self.differing_by_label.sum())


def _problem(continuum: Continuum) -> Figure | None:
    if continuum.characters == 0:
        return undefined(Reason.NO_TEXT_TWICE, 0, Counted.CHARACTERS)
    if continuum.own_overlap:
        return undefined(Reason.OWN_PASSAGES_OVERLAP, continuum.characters, Counted.CHARACTERS)
    return None


def _alpha(observed: float, lengths: Floats, total: float, squares: float, n: int) -> Figure:
    unlike = total * total - float(lengths @ lengths)
    if np.count_nonzero(lengths) == 1:
        return undefined(Reason.NO_VARIATION, n, Counted.CHARACTERS)
    expected = total * unlike / (total * total - squares)
    return Figure(value=1 - observed / expected, n=n, counted=Counted.CHARACTERS)
