"""Exporting: in which format, which reports, reviewers and statuses; then where to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from curator.adjudication.consensus import consensus_reviewer
from curator.coding.reports import short_name
from curator.coding.reviews import people
from curator.evidence.question import ClaimSource
from curator.exporting.choice import Choice
from curator.exporting.doors import ExportDoor, export_doors
from curator.records import ClaimStatus, Report
from ui.window.frame.formats import meaning_of, title_of
from ui.window.frame.sheet import Sheet
from ui.window.furniture import fields
from ui.window.furniture.words import button, plain_label
from ui.window.look.style import say_kind
from ui.window.session import Session

translate = QCoreApplication.translate

_LIST_HEIGHT = 180
_LEAST_LIST_HEIGHT = 64
_ROW = 26
_CHECKED = Qt.CheckState.Checked
_UNCHECKED = Qt.CheckState.Unchecked


class ExportSheet(Sheet):
    """Says which choice to export, and in which format, when the person goes on."""

    export_asked = Signal(object, object)

    def __init__(self, over: QWidget, session: Session) -> None:
        super().__init__(
            over,
            translate("ExportSheet", "Export"),
            translate("ExportSheet", "Written whole or not at all; the review stays as it is."),
        )
        self.format = fields.Choice(self.tr("Format"), [(title_of(door), door) for door in export_doors()])
        self.format.setCurrentIndex(0)
        self.format.currentIndexChanged.connect(self._format_changed)
        self.meaning = plain_label("", "muted", wraps=True)
        self.body.addWidget(plain_label(self.tr("Format"), "field"))
        self.body.addWidget(self.format)
        self.body.addWidget(self.meaning)
        aside = self.tr("{report} (set aside)")
        named = [
            (report.id, aside.format(report=short_name(report)) if report.retired else short_name(report))
            for report in sorted(session.reader.all(Report), key=lambda one: one.retired)
        ]
        self.reports = _ticked(self.tr("Reports"), named)
        self.reviewers = _ticked(self.tr("Reviewers"), [(one.id, one.name) for one in people(session.reader)])
        self.body.addWidget(plain_label(self.tr("Reports"), "field"))
        self.body.addWidget(self.reports)
        self.body.addWidget(plain_label(self.tr("Reviewers"), "field"))
        self.body.addWidget(self.reviewers)
        self.body.addWidget(plain_label(self.tr("Claims"), "field"))
        self.source = self._whose_claims()
        self.body.addWidget(self.source)
        self.source.setVisible(consensus_reviewer(session.reader) is not None)
        self.statuses: dict[ClaimStatus, QCheckBox] = {}
        for status, words in (
            (ClaimStatus.COMPLETE, self.tr("complete")),
            (ClaimStatus.DRAFT, self.tr("drafts")),
            (ClaimStatus.RETRACTED, self.tr("retracted")),
        ):
            box = QCheckBox(words)
            box.setChecked(status is not ClaimStatus.RETRACTED)
            self.statuses[status] = box
            self.body.addWidget(box)
        self._format_changed()
        self.add_cancel()
        self.go = button(self.tr("Choose a place …"), "primary", key="Enter")
        self.go.clicked.connect(self._go)
        self.foot.addWidget(self.go)
        for box in self.statuses.values():
            box.toggled.connect(self._look_whether_possible)
        for ticked in (self.reports, self.reviewers):
            ticked.itemChanged.connect(self._look_whether_possible)

    def _whose_claims(self) -> fields.Choice:
        """Whether what was settled stands for the reviewers' own claims; asked only where something was."""
        return fields.Choice(
            self.tr("Whose claims"),
            [
                (self.tr("the consensus where there is one, else as extracted"), ClaimSource.CONSENSUS_WHERE_SETTLED),
                (self.tr("as each reviewer extracted them"), ClaimSource.AS_EXTRACTED),
                (self.tr("the consensus only"), ClaimSource.CONSENSUS),
                (self.tr("all of them"), ClaimSource.EVERYTHING),
            ],
        )

    @property
    def door(self) -> ExportDoor:
        """The format that is chosen."""
        value = self.format.value
        return value if isinstance(value, ExportDoor) else export_doors()[0]

    def _format_changed(self) -> None:
        """Says for whom the format is; one that is for keeping has what was retracted too, unless it is unticked."""
        self.meaning.setText(meaning_of(self.door))
        self.statuses[ClaimStatus.RETRACTED].setChecked(self.door.holds_all)
        self.source.settle(ClaimSource.EVERYTHING if self.door.holds_all else ClaimSource.CONSENSUS_WHERE_SETTLED)

    def choice(self) -> Choice:
        """What is ticked. Everything ticked is no choice at all, so that later additions are named as included."""
        return Choice(
            report_ids=_chosen(self.reports),
            reviewer_ids=_chosen(self.reviewers),
            statuses=tuple(status for status, box in self.statuses.items() if box.isChecked()),
            source=_source(self.source),
        )

    def _look_whether_possible(self) -> None:
        lists_filled = all(
            ticked.count() == 0 or any(ticked.item(row).checkState() == _CHECKED for row in range(ticked.count()))
            for ticked in (self.reports, self.reviewers)
        )
        self.go.setEnabled(lists_filled and any(box.isChecked() for box in self.statuses.values()))

    def _go(self) -> None:
        choice, door = self.choice(), self.door
        self.leave()
        self.export_asked.emit(choice, door)


def _source(shown: fields.Choice) -> ClaimSource:
    value = shown.value
    return value if isinstance(value, ClaimSource) else ClaimSource.CONSENSUS_WHERE_SETTLED


def _ticked(name: str, rows: list[tuple[str, str]]) -> QListWidget:
    shown = QListWidget()
    say_kind(shown, "choices")
    shown.setAccessibleName(name)
    wanted = min(_LIST_HEIGHT, _ROW * max(1, len(rows)) + 12)
    shown.setMaximumHeight(wanted)
    shown.setMinimumHeight(min(wanted, _LEAST_LIST_HEIGHT))
    for row_id, words in rows:
        row = QListWidgetItem(words)
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        row.setCheckState(_CHECKED)
        row.setData(Qt.ItemDataRole.UserRole, row_id)
        shown.addItem(row)
    return shown


def _chosen(ticked: QListWidget) -> tuple[str, ...]:
    rows = [ticked.item(number) for number in range(ticked.count())]
    if all(row.checkState() == _CHECKED for row in rows):
        return ()
    return tuple(str(row.data(Qt.ItemDataRole.UserRole)) for row in rows if row.checkState() != _UNCHECKED)
