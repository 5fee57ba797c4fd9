"""The known name most like one that is not known, to offer instead."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from curator.codebook.names import fold

_LEAST_LIKENESS = 60.0


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one; empty when none is like it."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, processor=fold, score_cutoff=_LEAST_LIKENESS)
    return str(found[0]) if found is not None else ""
