"""Krippendorff's alpha for any number of coders, missing codes and levels, with its interval by resampling units."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from curator.agreement.arrays import Codes, Floats, Ints
from curator.agreement.bootstrap import PairedCodes, resampled
from curator.agreement.distances import Distance
from curator.agreement.figures import Figure, NoInterval, Reason, Remark, undefined
from curator.agreement.settings import Bootstrap, Progress


def krippendorff_alpha(
    paired: PairedCodes, distance: Distance, bootstrap: Bootstrap | None = None, progress: Progress | None = None
) -> Figure:
    """Krippendorff's alpha, 1 - Do / De, over the units coded by two or more (see ``paired_codes``).

    Do is the mean distance of codes within a unit, De of any two codes, both from coincidences in which a unit of m
    codes weighs its pairs by 1 / (m - 1). Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; Krippendorff
    2019, Content Analysis, 4th ed., ch. 12. With ``bootstrap`` the 95 % interval has the percentiles of alpha over
    units drawn with replacement, De counted anew each time (Zapf et al. 2016, BMC Med Res Methodol 16:93); resamples
    without variation are left out. Not defined without variation.
    """
    if paired.units == 0:
        return undefined(Reason.NOTHING_TWICE, interval=True)
    alpha = float(_alphas(paired, distance, paired.frequencies[None, :].astype(np.float64))[0])
    if np.isnan(alpha):
        return undefined(Reason.NO_VARIATION, paired.units, interval=True)
    figure = Figure(value=alpha, n=paired.units)
    if bootstrap is None:
        return figure.without_interval(NoInterval.NOT_ASKED_FOR)
    if paired.units == 1:
        return figure.without_interval(NoInterval.TOO_FEW)
    alphas = np.concatenate([_alphas(paired, distance, weights) for weights in resampled(paired, bootstrap, progress)])
    return _with_percentiles(figure, alphas)


def _with_percentiles(figure: Figure, alphas: Floats) -> Figure:
    varied = alphas[~np.isnan(alphas)]
    if len(varied) == 0:
        return figure.without_interval(NoInterval.NO_RESAMPLE_VARIES)
    low, high = np.percentile(varied, (2.5, 97.5))
    notes = (Remark.SOME_RESAMPLES_CONSTANT,) if len(varied) < len(alphas) else ()
    return Figure(value=figure.value, n=figure.n, ci_low=float(low), ci_high=float(high), notes=notes)


def _alphas(paired: PairedCodes, distance: Distance, weights: Floats) -> Floats:
    """Alpha for each row of weights, which say how often each pattern of codes occurs; nan without variation."""
    margins = paired.margins(weights)
    observed = distance.observed(paired, weights, margins)
    expected = distance.expected(margins)
    total = margins.sum(axis=1)
    varied = np.count_nonzero(margins, axis=1) > 1
    alphas = np.full(len(weights), np.nan)
    alphas[varied] = 1 - (total[varied] - 1) * observed[varied] / expected[varied]
    return alphas


def paired_codes(codes: Codes) -> PairedCodes:
    """The units coded by two or more, those with the same codes put together."""
    pairable = np.sort(codes.codes[:, codes.by_two], axis=0)
    patterns, frequencies, pattern_of_unit = _distinct(pairable, codes.kinds)
    coded = patterns >= 0
    share = 1 / (coded.sum(axis=0) - 1) if patterns.shape[1] else np.empty(0)
    pattern, first, second = [], [], []
    for one, other in combinations(range(len(patterns)), 2):
        both = np.flatnonzero(coded[one] & coded[other])
        pattern.append(both)
        first.append(patterns[one, both])
        second.append(patterns[other, both])
    nothing: list[Ints] = [np.empty(0, dtype=np.int64)]
    where = np.concatenate(pattern or nothing)
    return PairedCodes(
        kinds=codes.kinds,
        units=pairable.shape[1],
        frequencies=frequencies,
        pattern_of_unit=pattern_of_unit,
        code_pattern=np.nonzero(coded.T)[0],
        code=patterns.T[coded.T],
        pair_pattern=where,
        pair_first=np.concatenate(first or nothing),
        pair_second=np.concatenate(second or nothing),
        pair_share=share[where],
    )


def _distinct(pairable: Ints, kinds: int) -> tuple[Ints, Ints, Ints]:
    """The different columns, how often each occurs, and which one each column is."""
    base = kinds + 1
    if base ** len(pairable) < 2**62:
        number = np.zeros(pairable.shape[1], dtype=np.int64)
        for row in pairable:
            number = number * base + row + 1
        _, at, which, counts = np.unique(number, return_index=True, return_inverse=True, return_counts=True)
    else:
        _, at, which, counts = np.unique(pairable, axis=1, return_index=True, return_inverse=True, return_counts=True)
    return pairable[:, at], counts.astype(np.int64), which.ravel().astype(np.int64)
