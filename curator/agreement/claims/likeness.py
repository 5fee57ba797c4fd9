"""How alike two claims are, from what reviewers cannot well avoid agreeing on when they mean the same thing.

Likeness is a weighted mean of four parts, each from 0 to 1:

- words (weight 4): the characters that the passages of both claims share, over the geometric mean of how many each
  has (Ochiai 1957, Bull Jpn Soc Sci Fish 22:526-530), so that a clause within a sentence still counts;
- outcome (weight 4): how near the two stand in the codebook's tree (Wu and Palmer 1994);
- therapy (weight 2) and comparator (weight 1): the mean nearness of each therapy to the nearest one of the other claim.

What both left blank is left out of the mean; what one left blank counts as half. The direction has no part in it:
agreement on it is the figure that matters most, and must not be made by choosing the pairs.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import Floats, Ints
from curator.agreement.claims.profiles import BLANK, Numbering, Numberings, Profiles, Value, is_named
from curator.agreement.claims.terms import Terms

WORDS, OUTCOME, THERAPY, COMPARATOR = 4.0, 4.0, 2.0, 1.0
"""The weights of the four parts."""

FLOOR = 0.55
"""Claims that are less alike than this are not about the same thing.

The same outcome and therapy are enough without a word in common, and the same therapy with nearly the same words.
"""

UNKNOWN = 0.5
"""What a part counts that only one of the two filled."""


class Parts(Struct, frozen=True, kw_only=True):
    """The parts of the likeness of many pairs of claims; nan where both left it blank."""

    shared: Ints
    words: Floats
    outcome: Floats
    therapies: Floats
    comparators: Floats

    @property
    def likeness(self) -> Floats:
        """The weighted mean of the parts."""
        parts = np.stack([self.words, self.outcome, self.therapies, self.comparators])
        weights = np.array([WORDS, OUTCOME, THERAPY, COMPARATOR])[:, None] * ~np.isnan(parts)
        total = weights.sum(axis=0)
        sums = np.nansum(parts * weights, axis=0)
        likeness: Floats = np.divide(sums, total, out=np.zeros_like(sums), where=total > 0)
        return likeness


def parts_of(first: Profiles, second: Profiles, one: Ints, other: Ints, shared: Ints, numberings: Numberings) -> Parts:
    """The parts of the likeness of claims ``one`` of the first with claims ``other`` of the second.

    ``shared`` is how many characters the passages of each pair have in common.
    """
    outcomes, therapies = numberings.outcome_terms, numberings.therapy_terms
    return Parts(
        shared=shared,
        words=_of_words(first.characters[one], second.characters[other], shared),
        outcome=_of_terms(first.outcome[one], second.outcome[other], numberings.outcomes, _outcomes(outcomes)),
        therapies=_of_terms(first.therapies[one], second.therapies[other], numberings.therapies, _sets(therapies)),
        comparators=_of_terms(
            first.comparators[one], second.comparators[other], numberings.comparators, _sets(therapies)
        ),
    )


def finer_likeness(first: Profiles, second: Profiles, one: Ints, other: Ints) -> Floats:
    """How many of the finer fields are the same in each pair, plus how close the two stand in the text (below 1)."""
    same = np.zeros(len(one))
    for name, codes in first.finer.items():
        code = codes[one]
        same += (code == second.finer[name][other]) & (code != BLANK)
    apart = np.abs(first.place[one] - second.place[other])
    closeness: Floats = same + 1 / (1 + apart)
    return closeness


def _of_words(characters_1: Ints, characters_2: Ints, shared: Ints) -> Floats:
    mean = np.sqrt(characters_1.astype(np.float64) * characters_2)
    words = np.divide(shared, mean, out=np.zeros(len(shared)), where=mean > 0)
    words[(characters_1 == 0) & (characters_2 == 0)] = np.nan
    return words


Nearness = Callable[[Value, Value], float]


def _of_terms(one: Ints, other: Ints, numbering: Numbering, nearness: Nearness) -> Floats:
    """The nearness of many pairs of values; each different pair is looked at once."""
    size = len(numbering.values) + 1
    pairs, which = np.unique((one + 1) * size + other + 1, return_inverse=True)
    found = np.array([_near(pair // size - 1, pair % size - 1, numbering, nearness) for pair in pairs.tolist()])
    return found[which.ravel()] if len(found) else np.empty(0)


def _near(one: int, other: int, numbering: Numbering, nearness: Nearness) -> float:
    if one == other:
        return np.nan if one == BLANK else 1.0
    if BLANK in (one, other):
        return UNKNOWN
    values = numbering.values[one], numbering.values[other]
    return nearness(*values) if all(map(is_named, values)) else 0.0


def _outcomes(terms: Terms) -> Nearness:
    return lambda one, other: terms.nearness(str(one), str(other))


def _sets(terms: Terms) -> Nearness:
    return lambda one, other: (
        terms.nearness_of_sets(one, other) if isinstance(one, frozenset) and isinstance(other, frozenset) else 0.0
    )
