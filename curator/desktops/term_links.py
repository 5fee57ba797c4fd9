"""Terms that were merged into others, and trees in which no term stands under itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curator.records import Term


def end_of(term_id: str, links: Mapping[str, str]) -> str | None:
    """Where a chain of links ends; None when it goes round in a ring."""
    seen = {term_id}
    while term_id in links:
        term_id = links[term_id]
        if term_id in seen:
            return None
        seen.add(term_id)
    return term_id


def merged_into(*sides: Iterable[Term]) -> dict[str, str]:
    """For every term that was merged, the term that stands for it now.

    A link of a later side gives way where it would lead round in a ring.
    """
    links: dict[str, str] = {}
    for terms in sides:
        for term in terms:
            target = term.merged_into_id
            if target is None or term.id in links:
                continue
            links[term.id] = target
            if end_of(term.id, links) is None:
                del links[term.id]
    ends = {term_id: end_of(term_id, links) for term_id in links}
    return {term_id: end for term_id, end in ends.items() if end is not None}


def parents(terms: Iterable[Term]) -> dict[str, str]:
    """Which term each one stands under, those at the top left out."""
    return {term.id: term.parent_id for term in terms if term.parent_id is not None}
