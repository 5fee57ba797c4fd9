"""What is handed back: the figures over all reviewers, by pair, and of each reviewer against the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from curator.agreement.figures import Figure, Remark
from curator.agreement.statistics import statistic_of

THE_REST = "the rest"
"""Stands for whoever else coded the same, where one reviewer is put beside them."""


class Confusion(Struct, frozen=True, kw_only=True):
    """How often the first reviewer said the row's category and the second one the column's.

    Only categories that one of the two used, in the order of the codebook.
    """

    categories: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class Figures(Struct, frozen=True, kw_only=True):
    """The figures of some reviewers over the units that they have in common.

    ``n`` are the units coded by two or more of them, and ``agree`` those on which all who coded agree. For passages,
    ``n`` are the different passages of the pair (or of all pairs), and ``agree`` those that both marked exactly; they
    are in ``texts`` texts that two or more have read. ``notes`` hold for all the figures.
    """

    reviewers: tuple[str, ...]
    n: int
    agree: int
    figures: Mapping[str, Figure]
    notes: tuple[Remark, ...] = ()
    texts: int | None = None
    confusion: Confusion | None = None

    def __getitem__(self, name: str) -> Figure:
        return self.figures[name]

    def __contains__(self, name: object) -> bool:
        return name in self.figures

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values.

        A statistic stands under its own name, its standard error, interval and counts beside it with an ending
        (``cohen_kappa_ci_low``). One that stands on another number of units than ``n`` has ``…_n``. ``reason`` has,
        by name, why a statistic is null.
        """
        plain: dict[str, Any] = {"reviewers": list(self.reviewers)}
        if self.texts is not None:
            plain["texts"] = self.texts
        plain |= {"n": self.n, "agree": self.agree, "disagree": self.n - self.agree}
        for name, figure in self.figures.items():
            plain |= _flat(name, figure, self.n)
        plain["reason"] = {name: str(figure.reason) for name, figure in self.figures.items() if figure.reason}
        plain["no_interval"] = {name: str(one.no_interval) for name, one in self.figures.items() if one.no_interval}
        plain["notes"] = [str(note) for note in self.notes]
        if self.confusion is not None:
            plain["confusion"] = {
                "categories": list(self.confusion.categories),
                "counts": [list(row) for row in self.confusion.counts],
            }
        return plain


class Agreement(Struct, frozen=True, kw_only=True):
    """How far reviewers agree.

    ``pairs`` are all pairs in the order of ``reviewers``. ``against_the_rest`` has, by reviewer, the figures of the
    one reviewer (first) against whoever else coded the same units, each such pair of codes counted once.
    ``labels`` has the same again for the passages of one label. ``duplicates`` has, by reviewer, how many passages
    were there more than once; each counts once.
    """

    reviewers: tuple[str, ...]
    all: Figures
    pairs: tuple[Figures, ...] = ()
    against_the_rest: Mapping[str, Figures] = field(default_factory=dict)
    labels: Mapping[str, Agreement] = field(default_factory=dict)
    duplicates: Mapping[str, int] = field(default_factory=dict)

    def pair(self, first: str, second: str) -> Figures:
        """The figures of two reviewers, in whichever order; raises ``KeyError`` when there is no such pair."""
        for figures in self.pairs:
            if set(figures.reviewers) == {first, second}:
                return figures
        raise KeyError((first, second))

    def as_json(self) -> dict[str, Any]:
        """The agreement as plain values that can be written as JSON as they are."""
        plain: dict[str, Any] = {
            "reviewers": list(self.reviewers),
            "all": self.all.as_json(),
            "pairs": [figures.as_json() for figures in self.pairs],
            "against_the_rest": {name: figures.as_json() for name, figures in self.against_the_rest.items()},
        }
        if self.labels:
            plain["labels"] = {label: agreement.as_json() for label, agreement in self.labels.items()}
        if self.duplicates:
            plain["duplicates"] = dict(self.duplicates)
        return plain


def _flat(name: str, figure: Figure, n: int) -> dict[str, Any]:
    base, bracket, rest = name.partition("[")
    ending = bracket + rest
    statistic = statistic_of(name)
    plain: dict[str, Any] = {name: figure.value}
    if statistic.has_se:
        plain[f"{base}_se{ending}"] = figure.se
    if statistic.has_interval:
        plain[f"{base}_ci_low{ending}"] = figure.ci_low
        plain[f"{base}_ci_high{ending}"] = figure.ci_high
    if figure.n != n:
        plain[f"{base}_n{ending}"] = figure.n
    for what, count in figure.counts.items():
        plain[f"{base}_{what}{ending}"] = count
    return plain
