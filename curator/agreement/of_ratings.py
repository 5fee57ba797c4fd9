"""How far coders agree on a table of units: the public front of everything about categories."""

from __future__ import annotations

from itertools import combinations

from msgspec.structs import replace

from curator.agreement.agreement import Agreement, Figures
from curator.agreement.figures import NoInterval
from curator.agreement.ratings import Ratings
from curator.agreement.settings import Bootstrap, Progress


def agreement_of_ratings(
    ratings: Ratings, *, bootstrap: Bootstrap | None = None, progress: Progress | None = None
) -> Agreement:
    """How far the coders agree: all together, every pair, and each one against the rest.

    Which statistics there are depends on the level. The interval of Krippendorff's alpha is found over all coders
    only; pass ``Bootstrap(samples=0)`` to do without. ``progress`` hears how far the resampling is.
    """
    from curator.agreement.rating_figures import figures_of

    if bootstrap is None:
        bootstrap = Bootstrap()
    pairs = tuple(figures_of(ratings.only(pair)) for pair in combinations(ratings.coders, 2))
    rest = {coder: _against_the_rest(ratings, coder) for coder in ratings.coders}
    together = figures_of(ratings, over_all=True, bootstrap=bootstrap if bootstrap.samples else None, progress=progress)
    return Agreement(reviewers=ratings.coders, all=together, pairs=pairs, against_the_rest=rest)


def _against_the_rest(ratings: Ratings, coder: str) -> Figures:
    """The coder's codes against those of whoever else coded the unit; no interval where a unit is used again."""
    from curator.agreement.rating_figures import figures_of
    from curator.agreement.rest import against_the_rest

    paired, used_again = against_the_rest(ratings, coder)
    figures = figures_of(paired)
    if not used_again:
        return figures
    without = {
        name: figure.without_interval(NoInterval.UNITS_USED_AGAIN) if figure.ci_low is not None else figure
        for name, figure in figures.figures.items()
    }
    return replace(figures, figures=without)
