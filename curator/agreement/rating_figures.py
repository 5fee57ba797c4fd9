"""Which figures a table of codes has, put together from the families of statistics."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

import numpy as np

from curator.agreement.agreement import Confusion, Figures
from curator.agreement.arrays import PAIR, Codes
from curator.agreement.distances import (
    Distance,
    IntervalDistance,
    NominalDistance,
    OrdinalDistance,
    RatioDistance,
    TabledDistance,
)
from curator.agreement.figures import Figure, Remark
from curator.agreement.gwet import gwet_ac
from curator.agreement.kappa import (
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    fleiss_kappa_available,
    light_kappa,
    pabak,
    scott_pi,
)
from curator.agreement.krippendorff import krippendorff_alpha, paired_codes
from curator.agreement.ratings import NOT_CODED, Level, Ratings
from curator.agreement.sets import jaccard_table, masi_table, mean_likeness
from curator.agreement.settings import Bootstrap, Progress
from curator.agreement.specific import percent_agreement, percent_agreement_all, specific_agreement
from curator.agreement.statistics import STATISTICS
from curator.agreement.weights import Weights

FEW_UNITS = 30
COMMON_SHARE = 0.8
LARGE_CODEBOOK = 50
"""Above this size, categories that nobody used are not listed one by one."""

_ORDER = {name: place for place, name in enumerate(STATISTICS)}


def figures_of(
    ratings: Ratings,
    *,
    over_all: bool = False,
    bootstrap: Bootstrap | None = None,
    progress: Progress | None = None,
) -> Figures:
    """The figures of these coders.

    With ``over_all`` also those that are made for three or more coders. What only two can have (Cohen's kappa,
    Scott's pi, the confusion table) is there unless three or more coded something.
    """
    codes = Codes(ratings)
    found: dict[str, Figure] = {"percent_agreement": percent_agreement(codes)}
    if over_all:
        found["percent_agreement_all"] = percent_agreement_all(codes)
    found |= _of_sets(codes) if ratings.level is Level.SET else _of_categories(codes, over_all=over_all)
    paired = paired_codes(codes)
    for name, (distance, of_level) in _distances(codes).items():
        found[name] = krippendorff_alpha(paired, distance, bootstrap if of_level else None, progress)
    notes = remarks(codes)
    figures = {
        name: found[name].with_notes(*notes) for name in sorted(found, key=lambda name: _ORDER[name.partition("[")[0]])
    }
    n = int(codes.by_two.sum())
    agree = int(np.sum(codes.agreeing_pairs[codes.by_two] == codes.pairs_per_unit[codes.by_two]))
    return Figures(
        reviewers=ratings.coders, n=n, agree=agree, figures=figures, notes=notes, confusion=_confusion(codes)
    )


def remarks(codes: Codes) -> tuple[Remark, ...]:
    """What has to be said beside every figure of these codes."""
    n = int(codes.by_two.sum())
    if n == 0:
        return ()
    notes = []
    if codes.used.max() > COMMON_SHARE * codes.used.sum():
        notes.append(Remark.ONE_CATEGORY_ABOVE_80)
    pairable = (row[codes.by_two & (row != NOT_CODED)] for row in codes.codes)
    if any(len(row) and np.all(row == row[0]) for row in pairable):
        notes.append(Remark.CONSTANT_REVIEWER)
    if n < FEW_UNITS:
        notes.append(Remark.FEW_UNITS)
    return tuple(notes)


def _of_categories(codes: Codes, *, over_all: bool) -> dict[str, Figure]:
    found = {"pabak": pabak(codes), "gwet_ac1": gwet_ac(codes)}
    first, second = codes.both()
    if len(codes.coders) <= PAIR:
        found["cohen_kappa"] = cohen_kappa(first, second, codes.kinds)
        found["scott_pi"] = scott_pi(first, second, codes.kinds)
    if over_all:
        found["fleiss_kappa"] = fleiss_kappa(codes)
        found["fleiss_kappa_available"] = fleiss_kappa_available(codes)
        found["conger_kappa"] = conger_kappa(codes)
        found["light_kappa"] = light_kappa(codes)
    if codes.ratings.level.is_ordered:
        for weights in (Weights.LINEAR, Weights.QUADRATIC, Weights.ORDINAL):
            found[f"gwet_ac2_{weights}"] = gwet_ac(codes, weights)
        if len(codes.coders) <= PAIR:
            found["cohen_kappa_linear"] = cohen_kappa(first, second, codes.kinds, Weights.LINEAR)
            found["cohen_kappa_quadratic"] = cohen_kappa(first, second, codes.kinds, Weights.QUADRATIC)
    if not codes.ratings.level.is_numeric:
        found |= _specific(codes)
    return found


def _specific(codes: Codes) -> dict[str, Figure]:
    used = codes.used
    return {
        f"specific_agreement[{category}]": figure
        for place, (category, figure) in enumerate(
            zip(codes.ratings.categories, specific_agreement(codes), strict=False)
        )
        if used[place] or codes.kinds <= LARGE_CODEBOOK
    }


def _of_sets(codes: Codes) -> dict[str, Figure]:
    found = {
        "jaccard_mean": mean_likeness(codes, jaccard_table(codes.ratings.sets)),
        "masi_mean": mean_likeness(codes, masi_table(codes.ratings.sets)),
    }
    for name, chosen in _by_option(codes.ratings):
        first, second = chosen.both()
        if len(chosen.coders) <= PAIR:
            found[f"cohen_kappa[{name}]"] = cohen_kappa(first, second, PAIR)
        found[f"specific_agreement[{name}]"] = specific_agreement(chosen)[1]
    return found


def _by_option(ratings: Ratings) -> Iterator[tuple[str, Codes]]:
    """For each category that may be chosen, the codes 0 (not chosen) and 1 (chosen)."""
    holds = np.zeros((len(ratings.sets) + 1, len(ratings.categories)), dtype=np.int64)
    for row, members in enumerate(ratings.sets):
        holds[row, list(members)] = 1
    holds[NOT_CODED] = NOT_CODED
    codes = [np.frombuffer(column, dtype=np.int64) for column in ratings.columns]
    for place, category in enumerate(ratings.categories):
        if len(ratings.categories) > LARGE_CODEBOOK and not np.any(holds[:-1, place]):
            continue
        chosen = Ratings(
            coders=ratings.coders,
            units=ratings.units,
            level=Level.NOMINAL,
            categories=("not chosen", "chosen"),
            columns=tuple(array("q", holds[column, place].tobytes()) for column in codes),
        )
        yield str(category), Codes(chosen)


def _distances(codes: Codes) -> Mapping[str, tuple[Distance, bool]]:
    """By name of the alpha, its distance, and whether it is the one of the level."""
    ratings = codes.ratings
    if ratings.level is Level.SET:
        return {
            "krippendorff_alpha_jaccard": (TabledDistance(1 - jaccard_table(ratings.sets)), True),
            "krippendorff_alpha_masi": (TabledDistance(1 - masi_table(ratings.sets)), True),
        }
    distances: dict[Level, Distance] = {Level.NOMINAL: NominalDistance()}
    if ratings.level.is_ordered:
        distances[Level.ORDINAL] = OrdinalDistance()
    if ratings.level.is_numeric:
        values = np.array([float(category) for category in ratings.categories], dtype=np.float64)
        distances[Level.INTERVAL] = IntervalDistance(values)
        if ratings.level is Level.RATIO:
            distances[Level.RATIO] = RatioDistance(values)
    return {f"krippendorff_alpha_{level}": (distance, level is ratings.level) for level, distance in distances.items()}


def _confusion(codes: Codes) -> Confusion | None:
    """The confusion table of two coders; None for sets, numbers, more coders, and very many categories."""
    ratings = codes.ratings
    used = np.flatnonzero(codes.used)
    if ratings.level is Level.SET or ratings.level.is_numeric or len(ratings.coders) != PAIR:
        return None
    if len(used) > LARGE_CODEBOOK or len(codes.coders) < PAIR:
        return None
    first, second = codes.both()
    counts = np.zeros((codes.kinds, codes.kinds), dtype=np.int64)
    np.add.at(counts, (first, second), 1)
    return Confusion(
        categories=tuple(str(ratings.categories[place]) for place in used),
        counts=tuple(tuple(int(count) for count in row) for row in counts[np.ix_(used, used)]),
    )
