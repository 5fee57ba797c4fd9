"""Krippendorff's first alpha for unitizing, in which a border that is off counts by its square."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import numpy as np

from curator.agreement.arrays import PAIR, Flags, Ints
from curator.agreement.covers import Cover, overlap_themselves, overlapping
from curator.agreement.figures import Counted, Figure, Reason, undefined
from curator.agreement.marked import Marked, Marks


def alpha_unitizing_1995(marked: Marked, coders: Sequence[int], labels: Sequence[int]) -> Figure:
    """Alpha for unitizing over the given labels, each of them a continuum of its own.

    Krippendorff 1995, Sociol Methodol 25:47-76; Krippendorff 2004, Content Analysis, 2nd ed., sec. 11.6. For two
    passages that overlap, the squared differences of their borders; for one that lies in the other coder's gap, its
    squared length. Several texts are one continuum, in which no gap goes on from one text to the next; only texts
    that all the coders read. Not defined where passages of one coder and label overlap, or when nothing is marked.
    """
    texts: Flags = np.all(marked.reads[:, list(coders)], axis=1).astype(np.bool_)
    characters = int(marked.lengths[texts].sum())
    if characters == 0 or len(coders) < PAIR:
        return undefined(Reason.NO_TEXT_BY_ALL, 0, Counted.CHARACTERS)
    observed = expected = 0.0
    for label in labels:
        marks = [marked.of_coder(coder, texts, label) for coder in coders]
        if any(overlap_themselves(own.start, own.end) for own in marks):
            return undefined(Reason.OWN_PASSAGES_OVERLAP, characters, Counted.CHARACTERS)
        observed += _observed(marks) / (len(coders) * (len(coders) - 1) * float(characters) ** 2)
        expected += _expected(marks, _gaps(marked, marks, texts), characters)
    if expected == 0:
        nothing = not np.any(np.isin(marked.marks.label, labels) & texts[marked.marks.text])
        reason = Reason.NOTHING_MARKED if nothing else Reason.NO_VARIATION
        return undefined(reason, characters, Counted.CHARACTERS)
    return Figure(value=1 - observed / expected, n=characters, counted=Counted.CHARACTERS)


def _observed(marks: Sequence[Marks]) -> float:
    """The squared differences of all ordered pairs of coders."""
    total = 0.0
    for one, two in combinations(marks, 2):
        first, second = overlapping(one.start, one.end, two.start, two.end)
        starts = (one.start[first] - two.start[second]).astype(np.float64)
        ends = (one.end[first] - two.end[second]).astype(np.float64)
        total += 2 * float(starts @ starts + ends @ ends)
    for one, two in permutations(marks, 2):
        alone = Cover(two.start, two.end).within(one.start, one.end) == 0
        lengths = one.length[alone].astype(np.float64)
        total += 2 * float(lengths @ lengths)
    return total


def _expected(marks: Sequence[Marks], gaps: Ints, characters: int) -> float:
    """What the same passages and gaps would differ by when they lie in all possible ways."""
    lengths = np.concatenate([own.length for own in marks]).astype(np.float64)
    if len(lengths) == 0:
        return 0.0
    ordered = np.sort(gaps).astype(np.float64)
    from_here = np.append(np.cumsum(ordered[::-1])[::-1], 0.0)
    place = np.searchsorted(ordered, lengths)
    fitting = len(ordered) - place
    room = from_here[place] - fitting * (lengths - 1)
    sums = (len(lengths) - 1) / 3 * (2 * lengths**3 - 3 * lengths**2 + lengths) + lengths**2 * room
    total = float(len(marks) * characters)
    ways = total * (total - 1) - float(lengths @ (lengths - 1))
    return 2 / characters * float(sums.sum()) / ways if ways else 0.0


def _gaps(marked: Marked, marks: Sequence[Marks], texts: Flags) -> Ints:
    """The lengths of all stretches between the passages, and between them and the ends of their text."""
    begins, ends = marked.offsets[texts], (marked.offsets + marked.lengths)[texts]
    gaps = []
    for own in marks:
        order = np.argsort(own.start, kind="stable")
        # the borders of every text and passage, in turn an end of something and a beginning of something
        stops = np.sort(np.concatenate((own.start[order], ends)))
        goes = np.sort(np.concatenate((own.end[order], begins)))
        gaps.append(stops - goes)
    lengths = np.concatenate(gaps)
    return lengths[lengths > 0]
