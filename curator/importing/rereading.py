"""A new text for a report that is there already: read again from its original, from another file, or typed."""

from __future__ import annotations

from pathlib import Path

from curator.errors import BadInput, NotFound, Refused
from curator.importing.formats.plain import reading_of
from curator.importing.formats.reading import Head, Reading
from curator.importing.formats.registry import format_for
from curator.importing.texts import read_file
from curator.ports import RecordReader
from curator.records import Report
from curator.text.decoding import normalise

_HEAD_BYTES = 65_536


def extract_again(reader: RecordReader, report: Report) -> Reading:
    """The report's original read by today's reader; raises ``Refused`` where it has none that can be read as a text."""
    try:
        original = reader.original(report.original_sha256)
    except NotFound:
        original = b""
    name = report.file_name or "pasted.txt"
    text_format = format_for(Head(name=name, size=len(original), start=original[:_HEAD_BYTES]))
    if text_format is None or not original:
        raise Refused("There is no file beside this report that a text could be extracted from again.")
    return text_format.read(original, name)


def from_file(path: Path) -> tuple[Reading, bytes]:
    """The text of another file, and its bytes; raises ``BadInput``."""
    try:
        return read_file(path)
    except OSError as trouble:
        raise BadInput("{file} cannot be read: {reason}.", file=path.name, reason=trouble.strerror or "?") from trouble


def from_words(text: str) -> Reading:
    """A text that was typed or pasted; raises ``BadInput`` when there are no words in it."""
    return reading_of(normalise(text))
