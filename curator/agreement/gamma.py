"""Gamma: one measure for where passages are and what they are, over the best alignment of the coders' units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from curator.agreement.alignments import Units, lowest_disorder
from curator.agreement.arrays import PAIR, Floats
from curator.agreement.figures import Counted, Figure, Reason, undefined
from curator.agreement.marked import Marked
from curator.agreement.settings import Gamma, Progress


def gamma_figures(marked: Marked, settings: Gamma, progress: Progress) -> dict[str, Figure]:
    """Gamma, 1 - observed / expected disorder, and the observed disorder, over all coders.

    Mathet, Widloecher and Metivier 2015, Comput Linguist 41:437-479, with alpha = beta = delta empty = 1 and labels
    alike or not. The disorder is that of the best alignment over the mean number of units of a coder. The expected
    one is its mean over drawn continua with the same number, lengths, gaps and labels of units (Titeux and Riad 2021,
    J Open Source Softw 6:2989). Over several texts, the disorders are added up weighted by units, and no alignment
    goes from one text to another. Not defined when a coder marked nothing.
    """
    texts = [units for text in range(len(marked.lengths)) if (units := _units_of(marked, text)) is not None]
    if not texts:
        reason = Reason.NO_TEXT_TWICE if not np.any(marked.reads.sum(axis=1) >= PAIR) else Reason.NOTHING_MARKED
        return _undefined(reason, 0)
    n = sum(len(units) for coders in texts for units in coders)
    shared = marked.reads.sum(axis=1) >= PAIR
    reading = marked.reads[shared].any(axis=0)
    marking = np.bincount(marked.marks.coder[shared[marked.marks.text]], minlength=len(marked.coders)) > 0
    if np.any(reading & ~marking):
        return _undefined(Reason.ONE_MARKED_NOTHING, n)
    generator = np.random.default_rng(settings.seed)
    observed = expected = units_each = 0.0
    for number, coders in enumerate(texts):
        each = _units_each(coders)
        units_each += each
        observed += lowest_disorder(coders)
        habits = _Habits.of(coders)
        drawn = 0.0
        for sample in range(settings.samples):
            continuum = habits.draw(generator, len(coders))
            drawn += lowest_disorder(continuum) / _units_each(continuum)
            progress((number + (sample + 1) / settings.samples) / len(texts), "Drawing continua for gamma")
        expected += each * drawn / settings.samples
    disorder = Figure(value=observed / units_each, n=n, counted=Counted.PASSAGES)
    if expected == 0:
        return {"gamma_observed_disorder": disorder, "gamma": undefined(Reason.NO_VARIATION, n, Counted.PASSAGES)}
    gamma = Figure(value=1 - observed / expected, n=n, counted=Counted.PASSAGES)
    return {"gamma_observed_disorder": disorder, "gamma": gamma}


def _undefined(reason: Reason, n: int) -> dict[str, Figure]:
    figure = undefined(reason, n, Counted.PASSAGES)
    return {"gamma_observed_disorder": figure, "gamma": figure}


def _units_of(marked: Marked, text: int) -> list[Units] | None:
    """The units of each coder who read the text, in order; None with fewer than two readers, or without units."""
    readers = np.flatnonzero(marked.reads[text])
    here = marked.marks.where(marked.marks.text == text)
    if len(readers) < PAIR or len(here) == 0:
        return None
    coders = []
    for reader in readers:
        own = here.where(here.coder == reader)
        order = np.lexsort((own.end, own.start))
        start = (own.start[order] - marked.offsets[text]).astype(np.float64)
        coders.append(Units(start, start + own.length[order], own.label[order]))
    return coders


def _units_each(coders: Sequence[Units]) -> float:
    return sum(len(units) for units in coders) / len(coders)


class _Habits(Struct, frozen=True):
    """How the coders of one text set units, as means and standard deviations, and how often each label occurs."""

    units: tuple[float, float]
    gap: tuple[float, float]
    length: tuple[float, float]
    labels: Floats

    @classmethod
    def of(cls, coders: Sequence[Units]) -> _Habits:
        """The habits seen in a text. The gap before a coder's first unit counts, and one gap of 0 does."""
        gaps = [np.zeros(1)]
        for units in coders:
            gaps.append(units.start[1:] - units.end[:-1])
            gaps.append(units.start[:1][units.start[:1] > 0])
        lengths = np.concatenate([units.end - units.start for units in coders])
        labels = np.bincount(np.concatenate([units.label for units in coders])).astype(np.float64)
        return cls(
            units=_mean_and_spread(np.array([float(len(units)) for units in coders])),
            gap=_mean_and_spread(np.concatenate(gaps)),
            length=_mean_and_spread(lengths),
            labels=labels / labels.sum(),
        )

    def draw(self, generator: np.random.Generator, coders: int) -> list[Units]:
        """A continuum of as many coders with the same habits, who know nothing of one another."""
        drawn: list[Units] = []
        for _ in range(coders):
            number = abs(int(generator.normal(*self.units)))
            if not any(len(units) for units in drawn):
                number = max(1, number)
            lengths = np.abs(generator.normal(*self.length, size=number))
            gaps = generator.normal(*self.gap, size=number)
            ends = np.cumsum(gaps + lengths)
            labels = generator.choice(len(self.labels), p=self.labels, size=number)
            drawn.append(Units(ends - lengths, ends, labels.astype(np.int64)))
        return drawn


def _mean_and_spread(values: Floats) -> tuple[float, float]:
    return float(values.mean()), float(values.std())
