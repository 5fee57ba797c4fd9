"""The reviewers of a file: who they are here."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from curator.codebook.names import fold
from curator.desktops.references import names
from curator.desktops.refusals import Namesake
from curator.desktops.working import Working
from curator.records import Record, Reviewer

_NAMESAKE = (
    "{name} has a reviewer “{reviewer}” who is not the “{known}” of this review, although they have one name. If they "
    "are the same person, say so; otherwise rename one of them and merge again."
)
_UNKNOWN = (
    "{name} holds work of “{reviewer}”, who is no reviewer of this review. Add a reviewer of this name, and say that "
    "they are the same."
)


def known_people(
    theirs: Mapping[str, Record],
    base: Mapping[str, Record],
    working: Working,
    joined_before: Container[str],
    same_reviewers: Iterable[str],
    name: str,
) -> dict[str, str]:
    """Which reviewers of a file are, by id, which of this review, where they have different ids.

    ``joined_before`` are those of whom that is known already.

    Raises ``Namesake`` for two people of one name about whom nothing was said, and for work of somebody who was a
    reviewer when the file was handed out, and is none any more.
    """
    same = {fold(one) for one in same_reviewers}
    here = working.of(Reviewer)
    by_name = {fold(reviewer.name): reviewer for reviewer in here.values()}
    joined: dict[str, str] = {}
    for reviewer in theirs.values():
        if not isinstance(reviewer, Reviewer) or reviewer.id in here or reviewer.id in joined_before:
            continue
        known = by_name.get(fold(reviewer.name))
        if known is not None and fold(reviewer.name) in same:
            joined[reviewer.id] = known.id
        elif not _has_news(reviewer, theirs, base):
            continue
        elif known is not None:
            raise Namesake(_NAMESAKE, name=name, reviewer=reviewer.name, known=known.name)
        elif reviewer.id in base:
            raise Namesake(_UNKNOWN, name=name, reviewer=reviewer.name)
    return joined


def _has_news(reviewer: Reviewer, theirs: Mapping[str, Record], base: Mapping[str, Record]) -> bool:
    """Whether the file has something new by a reviewer."""
    return base.get(reviewer.id) != reviewer or any(
        record != base.get(record_id) and any(named == reviewer.id for _, named in names(record))
        for record_id, record in theirs.items()
    )
