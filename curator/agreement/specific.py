"""Plain shares of agreement: over all units, and for one category."""

from __future__ import annotations

import numpy as np

from curator.agreement.arrays import Codes
from curator.agreement.figures import Figure, Reason, undefined
from curator.agreement.kappa import mean_agreement


def percent_agreement(codes: Codes) -> Figure:
    """The mean, over units with two or more codes, of the share of pairs of coders that agree (0 to 1)."""
    n = int(codes.by_two.sum())
    return Figure(value=mean_agreement(codes), n=n) if n else undefined(Reason.NOTHING_TWICE)


def percent_agreement_all(codes: Codes) -> Figure:
    """The share (0 to 1) of the units coded by every active coder on which all of them agree."""
    n = int(codes.by_all.sum())
    if n == 0:
        return undefined(Reason.NOTHING_BY_ALL)
    agreed = codes.agreeing_pairs[codes.by_all] == codes.pairs_per_unit[codes.by_all]
    return Figure(value=float(agreed.mean()), n=n)


def specific_agreement(codes: Codes) -> list[Figure]:
    """For each category: where one coder gave it, how often another coder of the unit gave it too.

    For two coders 2a / (2a + b + c), which for yes and no are positive and negative agreement (Cicchetti and
    Feinstein 1990, J Clin Epidemiol 43:551-558; Dice 1945). For more coders, pairs of codes are pooled over units
    (Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, 3rd ed., ch. 18). Not defined for a
    category that nobody used. ``n`` counts the units coded by two or more.
    """
    n = int(codes.by_two.sum())
    if n == 0:
        return [undefined(Reason.NOTHING_TWICE)] * codes.kinds
    agreed, given = np.zeros(codes.kinds), np.zeros(codes.kinds)
    for number, first in enumerate(codes.codes):
        coded = (first >= 0) & codes.by_two
        others = codes.codes_per_unit[coded] - 1
        given += np.bincount(first[coded], weights=others, minlength=codes.kinds)
        for second in codes.codes[number + 1 :]:
            agreed += 2 * np.bincount(first[(first == second) & (first >= 0)], minlength=codes.kinds)
    return [
        Figure(value=float(both / all_given), n=n) if all_given else undefined(Reason.CATEGORY_UNUSED, n)
        for both, all_given in zip(agreed, given, strict=True)
    ]
