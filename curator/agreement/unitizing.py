"""Krippendorff's family of alphas for unitizing: how far coders agree on where passages are, and what they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import PAIR, Flags, Floats, Ints
from curator.agreement.covers import Cover, overlap_themselves
from curator.agreement.figures import Counted, Figure, Reason, Remark, undefined
from curator.agreement.marked import Marked, Marks


class Crossed(Struct, frozen=True, kw_only=True):
    """One coder's passages, and how much of each the other readers cover on average, with any and the same label."""

    label: Ints
    length: Floats
    covered: Floats
    same: Floats


class Continuum(Struct, frozen=True, kw_only=True):
    """What some coders marked in the texts that at least two of them read.

    ``characters`` are those of the texts, ``width`` counts them once for each of their readers, and ``gaps`` are what
    of that is not marked. ``marks`` has, coder by coder, the passages and what other coders have there.
    """

    characters: int
    width: float
    gaps: float
    labels: int
    coders: int
    marks: tuple[Crossed, ...]
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
            gaps=width - sum(float(own.length.sum()) for own in marks),
            labels=len(marked.labels),
            coders=len(coders),
            marks=_crossed(marked.width, marks, readers),
            own_overlap=any(overlap_themselves(own.start, own.end) for own in marks),
        )


def _crossed(width: int, marks: Sequence[Marks], readers: Ints) -> tuple[Crossed, ...]:
    any_label = [Cover(own.start, own.end) for own in marks]
    same_label = [Cover(own.start + own.label * width, own.end + own.label * width) for own in marks]
    crossed = []
    for place, own in enumerate(marks):
        shift = own.label * width
        covered, same = np.zeros(len(own)), np.zeros(len(own))
        for other in range(len(marks)):
            if other != place:
                covered += any_label[other].within(own.start, own.end)
                same += same_label[other].within(own.start + shift, own.end + shift)
        others = readers[own.text] - 1
        crossed.append(
            Crossed(label=own.label, length=own.length.astype(np.float64), covered=covered / others, same=same / others)
        )
    return tuple(crossed)


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
        squares += float(own.length @ own.length)
        lengths[:-1] += np.bincount(own.label, weights=own.length, minlength=continuum.labels)
        observed += float(np.sum(2 * own.length - own.covered - (own.covered if binary else own.same)))
    if binary:
        lengths = np.array([lengths[:-1].sum(), lengths[-1]])
    return _alpha(observed, lengths, continuum.width, squares, continuum.characters)


def cu_alpha(continuum: Continuum) -> Figure:
    """cu-alpha: agreement on the labels where passages of two coders overlap; gaps do not count.

    Sources as for ``u_alpha``. A passage counts with the length of it that the other readers cover on average, which
    gives the figure printed for the example there (0.724). Not defined where no character is marked by two. ``n`` are
    those lengths added up over all coders' passages.
    """
    problem = _problem(continuum)
    if problem is not None:
        return problem
    shared = _Shared(continuum)
    if shared.total == 0:
        return undefined(Reason.NOTHING_MARKED_TWICE, 0, Counted.CHARACTERS)
    figure = _alpha(shared.differing, shared.lengths, shared.total, float(shared.squares.sum()), round(shared.total))
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
    if np.count_nonzero(shared.lengths) == 1:
        return undefined(Reason.NO_VARIATION, n, Counted.CHARACTERS)
    expected = length * length * (shared.total - length) / (length * shared.total - square)
    figure = Figure(value=1 - float(shared.differing_by_label[label]) / expected, n=n, counted=Counted.CHARACTERS)
    return figure.with_notes(Remark.IMPLEMENTATIONS_DIFFER) if continuum.coders > PAIR else figure


class _Shared:
    """The parts of passages that lie on other coders' passages: how long, by label, and how much differs."""

    def __init__(self, continuum: Continuum) -> None:
        self.lengths = np.zeros(continuum.labels)
        self.squares = np.zeros(continuum.labels)
        self.differing_by_label = np.zeros(continuum.labels)
        for own in continuum.marks:
            labels = continuum.labels
            self.lengths += np.bincount(own.label, weights=own.covered, minlength=labels)
            self.squares += np.bincount(own.label, weights=own.covered**2, minlength=labels)
            self.differing_by_label += np.bincount(own.label, weights=own.covered - own.same, minlength=labels)
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
