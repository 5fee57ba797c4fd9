"""What two coders have in common in the texts that both read: whole numbers that can be added up over pairs."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import astuple

from curator.agreement.arrays import Ints
from curator.agreement.covers import Cover, overlap_themselves, overlapping, ranges
from curator.agreement.marked import Marked, Marks, groups


class Found(Struct, frozen=True):
    """How much each of two has, and how much of it is matched by the other."""

    first: int = 0
    second: int = 0
    first_matched: int = 0
    second_matched: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    def turned(self) -> Found:
        """The same with the two changing places."""
        return Found(self.second, self.first, self.second_matched, self.first_matched)


class SpanCounts(Struct, frozen=True, kw_only=True):
    """What one pair of coders (or several pairs, added up) has in common.

    ``texts`` and ``characters`` are those of the texts that both read. The passages are compared in four ways;
    ``covered`` are characters. ``first_labels`` and ``second_labels`` are the characters under each label,
    ``own_overlap`` says whether passages of one coder overlap.
    """

    texts: int
    characters: int
    exact: Found
    overlap: Found
    one_to_one: Found
    iou: Found
    covered: Found
    first_labels: Ints
    second_labels: Ints
    own_overlap: bool
    tokens: Found
    has_tokens: bool = False

    def __add__(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(
            texts=self.texts + other.texts,
            characters=self.characters + other.characters,
            exact=self.exact + other.exact,
            overlap=self.overlap + other.overlap,
            one_to_one=self.one_to_one + other.one_to_one,
            iou=self.iou + other.iou,
            covered=self.covered + other.covered,
            first_labels=self.first_labels + other.first_labels,
            second_labels=self.second_labels + other.second_labels,
            own_overlap=self.own_overlap or other.own_overlap,
            tokens=self.tokens + other.tokens,
            has_tokens=self.has_tokens or other.has_tokens,
        )

    def turned(self) -> SpanCounts:
        """The same with the two coders changing places."""
        return SpanCounts(
            texts=self.texts,
            characters=self.characters,
            exact=self.exact.turned(),
            overlap=self.overlap.turned(),
            one_to_one=self.one_to_one.turned(),
            iou=self.iou.turned(),
            covered=self.covered.turned(),
            first_labels=self.second_labels,
            second_labels=self.first_labels,
            own_overlap=self.own_overlap,
            tokens=self.tokens.turned(),
            has_tokens=self.has_tokens,
        )

    @classmethod
    def nothing(cls, labels: int) -> SpanCounts:
        """What two have in common who have read no text in common."""
        none, no_label = Found(), np.zeros(labels, dtype=np.int64)
        return cls(
            texts=0,
            characters=0,
            exact=none,
            overlap=none,
            one_to_one=none,
            iou=none,
            covered=none,
            first_labels=no_label,
            second_labels=no_label,
            own_overlap=False,
            tokens=none,
        )


def count_pair(
    marked: Marked, first: int, second: int, label: int | None = None, *, labelled: bool = True
) -> SpanCounts:
    """What two coders have in common, under one label or under all.

    Without ``labelled`` it does not matter which label a passage has.
    """
    texts = marked.reads[:, first] & marked.reads[:, second]
    one, two = marked.of_coder(first, texts, label), marked.of_coder(second, texts, label)
    apart = marked.width if labelled else 0
    starts = one.start + one.label * apart, two.start + two.label * apart
    ends = one.end + one.label * apart, two.end + two.label * apart
    covers = Cover(starts[0], ends[0]), Cover(starts[1], ends[1])
    shared = int(covers[1].within(covers[0].start, covers[0].end).sum())
    return SpanCounts(
        texts=int(texts.sum()),
        characters=int(marked.lengths[texts].sum()),
        exact=_exact(one, two, labelled=labelled),
        overlap=Found(
            len(one),
            len(two),
            int(np.count_nonzero(covers[1].within(starts[0], ends[0]))),
            int(np.count_nonzero(covers[0].within(starts[1], ends[1]))),
        ),
        **_one_to_one(starts, ends),
        covered=Found(covers[0].length, covers[1].length, shared, shared),
        first_labels=np.bincount(one.label, weights=one.length, minlength=len(marked.labels)).astype(np.int64),
        second_labels=np.bincount(two.label, weights=two.length, minlength=len(marked.labels)).astype(np.int64),
        own_overlap=overlap_themselves(one.start, one.end) or overlap_themselves(two.start, two.end),
        tokens=_tokens(marked, one, two, labelled=labelled),
        has_tokens=len(marked.token_start) > 0,
    )


def _exact(one: Marks, two: Marks, *, labelled: bool) -> Found:
    """One to one by start and end (and label)."""
    columns = [np.concatenate((one.start, two.start)), np.concatenate((one.end, two.end))]
    if labelled:
        columns.append(np.concatenate((one.label, two.label)))
    places = groups(*columns)
    size = int(places.max()) + 1 if len(places) else 0
    in_one, in_two = np.bincount(places[: len(one)], minlength=size), np.bincount(places[len(one) :], minlength=size)
    both = int(np.minimum(in_one, in_two).sum())
    return Found(len(one), len(two), both, both)


def _one_to_one(starts: tuple[Ints, Ints], ends: tuple[Ints, Ints]) -> dict[str, Found]:
    """As many pairs as can be made, each passage in one pair only: of passages that overlap, and half overlap."""
    first, second = overlapping(starts[0], ends[0], starts[1], ends[1])
    shared = np.minimum(ends[0][first], ends[1][second]) - np.maximum(starts[0][first], starts[1][second])
    together = (ends[0] - starts[0])[first] + (ends[1] - starts[1])[second] - shared
    half = 2 * shared >= together
    sizes = len(starts[0]), len(starts[1])
    return {
        "one_to_one": _matched(first, second, sizes),
        "iou": _matched(first[half], second[half], sizes),
    }


def _matched(first: Ints, second: Ints, sizes: tuple[int, int]) -> Found:
    """The largest one-to-one matching (Hopcroft and Karp 1973, SIAM J Comput 2:225-231)."""
    if len(first) == 0:
        return Found(*sizes, 0, 0)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    edges = csr_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=sizes)
    pairs = int(np.count_nonzero(maximum_bipartite_matching(edges, perm_type="column") >= 0))
    return Found(*sizes, pairs, pairs)


def _tokens(marked: Marked, one: Marks, two: Marks, *, labelled: bool) -> Found:
    """Tokens of which at least one character is covered, a token once for each label."""
    many = len(marked.token_start)
    if many == 0:
        return Found()
    covered = []
    for marks in (one, two):
        low = np.searchsorted(marked.token_end, marks.start, side="right")
        high = np.searchsorted(marked.token_start, marks.end, side="left")
        row, token = ranges(low, np.maximum(low, high))
        covered.append(np.unique(token + (marks.label[row] * many if labelled else 0)))
    both = len(np.intersect1d(covered[0], covered[1], assume_unique=True))
    return Found(len(covered[0]), len(covered[1]), both, both)
