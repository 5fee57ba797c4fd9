"""Figures of the same reviewers from two sources, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from curator.agreement.agreement import Agreement, Figures
from curator.agreement.figures import Figure
from curator.agreement.statistics import STATISTICS

_ORDER = {name: place for place, name in enumerate(STATISTICS)}


def merged(one: Agreement, other: Agreement, both: Callable[[Figures, Figures], Figures]) -> Agreement:
    """Two agreements of the same reviewers as one."""
    return replace(
        one,
        all=both(one.all, other.all),
        pairs=tuple(both(first, second) for first, second in zip(one.pairs, other.pairs, strict=True)),
        against_the_rest={
            name: both(figures, other.against_the_rest[name]) for name, figures in one.against_the_rest.items()
        },
    )


def in_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Figures in the order in which they are shown."""
    return {name: figures[name] for name in sorted(figures, key=lambda name: _ORDER[name.partition("[")[0]])}
