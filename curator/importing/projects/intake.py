"""What a project of another tool means for a review: one place for all tools.

Texts are known again by their SHA-256, people and codes by their names, marks by their id or by what they are: whose,
of which text, under which label, on which words. So a project that comes twice changes nothing the second time, and a
mark that was removed here stays removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct, field

from curator.adjudication.consensus import NAME as CONSENSUS
from curator.adjudication.consensus import consensus_reviewer
from curator.changes import Alteration, Change, SourceText, added
from curator.codebook.names import fold, tidy
from curator.coding.reviews import named_reviewer, people
from curator.errors import CuratorError
from curator.ids import is_id, new_id
from curator.importing.accounts import Fate, ImportAccount, ImportLine
from curator.importing.details import guess_doi, guess_pmid, guess_title
from curator.importing.projects.codes import Codes
from curator.importing.projects.foreign import CodeKind, ForeignMark, ForeignProject, ForeignText
from curator.importing.projects.made_claims import MadeClaims
from curator.ports import RecordReader
from curator.records import Claim, Coding, CodingStatus, Mark, Passage, Record, Report, Reviewer
from curator.text.passages import cut

_Same = tuple[str, str, str, tuple[tuple[int, int], ...]]


class Intake:
    """Projects being taken in, one after the other; nothing is written anywhere."""

    def __init__(self, reader: RecordReader, reviewer_id: str | None) -> None:
        self._reader = reader
        self._people = {fold(one.name): one for one in people(reader)}
        self._consensus = consensus_reviewer(reader)
        self._told: set[str] = set()
        self._acting = _acting(reader, reviewer_id, self._people.values())
        self._reports = {report.text_sha256: report for report in reader.all(Report)}
        self._codings = {(one.report_id, one.reviewer_id): one for one in reader.all(Coding)}
        self._marks = reader.all(Mark)
        self._ids_taken = {one.id for one in self._marks} | {one.id for one in reader.all(Claim)}
        self._same: Counter[_Same] = Counter(map(_same, self._marks))
        self._codes = Codes(reader)
        self._added: list[Record] = []
        self._amended: list[Alteration] = []
        self._texts: list[SourceText] = []
        self._lines: list[ImportLine] = []

    def refuse(self, name: str, problem: CuratorError) -> None:
        """Says of a file why it cannot be used."""
        self._lines.append(ImportLine(name=name, fate=Fate.REFUSED, problem=problem))

    def take(self, project: ForeignProject) -> None:
        """Takes in a project."""
        reports = {text.key: self._report(text) for text in project.texts}
        texts = {text.key: text for text in project.texts}
        code_ids = self._codes.take(project.codes)
        tallies = {key: _Tally() for key in texts}
        made = MadeClaims()
        seen: Counter[_Same] = Counter()
        for mark in project.marks:
            coder, report = self._coder(mark.coder), reports[mark.text_key]
            passages = tuple(cut(texts[mark.text_key].text, *place) for place in sorted(set(mark.places)))
            kind, code_id = code_ids[mark.code_key]
            if kind is CodeKind.LABEL:
                record = self._mark(mark, report.id, coder.id, code_id, passages)
                self._take_mark(mark, record, seen, tallies[mark.text_key])
            else:
                made.add(mark, kind, code_id, report.id, coder.id, passages)
        self._take_claims(made, reports, tallies)
        self._say(project, texts, reports, tallies)

    def account(self, title: str) -> ImportAccount:
        """What was taken in, as one change."""
        alterations = (*self._codes.alterations(), *added(self._added), *self._amended)
        lines = (*self._lines, *self._codes.lines())
        if not alterations:
            return ImportAccount(change=None, lines=lines)
        change = Change(
            title=title,
            reviewer_id=self._acting.id if self._acting else None,
            alterations=alterations,
            texts=tuple(self._texts),
        )
        return ImportAccount(change=change, lines=lines)

    def _report(self, text: ForeignText) -> Report:
        source = SourceText(text=text.text, original=text.original)
        known = self._reports.get(source.text_sha256)
        if known is not None:
            return known
        report = Report(
            id=new_id(),
            title=tidy(text.title)
            or guess_title(text.text)
            or tidy(text.file_name.rpartition(".")[0] or text.file_name),
            file_name=text.file_name,
            text_sha256=source.text_sha256,
            original_sha256=source.original_sha256,
            characters=len(text.text),
            encoding=text.encoding,
            import_note=" ".join(text.notes),
            doi=guess_doi(text.text),
            pmid=guess_pmid(text.text),
            note=text.note,
        )
        self._reports[source.text_sha256] = report
        self._texts.append(source)
        self._added.append(report)
        return report

    def _coder(self, name: str) -> Reviewer:
        if not tidy(name) and self._acting is not None:
            return self._acting
        if fold(name) == fold(CONSENSUS):
            if self._consensus is not None:
                return self._consensus
            name = f"{CONSENSUS} (imported)"
        known = self._people.get(fold(name))
        if known is not None and known.id not in self._told:
            self._told.add(known.id)
            words = "The reviewer of this name here is taken to be the same person."
            self._lines.append(ImportLine(name=known.name, fate=Fate.ALREADY_THERE, notes=(words,)))
        if known is None:
            known = named_reviewer(name or "Unknown coder", position=len(self._people))
            self._people[fold(name)] = known
            self._told.add(known.id)
            self._added.append(known)
            self._lines.append(
                ImportLine(name=known.name, fate=Fate.CAME_IN, notes=("A reviewer of this name is new.",))
            )
        return known

    def _leave_out(self, reviewer_id: str, tally: _Tally) -> None:
        """Says whose work stays out, and why."""
        if self._is_the_consensus(reviewer_id):
            tally.settled += 1
        else:
            tally.locked.add(next((one.name for one in self._people.values() if one.id == reviewer_id), ""))

    def _is_the_consensus(self, reviewer_id: str) -> bool:
        return self._consensus is not None and self._consensus.id == reviewer_id

    def _is_locked(self, report_id: str, coder_id: str) -> bool:
        """Whether nothing may be added: the coding was submitted here, or it is the consensus, which settling makes."""
        coding = self._codings.get((report_id, coder_id))
        if self._is_the_consensus(coder_id):
            return True
        return coding is not None and coding.status is CodingStatus.SUBMITTED

    def _begin(self, report_id: str, coder_id: str) -> None:
        """Whoever has marks on a report has begun to code it."""
        coding = self._codings.get((report_id, coder_id))
        if coding is not None and coding.status is CodingStatus.IN_PROGRESS:
            return
        begun = Coding(
            id=coding.id if coding else new_id(),
            report_id=report_id,
            reviewer_id=coder_id,
            status=CodingStatus.IN_PROGRESS,
        )
        self._codings[report_id, coder_id] = begun
        if coding is None:
            self._added.append(begun)
        else:
            self._amended.append(Alteration(before=coding, after=begun))

    def _mark(
        self, mark: ForeignMark, report_id: str, coder_id: str, label_id: str, passages: tuple[Passage, ...]
    ) -> Mark:
        own = mark.key.lower()
        return Mark(
            id=own if is_id(own) and own not in self._ids_taken else new_id(),
            report_id=report_id,
            reviewer_id=coder_id,
            label_id=label_id,
            passages=passages,
            memo=mark.memo,
            recorded_at=mark.at or datetime.now(UTC),
        )

    def _take_mark(self, mark: ForeignMark, record: Mark, seen: Counter[_Same], tally: _Tally) -> None:
        same = _same(record)
        seen[same] += 1
        if mark.key.lower() in self._ids_taken or seen[same] <= self._same[same]:
            tally.there += 1
            return
        if self._is_locked(record.report_id, record.reviewer_id):
            self._leave_out(record.reviewer_id, tally)
            return
        self._begin(record.report_id, record.reviewer_id)
        self._ids_taken.add(record.id)
        self._added.append(record)
        tally.new += 1

    def _take_claims(self, made: MadeClaims, reports: Mapping[str, Report], tallies: Mapping[str, _Tally]) -> None:
        keys = {report.id: key for key, report in reports.items()}
        for claim, is_new in made.claims(self._reader):
            tally = tallies[keys[claim.report_id]]
            if not is_new:
                tally.there += 1
            elif self._is_locked(claim.report_id, claim.reviewer_id):
                self._leave_out(claim.reviewer_id, tally)
            else:
                self._begin(claim.report_id, claim.reviewer_id)
                self._added.append(claim)
                tally.claims += 1

    def _say(
        self,
        project: ForeignProject,
        texts: Mapping[str, ForeignText],
        reports: Mapping[str, Report],
        tallies: Mapping[str, _Tally],
    ) -> None:
        new = {record.id for record in self._added}
        for key, text in texts.items():
            report, tally = reports[key], tallies[key]
            changed = report.id in new or tally.new or tally.claims
            fate = Fate.CAME_IN if report.id in new else Fate.AMENDED if changed else Fate.ALREADY_THERE
            self._lines.append(
                ImportLine(
                    name=text.file_name or text.title, fate=fate, report=report, notes=(*text.notes, *tally.notes())
                )
            )
        if project.notes:
            self._lines.append(ImportLine(name=project.name, fate=Fate.PASSED_OVER, notes=tuple(project.notes)))


class _Tally(Struct):
    """What became of the marks of one text."""

    new: int = 0
    claims: int = 0
    there: int = 0
    locked: set[str] = field(default_factory=set)
    settled: int = 0

    def notes(self) -> list[str]:
        """In sentences."""
        with_it = [_counted(self.new, "mark"), _counted(self.claims, "draft claim")]
        notes = [f"With it: {', '.join(filter(None, with_it))}."] if any(with_it) else []
        if self.there:
            notes.append(f"{self.there:,} of its marks and claims are there already.")
        if self.settled:
            notes.append(f"{self.settled:,} claims of the consensus stayed out: only settling makes them here.")
        if self.locked:
            who = " and ".join(sorted(self.locked))
            notes.append(f"Marks of {who} stayed out: their coding was submitted here. Reopen it and import again.")
        return notes


def _counted(number: int, name: str) -> str:
    return "" if not number else f"1 {name}" if number == 1 else f"{number:,} {name}s"


def _same(mark: Mark) -> _Same:
    return (
        mark.report_id,
        mark.reviewer_id,
        mark.label_id,
        tuple((passage.start, passage.end) for passage in mark.passages),
    )


def _acting(reader: RecordReader, reviewer_id: str | None, known: Iterable[Reviewer]) -> Reviewer | None:
    """Whoever imports, else the first reviewer."""
    if reviewer_id is not None:
        return reader.get(Reviewer, reviewer_id)
    return next(iter(known), None)
