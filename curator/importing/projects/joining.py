"""Records from a file joined to those of a review: what is new comes in, what is there is known again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from curator.changes import Alteration, SourceText
from curator.desktops.references import names, renamed
from curator.desktops.twins import Twins
from curator.errors import BadInput
from curator.importing.accounts import Fate, ImportLine
from curator.importing.projects.jsonlines_file import LinesFile
from curator.ports import RecordReader
from curator.records import (
    RECORD_TYPES,
    Claim,
    Coding,
    CodingStatus,
    Handout,
    Mark,
    Record,
    Report,
    Review,
    Reviewer,
    Structure,
)
from curator.text.passages import stands

_MOST_NAMED = 20
_REVIEW_FIELDS = ("title", "question", "guidance", "rationale_required")


class Joining:
    """A review with the records of files being joined to it; nothing is written anywhere."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        self._here: dict[type[Record], dict[str, Record]] = {
            kind: {record.id: record for record in reader.all(kind)} for kind in RECORD_TYPES
        }
        self._twins = {kind: Twins(records.values()) for kind, records in self._here.items()}
        self._is_bare = not self._here[Report]
        self.submitted = {
            (coding.report_id, coding.reviewer_id)
            for coding in self._here[Coding].values()
            if isinstance(coding, Coding) and coding.status is CodingStatus.SUBMITTED
        }
        self._new: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self._amended: list[Alteration] = []
        self._texts: dict[tuple[str, str], SourceText] = {}

    def take(self, file: LinesFile, name: str) -> list[ImportLine]:
        """Joins the records of one file, and says what became of them; raises ``BadInput`` for a damaged one.

        A file that is refused leaves no trace.
        """
        self._must_be_sound(file)
        taking = _Taking(self, file, name)
        lines = taking.run()
        for kind, records in taking.new.items():
            self._new[kind].update(records)
            for record in records.values():
                self._twins[kind].add(record)
        self._amended += taking.amended
        self._texts.update(file.texts)
        return lines

    def known(self, kind: type[Record], record_id: str) -> Record | None:
        """A record of the review, or of a file that was joined before."""
        return self._here[kind].get(record_id) or self._new[kind].get(record_id)

    def of(self, kind: type[Record]) -> list[Record]:
        """All records of a kind, those of files that were joined before among them."""
        return [*self._here[kind].values(), *self._new[kind].values()]

    def twin(self, record: Record) -> Record | None:
        """The record here that is the same thing under another id."""
        others = (one for one in self.of(type(record)) if one.id != record.id)
        if isinstance(record, Review):
            return next(others, None)
        if isinstance(record, Reviewer) and record.consensus:
            return next((one for one in others if isinstance(one, Reviewer) and one.consensus), None)
        if isinstance(record, Structure):
            about = record.report_id
            return next((one for one in others if isinstance(one, Structure) and one.report_id == about), None)
        return self._twins[type(record)].of(record)

    @property
    def is_bare(self) -> bool:
        """Whether the review has no report yet: it takes on the title and the question of the file then."""
        return self._is_bare

    def text_of(self, report: Report, file: LinesFile) -> str:
        """The text of a report of the file or of the review."""
        text = file.text(report.text_sha256)
        return self._reader.text(report.text_sha256) if text is None else text

    def alterations(self) -> tuple[Alteration, ...]:
        """Everything that the joined files alter."""
        added = [Alteration(before=None, after=one) for kind in RECORD_TYPES for one in self._new[kind].values()]
        return (*self._amended, *added)

    def texts_needed(self) -> tuple[SourceText, ...]:
        """The texts of new reports."""
        wanted = {
            (one.text_sha256, one.original_sha256) for one in self._new[Report].values() if isinstance(one, Report)
        }
        return tuple(self._texts[key] for key in sorted(wanted))

    def _must_be_sound(self, file: LinesFile) -> None:
        """Every record names only what is there, and every passage is the words of its text."""
        there = {(type(record), record.id) for record in file.records}
        reports = {record.id: record for record in file.records if isinstance(record, Report)}
        for record in file.records:
            for kind, named in names(record):
                if (kind, named) not in there and named not in self._here[kind] and not _may_be_missing(record, kind):
                    raise BadInput(
                        "A {what} ({id}) names a {named} that is neither in the file nor in the review.",
                        what=record.name_in_log,
                        id=record.id,
                        named=kind.name_in_log,
                    )
        for report in reports.values():
            if (report.text_sha256, report.original_sha256) not in file.texts:
                raise BadInput("The text of the report “{title}” is not in the file.", title=report.title)
        self._must_stand_on_words(file, reports)

    def _must_stand_on_words(self, file: LinesFile, reports: dict[str, Report]) -> None:
        by_report: dict[str, list[Claim | Mark]] = {}
        for record in file.records:
            if isinstance(record, Claim | Mark):
                by_report.setdefault(record.report_id, []).append(record)
        for report_id, records in by_report.items():
            report = reports.get(report_id) or self._here[Report][report_id]
            text = self.text_of(report, file) if isinstance(report, Report) else ""
            for record in records:
                if not all(stands(passage, text) for passage in record.passages):
                    raise BadInput(
                        "A {what} ({id}) does not stand on the words that it names: the file was altered.",
                        what=record.name_in_log,
                        id=record.id,
                    )


