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


def merged_into(terms: Iterable[Term]) -> dict[str, str]:
    """For every term that was merged, the term that stands for it now."""
    return _ends(links_of(terms))


def merged_into_by_both(base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """The same as it will be when both sides are merged: what only one of them linked, or took back, holds.

    Where both did something else, and where a link would lead round in a ring, ours holds.
    """
    links = dict(ours)
    for term_id in sorted(base.keys() | theirs.keys()):
        if ours.get(term_id) != base.get(term_id) or theirs.get(term_id) == base.get(term_id):
            continue
        links.pop(term_id, None)
        if term_id in theirs:
            links[term_id] = theirs[term_id]
            if end_of(term_id, links) is None:
                del links[term_id]
    return _ends(links)


def links_of(terms: Iterable[Term]) -> dict[str, str]:
    """Which term each one was merged into, those that were not left out."""
    return {term.id: term.merged_into_id for term in terms if term.merged_into_id is not None}


def _ends(links: Mapping[str, str]) -> dict[str, str]:
    ends = {term_id: end_of(term_id, links) for term_id in links}
    return {term_id: end for term_id, end in ends.items() if end is not None}


def parents(terms: Iterable[Term]) -> dict[str, str]:
    """Which term each one stands under, those at the top left out."""
    return {term.id: term.parent_id for term in terms if term.parent_id is not None}
