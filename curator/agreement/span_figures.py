"""Which figures passages have, put together from the families of statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from curator.agreement.agreement import THE_REST, Agreement, Figures
from curator.agreement.arrays import PAIR
from curator.agreement.characters import char_kappa, char_kappa_nominal
from curator.agreement.figures import Counted, Figure, Reason, Remark, undefined
from curator.agreement.gamma import gamma_figures
from curator.agreement.marked import Marked
from curator.agreement.matches import f1, jaccard
from curator.agreement.settings import Gamma, Progress
from curator.agreement.span_counts import SpanCounts, count_pair
from curator.agreement.statistics import STATISTICS
from curator.agreement.unitizing import Continuum, cu_alpha, ku_alpha, u_alpha
from curator.agreement.unitizing_1995 import alpha_unitizing_1995

FEW_PASSAGES = 30

_ORDER = {name: place for place, name in enumerate(STATISTICS)}


class _Counts(Struct, frozen=True):
    """What two have in common with their labels, and (unless it is about one label) whatever the labels."""

    labelled: SpanCounts
    unlabelled: SpanCounts | None

    def __add__(self, other: _Counts) -> _Counts:
        both = None
        if self.unlabelled is not None and other.unlabelled is not None:
            both = self.unlabelled + other.unlabelled
        return _Counts(self.labelled + other.labelled, both)

    def turned(self) -> _Counts:
        return _Counts(self.labelled.turned(), self.unlabelled.turned() if self.unlabelled is not None else None)


class SpanFigures:
    """The figures of all coders on the passages of all texts."""

    def __init__(self, marked: Marked, gamma: Gamma | None, progress: Progress) -> None:
        self._marked = marked
        self._gamma = gamma
        self._progress = progress
        self._coders = range(len(marked.coders))
        self._continua: dict[tuple[int, ...], Continuum] = {}

    def agreement(self) -> Agreement:
        """All there is to say."""
        labels = self._marked.labels
        whole = self._about(None)
        by_label = {}
        for place, label in enumerate(labels):
            self._progress((place + 1) / (len(labels) + 1), "Comparing passages")
            by_label[label] = self._about(place)
        return Agreement(
            reviewers=whole.reviewers,
            all=whole.all,
            pairs=whole.pairs,
            against_the_rest=whole.against_the_rest,
            labels=by_label,
            duplicates=self._marked.duplicates,
        )

    def _about(self, label: int | None) -> Agreement:
        """What there is to say about one label, or about all of them."""
        names = self._marked.coders
        pairs = list(combinations(self._coders, 2))
        counts = {pair: self._count(pair, label) for pair in pairs}
        by_pair = tuple(
            _figures([names[one] for one in pair], counts[pair], self._unitized(pair, label)) for pair in pairs
        )
        rest = {
            names[coder]: replace(
                _figures([names[coder], THE_REST], self._added(_from(coder, counts), label), {}),
                texts=self._read_by_two(coder),
            )
            for coder in self._coders
        }
        extra = self._unitized(tuple(self._coders), label)
        if label is None and self._gamma is not None:
            extra |= gamma_figures(self._marked, self._gamma, self._progress)
        two = len(names) <= PAIR
        together = _figures(names, self._added(counts.values(), label), extra, of_two=two)
        together = replace(together, texts=self._read_by_two())
        return Agreement(reviewers=names, all=together, pairs=by_pair, against_the_rest=rest)

    def _read_by_two(self, coder: int | None = None) -> int:
        """How many texts two or more coders read, each counted once; of a coder, those that somebody else read too."""
        reads = self._marked.reads
        shared = reads.sum(axis=1) >= PAIR
        return int((shared if coder is None else shared & reads[:, coder]).sum())

    def _count(self, pair: tuple[int, int], label: int | None) -> _Counts:
        return _Counts(
            count_pair(self._marked, *pair, label),
            count_pair(self._marked, *pair, labelled=False) if label is None else None,
        )

    def _added(self, counts: Iterable[_Counts], label: int | None) -> _Counts:
        nothing = SpanCounts.nothing(len(self._marked.labels))
        return reduce(add, counts, _Counts(nothing, nothing if label is None else None))

    def _unitized(self, coders: tuple[int, ...], label: int | None) -> dict[str, Figure]:
        if coders not in self._continua:
            self._continua[coders] = Continuum.of(self._marked, coders)
        continuum = self._continua[coders]
        if label is not None:
            return {
                "ku_alpha": ku_alpha(continuum, label),
                "alpha_unitizing_1995": alpha_unitizing_1995(self._marked, coders, [label]),
            }
        return {
            "u_alpha": u_alpha(continuum),
            "u_alpha_binary": u_alpha(continuum, binary=True),
            "cu_alpha": cu_alpha(continuum),
            "alpha_unitizing_1995": alpha_unitizing_1995(self._marked, coders, range(len(self._marked.labels))),
        }


def _from(coder: int, counts: Mapping[tuple[int, int], _Counts]) -> Iterator[_Counts]:
    """The counts of all pairs that the coder is in, the coder first."""
    return (count if pair[0] == coder else count.turned() for pair, count in counts.items() if coder in pair)


def _figures(reviewers: Sequence[str], counts: _Counts, extra: dict[str, Figure], *, of_two: bool = True) -> Figures:
    labelled, unlabelled = counts.labelled, counts.unlabelled
    found = _matched(labelled, of_two=of_two) | extra
    if unlabelled is not None:
        found |= {f"{name}_unlabelled": figure for name, figure in _matched(unlabelled, of_two=of_two).items()}
    if of_two and unlabelled is not None:
        found |= {
            "char_kappa_binary": char_kappa(unlabelled),
            "char_kappa_nominal": char_kappa_nominal(labelled, unlabelled),
        }
    elif of_two:
        found["char_kappa"] = char_kappa(labelled)
    if labelled.texts == 0:
        found = {
            name: undefined(Reason.NO_TEXT_TWICE, 0, figure.counted, interval=figure.no_interval is not None)
            for name, figure in found.items()
        }
    notes = _remarks(labelled)
    exact = labelled.exact
    return Figures(
        reviewers=tuple(reviewers),
        n=exact.first + exact.second - exact.first_matched,
        agree=exact.first_matched,
        texts=labelled.texts,
        figures={name: found[name].with_notes(*notes) for name in sorted(found, key=_ORDER.__getitem__)},
        notes=notes,
    )


def _matched(counts: SpanCounts, *, of_two: bool) -> dict[str, Figure]:
    found = {
        "span_f1_exact": f1(counts.exact, of_two=of_two),
        "span_f1_overlap": f1(counts.overlap, of_two=of_two, one_to_one=False),
        "span_f1_overlap_1to1": f1(counts.one_to_one, of_two=of_two),
        "span_f1_iou50": f1(counts.iou, of_two=of_two),
        "char_f1": f1(counts.covered, Counted.CHARACTERS, of_two=of_two),
        "char_jaccard": jaccard(counts.covered),
    }
    if counts.has_tokens:
        found["token_f1"] = f1(counts.tokens, Counted.TOKENS, of_two=of_two)
    return found


def _remarks(counts: SpanCounts) -> tuple[Remark, ...]:
    exact = counts.exact
    if exact.first + exact.second == 0:
        return ()
    notes = []
    if exact.first == 0 or exact.second == 0:
        notes.append(Remark.ONE_MARKED_NOTHING)
    if exact.first + exact.second - exact.first_matched < FEW_PASSAGES:
        notes.append(Remark.FEW_UNITS)
    return tuple(notes)
