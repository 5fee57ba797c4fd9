"""W3C Web Annotations (JSON-LD): annotations of texts that the review has come in as marks.

A text is known by its SHA-256 where the annotations name it so, else by its file name or title. Places are believed
only as far as the quoted words stand there; words without a place are looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from curator.codebook.names import fold
from curator.errors import BadInput
from curator.exporting.annotations.model import ID_URN, TEXT_URN
from curator.importing.accounts import ImportAccount, Progress
from curator.importing.doors import Door
from curator.importing.file_bytes import bytes_of
from curator.importing.formats.reading import Head
from curator.importing.projects.each import take_each
from curator.importing.projects.foreign import ForeignCode, ForeignMark, ForeignProject, ForeignText, moment_of
from curator.importing.projects.positions import cuts_no_word
from curator.ports import RecordReader
from curator.records import Report
from curator.text.finding import Found, find

MOST_BYTES = 100_000_000
_DEEPEST = 20
_UNLABELLED = "Annotation"
_TAGS = {"tagging", "classifying", "identifying"}


def _recognises(head: Head) -> bool:
    """JSON whose context is that of annotations; of the second form of the name, too."""
    start = head.start.lstrip(b"\xef\xbb\xbf \t\r\n")
    is_json = start.startswith((b"{", b"["))
    return is_json and (b"www.w3.org/ns/anno" in start or (head.ending == ".jsonld" and b"Annotation" in start))


def _read(
    paths: Sequence[Path], reader: RecordReader, reviewer_id: str | None, progress: Progress | None
) -> ImportAccount:
    def project_at(path: Path) -> ForeignProject:
        return _Reading(reader, path.name).project(_json_at(path))

    return take_each(paths, reader, reviewer_id, progress, project_at)


def _json_at(path: Path) -> Any:
    try:
        return msgspec.json.decode(bytes_of(path, MOST_BYTES).removeprefix(b"\xef\xbb\xbf"))
    except OSError as trouble:
        raise BadInput("The file cannot be read: {reason}.", reason=trouble.strerror or str(trouble)) from trouble
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadInput("The file is not JSON: {why}.", why=str(problem)) from problem


class _Reading:
    """One file while it is read."""

    def __init__(self, reader: RecordReader, name: str) -> None:
        self._reader = reader
        self._project = ForeignProject(name=name)
        reports = reader.all(Report)
        self._by_text = {report.text_sha256: report for report in reports}
        self._by_name: dict[str, list[Report]] = {}
        for report in reports:
            for words in {fold(report.file_name), fold(report.title)} - {""}:
                self._by_name.setdefault(words, []).append(report)
        self._texts: dict[str, ForeignText] = {}
        self._codes: dict[str, ForeignCode] = {}
        self._left_out: Counter[str] = Counter()

    def project(self, content: Any) -> ForeignProject:
        """Everything in the file that can be taken."""
        found = [one for one in _annotations(content) if isinstance(one, dict)]
        if not found:
            raise BadInput("There are no annotations in the file.")
        for annotation in found:
            self._take(annotation)
        self._project.texts = list(self._texts.values())
        self._project.codes = list(self._codes.values())
        self._project.notes = [f"{count:,} {what}" for what, count in self._left_out.items()]
        return self._project

    def _take(self, annotation: dict[str, Any]) -> None:
        bodies = [one for one in _many(annotation.get("body")) if isinstance(one, dict | str)]
        label, memo = _label_and_memo(bodies, str(annotation.get("motivation", "")))
        if (
            annotation.get("motivation") == "describing"
            and str(annotation.get("id", "")).startswith(ID_URN)
            and not label
        ):
            self._left_out["annotations say claims in words; claims come in from JSON Lines or a workbook."] += 1
            return
        places: dict[str, list[tuple[int, int]]] = {}
        for target in _many(annotation.get("target")):
            report = self._report(target)
            place = self._place(target, report) if report is not None else None
            if report is None:
                self._left_out["targets are in texts that this review has not got. Import these first."] += 1
            elif place is None:
                self._left_out["targets are not to be found in their text by their words."] += 1
            else:
                places.setdefault(report.text_sha256, []).append(place)
        name = label or _UNLABELLED
        if places:
            self._codes.setdefault(fold(name), ForeignCode(key=fold(name), name=name))
        for sha256, found in places.items():
            self._project.marks.append(
                ForeignMark(
                    text_key=sha256,
                    code_key=fold(name),
                    places=tuple(found),
                    key=str(annotation.get("id", "")).removeprefix(ID_URN),
                    coder=_name(annotation.get("creator")),
                    memo=memo,
                    at=moment_of(str(annotation.get("created", ""))),
                )
            )

    def _report(self, target: Any) -> Report | None:
        source = target.get("source") if isinstance(target, dict) else target
        named = source if isinstance(source, dict) else {"id": source}
        identity = str(named.get("id", ""))
        report = self._by_text.get(identity.removeprefix(TEXT_URN))
        if report is None:
            for words in (str(named.get("name", "")), identity, identity.rpartition("/")[2]):
                found = self._by_name.get(fold(words), [])
                if len(found) == 1:
                    report = found[0]
                    break
        if report is not None and report.text_sha256 not in self._texts:
            self._texts[report.text_sha256] = ForeignText(
                key=report.text_sha256,
                file_name=report.file_name or report.title,
                text=self._reader.text(report.text_sha256),
                original=b"",
            )
        return report

    def _place(self, target: Any, report: Report) -> tuple[int, int] | None:
        """Where a target stands: at its place if its words do, else where they are found, else nowhere."""
        if not isinstance(target, dict):
            return None
        text = self._texts[report.text_sha256].text
        selectors = [one for one in _many(target.get("selector")) if isinstance(one, dict)]
        position = next((one for one in selectors if one.get("type") == "TextPositionSelector"), {})
        quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
        start, end = position.get("start"), position.get("end")
        words = quote.get("exact")
        place = _as_place(start, end, len(text))
        if not isinstance(words, str) or not words.strip():
            return place if place is not None and cuts_no_word(text, *place) else None
        if place is not None and text[place[0] : place[1]] == words:
            return place
        around = [one if isinstance(one := quote.get(name), str) else "" for name in ("prefix", "suffix")]
        found = find(text, words, place[0] if place is not None else None, *around)
        return (found.start, found.end) if isinstance(found, Found) else None


def _as_place(start: object, end: object, length: int) -> tuple[int, int] | None:
    """A position that may be one in a text of this length; None for anything else."""
    return (start, end) if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length else None


def _annotations(content: Any, depth: int = 0) -> Iterator[Any]:
    """The annotations of a file: one by itself, a list, a page, or a collection of pages."""
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        for one in content:
            yield from _annotations(one, depth + 1)
    elif isinstance(content, dict):
        if "Annotation" in _many(content.get("type")):
            yield content
        for name in ("items", "first", "@graph"):
            if isinstance(content.get(name), dict | list):
                yield from _annotations(content[name], depth + 1)


def _label_and_memo(bodies: Sequence[Any], motivation: str) -> tuple[str, str]:
    """The first tag is the label; all other words are the memo."""
    label, memos = "", []
    for one in bodies:
        words = one if isinstance(one, str) else one.get("value", one.get("label", ""))
        purpose = motivation if isinstance(one, str) else one.get("purpose", motivation)
        if not isinstance(words, str) or not words.strip():
            continue
        if purpose in _TAGS and not label:
            label = words.strip()
        else:
            memos.append(words)
    return label, "\n".join(memos)


def _name(creator: Any) -> str:
    for one in _many(creator):
        named = one.get("name", one.get("nickname", "")) if isinstance(one, dict) else one
        if isinstance(named, str) and named.strip():
            return named.strip()
    return ""


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


DOOR = Door(name="W3C annotations", endings=(".jsonld",), recognises=_recognises, read=_read)
