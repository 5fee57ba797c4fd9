"""Ids are UUIDs of version 7 and sort by the order in which they were made."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from curator.ids import is_id, new_id


def test_ids_are_uuids_of_version_7_in_the_order_of_making() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))
    for one in ids[::500]:
        parsed = uuid.UUID(one)
        assert (parsed.version, parsed.variant, str(parsed)) == (7, uuid.RFC_4122, one)
        assert is_id(one)


def test_ids_made_in_several_threads_are_all_different() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: [new_id() for _ in range(2_000)], range(4)))
    assert len({one for part in made for one in part}) == 8_000
    assert all(part == sorted(part) for part in made)


def test_what_has_not_the_form_of_an_id_is_none() -> None:
    assert not is_id("")
    assert not is_id("0" * 36)
    assert not is_id(new_id().upper().replace("-", "_"))
