"""The lines of a JSON Lines file, read and checked by themselves: whole, of one form, and true to their own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import IO

import msgspec
from msgspec import Struct, field

from curator.changes import SourceText
from curator.errors import BadInput
from curator.exporting.jsonlines.lines import FORMAT, VERSION, Header, TextLine, decoder, record_of
from curator.ids import is_id
from curator.records import Record

LONGEST_LINE = 150_000_000
"""In bytes: the longest text with its original file as base64, and room to spare."""
MOST_BYTES = 400_000_000
"""One import is one change and is held in memory."""

_MARK = b"\xef\xbb\xbf"


class LinesFile(Struct, kw_only=True):
    """What a file holds: its header, its texts by SHA-256 of text and original, and its records in order."""

    header: Header
    texts: dict[tuple[str, str], SourceText] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def text(self, text_sha256: str) -> str | None:
        """A text of the file; None for one that it has not."""
        return next((source.text for key, source in self.texts.items() if key[0] == text_sha256), None)


def read_lines(file: IO[bytes]) -> LinesFile:
    """Everything in a file; raises ``BadInput`` with the number of the line that is wrong."""
    read: LinesFile | None = None
    ids: dict[str, int] = {}
    for number, raw in _lines(file):
        line = _decoded(raw, number)
        if read is None:
            read = LinesFile(header=_checked(line))
        elif isinstance(line, Header):
            raise BadInput("Line {line} is a second header: two files were joined. Import each by itself.", line=number)
        elif isinstance(line, TextLine):
            read.texts[line.sha256, line.original_sha256] = _source(line, number)
        else:
            record = record_of(line)
            if not is_id(record.id):
                raise BadInput("Line {line}: “{id}” is no id.", line=number, id=record.id[:60])
            if record.id in ids:
                raise BadInput("Line {line} has the id of line {first}.", line=number, first=ids[record.id])
            ids[record.id] = number
            read.records.append(record)
    if read is None:
        raise BadInput("The file is empty.")
    _must_be_whole(read)
    return read


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = size = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        size += len(raw)
        if len(raw) > LONGEST_LINE:
            raise BadInput("Line {line} is longer than any record or text can be.", line=number)
        if size > MOST_BYTES:
            raise BadInput(
                "The file has more than {most} MB, which is the most that is taken in at once. Export a part of the "
                "reports at a time.",
                most=MOST_BYTES // 1_000_000,
            )
        raw = raw.removeprefix(_MARK) if number == 1 else raw
        if raw.strip():
            yield number, raw


def _decoded(raw: bytes, number: int) -> Struct:
    try:
        line: Struct = decoder().decode(raw)
    except msgspec.ValidationError as problem:
        raise BadInput("Line {line} is not as it should be: {why}.", line=number, why=str(problem)) from problem
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadInput("Line {line} is not JSON: {why}.", line=number, why=str(problem)) from problem
    return line


def _checked(line: Struct) -> Header:
    if not isinstance(line, Header) or line.format != FORMAT:
        raise BadInput("The first line is not the header of a review: this is a file of another program.")
    if line.version > VERSION:
        raise BadInput("The file was written by a newer version of the program. Get that version to read it.")
    return line


def _source(line: TextLine, number: int) -> SourceText:
    try:
        encoded = line.text.encode()
    except UnicodeEncodeError as problem:
        raise BadInput("Line {line} has half of a character (a lone surrogate) in its text.", line=number) from problem
    if sha256(encoded).hexdigest() != line.sha256:
        raise BadInput("Line {line}: the text was altered, its SHA-256 is another one.", line=number)
    original = encoded if line.original is None and line.original_sha256 else line.original or b""
    if line.original_sha256 and sha256(original).hexdigest() != line.original_sha256:
        raise BadInput("Line {line}: the original file was altered, its SHA-256 is another one.", line=number)
    return SourceText(text=line.text, original=original)


def _must_be_whole(read: LinesFile) -> None:
    counts = Counter(record.name_in_log for record in read.records)
    counts["text"] = len(read.texts)
    for kind, count in read.header.counts.items():
        if counts[kind] != count:
            raise BadInput(
                "The file is not whole: of {count} lines of the kind {kind} it has {found}. Export it again.",
                count=count,
                kind=kind,
                found=counts[kind],
            )
