"""What an index of words answers: where it is worth looking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from curator.records import Record


class Candidates(Struct, frozen=True, kw_only=True):
    """Texts (by SHA-256) and records (by kind, the ids in order) that may have what is needed; no other has it."""

    texts: frozenset[str]
    records: Mapping[type[Record], Sequence[str]]
