"""Texts brought in as reports: files of every format, folders of them, and what was pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from curator.changes import Alteration, Change, SourceText, added
from curator.codebook.names import tidy
from curator.errors import BadInput, CuratorError
from curator.ids import new_id
from curator.importing.accounts import NO_ANSWERS, Answer, Answers, Fate, ImportAccount, ImportLine, Offer, Progress
from curator.importing.doors import Door, found_in, head_of, why_passed_over
from curator.importing.file_bytes import bytes_of, unreadable
from curator.importing.formats.plain import reading_of
from curator.importing.formats.reading import Reading, TextFormat
from curator.importing.formats.registry import endings, format_for
from curator.importing.full_texts import References
from curator.importing.order import new_ids
from curator.ports import RecordReader
from curator.records import Record, Report, Structure
from curator.text.decoding import known_by_its_beginning, normalise

MOST_BYTES_AT_ONCE = 400_000_000
"""One import is one change and is held in memory; what comes after this much has to wait for the next one."""

_JOINS = "Join a full text to its reference"

NOT_REPORTS = ("readme", "licence", "license", "changelog", "contributing")
"""Texts of these names are about the folder they lie in. They come in only when they are named by themselves."""


def read_texts(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportAccount:
    """The change that brings in texts of every format, and folders of them with all their subfolders.

    A file finds its format by its content; in folders only files with the ending of a format are opened. A text that
    the review has already, or that was in another of the files, does not come in twice. A file that cannot be used
    gets a line that says why, and the others still come in. A text that may be the full text of a reference waits until
    ``answers`` says what it is. Names that begin with a point are no one's texts and are not looked at; nor is what
    lies in a folder and comes in by another door.
    """
    files = list(_files_in(paths, answers.columns))
    intake = _Intake(reader, len(files), reviewer_id, answers)
    for number, (path, named) in enumerate(files):
        if progress is not None and progress(number / len(files), path.name) is False:
            return ImportAccount(change=None, lines=tuple(intake.lines), cancelled=True)
        intake.take_file(path, named)
    return intake.account(reviewer_id)


def read_file(path: Path) -> tuple[Reading, bytes]:
    """What stands in one file, and its bytes; raises ``BadInput`` or ``OSError``."""
    text_format = _format_of(path, named=True)
    original = bytes_of(path, text_format.most_bytes)
    return text_format.read(original, path.name), original


def read_pasted(text: str, title: str, reader: RecordReader, reviewer_id: str | None) -> ImportAccount:
    """The change that brings in a text that was pasted; without a title, its own first line may give one."""
    intake = _Intake(reader, 1, reviewer_id, NO_ANSWERS)
    original = text.encode("utf-8", "surrogatepass")
    intake.take(tidy(title) or "Pasted text", "", original, lambda: reading_of(normalise(text)), title=tidy(title))
    return intake.account(reviewer_id)


def _files_in(paths: Iterable[Path], renamed: Mapping[str, str]) -> Iterator[tuple[Path, bool]]:
    """Every file, and whether it was named by itself (True) or found in a folder; each file once."""
    seen: set[Path] = set()
    for path in paths:
        in_folder = ((file, False) for file, door in found_in(path, renamed) if door is None)
        texts = in_folder if path.is_dir() else iter([(path, True)])
        for file, named in texts:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file, named


class _Intake:
    """Texts being taken in, one after the other."""

    def __init__(self, reader: RecordReader, most: int, reviewer_id: str | None, answers: Answers) -> None:
        self._ids = iter(new_ids(most))
        self.lines: list[ImportLine] = []
        self._texts: list[SourceText] = []
        self._records: list[Record] = []
        self._bytes = 0
        reports = reader.all(Report)
        self._by_text = {report.text_sha256: report for report in reports}
        self._by_original = {report.original_sha256: report for report in reports}
        self._references = References(reader, reports, reviewer_id)
        self._joined: list[Alteration] = []
        self._answers = answers

    def take_file(self, path: Path, named: bool) -> None:
        """Takes in one file, or says why not."""
        try:
            text_format = _format_of(path, named)
            original = bytes_of(path, text_format.most_bytes)
        except _PassedOver as passed:
            self.lines.append(ImportLine(name=path.name, fate=Fate.PASSED_OVER, problem=passed.why))
        except CuratorError as problem:
            self.lines.append(ImportLine(name=path.name, fate=Fate.REFUSED, problem=problem))
        except OSError as trouble:
            self.lines.append(ImportLine(name=path.name, fate=Fate.REFUSED, problem=unreadable(trouble)))
        else:
            self.take(path.name, path.name, original, lambda: text_format.read(original, path.name))

    def take(self, name: str, file_name: str, original: bytes, read: Callable[[], Reading], *, title: str = "") -> None:
        """Takes in one text, or says why not."""
        if self._bytes + len(original) > MOST_BYTES_AT_ONCE:
            full = BadInput("This import is full; bring the file in with the next one.")
            self.lines.append(ImportLine(name=name, fate=Fate.REFUSED, problem=full))
            return
        known = self._by_original.get(sha256(original).hexdigest())
        if known is not None:
            self._already_there(name, known)
            return
        try:
            reading = read()
        except CuratorError as problem:
            self.lines.append(ImportLine(name=name, fate=Fate.REFUSED, problem=problem))
            return
        source = SourceText(text=reading.text, original=original)
        report = _report(next(self._ids), reading, source, file_name, title)
        known = self._by_text.get(report.text_sha256)
        if known is not None:
            self._already_there(name, known)
            return
        offer = self._references.offer(report)
        answer = self._answers.to(name)
        if offer is not None and answer is not Answer.KEEP:
            self._decide(name, original, reading, report, offer, answer)
            return
        self._by_text[report.text_sha256] = self._by_original[report.original_sha256] = report
        self._texts.append(source)
        self._records.append(report)
        self._records += structure_of(reading, report)
        self._bytes += max(len(original), len(reading.text))
        self.lines.append(ImportLine(name=name, fate=Fate.CAME_IN, report=report, notes=reading.notes))

    def _decide(
        self, name: str, original: bytes, reading: Reading, report: Report, offer: Offer, answer: Answer | None
    ) -> None:
        """What becomes of a text that may be the full text of a reference."""
        if answer is Answer.LEAVE:
            self.lines.append(ImportLine(name=name, fate=Fate.PASSED_OVER, notes=("It was left out.",), offer=offer))
        elif answer is None:
            notes = (f"It may be the full text of “{offer.report.title if offer.report else ''}”. {offer.reason}",)
            self.lines.append(
                ImportLine(name=name, fate=Fate.TO_DECIDE, report=report, notes=(*notes, *reading.notes), offer=offer)
            )
        else:
            try:
                joined = self._references.join(offer, reading, original, report)
            except CuratorError as problem:
                self.lines.append(ImportLine(name=name, fate=Fate.REFUSED, problem=problem))
                return
            self._joined += joined.change.alterations
            self._texts += joined.change.texts
            self._by_text[report.text_sha256] = self._by_original[report.original_sha256] = joined.report
            self.lines.append(
                ImportLine(name=name, fate=Fate.AMENDED, report=joined.report, notes=joined.notes, offer=offer)
            )

    def account(self, reviewer_id: str | None) -> ImportAccount:
        """What was taken in, as one change."""
        account = ImportAccount(change=None, lines=tuple(self.lines))
        reports = account.reports
        if not reports and not self._joined:
            return account
        several = f"Import {len(reports)} reports"
        title = several if len(reports) > 1 else f"Import report {reports[0].title}" if reports else _JOINS
        change = Change(
            title=title,
            reviewer_id=reviewer_id,
            alterations=(*added(self._records), *self._joined),
            texts=tuple(self._texts),
        )
        return ImportAccount(change=change, lines=account.lines)

    def _already_there(self, name: str, known: Report) -> None:
        there = BadInput("The same text is there as “{title}”.", title=known.title or known.file_name)
        self.lines.append(ImportLine(name=name, fate=Fate.ALREADY_THERE, report=known, problem=there))


class _PassedOver(Exception):
    """A file in a folder that nobody meant to bring in."""

    def __init__(self, why: BadInput) -> None:
        super().__init__(why)
        self.why = why


def structure_of(reading: Reading, report: Report) -> tuple[Structure, ...]:
    """Where the sections and pages of a report are that was read like this; nothing when it has none."""
    if not reading.sections and not reading.pages:
        return ()
    return (
        Structure(
            id=new_id(),
            report_id=report.id,
            text_sha256=report.text_sha256,
            sections=reading.sections,
            pages=reading.pages,
        ),
    )


def _report(report_id: str, reading: Reading, source: SourceText, file_name: str, title: str) -> Report:
    said = msgspec.structs.asdict(reading.particulars)
    said["title"] = title or reading.particulars.title or tidy(Path(file_name).stem) or "Pasted text"
    return Report(
        id=report_id,
        file_name=file_name,
        text_sha256=source.text_sha256,
        original_sha256=source.original_sha256,
        characters=len(reading.text),
        encoding=reading.encoding,
        import_note=" ".join(reading.notes),
        **said,
    )


def _format_of(path: Path, named: bool) -> TextFormat:
    """The format of a file; ``named`` when it was chosen by itself, not found in a folder.

    Raises ``_PassedOver`` for what lies in a folder and is no report, ``BadInput`` for what was named and cannot come
    in, ``OSError``.
    """
    if not named and path.suffix.lower() not in endings():
        raise _PassedOver(why_passed_over(path))
    unknown = BadInput("It is of no kind that comes in as a text: {endings}.", endings=", ".join(endings()))
    if not named and path.stem.lower() in NOT_REPORTS:
        raise _PassedOver(BadInput("By its name it is about the folder. Choose the file itself to bring it in."))
    head = head_of(path)
    text_format = format_for(head)
    if text_format is not None:
        return text_format
    what = known_by_its_beginning(head.start)
    if what:
        unknown = BadInput("This is {what}. Save it as .docx, .pdf or plain text, and bring that in.", what=what)
    raise unknown if named else _PassedOver(unknown)


DOOR = Door(name="texts", endings=endings(), recognises=lambda _head: True, read=read_texts, decide=read_texts)
