"""The account of a merge: lines for a person, JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from curator.desktops.accounts import Conflict, FileAccount, Merge
from curator.desktops.refusals import Namesake, Stranger
from curator.errors import CuratorError
from curator.records import Record
from ui.commandline.words import counted, counts_in_words

_LONGEST = 80


def lines_of(merge: Merge) -> Iterator[str]:
    """What each file would bring, and what is to be decided."""
    for account in merge.files:
        yield from _lines_of(account)


def _lines_of(account: FileAccount) -> Iterator[str]:
    if account.refused is not None:
        yield f"{account.name}: refused. {_why(account.refused)}"
        return
    whose = f" (work of {account.reviewer})" if account.reviewer else ""
    counts = {"new": account.new, "changed": account.changed, "taken away": account.taken_away}
    parts = [f"{what}: {counts_in_words(count)}" for what, count in counts.items() if count]
    yield f"{account.name}{whose}: {'; '.join([*parts, f'{account.same:,} the same'])}."
    if account.codebook_added:
        yield f"  Added to the codebook: {', '.join(account.codebook_added)}."
    for join in account.joins:
        yield f"  Both added a {join.kind} “{join.name}”; they become one."
    for lost in account.lost_words:
        yield f"  {lost.sentence}"
    for note in account.notes:
        yield f"  {note}"
    for conflict in account.conflicts:
        yield from _lines_of_conflict(conflict)


def _why(problem: CuratorError) -> str:
    """Why a file is refused, and the option that has it taken in, where there is one."""
    if isinstance(problem, Namesake):
        return f"{problem.sentence()} (--same-reviewer “{problem.details['reviewer']}”)"
    return f"{problem.sentence()} (--external)" if isinstance(problem, Stranger) else problem.sentence()


def _lines_of_conflict(conflict: Conflict) -> Iterator[str]:
    taken = f"taken: {conflict.taken.value}" if conflict.taken else f"safe: {conflict.safe.value}"
    if conflict.is_hidden:
        yield f"  Amended on both sides ({taken}): {conflict.what} [{conflict.record_id}]"
        return
    if conflict.ours is None or conflict.theirs is None:
        side = "here" if conflict.ours is None else "in the file"
        yield f"  Amended on one side and taken away {side} ({taken}): {conflict.what} [{conflict.record_id}]"
        return
    yield f"  Amended on both sides ({taken}): {conflict.what} [{conflict.record_id}]"
    for field in conflict.fields:
        yield f"    {field}: here {_shown(conflict.ours, field)}, in the file {_shown(conflict.theirs, field)}"


def _shown(record: Record, field: str) -> str:
    value = getattr(record, field)
    words = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + '…'}”"


def summary_of(merge: Merge) -> str:
    """Why nothing can be merged yet, in one sentence or two; empty when all is decided."""
    if merge.refused:
        return f"Nothing was merged: {counted(len(merge.refused), 'file')} refused."
    reasons = []
    if merge.open_conflicts:
        reasons.append(
            f"{counted(len(merge.open_conflicts), 'record')} amended on both sides: say what to take, with "
            "--take ours, --take theirs, --take safe, or --take ID=ours for a single one."
        )
    if merge.open_joins:
        names = ", ".join(f"“{join.name}”" for join in merge.open_joins)
        reasons.append(
            f"Both sides added {names}: with --join-terms they become one each; otherwise rename them on one side."
        )
    return f"Nothing was merged yet. {' '.join(reasons)}" if reasons else ""


def json_of(merge: Merge, *, merged: bool) -> dict[str, object]:
    """The account for another program."""
    return {"merged": merged, "to_decide": summary_of(merge), "files": [_json_of(account) for account in merge.files]}


def _json_of(account: FileAccount) -> dict[str, object]:
    return {
        "file": account.name,
        "reviewer": account.reviewer,
        "refused": _why(account.refused) if account.refused else None,
        "new": account.new,
        "changed": account.changed,
        "taken_away": account.taken_away,
        "same": account.same,
        "codebook_added": account.codebook_added,
        "conflicts": [msgspec.to_builtins(conflict) for conflict in account.conflicts],
        "joins": [msgspec.to_builtins(join) for join in account.joins],
        "lost_words": [msgspec.to_builtins(lost) for lost in account.lost_words],
        "notes": account.notes,
    }
