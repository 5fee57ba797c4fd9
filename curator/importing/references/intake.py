"""References brought in as reports, with an account of every record; what may be there already is only offered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from curator.changes import Alteration, Change, SourceText, added
from curator.errors import BadInput, CuratorError
from curator.importing.accounts import NO_ANSWERS, Answer, Answers, Fate, ImportAccount, ImportLine, Offer, Progress
from curator.importing.doors import HEAD_BYTES, Door
from curator.importing.file_bytes import bytes_of, unreadable
from curator.importing.formats.reading import Head
from curator.importing.order import new_ids
from curator.importing.references import tabular
from curator.importing.references.becoming import ReportOfReference, report_of
from curator.importing.references.duplicates import KnownReports
from curator.importing.references.joining import join
from curator.importing.references.reference import ReadReferences, ReferenceFormat
from curator.importing.references.registry import format_for, formats
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS
from curator.ports import RecordReader
from curator.records import Report, Structure

_BETWEEN_WORDS = 50


def read_references(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportAccount:
    """The change that brings in the references of these files.

    A record that may be about a report that is there, or that came before it, has a line with an offer, and waits
    until ``answers`` says, by the name of that line, what is to become of it.
    """
    intake = _Intake(reader, answers)
    for number, path in enumerate(paths):

        def tell(share: float, words: str, number: int = number) -> object:
            return progress is None or progress((number + share) / len(paths), words)

        if tell(0.0, path.name) is False or not intake.take_file(path, tell):
            return ImportAccount(change=None, lines=tuple(intake.lines), cancelled=True)
    return intake.account(reviewer_id)


class _Intake:
    """References being taken in, one after the other."""

    def __init__(self, reader: RecordReader, answers: Answers) -> None:
        every = reader.all(Report)
        self.lines: list[ImportLine] = []
        self._reader = reader
        self._answers = answers
        self._known = KnownReports(every)
        self._before = {report.id: report for report in every}
        self._by_original = {report.original_sha256: report for report in every if report.original_sha256}
        self._new: dict[str, ReportOfReference] = {}
        self._now: dict[str, Report] = dict(self._before)

    def take_file(self, path: Path, tell: Progress) -> bool:
        """Takes in the references of one file, or says why not; False when the import was cancelled."""
        try:
            data = bytes_of(path)
            renamed = self._answers.columns
            kind = format_for(Head(name=path.name, size=len(data), start=data[:HEAD_BYTES], renamed=renamed))
            kind = tabular.FORMAT if kind is None and path.suffix.lower() in SPREADSHEET_ENDINGS else kind
            if kind is None:
                raise BadInput("There are no references in it that can be told apart.")
            is_table = kind is tabular.FORMAT
            read = tabular.read_table_of_references(data, path.name, renamed) if is_table else kind.read(data)
        except CuratorError as problem:
            self.lines.append(ImportLine(name=path.name, fate=Fate.REFUSED, problem=problem))
            return True
        except OSError as trouble:
            self.lines.append(ImportLine(name=path.name, fate=Fate.REFUSED, problem=unreadable(trouble)))
            return True
        return self._take_references(path.name, kind, read, tell)

    def _take_references(self, file: str, kind: ReferenceFormat, read: ReadReferences, tell: Progress) -> bool:
        ids = new_ids(len(read.references))
        for count, (reference, report_id) in enumerate(zip(read.references, ids, strict=True)):
            if count % _BETWEEN_WORDS == 0 and tell(count / len(ids), file) is False:
                return False
            name = f"{file}, record {reference.number}"
            try:
                made = report_of(reference, kind.tags, report_id, file, read.encoding)
            except CuratorError as problem:
                self.lines.append(ImportLine(name=name, fate=Fate.REFUSED, problem=problem))
            else:
                self._take(name, made)
        for refused in read.refused:
            self.lines.append(
                ImportLine(name=f"{file}, record {refused.number}", fate=Fate.REFUSED, problem=refused.problem)
            )
        self._say_of_the_file(file, read)
        return True

    def _say_of_the_file(self, file: str, read: ReadReferences) -> None:
        notes = list(read.notes)
        if read.outside:
            lines = "1 line stands" if len(read.outside) == 1 else f"{len(read.outside):,} lines stand"
            notes.append(f"{lines} outside its records, the first “{read.outside[0][:60]}”; they are left out.")
        if notes:
            self.lines.append(ImportLine(name=file, fate=Fate.PASSED_OVER, notes=tuple(notes)))
        if not read.references and not read.refused:
            self.lines.append(
                ImportLine(name=file, fate=Fate.REFUSED, problem=BadInput("There are no references in it."))
            )

    def _take(self, name: str, made: ReportOfReference) -> None:
        there = self._by_original.get(made.report.original_sha256)
        if there is not None:
            problem = BadInput("The same record is there as “{title}”.", title=there.title)
            self.lines.append(ImportLine(name=name, fate=Fate.ALREADY_THERE, report=there, problem=problem))
            return
        offer = self._known.most_like(made.report)
        answer = self._answers.to(name)
        if offer is None or offer.report is None or answer is Answer.KEEP:
            self._come_in(name, made, offer)
            return
        known = self._now[offer.report.id]
        offer = msgspec.structs.replace(offer, report=known)
        joined = join(known, made.report, name, made.abstract, self._text_of(known))
        if joined.report == known:
            problem = BadInput("“{title}” is there and says all of it.", title=known.title)
            self.lines.append(ImportLine(name=name, fate=Fate.ALREADY_THERE, report=known, problem=problem))
        elif answer is Answer.JOIN:
            self._now[known.id] = joined.report
            self.lines.append(
                ImportLine(name=name, fate=Fate.AMENDED, report=joined.report, notes=joined.notes, offer=offer)
            )
        elif answer is Answer.LEAVE:
            self.lines.append(
                ImportLine(name=name, fate=Fate.PASSED_OVER, report=known, notes=("It was left out.",), offer=offer)
            )
        else:
            maybe = f"It may be the same as “{known.title}”. {offer.reason}"
            self.lines.append(
                ImportLine(name=name, fate=Fate.TO_DECIDE, report=made.report, notes=(maybe, *made.notes), offer=offer)
            )

    def _come_in(self, name: str, made: ReportOfReference, offer: Offer | None) -> None:
        self._known.add(made.report)
        self._by_original[made.report.original_sha256] = made.report
        self._new[made.report.id] = made
        self._now[made.report.id] = made.report
        self.lines.append(ImportLine(name=name, fate=Fate.CAME_IN, report=made.report, notes=made.notes, offer=offer))

    def _text_of(self, known: Report) -> str:
        made = self._new.get(known.id)
        return made.source.text if made is not None else self._reader.text(known.text_sha256)

    def account(self, reviewer_id: str | None) -> ImportAccount:
        """What was taken in, as one change."""
        reports = [self._now[report_id] for report_id in self._new]
        amended = [
            Alteration(before=before, after=self._now[report_id])
            for report_id, before in self._before.items()
            if self._now[report_id] != before
        ]
        lines = tuple(
            msgspec.structs.replace(line, report=self._now.get(line.report.id, line.report)) if line.report else line
            for line in self.lines
        )
        if not reports and not amended:
            return ImportAccount(change=None, lines=lines)
        structures: list[Structure] = [made.structure for made in self._new.values() if made.structure.sections]
        texts: dict[tuple[str, str], SourceText] = {
            (made.report.text_sha256, made.report.original_sha256): made.source for made in self._new.values()
        }
        change = Change(
            title=_title(len(reports)),
            reviewer_id=reviewer_id,
            alterations=(*added(reports), *added(structures), *amended),
            texts=tuple(texts.values()),
        )
        return ImportAccount(change=change, lines=lines)


def _title(new: int) -> str:
    if not new:
        return "Join references to their reports"
    return f"Import {new} references" if new > 1 else "Import a reference"


DOOR = Door(
    name="references",
    endings=tuple(dict.fromkeys(ending for kind in formats() for ending in kind.endings if ending != ".txt")),
    recognises=lambda head: format_for(head) is not None,
    read=read_references,
    decide=read_references,
)
