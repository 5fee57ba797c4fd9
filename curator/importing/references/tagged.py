"""Files in which each line begins with a tag: RIS, PubMed's own format, Web of Science.

A line without a tag goes on with the line before it. Libraries for RIS keep one value of a tag that stands twice and
lose a record without an end; here every line is kept, and what is odd about it is said.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from curator.importing.references.reference import Entry, ReadReferences, Reference
from curator.text.decoding import decode


class Grammar(Struct, frozen=True, kw_only=True):
    """How a tagged format is written.

    ``start`` matches the beginning of a record's first line; ``line`` gives the tag and the value of a line.
    ``end`` is the tag that ends a record, empty where nothing does. ``joint`` stands between a value and the
    line that goes on with it; under the tags in ``listed``, such a line is a value of its own.
    """

    start: str
    line: re.Pattern[str]
    end: str
    joint: str
    listed: frozenset[str] = frozenset()


def read_tagged(data: bytes, grammar: Grammar) -> ReadReferences:
    """Every record of a file, with every tag of it."""
    decoded = decode(data)
    text = decoded.text
    starts = [found.start() for found in re.finditer(rf"^{grammar.start}", text, re.MULTILINE)]
    bounds = [*starts, len(text)]
    records = [text[start:end] for start, end in pairwise(bounds)]
    originals = _originals(data, records, grammar)
    outside = _lines(text[: bounds[0]])
    references = []
    for number, (record, original) in enumerate(zip(records, originals, strict=True), start=1):
        entries, beyond, notes = _read_record(record, grammar)
        outside += beyond
        references.append(Reference(number=number, entries=entries, original=original, notes=notes))
    return ReadReferences(
        references=tuple(references), outside=tuple(outside), encoding=decoded.encoding, notes=decoded.notes
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _read_record(record: str, grammar: Grammar) -> tuple[tuple[Entry, ...], list[str], tuple[str, ...]]:
    """The tags of a record, the lines after its end, and what is wrong with it."""
    entries: list[tuple[str, list[str]]] = []
    lines = record.split("\n")
    for place, line in enumerate(lines):
        found = grammar.line.match(line)
        if found is None:
            _go_on(entries, line, grammar)
            continue
        tag, value = found.group(1), (found.group(2) or "").strip()
        if tag == grammar.end and grammar.end:
            beyond = _lines("\n".join(lines[place + 1 :]))
            return _entries(entries, grammar), beyond, ()
        entries.append((tag, [value]))
    notes = (f"It has no line {grammar.end} at its end.",) if grammar.end else ()
    return _entries(entries, grammar), [], notes


def _go_on(entries: list[tuple[str, list[str]]], line: str, grammar: Grammar) -> None:
    words = line.strip()
    if not words:
        return
    tag, value = entries[-1]
    if tag in grammar.listed:
        entries.append((tag, [words]))
    else:
        value.append(words)


def _entries(entries: list[tuple[str, list[str]]], grammar: Grammar) -> tuple[Entry, ...]:
    return tuple(Entry(tag, grammar.joint.join(filter(None, value))) for tag, value in entries)


def _originals(data: bytes, records: list[str], grammar: Grammar) -> list[bytes]:
    """The bytes of each record as they stand in the file.

    In an encoding in which the tags are not ASCII, it is the record as UTF-8.
    """
    for before in (
        r"^",
        r"(?:^|(?<=\r))",
        r"(?:^|(?<=[\r\xbf]))",
    ):  # after other newlines and a byte order mark as well
        pattern = re.compile(f"{before}{grammar.start}".encode("latin-1"), re.MULTILINE)
        starts = [found.start() for found in pattern.finditer(data)]
        if len(starts) == len(records):
            bounds = [*starts, len(data)]
            return [_to_its_end(data[a:b], grammar) for a, b in pairwise(bounds)]
    return [record.encode() for record in records]


def _to_its_end(original: bytes, grammar: Grammar) -> bytes:
    """A record without what stands between it and the next one."""
    if grammar.end:
        last = original.rfind(b"\n" + grammar.end.encode())
        at = last if last >= 0 else original.rfind(b"\r" + grammar.end.encode())
        found = re.compile(rb"[^\r\n]*").match(original, at + 1) if at >= 0 else None
        if found is not None:
            return original[: found.end()]
    return original.rstrip()
