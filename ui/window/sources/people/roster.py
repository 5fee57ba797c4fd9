"""Who codes which report, and how far everybody has come: a row for each report, a column for each person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.coding.coders import Coders, read_coders
from curator.coding.progress import Progress, progress_of_reviewers
from curator.coding.reports import short_name
from curator.coding.reviews import people
from curator.ports import RecordReader
from curator.records import Assignment, CodingStatus, Report, Reviewer
from ui.window.furniture.words import plain_tip
from ui.window.reading.reports_model import status_in_words

SEAT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which a cell gives its ``Seat``."""

PERSON_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role under which the title of a column gives its reviewer and how far they have come."""

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Seat(Struct, frozen=True):
    """One reviewer at one report: whether it is assigned to them, in which round, and how far they have come.

    ``status`` is None for somebody who has nothing to do with the report.
    """

    is_assigned: bool
    round: str
    status: CodingStatus | None


class Roster(QAbstractTableModel):
    """The first column names the reports, the last one their rounds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: Sequence[Reviewer] = ()
        self.reports: Sequence[Report] = ()
        self._progress: dict[str, Progress] = {}
        self._coders: Coders = {}
        self._rounds: dict[tuple[str, str], str] = {}

    def read(self, reader: RecordReader) -> None:
        """Reads who codes what anew; what is chosen stays where nobody and no report came or went."""
        persons, reports = people(reader), reader.all(Report, retired=False)
        same = [one.id for one in persons] == [one.id for one in self.people] and [one.id for one in reports] == [
            one.id for one in self.reports
        ]
        if not same:
            self.beginResetModel()
        self.people, self.reports = persons, reports
        self._progress = progress_of_reviewers(reader)
        self._coders = read_coders(reader)
        self._rounds = {(one.report_id, one.reviewer_id): one.round for one in reader.all(Assignment)}
        if not same:
            self.endResetModel()
        elif self.reports:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.reports) - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    # What is asked of it ------------------------------------------------------------------------------------------

    def person_at(self, column: int) -> Reviewer | None:
        """The reviewer of a column; None for the first and the last one."""
        return self.people[column - 1] if 0 < column <= len(self.people) else None

    def column_of(self, reviewer_id: str) -> int | None:
        """The column of a reviewer."""
        return next((place for place, one in enumerate(self.people, start=1) if one.id == reviewer_id), None)

    def progress_of(self, reviewer_id: str) -> Progress:
        """How far a reviewer has come."""
        return self._progress.get(reviewer_id, Progress())

    def seat(self, report: Report, reviewer: Reviewer) -> Seat:
        """One reviewer at one report."""
        pair = (report.id, reviewer.id)
        status = self._coders.get(report.id, {}).get(reviewer.id)
        return Seat(pair in self._rounds, self._rounds.get(pair, ""), status)

    def rounds_of(self, report: Report) -> str:
        """The names of the rounds in which a report was assigned."""
        named = (self._rounds.get((report.id, person.id), "") for person in self.people)
        return ", ".join(dict.fromkeys(name for name in named if name))

    @property
    def rounds(self) -> list[str]:
        """All rounds that were named, the newest last."""
        return list(dict.fromkeys(name for name in self._rounds.values() if name))

    def all_assigned(self, places: Iterable[tuple[Report, Reviewer]]) -> bool:
        """Whether each of these reports is assigned to its reviewer."""
        return all((report.id, person.id) in self._rounds for report, person in places)

    # What Qt asks -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.reports)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.people) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        person = self.person_at(section)
        if role == PERSON_ROLE:
            return None if person is None else (person, self.progress_of(person.id))
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name if person is not None else self.tr("Report") if section == 0 else self.tr("Round")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and person is not None:
            return plain_tip(f"{person.name}: {self.progress_in_words(person.id)}")
        return None

    def progress_in_words(self, reviewer_id: str) -> str:
        """How far a reviewer has come, in a few words."""
        one = self.progress_of(reviewer_id)
        parts = (
            (one.submitted, self.tr("{n} submitted")),
            (one.in_progress, self.tr("{n} in progress")),
            (one.not_started, self.tr("{n} not started")),
        )
        return " · ".join(words.format(n=f"{number:,}") for number, words in parts if number) or self.tr("nothing yet")

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        report, person = self.reports[index.row()], self.person_at(index.column())
        if role == SEAT_ROLE:
            return None if person is None else self.seat(report, person)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(report, person, index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = self._words(report, person, index.column())
            if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
                words = report.title or report.file_name
            spoken = words if person is None else f"{person.name}, {short_name(report)}: {words}"
            return plain_tip(spoken) if role == Qt.ItemDataRole.ToolTipRole else spoken
        return None

    def _words(self, report: Report, person: Reviewer | None, column: int) -> str:
        if person is None:
            return short_name(report) if column == 0 else self.rounds_of(report)
        seat = self.seat(report, person)
        if seat.status is None:
            return self.tr("not assigned")
        words = status_in_words(seat.status)
        if not seat.is_assigned:
            return self.tr("{status}, without being assigned").format(status=words)
        return self.tr("{status}, round {round}").format(status=words, round=seat.round) if seat.round else words
