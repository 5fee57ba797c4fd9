"""The account of a merge as somebody may see it: whoever merges is often a coder, too, and blind like any other.

How many records come in is told, and which terms; what another reviewer claimed, marked and asked on a report is not,
until both have submitted it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from curator.coding.blinding import BlindReader
from curator.coding.sight import Sight
from curator.desktops.accounts import Conflict, FileAccount, LostWords, Merge
from curator.records import Claim, Mark, Query, Reviewer

_NOT_OPEN = "{kind} of {name}, not open to you yet"


def as_seen(merge: Merge, reader: BlindReader) -> Merge:
    """What merging would do, without what is hidden from whoever reads; the change that does it stays whole."""
    sight, names = reader.sight(), {one.id: one.name for one in reader.all(Reviewer)}
    return msgspec.structs.replace(merge, files=tuple(_seen(account, sight, names) for account in merge.files))


def _seen(account: FileAccount, sight: Sight, names: Mapping[str, str]) -> FileAccount:
    return msgspec.structs.replace(
        account,
        conflicts=[_conflict(one, sight, names) for one in account.conflicts],
        lost_words=[_lost(one, sight, names) for one in account.lost_words],
    )


def _conflict(conflict: Conflict, sight: Sight, names: Mapping[str, str]) -> Conflict:
    versions = [one for one in (conflict.ours, conflict.theirs) if isinstance(one, Claim | Mark | Query)]
    hidden = [one for one in versions if not sight.is_open(one.report_id, one.reviewer_id)]
    if not hidden:
        return conflict
    what = _NOT_OPEN.format(kind=conflict.kind, name=names.get(hidden[0].reviewer_id, "somebody"))
    return msgspec.structs.replace(conflict, what=what, fields=(), ours=None, theirs=None, is_hidden=True)


def _lost(lost: LostWords, sight: Sight, names: Mapping[str, str]) -> LostWords:
    if sight.is_open(lost.report_id, lost.reviewer_id):
        return lost
    what = _NOT_OPEN.format(kind="Work", name=names.get(lost.reviewer_id, "somebody"))
    return msgspec.structs.replace(lost, what=what, words="…")
