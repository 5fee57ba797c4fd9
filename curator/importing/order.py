"""Ids for many records made at one instant, in the order in which they are to be listed."""

from __future__ import annotations

from curator.ids import new_id


def new_ids(count: int) -> list[str]:
    """New ids in rising order. Lists are in order of id, and ids made within one millisecond are in none."""
    return sorted(new_id() for _ in range(count))
