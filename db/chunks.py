"""Lists of ids in pieces that fit into one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500
"""So many ids go into one statement; every database takes that many."""


def in_chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, piece by piece."""
    values = list(values)
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