class _Taking:
    """One file while it is joined."""

    def __init__(self, joining: Joining, file: LinesFile, name: str) -> None:
        self._joining = joining
        self._file = file
        self._name = name
        self._ids: dict[str, str] = {}
        self._counts: dict[type[Record], Counter[Fate]] = {kind: Counter() for kind in RECORD_TYPES}
        self._lines: list[ImportLine] = []
        self._differing: list[Record] = []
        self._locked: Counter[str] = Counter()
        self._hanging = 0
        self.new: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self.amended: list[Alteration] = []

    def run(self) -> list[ImportLine]:
        """Takes every record, those first that others name."""
        by_kind: dict[type[Record], list[Record]] = {kind: [] for kind in RECORD_TYPES}
        for record in self._file.records:
            by_kind[type(record)].append(record)
        for kind in RECORD_TYPES:
            for record in by_kind[kind]:
                fate = self._take(record)
                self._counts[kind][fate] += 1
        return [*self._lines, *self._summary()]

    def _take(self, record: Record) -> Fate:
        here = renamed(record, self._ids)
        known = self._joining.known(type(here), here.id)
        if known is not None:
            return self._compare(known, here)
        twin = self._joining.twin(here)
        if twin is not None:
            self._ids[record.id] = twin.id
            return self._adopt(twin, here)
        if isinstance(here, Handout) and self._joining.of(Review):
            return Fate.PASSED_OVER
        if isinstance(here, Claim | Mark) and self._is_locked(here):
            self._locked[here.reviewer_id] += 1
            return Fate.REFUSED
        if not all(self._has(kind, named) for kind, named in names(here) if not _may_be_missing(here, kind)):
            self._hanging += 1
            return Fate.REFUSED
        self.new[type(here)][here.id] = here
        if isinstance(here, Report):
            self._lines.append(ImportLine(name=here.file_name or here.title, fate=Fate.CAME_IN, report=here))
        return Fate.CAME_IN

    def _compare(self, known: Record, here: Record) -> Fate:
        if known == here:
            return Fate.ALREADY_THERE
        self._differing.append(here)
        return Fate.TO_DECIDE

    def _adopt(self, twin: Record, record: Record) -> Fate:
        """The same thing is here under another id. A review without reports takes on what the file says of itself."""
        if isinstance(record, Review) and self._joining.is_bare and not self.amended:
            values = {name: getattr(record, name) for name in _REVIEW_FIELDS}
            after = msgspec.structs.replace(twin, **values)
            if after != twin:
                self.amended.append(Alteration(before=twin, after=after))
                return Fate.AMENDED
        if isinstance(record, Review) and any(getattr(twin, one) != getattr(record, one) for one in _REVIEW_FIELDS):
            self._note(record.title, "The title, question and guidance of this review stay as they are here.")
        if isinstance(record, Reviewer) and not record.consensus:
            self._note(record.name, "The reviewer of this name here is taken to be the same person.")
        return Fate.ALREADY_THERE

    def _note(self, name: str, words: str) -> None:
        self._lines.append(ImportLine(name=name, fate=Fate.ALREADY_THERE, notes=(words,)))

    def _has(self, kind: type[Record], record_id: str) -> bool:
        return record_id in self.new[kind] or self._joining.known(kind, record_id) is not None

    def _is_locked(self, record: Claim | Mark) -> bool:
        """Whether the coding was submitted here before the file came: nothing may be added to it."""
        return (record.report_id, record.reviewer_id) in self._joining.submitted

    def _summary(self) -> Iterator[ImportLine]:
        for kind, fates in self._counts.items():
            for fate in (Fate.CAME_IN, Fate.AMENDED, Fate.ALREADY_THERE, Fate.PASSED_OVER):
                if fates[fate] and not (kind is Report and fate is Fate.CAME_IN):
                    yield ImportLine(name=_counted(fates[fate], kind), fate=fate)
        for record in self._differing[:_MOST_NAMED]:
            known = self._joining.known(type(record), record.id)
            fields = [name for name in record.__struct_fields__ if getattr(known, name) != getattr(record, name)]
            note = f"It is otherwise here ({', '.join(fields)}), and stays as it is here."
            yield ImportLine(
                name=f"{self._called(type(record))} {_known_as(record)}", fate=Fate.PASSED_OVER, notes=(note,)
            )
        if self._hanging:
            note = f"{self._hanging:,} records name what stayed out, and stayed out with it."
            yield ImportLine(name=self._name, fate=Fate.PASSED_OVER, notes=(note,))
        if len(self._differing) > _MOST_NAMED:
            note = f"{len(self._differing) - _MOST_NAMED:,} more are otherwise here, and stay as they are here."
            yield ImportLine(name=self._name, fate=Fate.PASSED_OVER, notes=(note,))
        for reviewer_id, count in self._locked.items():
            problem = BadInput(
                "{count} claims and marks of {who} stayed out: the coding was submitted here and is locked. Reopen it "
                "and import again.",
                count=count,
                who=getattr(self._joining.known(Reviewer, reviewer_id), "name", reviewer_id),
            )
            yield ImportLine(name=self._name, fate=Fate.REFUSED, problem=problem)

    def _called(self, kind: type[Record]) -> str:
        return f"{self._name}: {kind.name_in_log}"


def _counted(number: int, kind: type[Record]) -> str:
    """How many records of a kind, in words: "1 study", "43 therapies"."""
    name = kind.name_in_log
    if number == 1:
        return f"1 {name}"
    return f"{number:,} {name[:-1]}ies" if name.endswith("y") else f"{number:,} {name}s"


def _known_as(record: Record) -> str:
    """What people call a record; its id where it has no name."""
    return next(
        (str(words) for name in ("name", "title", "question") if (words := getattr(record, name, ""))), record.id
    )


def _may_be_missing(record: Record, kind: type[Record]) -> bool:
    """A part of a review may lack the claims that a claim of the consensus came from, and who made a handout."""
    return isinstance(record, Handout) or (isinstance(record, Claim) and kind is Claim)
