"""A review, or a part of one, that was exported as JSON Lines, read back in.

What the review has already is known again by its id, or by what it is (a report by its text, a term by its name) and
does not come in twice. A record that is otherwise here stays as it is here: which of the two is newer cannot be told
from the file, so a person is told of it and nothing is taken back silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.changes import Change
from curator.errors import BadInput, CuratorError
from curator.exporting.jsonlines.lines import FORMAT
from curator.importing.accounts import Fate, ImportAccount, ImportLine, Progress
from curator.importing.doors import Door
from curator.importing.file_bytes import must_be_a_file
from curator.importing.formats.reading import Head
from curator.importing.projects.joining import Joining
from curator.importing.projects.jsonlines_file import LinesFile, read_lines
from curator.ports import RecordReader


def _recognises(head: Head) -> bool:
    """By its first line: a header of this form. Another program's lines are no file of ours, whatever their ending."""
    first = head.start.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return first.startswith(b"{") and b'"record":"header"' in first and FORMAT.encode() in first


def _read(
    paths: Sequence[Path], reader: RecordReader, reviewer_id: str | None, progress: Progress | None
) -> ImportAccount:
    joining = Joining(reader)
    lines: list[ImportLine] = []
    for number, path in enumerate(paths):
        if progress is not None and progress(number / len(paths), path.name) is False:
            return ImportAccount(change=None, lines=tuple(lines), cancelled=True)
        try:
            lines += joining.take(_file_at(path), path.name)
        except CuratorError as problem:
            lines.append(ImportLine(name=path.name, fate=Fate.REFUSED, problem=problem))
    alterations = joining.alterations()
    if not alterations:
        return ImportAccount(change=None, lines=tuple(lines))
    named = ", ".join(path.name for path in paths)
    change = Change(
        title=f"Import {named}", reviewer_id=reviewer_id, alterations=alterations, texts=joining.texts_needed()
    )
    return ImportAccount(change=change, lines=tuple(lines))


def _file_at(path: Path) -> LinesFile:
    try:
        must_be_a_file(path)
        with path.open("rb") as file:
            return read_lines(file)
    except OSError as trouble:
        raise BadInput("The file cannot be read: {reason}.", reason=trouble.strerror or str(trouble)) from trouble


DOOR = Door(name="JSON Lines of a review", endings=(".jsonl", ".ndjson"), recognises=_recognises, read=_read)
