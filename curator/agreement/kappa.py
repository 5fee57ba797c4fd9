"""Cohen's kappa, its weighted forms, and its kin for more coders."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import numpy as np

from curator.agreement.arrays import PAIR, Codes, Floats, Ints
from curator.agreement.figures import Figure, NoInterval, Reason, Remark, undefined
from curator.agreement.weights import MOST_CATEGORIES, Weights, weight_table, weights_of_pairs

Z = 1.959964
"""The 97.5 % quantile of the normal distribution, as the confidence intervals of kappa have it."""

_NEGLIGIBLE = 1e-12


def cohen_kappa(first: Ints, second: Ints, kinds: int, weights: Weights = Weights.IDENTITY) -> Figure:
    """Cohen's kappa of two coders over the units that both coded, with its standard error and 95 % interval.

    (po - pe) / (1 - pe), where pe is what the two coders' own margins would give by chance; with weights, both are
    sums of weights (Cohen 1960, Educ Psychol Meas 20:37-46; 1968, Psychol Bull 70:213-220). The standard error is the
    one for a kappa that is not 0, of Fleiss, Cohen and Everitt 1969, Psychol Bull 72:323-327. The interval is kappa
    +- 1.959964 SE, cut at -1 and 1. ``kinds`` is the size of the codebook. Not defined without variation.
    """
    n = len(first)
    if n == 0:
        return undefined(Reason.NOTHING_TWICE, interval=True)
    if weights is not Weights.IDENTITY and kinds > MOST_CATEGORIES:
        return undefined(Reason.TOO_MANY_CATEGORIES, n, interval=True)
    margin_1, margin_2 = np.bincount(first, minlength=kinds), np.bincount(second, minlength=kinds)
    if np.count_nonzero(margin_1 + margin_2) == 1:
        return undefined(Reason.NO_VARIATION, n, interval=True)
    table = None if weights is Weights.IDENTITY else weight_table(weights, kinds)
    share_1, share_2 = margin_1 / n, margin_2 / n
    agreed = weights_of_pairs(weights, first, second, table)
    row_mean = share_2 if table is None else table @ share_2
    column_mean = share_1 if table is None else table @ share_1
    observed, expected = float(agreed.mean()), float(share_1 @ row_mean)
    kappa = (observed - expected) / (1 - expected)
    spread = (agreed - (row_mean[first] + column_mean[second]) * (1 - kappa)) ** 2
    variance = (float(spread.mean()) - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    constant = np.count_nonzero(margin_1) == 1 or np.count_nonzero(margin_2) == 1
    return _with_interval(kappa, sqrt(max(0.0, variance)), n, constant=constant)


def _with_interval(kappa: float, se: float, n: int, *, constant: bool) -> Figure:
    if constant:
        return Figure(value=0.0, n=n, se=0.0, no_interval=NoInterval.CONSTANT_REVIEWER)
    if se < _NEGLIGIBLE:
        return Figure(value=kappa, n=n, se=0.0, no_interval=NoInterval.NO_ERROR)
    return Figure(value=kappa, n=n, se=se, ci_low=max(-1.0, kappa - Z * se), ci_high=min(1.0, kappa + Z * se))


def kappa_of_counts(both: float, only_first: float, only_second: float, neither: float) -> float | None:
    """Cohen's kappa of a table of two by two, such as of characters marked; None without variation."""
    n = both + only_first + only_second + neither
    first, second = both + only_first, both + only_second
    by_chance = first * second + (n - first) * (n - second)
    if n * n == by_chance:
        return None
    return float(((both + neither) * n - by_chance) / (n * n - by_chance))


def scott_pi(first: Ints, second: Ints, kinds: int) -> Figure:
    """Scott's pi: as kappa, with one common distribution of both coders (Scott 1955, Public Opin Q 19:321-325)."""
    n = len(first)
    if n == 0:
        return undefined(Reason.NOTHING_TWICE)
    common = (np.bincount(first, minlength=kinds) + np.bincount(second, minlength=kinds)) / (2 * n)
    return _beyond_chance(float(np.mean(first == second)), float(common @ common), common, n)


