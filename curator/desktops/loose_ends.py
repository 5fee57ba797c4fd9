"""What one side took away and the other still uses: it stays, or comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curator.desktops.accounts import FileAccount
from curator.desktops.describing import described
from curator.desktops.references import names
from curator.desktops.translation import Translation
from curator.desktops.working import MANY, Working
from curator.errors import BadInput
from curator.records import Handout, Record

_NAMES_NOTHING = (
    "{name} is damaged: a {what} in it names a {kind} that it does not hold. Nothing was merged. Check the file where "
    "it was made, and ask for a whole one."
)


def bring_back(working: Working, translation: Translation, theirs: Mapping[str, Record], account: FileAccount) -> None:
    """Brings back what was taken away here and is named by something that comes in.

    Raises ``BadInput`` when it is not in the file either.
    """
    by_id_here = {**theirs, **{translation.joined.get(one, one): record for one, record in theirs.items()}}
    new = [alteration.after for alteration in working.since_mark() if alteration.after is not None]
    while new:
        for many in MANY:
            working.load(many, [named for record in new for kind, named in names(record) if kind is many])
        missing: dict[str, Record] = {}
        for record in new:
            for kind, named in names(record):
                if named in missing or working.get(kind, named) is not None:
                    continue
                source = by_id_here.get(named)
                if source is None or type(source) is not kind:
                    what = described(record, working)
                    raise BadInput(_NAMES_NOTHING, name=account.name, what=what, kind=kind.name_in_log)
                missing[named] = source
        new = [translation.here(record) for record in missing.values()]
        for record in new:
            working.put(record)
            account.notes.append(
                f"The {described(record, working)} was taken away here; it comes back, as it is in use."
            )


def take_away(working: Working, gone: Iterable[Record], handout_id: str, account: FileAccount) -> None:
    """Takes away what was taken away in the file, unless something that stays names it, or another file has it, too."""
    elsewhere = {
        record_id
        for handout in working.of(Handout).values()
        if handout.id != handout_id
        for record_id in handout.joined.values()
    }
    candidates = {record.id: record for record in gone}
    for record in candidates.values():
        working.load_those_naming(record)
    while candidates:
        named = (working.named(besides=candidates) | elsewhere) & candidates.keys()
        if not named:
            break
        for record_id in named:
            record = candidates.pop(record_id)
            account.notes.append(
                f"The {described(record, working)} was taken away in the file; it stays, as it is in use."
            )
    for record in candidates.values():
        working.remove(record)
