"""The reports of a review, each with how far this reviewer's coding of it has come."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from curator.changes import Applied
from curator.coding.reports import short_name
from curator.records import Coding, CodingStatus, Report, ReportKind
from ui.window.furniture.words import plain_tip
from ui.window.session import Session

Place = QModelIndex | QPersistentModelIndex


def kind_in_words(kind: ReportKind) -> str:
    """What sort of text a report is, as a list shows it."""
    words = {
        ReportKind.TRIAL_REPORT: QCoreApplication.translate("Reports", "Trial report"),
        ReportKind.OBSERVATIONAL: QCoreApplication.translate("Reports", "Observational study"),
        ReportKind.CASE_REPORT: QCoreApplication.translate("Reports", "Case series"),
        ReportKind.REVIEW: QCoreApplication.translate("Reports", "Review"),
        ReportKind.LAY_SUMMARY: QCoreApplication.translate("Reports", "Lay summary"),
        ReportKind.REGISTRY_RECORD: QCoreApplication.translate("Reports", "Registry record"),
        ReportKind.PROTOCOL: QCoreApplication.translate("Reports", "Protocol"),
        ReportKind.ABSTRACT: QCoreApplication.translate("Reports", "Abstract"),
    }
    return words.get(kind, "")


def status_in_words(status: CodingStatus) -> str:
    """How far a coding has come, as a list shows it."""
    words = {
        CodingStatus.NOT_STARTED: QCoreApplication.translate("Reports", "not started"),
        CodingStatus.IN_PROGRESS: QCoreApplication.translate("Reports", "in progress"),
        CodingStatus.SUBMITTED: QCoreApplication.translate("Reports", "submitted"),
    }
    return words[status]


class ReportsModel(QAbstractListModel):
    """The reports that are not set aside, in the order in which they came in."""

    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reports: list[Report] = []
        self._rows: dict[str, int] = {}
        self._statuses: dict[str, CodingStatus] = {}
        self.open_id: str | None = None
        session.changed.connect(self._heed)
        session.reviewer_changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Reads reports and codings anew."""
        self.beginResetModel()
        store = self._session.store
        self.reports = store.all(Report, retired=False)
        self._rows = {report.id: row for row, report in enumerate(self.reports)}
        self._statuses = {
            coding.report_id: coding.status for coding in store.all(Coding, reviewer_id=self._session.reviewer.id)
        }
        self.endResetModel()
        self.counted.emit()

    def _heed(self, applied: Applied) -> None:
        """Follows what was altered: reports that came, went or were amended, and codings that went on."""
        amended: list[Report] = []
        for alteration in applied.alterations:
            record = alteration.record()
            if isinstance(record, Report):
                after = alteration.after
                if not isinstance(after, Report) or after.retired or after.id not in self._rows:
                    self.read()
                    return
                amended.append(after)
            elif isinstance(record, Coding) and record.reviewer_id == self._session.reviewer.id:
                coding = alteration.after
                status = coding.status if isinstance(coding, Coding) else CodingStatus.NOT_STARTED
                self._statuses[record.report_id] = status
                self._say_altered(record.report_id)
        for report in amended:
            self.reports[self._rows[report.id]] = report
            self._say_altered(report.id)
        self.counted.emit()

    def _say_altered(self, report_id: str) -> None:
        row = self._rows.get(report_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    # What is asked of it

    def report_at(self, row: int) -> Report | None:
        """The report in a row."""
        return self.reports[row] if 0 <= row < len(self.reports) else None

    def row_of(self, report_id: str | None) -> int | None:
        """The row of a report."""
        return self._rows.get(report_id or "")

    def report(self, report_id: str) -> Report | None:
        """The report with this id."""
        row = self._rows.get(report_id)
        return None if row is None else self.reports[row]

    def status_of(self, report: Report) -> CodingStatus:
        """How far this reviewer's coding of a report has come."""
        return self._statuses.get(report.id, CodingStatus.NOT_STARTED)

    @property
    def submitted(self) -> int:
        """How many of the reports this reviewer has submitted."""
        return sum(self.status_of(report) is CodingStatus.SUBMITTED for report in self.reports)

    def open(self, report_id: str | None) -> None:
        """Remembers which report is being read, and shows it so."""
        before, self.open_id = self.open_id, report_id
        for altered in (before, report_id):
            if altered is not None:
                self._say_altered(altered)

    def second_line(self, report: Report) -> str:
        """What stands under a report's name: its kind and how far its coding has come."""
        parts = (kind_in_words(report.kind), status_in_words(self.status_of(report)))
        return " · ".join(part for part in parts if part)

    def rowCount(self, parent: Place = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.reports)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        report = self.report_at(index.row())
        if report is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return short_name(report)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{short_name(report)}, {self.second_line(report)}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join(part for part in (report.title, report.authors, report.file_name) if part))
            case _:
                return None
