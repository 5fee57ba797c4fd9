"""The chosen claim read in full, beside the table: its words, its fields, its numbers and what was asked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from curator.coding.reports import short_name
from curator.evidence.lines import ClaimLine
from curator.evidence.question import Column
from curator.records import Claim, ClaimStatus, Query, Report, Reviewer
from curator.text.estimate_words import show_estimate
from ui.window.claiming.number_questions import NumberQuestions
from ui.window.evidence.columns import FIELD_OF_COLUMN, is_absent, title_of
from ui.window.furniture.pane import Card, SidePane, named_value, take_away_all
from ui.window.furniture.places import Places
from ui.window.furniture.quotes import DirectionSign, quote_card
from ui.window.furniture.words import counted, link, plain_label, rule, translated
from ui.window.session import Session

_IN_PAIRS: Sequence[Column] = (
    Column.THERAPY,
    Column.COMPARATOR,
    Column.OUTCOME,
    Column.DIRECTION,
    Column.POPULATION,
    Column.TIME_POINT,
    Column.STUDY,
    Column.DESIGN,
    Column.ATTRIBUTION,
    Column.REVIEWER,
)


class ClaimReading(SidePane):
    """Shows one claim. ``open_asked`` asks for its words in the text, ``copy_asked`` for its quote."""

    open_asked = Signal()
    copy_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(translated("ClaimReading", "The chosen claim"), width=372)
        self._session = session
        self._line: ClaimLine | None = None
        self.show_line(None)

    @property
    def claim_id(self) -> str | None:
        """The id of the claim that is shown."""
        return self._line.claim.id if self._line is not None else None

    def show_line(self, line: ClaimLine | None) -> None:
        """Shows a claim; None says that one may be chosen."""
        self._line = line
        take_away_all(self.body)
        if line is None:
            self.body.addWidget(plain_label(self.tr("Choose a claim to read it here."), "muted", wraps=True))
            self.body.addStretch()
            return
        report = self._session.reader.get_many(Report, [line.claim.report_id]).get(line.claim.report_id)
        self._add_head(line, report)
        places = Places.of(self._session)
        if report is not None and report.retraction:
            words = self.tr("Retracted: {words}").format(words=report.retraction)
            self.body.addWidget(plain_label(words, "warning", wraps=True))
        if line.claim.passages:
            self.body.addWidget(
                quote_card(line.claim.passages, line.meaning, lambda start: places.words(report, start))
            )
        self._add_actions()
        self.body.addWidget(rule())
        self._add_fields(line)
        self._add_estimates(line.claim)
        self._add_number_questions(line.claim)
        if line.claim.note:
            self.body.addWidget(named_value(self.tr("Note"), line.claim.note))
        self._add_queries(line.claim)
        self.body.addStretch()
        self.to_top()

    def _add_head(self, line: ClaimLine, report: Report | None) -> None:
        therapy = line[Column.THERAPY] or self.tr("No therapy")
        outcome = line[Column.OUTCOME] or self.tr("no outcome yet")
        heading = plain_label(f"{therapy} → {outcome}", "heading", wraps=True)
        self.body.addWidget(heading)
        under = QHBoxLayout()
        under.setSpacing(6)
        if line.meaning is not None:
            under.addWidget(DirectionSign(line.meaning))
        source = short_name(report) if report is not None else ""
        words = " · ".join(part for part in (line[Column.DIRECTION], source) if part)
        under.addWidget(plain_label(words, "muted", wraps=True), 1)
        kinds = {ClaimStatus.COMPLETE: "fine", ClaimStatus.RETRACTED: "warning"}
        under.addWidget(plain_label(line[Column.STATUS], kinds.get(line.claim.status, "muted")))
        self.body.addLayout(under)

    def _add_actions(self) -> None:
        opening = link(self.tr("Open in text"), key="Enter")
        opening.clicked.connect(self.open_asked)
        copying = link(self.tr("Copy quote"), key="Ctrl+C")
        copying.clicked.connect(self.copy_asked)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(opening)
        row.addWidget(copying)
        row.addStretch()
        self.body.addLayout(row)

    def _add_fields(self, line: ClaimLine) -> None:
        shown = [(title_of(column), line[column], is_absent(line.claim, column)) for column in _IN_PAIRS]
        claim = line.claim
        for field in self._session.codebook.fields.values():
            reason = claim.absent.get(field.id)
            words = reason.value if reason is not None else claim.extra.get(field.id, "")
            shown.append((field.name, words, reason is not None))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, (name, value, absent) in enumerate(field for field in shown if field[1]):
            grid.addWidget(named_value(name, value, absent=absent), number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        host = QWidget()
        host.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(host)
        if line[Column.STATEMENT]:
            absent = is_absent(line.claim, Column.STATEMENT)
            self.body.addWidget(named_value(title_of(Column.STATEMENT), line[Column.STATEMENT], absent=absent))
        unfilled = [title_of(column) for column in FIELD_OF_COLUMN if not line[column]]
        if unfilled:
            words = self.tr("Not yet filled: {fields}").format(fields=", ".join(unfilled).lower())
            self.body.addWidget(plain_label(words, "hint", wraps=True))

    def _add_estimates(self, claim: Claim) -> None:
        if "estimates" in claim.absent:
            self.body.addWidget(named_value(self.tr("Estimates"), claim.absent["estimates"].value, absent=True))
        if not claim.estimates:
            return
        self.body.addWidget(plain_label(self.tr("ESTIMATES"), "section"))
        for estimate in claim.estimates:
            card = Card()
            card.body.setContentsMargins(14, 8, 14, 8)
            shown = show_estimate(estimate)
            card.body.addWidget(plain_label(shown, "strong", wraps=True))
            for words in (estimate.as_reported, estimate.note):
                if words and words != shown:
                    card.body.addWidget(plain_label(words, "muted", wraps=True))
            self.body.addWidget(card)

    def _add_number_questions(self, claim: Claim) -> None:
        questions = NumberQuestions()
        questions.show_claim(claim)
        if questions.questions:
            self.body.addWidget(questions)

    def _add_queries(self, claim: Claim) -> None:
        queries = self._session.reader.all(Query, claim_id=claim.id)
        if not queries:
            return
        names = {reviewer.id: reviewer.name for reviewer in self._session.reader.all(Reviewer)}
        words = counted(len(queries), self.tr("{n} QUERY"), self.tr("{n} QUERIES"))
        self.body.addWidget(plain_label(words, "section"))
        for query in queries:
            self.body.addWidget(self._query_card(query, names))

    def _query_card(self, query: Query, names: Mapping[str, str]) -> Card:
        card = Card("card" if query.resolved else "warning-card")
        card.body.setContentsMargins(14, 8, 14, 10)
        card.body.addWidget(plain_label(query.question, wraps=True))
        if query.answer:
            card.body.addWidget(plain_label(query.answer, "muted", wraps=True))
        state = self.tr("resolved") if query.resolved else self.tr("open")
        who = names.get(query.reviewer_id, "")
        card.body.addWidget(plain_label(f"{who} · {state}" if who else state, "hint"))
        return card
