"""Gwet's AC1 and AC2: agreement beyond chance that does not collapse where one category is very common."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import numpy as np

from curator.agreement.arrays import PAIR, Codes
from curator.agreement.figures import Figure, NoInterval, Reason, undefined
from curator.agreement.kappa import mean_shares
from curator.agreement.weights import MOST_CATEGORIES, Weights, weight_table, weights_of_pairs

_NEGLIGIBLE = 1e-12


def gwet_ac(codes: Codes, weights: Weights = Weights.IDENTITY) -> Figure:
    """Gwet's AC1, or with weights AC2, with its standard error and 95 % interval.

    Chance agreement is T / (q (q - 1)) times the sum of p (1 - p) over the q categories of the whole codebook, T the
    sum of all weights, p the mean share of the category over units with a code. Gwet 2008, Br J Math Stat Psychol
    61:29-48; Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 4 and 5, also for missing codes and the
    variance over units. The interval is by t with one degree less than units, its upper end cut at 1. ``n`` counts
    the units with at least one code.
    """
    coded_units = codes.codes_per_unit > 0
    n, n_pairable, q = int(coded_units.sum()), int(codes.by_two.sum()), codes.kinds
    if n_pairable == 0:
        return undefined(Reason.NOTHING_TWICE, interval=True)
    if q < PAIR:
        return undefined(Reason.ONE_CATEGORY, n, interval=True)
    if weights is not Weights.IDENTITY and q > MOST_CATEGORIES:
        return undefined(Reason.TOO_MANY_CATEGORIES, n, interval=True)
    table = None if weights is Weights.IDENTITY else weight_table(weights, q)
    scale = (q if table is None else float(table.sum())) / (q * (q - 1))
    shares = mean_shares(codes)
    expected = scale * float(shares @ (1 - shares))

    agreed = np.zeros(codes.codes.shape[1])
    for first, second in combinations(codes.codes, 2):
        both = (first >= 0) & (second >= 0)
        agreed[both] += weights_of_pairs(weights, first[both], second[both], table)
    agreed[codes.by_two] /= codes.pairs_per_unit[codes.by_two]
    observed = float(agreed[codes.by_two].mean())
    value = (observed - expected) / (1 - expected)

    rarity = np.zeros(codes.codes.shape[1])
    for row in codes.codes:
        coded = row >= 0
        rarity[coded] += (1 - shares[row[coded]]) / codes.codes_per_unit[coded]
    of_unit = np.where(codes.by_two, (agreed - expected) * (n / n_pairable) / (1 - expected), 0.0)
    of_unit -= 2 * (1 - value) * (scale * rarity - expected) / (1 - expected)
    deviations = of_unit[coded_units] - value
    return _with_interval(value, float(deviations @ deviations), n)


def _with_interval(value: float, squares: float, n: int) -> Figure:
    if n < PAIR:
        return Figure(value=value, n=n, no_interval=NoInterval.TOO_FEW)
    se = sqrt(squares / (n * (n - 1)))
    if se < _NEGLIGIBLE:
        return Figure(value=value, n=n, se=0.0, no_interval=NoInterval.NO_ERROR)
    from scipy.special import stdtrit

    reach = float(stdtrit(n - 1, 0.975)) * se
    return Figure(value=value, n=n, se=se, ci_low=value - reach, ci_high=min(1.0, value + reach))
