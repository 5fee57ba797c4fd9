"""One coder beside whoever else coded the same units, for reviews in which the pairs rotate."""

from __future__ import annotations

from array import array

import numpy as np

from curator.agreement.agreement import THE_REST
from curator.agreement.arrays import Ints
from curator.agreement.ratings import NOT_CODED, Ratings


def against_the_rest(ratings: Ratings, coder: str) -> tuple[Ratings, bool]:
    """Two columns: the coder's codes, and beside them those of everybody else who coded the unit, one by one.

    Also says whether a unit is there more than once, because several others coded it.
    """
    columns = [np.frombuffer(column, dtype=np.int64) for column in ratings.columns]
    place = ratings.coders.index(coder)
    own = columns[place]
    units = [np.flatnonzero((own != NOT_CODED) & (other != NOT_CODED)) for other in columns]
    others = [number for number in range(len(columns)) if number != place]
    nothing: list[Ints] = [np.empty(0, dtype=np.int64)]
    first = np.concatenate([own[units[number]] for number in others] or nothing)
    second = np.concatenate([columns[number][units[number]] for number in others] or nothing)
    paired = Ratings(
        coders=(coder, THE_REST),
        units=len(first),
        level=ratings.level,
        categories=ratings.categories,
        columns=(array("q", first.tobytes()), array("q", second.tobytes())),
        sets=ratings.sets,
    )
    used = np.concatenate([units[number] for number in others] or nothing)
    return paired, len(np.unique(used)) < len(used)
