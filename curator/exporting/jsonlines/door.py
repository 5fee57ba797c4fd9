"""A review as JSON Lines: written line by line, so that a large one needs no more memory than a small one."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from curator.errors import CannotWrite, NotFound
from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.doors import ExportDoor
from curator.exporting.jsonlines.lines import FORMAT, VERSION, Header, TextLine, encode, line_of
from curator.exporting.jsonlines.part import Part
from curator.exporting.saving import replacing, target_of
from curator.ports import RecordReader
from curator.records import RECORD_TYPES, Report, Review

ENDINGS = (".jsonl", ".ndjson")

_SHARE_OF_TEXTS = 0.6
_LINES_BETWEEN_WORDS = 1_000


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    target = target_of(path, ENDINGS)
    try:
        writing = _Writing(reader, Part(reader, choice), heeding(progress))
        with replacing(target) as file:
            writing.write(file)
    except Cancelled:
        return ExportAccount(path=target, cancelled=True)
    return ExportAccount(path=target, counts=writing.counts)


class _Writing:
    """One file in the making."""

    def __init__(self, reader: RecordReader, part: Part, tell: Progress) -> None:
        self._reader = reader
        self._part = part
        self._tell = tell
        self._texts = {(one.text_sha256, one.original_sha256): one for one in reversed(part.reports)}
        self.counts = {kind.name_in_log: sum(1 for _ in part.of(kind)) for kind in RECORD_TYPES}
        self.counts = {"text": len(self._texts)} | {name: count for name, count in self.counts.items() if count}

    def write(self, file: IO[bytes]) -> None:
        """Writes the header, the texts and the records."""
        review = self._reader.all(Review)
        header = Header(
            format=FORMAT,
            version=VERSION,
            review=review[0].title if review else "",
            sequence=self._reader.state().sequence,
            counts=self.counts,
        )
        _put(file, encode(header))
        for number, key in enumerate(sorted(self._texts)):
            self._tell(_SHARE_OF_TEXTS * number / len(self._texts), self._texts[key].title)
            _put(file, encode(self._text(self._texts[key])))
        for number, kind in enumerate(RECORD_TYPES):
            share = _SHARE_OF_TEXTS + (1 - _SHARE_OF_TEXTS) * number / len(RECORD_TYPES)
            for count, record in enumerate(self._part.of(kind)):
                if count % _LINES_BETWEEN_WORDS == 0:
                    self._tell(share, kind.name_in_log)
                _put(file, encode(line_of(record)))

    def _text(self, report: Report) -> TextLine:
        try:
            text = self._reader.text(report.text_sha256)
            original = self._reader.original(report.original_sha256) if report.original_sha256 else None
        except NotFound as problem:
            raise CannotWrite(
                "The text of “{title}” cannot be read, so nothing was written. Check the review (trial-curator check).",
                title=report.title,
            ) from problem
        return TextLine(
            sha256=report.text_sha256,
            original_sha256=report.original_sha256,
            text=text,
            original=None if original == text.encode() else original,
        )


def _put(file: IO[bytes], line: bytes) -> None:
    file.write(line)
    file.write(b"\n")


DOOR = ExportDoor(
    name="jsonl",
    title="JSON Lines",
    meaning="Every record and every text, one to a line: for programs, and for keeping. It comes back in without loss.",
    endings=ENDINGS,
    holds_all=True,
    write=_write,
)
