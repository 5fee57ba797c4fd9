"""Marks as brat standoff: a folder for each reviewer, in it each text with the marks of that reviewer."""

from __future__ import annotations

from pathlib import Path

from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.brat.standoff import comes_back_otherwise, fragments, standoff_lines, type_names
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.doors import ExportDoor
from curator.exporting.names import Names
from curator.exporting.several_files import Files, several_files
from curator.ports import RecordReader
from curator.records import Label, Mark, Report, Reviewer

FOLDERS_ARE_ANNOTATORS = "# folders are annotators"
"""Stands in the configuration, so that whoever reads the files knows whose marks they are."""

NAME_OF_TYPE = "# name of "
"""Begins a line with a label's own name, which brat's types and lists of names may be unable to hold."""

ENDINGS = (".brat.zip", ".zip")


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    chosen = Chosen(reader, choice)
    writing = _Writing(chosen, heeding(progress))
    try:
        with several_files(path, ENDINGS) as (target, files):
            writing.write(files)
    except Cancelled:
        return ExportAccount(path=path, cancelled=True)
    return ExportAccount(path=target, counts=writing.counts, notes=tuple(writing.notes()))


class _Writing:
    """One export in the making."""

    def __init__(self, chosen: Chosen, tell: Progress) -> None:
        self._chosen = chosen
        self._tell = tell
        self._labels = list(chosen.codebook.labels.values())
        self._types = type_names(self._labels)
        self._claims = self._retracted = self._keyed = self._otherwise = 0
        self.counts = {"text": 0, "mark": 0}

    def write(self, files: Files) -> None:
        """Writes the texts, the marks and the configuration."""
        marks = {report.id: self._marks(report) for report in self._chosen.reports}
        coders = {mark.reviewer_id for found in marks.values() for mark in found}
        names, folders = Names(), Names()
        stems = {report.id: names.give(_stem(report)) for report in self._chosen.reports}
        people = [one for one in self._chosen.reviewers.values() if one.id in coders]
        for person in people or list(self._chosen.reviewers.values())[:1]:
            self._write_folder(files, folders.give(person.name), person, marks, stems)
        self._write_text(files, "annotation.conf", _annotation_conf(self._labels, self._types))
        self._write_text(files, "visual.conf", _visual_conf(self._labels, self._types))

    def _write_folder(
        self, files: Files, folder: str, person: Reviewer, marks: dict[str, list[Mark]], stems: dict[str, str]
    ) -> None:
        for number, report in enumerate(self._chosen.reports):
            self._tell(number / len(self._chosen.reports), report.title)
            own = [mark for mark in marks[report.id] if mark.reviewer_id == person.id]
            place = f"{folder}/{stems[report.id]}"
            self._write_text(files, f"{place}.txt", self._chosen.reader.text(report.text_sha256))
            self._write_text(files, f"{place}.ann", "".join(f"{row}\n" for row in standoff_lines(own, self._types)))
            self.counts["mark"] += len(own)
        self.counts["text"] = len(self._chosen.reports)

    def _marks(self, report: Report) -> list[Mark]:
        self._claims += len(self._chosen.claim_ids(report))
        kept: list[Mark] = []
        for mark in self._chosen.marks(report):
            if mark.retracted or not fragments(mark.passages):
                self._retracted += 1
                continue
            self._keyed += bool(mark.key)
            self._otherwise += comes_back_otherwise(mark.passages)
            kept.append(mark)
        return kept

    @staticmethod
    def _write_text(files: Files, name: str, words: str) -> None:
        with files.file(name) as file:
            file.write(words.encode())

    def notes(self) -> list[str]:
        """What brat cannot hold."""
        said = (
            (self._claims, "claims are not in it: brat holds labelled words only."),
            (self._retracted, "marks that were retracted or have no words are not in it."),
            (self._keyed, "marks lost their key."),
            (self._otherwise, "marks have passages that meet at a line's end; read back, they are one passage."),
        )
        return [f"{count:,} {words}" for count, words in said if count]


def _stem(report: Report) -> str:
    return Path(report.file_name).stem or report.title


def _annotation_conf(labels: list[Label], types: dict[str, str]) -> str:
    names = "".join(f"{NAME_OF_TYPE}{types[label.id]} = {label.name}\n" for label in labels)
    entities = "\n".join(types[label.id] for label in labels)
    return f"{FOLDERS_ARE_ANNOTATORS}\n{names}[entities]\n{entities}\n[relations]\n[events]\n[attributes]\n"


def _visual_conf(labels: list[Label], types: dict[str, str]) -> str:
    """Shows each label by its own name and in its own colour; brat sets names apart by upright strokes."""
    shown = "\n".join(f"{types[label.id]} | {label.name.replace('|', '¦')}" for label in labels)
    drawn = "\n".join(f"{types[label.id]} bgColor:{label.colour}" for label in labels)
    return f"[labels]\n{shown}\n[drawing]\n{drawn}\n"


DOOR = ExportDoor(
    name="brat",
    title="brat standoff",
    meaning="Each text with a file of its marks, for brat and the many tools that read its files. Marks only.",
    endings=ENDINGS,
    takes_folder=True,
    write=_write,
)
