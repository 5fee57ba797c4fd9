"""The claims of the report that is being read, in text order, with their open queries."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from curator.changes import Applied
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.evidence.lines import effect, groups_in_words
from curator.records import Claim, ClaimStatus, Meaning, Query, Report
from ui.window.claiming.offers import absence_in_words
from ui.window.session import Session

Place = QModelIndex | QPersistentModelIndex


def place_of(claim: Claim) -> tuple[int, int, str]:
    """What claims of one report are ordered by: where their words begin, where they end, and when they were made."""
    if not claim.passages:
        return (-1, -1, claim.id)
    return (claim.passages[0].start, claim.passages[-1].end, claim.id)


class ClaimsOfReport(QAbstractListModel):
    """This reviewer's claims of one report, as long as they stand, and the queries of the report."""

    queries_altered = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report_id: str | None = None
        self.claims: list[Claim] = []
        self._queries: dict[str, dict[str, Query]] = {}
        self._read_queries()
        session.changed.connect(self._heed)
        session.sight_changed.connect(self._read_anew)

    def show_report(self, report: Report | None) -> None:
        """Reads the claims of another report: one question to the store, however many there are."""
        self._report_id = report.id if report is not None else None
        self._read()

    def _read(self) -> None:
        self.beginResetModel()
        self.claims = []
        if self._report_id is not None:
            reader, mine = self._session.reader, self._session.reviewer.id
            found = reader.all(Claim, report_id=self._report_id, reviewer_id=mine)
            self.claims = sorted(filter(_stands, found), key=place_of)
        self.endResetModel()

    def _read_queries(self) -> None:
        """Reads the queries of all reports at once: there are few, and so opening a report need not ask for them."""
        self._queries = {}
        for query in self._session.reader.all(Query):
            self._queries.setdefault(query.report_id, {})[query.id] = query

    @property
    def queries(self) -> dict[str, Query]:
        """The queries of the report, by id."""
        return self._queries.setdefault(self._report_id or "", {})

    def _read_anew(self) -> None:
        self._read_queries()
        self._read()
        self.queries_altered.emit()

    # What is asked of it ------------------------------------------------------------------------------------------

    def claim_at(self, row: int) -> Claim | None:
        """The claim in a row."""
        return self.claims[row] if 0 <= row < len(self.claims) else None

    def row_of(self, claim_id: str) -> int | None:
        """The row of a claim."""
        return next((row for row, claim in enumerate(self.claims) if claim.id == claim_id), None)

    def queries_of(self, claim_id: str | None) -> list[Query]:
        """The queries of a claim, or with None of the report itself: open ones first, then in order of asking."""
        found = [query for query in self.queries.values() if query.claim_id == claim_id]
        return sorted(found, key=lambda query: (query.resolved, query.id))

    def open_queries(self) -> list[Query]:
        """The open queries of the report and of this reviewer's claims in it."""
        mine = {claim.id for claim in self.claims} | {None}
        return [query for query in self.queries.values() if not query.resolved and query.claim_id in mine]

    def words_in_use(self, field: str) -> list[str]:
        """What this reviewer wrote into a field of the report's claims, the most frequent first."""
        counts: dict[str, int] = {}
        for claim in self.claims:
            words = getattr(claim, field)
            if words:
                counts[words] = counts.get(words, 0) + 1
        return sorted(counts, key=lambda words: (-counts[words], words))

    def therapy_words(self, claim: Claim) -> str:
        """A claim's therapies in words, or why there are none."""
        return groups_in_words(claim.therapies, self._session.codebook) or absence_in_words(
            claim.absent.get("therapies")
        )

    def outcome_words(self, claim: Claim) -> str:
        """A claim's outcome in words, or why there is none."""
        return self._session.codebook.name_of(claim.outcome_id) or absence_in_words(claim.absent.get("outcome_id"))

    def meaning(self, claim: Claim) -> Meaning | None:
        """What the claim says happened, for the patient."""
        return effect(claim, self._session.codebook)

    def direction_words(self, claim: Claim) -> str:
        """The claim's direction as the codebook calls it."""
        return self._session.codebook.name_of(claim.direction_id)

    def has_open_query(self, claim: Claim) -> bool:
        """Whether a query was left on the claim and not resolved."""
        return any(query.claim_id == claim.id and not query.resolved for query in self.queries.values())

    def rowCount(self, parent: Place = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.claims)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        claim = self.claim_at(index.row())
        if claim is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            query = self.tr("open query") if self.has_open_query(claim) else ""
            status = self.tr("draft") if claim.status is ClaimStatus.DRAFT else ""
            parts = (
                self.therapy_words(claim) or self.tr("no therapy"),
                self.outcome_words(claim) or self.tr("no outcome yet"),
                self.direction_words(claim),
                status,
                query,
            )
            return ", ".join(part for part in parts if part)
        return None

    # What happens elsewhere ---------------------------------------------------------------------------------------

    def _heed(self, applied: Applied) -> None:
        """Follows what was altered in this report; a change of many claims is read anew."""
        self._heed_queries(applied)
        if self._report_id is None:
            return
        here = [alteration for alteration in applied.alterations if self._is_here(alteration.record())]
        if len(here) > len(self.claims) // 2 + 1:
            self._read()
            self.queries_altered.emit()
            return
        for alteration in here:
            after = alteration.after
            stands = isinstance(after, Claim) and _stands(after)
            self._replace_claim(alteration.record().id, after if isinstance(after, Claim) and stands else None)
        if applied.touches(Query, *CODEBOOK_TYPES):
            if self.claims:
                self.dataChanged.emit(self.index(0), self.index(len(self.claims) - 1))
            self.queries_altered.emit()

    def _is_here(self, record: object) -> bool:
        if not isinstance(record, Claim):
            return False
        return record.report_id == self._report_id and record.reviewer_id == self._session.reviewer.id

    def _heed_queries(self, applied: Applied) -> None:
        for alteration in applied.alterations:
            before, after = alteration.before, alteration.after
            if isinstance(before, Query):
                self._queries.get(before.report_id, {}).pop(before.id, None)
            if isinstance(after, Query):
                self._queries.setdefault(after.report_id, {})[after.id] = after

    def _replace_claim(self, claim_id: str, claim: Claim | None) -> None:
        row = self.row_of(claim_id)
        if row is not None and claim is not None and place_of(self.claims[row]) == place_of(claim):
            self.claims[row] = claim
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.claims[row]
            self.endRemoveRows()
        if claim is not None:
            row = _place_among(self.claims, claim)
            self.beginInsertRows(QModelIndex(), row, row)
            self.claims.insert(row, claim)
            self.endInsertRows()


def _stands(claim: Claim) -> bool:
    return claim.status is not ClaimStatus.RETRACTED


def _place_among(claims: Iterable[Claim], claim: Claim) -> int:
    return sum(1 for other in claims if place_of(other) < place_of(claim))
