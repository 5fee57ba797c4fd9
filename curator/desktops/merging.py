"""Files that come back, merged into the review: previewed first, then one change, all or nothing.

Every record is compared in three versions: as it was when the file and the review parted, as it is in the file, and as
it is here (``versions``). It does not matter in which order files come, nor whether one comes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from curator.changes import Change
from curator.codebook.names import fold
from curator.desktops.accounts import Choices, FileAccount, Merge
from curator.desktops.one_file import FileMerge
from curator.desktops.origins import origin_of
from curator.desktops.working import TRAVELLING, Working
from curator.errors import BadInput, CuratorError, Refused
from curator.ports import RecordReader, ReviewFiles, ReviewStore
from curator.records import Handout, Reviewer

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) is done, and of what; raising ends the merge, and nothing was altered."""

_ITSELF = "{name} is this review itself. Name the files that came back."


class Returned(Struct, frozen=True):
    """A file that came back, open for reading; or why it cannot be read."""

    name: str
    reader: RecordReader | None
    problem: CuratorError | None = None


def merge_files(
    store: ReviewStore,
    files: ReviewFiles,
    paths: Sequence[Path],
    reviewer_id: str | None,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> Merge:
    """What merging these review files would do; nothing is written.

    Files that cannot be opened are refused in the account, each with its reason.
    """
    with ExitStack() as stack:
        returned = [stack.enter_context(_opened(files, path, store.path)) for path in _each_once(paths)]
        return merge(store, returned, reviewer_id, choices, progress)


@contextmanager
def _opened(files: ReviewFiles, path: Path, own: Path | None) -> Iterator[Returned]:
    with ExitStack() as stack:
        try:
            if own is not None and path.resolve() == own.resolve():
                raise Refused(_ITSELF, name=path.name)
            opened = files.open(path, read_only=True)
            stack.callback(opened.close)
            reader = stack.enter_context(opened.snapshot())
        except CuratorError as problem:
            yield Returned(path.name, None, problem)
            return
        yield Returned(path.name, reader)


def _each_once(paths: Sequence[Path]) -> list[Path]:
    return list({path.resolve(): path for path in paths}.values())


def merge(
    ours: RecordReader,
    returned: Sequence[Returned],
    reviewer_id: str | None,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> Merge:
    """What merging these files would do, and the change that does it.

    The files are taken in an order of their own, so that the order in which they are named does not matter. Raises
    ``BadInput`` when ``choices`` name a reviewer whom no file has.
    """
    choices = choices or Choices()
    _must_be_known(choices.same_reviewers, returned)
    working, at = Working(ours), datetime.now(UTC)
    accounts = [FileAccount(name=one.name) for one in returned]
    order: list[tuple[tuple[str, int, int], Returned]] = []
    for number, one in enumerate(returned):
        try:
            reader = _readable(one)
            origin = origin_of(reader, ours, working.of(Handout), one.name, external=choices.external)
            order.append(((origin.handout.id, len(origin.log), number), one))
        except CuratorError as problem:
            accounts[number].refused = problem
    for done, ((_, _, number), one) in enumerate(sorted(order, key=lambda entry: entry[0])):
        if progress is not None:
            progress(done / len(order), one.name)
        accounts[number] = _merge_one(working, one, choices, at)
    return _merged(working, accounts, reviewer_id, choices)


def _readable(returned: Returned) -> RecordReader:
    if returned.reader is None:
        raise returned.problem or BadInput("{name} cannot be read.", name=returned.name)
    return returned.reader


def _merge_one(working: Working, returned: Returned, choices: Choices, at: datetime) -> FileAccount:
    """Takes one file in. Of a file that is refused on the way, nothing is applied: the merge as a whole is not."""
    try:
        reader = _readable(returned)
        origin = origin_of(reader, working.reader, working.of(Handout), returned.name, external=choices.external)
        if not origin.has_news and not origin.is_external:
            return FileAccount(name=returned.name, same=sum(reader.count(kind) for kind in TRAVELLING))
        return FileMerge(working, reader, origin, returned.name, choices).run(at)
    except CuratorError as problem:
        return FileAccount(name=returned.name, refused=problem)


def _must_be_known(names: Sequence[str], returned: Sequence[Returned]) -> None:
    people = [one.name for file in returned if file.reader is not None for one in file.reader.all(Reviewer)]
    for name in names:
        if fold(name) not in map(fold, people):
            raise BadInput(
                "No reviewer of these files is called “{name}”. There are: {known}.",
                name=name,
                known=", ".join(dict.fromkeys(people)) or "none",
            )


def _merged(working: Working, accounts: Sequence[FileAccount], reviewer_id: str | None, choices: Choices) -> Merge:
    merge = Merge(change=None, files=tuple(accounts), choices=choices)
    alterations = working.alterations()
    if merge.refused or merge.open_conflicts or merge.open_joins or not alterations:
        return merge
    who = [account.reviewer or account.name for account in accounts if not account.brings_nothing]
    change = Change(
        title=f"Merge the work of {_listed(list(dict.fromkeys(who)) or [accounts[0].name])}",
        reviewer_id=reviewer_id,
        alterations=alterations,
        texts=tuple(working.texts.values()),
    )
    return Merge(change=change, files=merge.files, choices=choices)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
