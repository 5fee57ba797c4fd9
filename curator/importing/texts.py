"""Plain texts brought in as reports: files, folders of them, and what was pasted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from curator.changes import Change, SourceText, added
from curator.codebook.names import tidy
from curator.errors import BadInput, CuratorError
from curator.importing.accounts import Fate, ImportAccount, ImportLine, Progress
from curator.importing.details import guess_doi, guess_pmid, guess_title
from curator.importing.doors import Door
from curator.importing.file_bytes import bytes_of
from curator.importing.order import new_ids
from curator.ports import RecordReader
from curator.records import Report
from curator.text.decoding import Decoded, decode, normalise

TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
"""How the names of plain texts end. A file that is named by itself may also have no ending at all."""

MOST_BYTES_AT_ONCE = 400_000_000
"""One import is one change and is held in memory; what comes after this much has to wait for the next one."""

NOT_REPORTS = ("readme", "licence", "license", "changelog", "contributing")
"""Texts of these names are about the folder they lie in. They come in only when they are named by themselves."""


def read_texts(
    paths: Sequence[Path], reader: RecordReader, reviewer_id: str | None, progress: Progress | None = None
) -> ImportAccount:
    """The change that brings in text files, and folders of them with all their subfolders.

    A text that the review has already, or that was in another of the files, does not come in twice. A file that
    cannot be used gets a line that says why, and the others still come in. Names that begin with a point are no
    one's texts and are not looked at.
    """
    files = list(_files_in(paths))
    intake = _Intake(reader, len(files))
    for number, (path, named) in enumerate(files):
        if progress is not None and progress(number / len(files), path.name) is False:
            return ImportAccount(change=None, lines=tuple(intake.lines), cancelled=True)
        intake.take_file(path, named)
    return intake.account(reviewer_id)


def read_pasted(text: str, title: str, reader: RecordReader, reviewer_id: str | None) -> ImportAccount:
    """The change that brings in a text that was pasted; without a title, its own first line may give one."""
    intake = _Intake(reader, 1)
    original = text.encode("utf-8", "surrogatepass")
    intake.take(tidy(title) or "Pasted text", "", original, lambda: normalise(text), title=tidy(title))
    return intake.account(reviewer_id)


def _files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Every file, and whether it was named by itself (True) or found in a folder; each file once."""
    seen: set[Path] = set()
    for path in paths:
        found = ((file, False) for file in _files_under(path)) if path.is_dir() else iter([(path, True)])
        for file, named in found:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file, named


def _files_under(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


class _Intake:
    """Texts being taken in, one after the other."""

    def __init__(self, reader: RecordReader, most: int) -> None:
        self._ids = iter(new_ids(most))
        self.lines: list[ImportLine] = []
        self._texts: list[SourceText] = []
        self._bytes = 0
        self._by_text = {report.text_sha256: report for report in reader.all(Report)}

    def take_file(self, path: Path, named: bool) -> None:
        """Takes in one file, or says why not."""
        unfit = _unfit_by_name(path, named)
        if unfit is not None:
            self._line(path.name, Fate.REFUSED if named else Fate.PASSED_OVER, problem=unfit)
            return
        try:
            original = bytes_of(path)
        except CuratorError as problem:
            self._line(path.name, Fate.REFUSED, problem=problem)
        except OSError as trouble:
            self._line(path.name, Fate.REFUSED, problem=_unreadable(trouble))
        else:
            self.take(path.name, path.name, original, lambda: decode(original))

    def take(self, name: str, file_name: str, original: bytes, read: Callable[[], Decoded], *, title: str = "") -> None:
        """Takes in one text, or says why not."""
        if self._bytes + len(original) > MOST_BYTES_AT_ONCE:
            full = BadInput("This import is full; bring the file in with the next one.")
            self._line(name, Fate.REFUSED, problem=full)
            return
        try:
            decoded = read()
        except CuratorError as problem:
            self._line(name, Fate.REFUSED, problem=problem)
            return
        source = SourceText(text=decoded.text, original=original)
        text_sha256 = source.text_sha256
        known = self._by_text.get(text_sha256)
        if known is not None:
            there = BadInput("The same text is there as “{title}”.", title=known.title or known.file_name)
            self._line(name, Fate.ALREADY_THERE, report=known, problem=there)
            return
        report = _report(next(self._ids), decoded, source, text_sha256, file_name, title)
        self._by_text[text_sha256] = report
        self._texts.append(source)
        self._bytes += len(original)
        self._line(name, Fate.CAME_IN, report=report, notes=decoded.notes)

    def account(self, reviewer_id: str | None) -> ImportAccount:
        """What was taken in, as one change."""
        account = ImportAccount(change=None, lines=tuple(self.lines))
        reports = account.reports
        if not reports:
            return account
        title = f"Import {len(reports)} reports" if len(reports) > 1 else f"Import report {reports[0].title}"
        change = Change(title=title, reviewer_id=reviewer_id, alterations=added(reports), texts=tuple(self._texts))
        return ImportAccount(change=change, lines=account.lines)

    def _line(
        self,
        name: str,
        fate: Fate,
        *,
        report: Report | None = None,
        problem: CuratorError | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.lines.append(ImportLine(name=name, fate=fate, report=report, problem=problem, notes=notes))


def _report(
    report_id: str, decoded: Decoded, source: SourceText, text_sha256: str, file_name: str, title: str
) -> Report:
    text = decoded.text
    return Report(
        id=report_id,
        title=title or guess_title(text) or tidy(Path(file_name).stem) or "Pasted text",
        file_name=file_name,
        text_sha256=text_sha256,
        original_sha256=source.original_sha256,
        characters=len(text),
        encoding=decoded.encoding,
        import_note=" ".join(decoded.notes),
        doi=guess_doi(text),
        pmid=guess_pmid(text),
    )


def _unfit_by_name(path: Path, named: bool) -> BadInput | None:
    """Why a file is not even opened; ``named`` when it was chosen by itself, not found in a folder."""
    ending = path.suffix.lower()
    if ending not in TEXT_ENDINGS and not (named and not ending):
        return BadInput("Only plain texts come in this way: {endings}.", endings=", ".join(TEXT_ENDINGS))
    if not named and path.stem.lower() in NOT_REPORTS:
        return BadInput("By its name it is about the folder. Choose the file itself to bring it in.")
    return None


def _unreadable(trouble: OSError) -> BadInput:
    if isinstance(trouble, FileNotFoundError):
        return BadInput("There is no such file.")
    if isinstance(trouble, PermissionError):
        return BadInput("You have no permission to read this file. Ask its owner, or copy it to a folder of yours.")
    return BadInput("The file cannot be read: {reason}.", reason=trouble.strerror or type(trouble).__name__)


DOOR = Door(name="texts", endings=TEXT_ENDINGS, recognises=lambda _head: True, read=read_texts)