def fleiss_kappa(codes: Codes) -> Figure:
    """Fleiss' kappa over the units that all active coders coded (Fleiss 1971, Psychol Bull 76:378-382)."""
    units = codes.by_all
    n = int(units.sum())
    if n == 0:
        return undefined(Reason.NOTHING_BY_ALL)
    shares = np.bincount(codes.codes[:, units].ravel(), minlength=codes.kinds) / (n * len(codes.coders))
    observed = float(np.mean(codes.agreeing_pairs[units] / codes.pairs_per_unit[units]))
    return _beyond_chance(observed, float(shares @ shares), shares, n)


def fleiss_kappa_available(codes: Codes) -> Figure:
    """Fleiss' kappa from all codes there are (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2).

    Agreement is the mean over units with two or more codes; how common the categories are is the mean share over
    all units with a code.
    """
    n = int(codes.by_two.sum())
    if n == 0:
        return undefined(Reason.NOTHING_TWICE)
    shares = mean_shares(codes)
    return _beyond_chance(mean_agreement(codes), float(shares @ shares), shares, n)


def conger_kappa(codes: Codes) -> Figure:
    """Conger's kappa: as Fleiss', with each coder's own distribution (Conger 1980, Psychol Bull 88:322-328).

    Chance agreement is the mean over pairs of coders of the product of their distributions; with missing codes each
    coder's distribution is over the units that this coder coded (Gwet 2014, ch. 2).
    """
    n, coders = int(codes.by_two.sum()), len(codes.coders)
    if n == 0:
        return undefined(Reason.NOTHING_TWICE)
    own = np.stack([np.bincount(row[row >= 0], minlength=codes.kinds) / np.sum(row >= 0) for row in codes.codes])
    total = own.sum(axis=0)
    expected = float((total @ total - np.sum(own * own)) / (coders * (coders - 1)))
    return _beyond_chance(mean_agreement(codes), expected, total / coders, n)


def light_kappa(codes: Codes) -> Figure:
    """Light's kappa: the mean of Cohen's kappas of all pairs of coders (Light 1971, Psychol Bull 76:365-377)."""
    n = int(codes.by_two.sum())
    if n == 0:
        return undefined(Reason.NOTHING_TWICE)
    kappas = []
    for first, second in combinations(codes.codes, 2):
        both = (first >= 0) & (second >= 0)
        kappas.append(cohen_kappa(first[both], second[both], codes.kinds).value)
    defined = [kappa for kappa in kappas if kappa is not None]
    if not defined:
        return undefined(Reason.NO_PAIR_DEFINED, n)
    notes = (Remark.PAIRS_LEFT_OUT,) if len(defined) < len(kappas) else ()
    return Figure(value=sum(defined) / len(defined), n=n, notes=notes)


def pabak(codes: Codes) -> Figure:
    """Prevalence- and bias-adjusted kappa, (q po - 1) / (q - 1) with q the size of the codebook.

    Byrt, Bishop and Carlin 1993, J Clin Epidemiol 46:423-429, for two categories; Brennan and Prediger 1981, Educ
    Psychol Meas 41:687-699, for more; Randolph 2005 for three or more coders. Not defined for a codebook of one.
    """
    n, categories = int(codes.by_two.sum()), codes.kinds
    if n == 0:
        return undefined(Reason.NOTHING_TWICE)
    if categories < PAIR:
        return undefined(Reason.ONE_CATEGORY, n)
    return Figure(value=(categories * mean_agreement(codes) - 1) / (categories - 1), n=n)


def mean_agreement(codes: Codes) -> float:
    """The mean, over units with two or more codes, of the share of pairs of coders that agree."""
    return float(np.mean(codes.agreeing_pairs[codes.by_two] / codes.pairs_per_unit[codes.by_two]))


def mean_shares(codes: Codes) -> Floats:
    """How common each category is: the mean, over all units with a code, of its share of the unit's codes."""
    coded_units = codes.codes_per_unit > 0
    shares = np.zeros(codes.kinds)
    for row in codes.codes:
        coded = row >= 0
        shares += np.bincount(row[coded], weights=1 / codes.codes_per_unit[coded], minlength=codes.kinds)
    return shares / int(coded_units.sum())


def _beyond_chance(observed: float, expected: float, shares: Floats, n: int) -> Figure:
    if np.count_nonzero(shares) == 1:
        return undefined(Reason.NO_VARIATION, n)
    return Figure(value=(observed - expected) / (1 - expected), n=n)
