"""The disagreements as rows: those that are open, those that were settled, and what everybody made alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property
from itertools import combinations
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.adjudication.queue import Consequence, Disagreement, Queue
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.evidence.lines import groups_in_words
from curator.records import Verdict
from ui.window.furniture.words import plain_tip, translated

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a row gives itself whole."""


class Group(Enum):
    """Where in the list a row stands."""

    OPEN = "open"
    SETTLED = "settled"
    IDENTICAL = "identical"


class Row:
    """A line of the queue; the heading of a group has no disagreement. Its words are found when they are wanted."""

    def __init__(
        self, group: Group, disagreement: Disagreement | None, codebook: Codebook, report: str = "", heading: str = ""
    ) -> None:
        self.group = group
        self.disagreement = disagreement
        self.report = report
        self._codebook = codebook
        self._heading = heading

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What the disagreement is known by; empty for a heading."""
        return self.disagreement.key if self.disagreement is not None else ()

    @cached_property
    def about(self) -> str:
        """What the claims are about; empty for a heading."""
        return about_in_words(self.disagreement, self._codebook) if self.disagreement is not None else ""

    @cached_property
    def words(self) -> str:
        """In what the claims differ, or how that was settled."""
        one = self.disagreement
        if one is None:
            return self._heading
        words = consequence_in_words(one)
        if self.group is Group.OPEN:
            return translated("Queue", "changed since · {words}").format(words=words) if one.overtaken else words
        if one.decision is not None:
            return verdict_in_words(one.decision.verdict)
        return translated("Queue", "not taken over yet") if self.group is Group.IDENTICAL else words

    @property
    def spoken(self) -> str:
        """All of it in a line."""
        return " · ".join(filter(None, (self.report, self.about, self.words)))


class Narrowing(Struct, frozen=True, kw_only=True):
    """What keeps disagreements out of the list.

    ``code`` is that of a field that must differ, ``pairs`` are pairs of claims, and ``missed`` leaves only what
    somebody did not find. ``says`` names it all in words.
    """

    words: str = ""
    report_id: str | None = None
    code: str | None = None
    pairs: frozenset[frozenset[str]] | None = None
    missed: bool = False
    says: str = ""

    def keeps(self, row: Row) -> bool:
        """Whether a row is listed."""
        one = row.disagreement
        if one is None:
            return True
        wanted = fold(self.words).split()
        if wanted:
            text = fold(f"{row.report} {row.about} {row.words}")
            if not all(word in text for word in wanted):
                return False
        ids = [claim.id for claim in one.claims]
        return (
            (self.report_id is None or one.report_id == self.report_id)
            and (self.code is None or self.code in one.differing)
            and (not self.missed or bool(one.missing))
            and (self.pairs is None or any(frozenset(pair) in self.pairs for pair in combinations(ids, 2)))
        )


def consequence_in_words(disagreement: Disagreement) -> str:
    """What a disagreement is about, in a word or two."""
    if disagreement.consequence is Consequence.TERMS:
        return _which_terms(disagreement.differing)
    if disagreement.consequence is Consequence.DIRECTION and disagreement.opposite:
        return translated("Queue", "opposite direction")
    return {
        Consequence.ONLY_ONE: translated("Queue", "only one found it"),
        Consequence.NOT_ALL: translated("Queue", "not everybody found it"),
        Consequence.DIRECTION: translated("Queue", "direction"),
        Consequence.NUMBERS: translated("Queue", "numbers"),
        Consequence.WORDS: translated("Queue", "words"),
        Consequence.DETAILS: translated("Queue", "other fields"),
        None: translated("Queue", "identical"),
    }[disagreement.consequence]


def _which_terms(differing: Sequence[str]) -> str:
    if "outcome_id" in differing:
        both = "therapies" in differing
        return translated("Queue", "therapy, outcome") if both else translated("Queue", "outcome")
    return translated("Queue", "therapy") if "therapies" in differing else translated("Queue", "comparator")


def verdict_in_words(verdict: Verdict) -> str:
    """How something was settled, in a word or two."""
    return {
        Verdict.IDENTICAL: translated("Queue", "taken over"),
        Verdict.TAKEN: translated("Queue", "one taken"),
        Verdict.KEPT_APART: translated("Queue", "kept both"),
        Verdict.MERGED: translated("Queue", "merged"),
        Verdict.NEITHER: translated("Queue", "neither"),
    }[verdict]


def about_in_words(disagreement: Disagreement, codebook: Codebook) -> str:
    """What the claims are about: therapy and outcome of the first that has them."""
    therapies = (groups_in_words(claim.therapies, codebook) for claim in disagreement.claims)
    outcomes = (codebook.name_of(claim.outcome_id) for claim in disagreement.claims)
    parts = (next(filter(None, therapies), ""), next(filter(None, outcomes), ""))
    return " · ".join(filter(None, parts)) or translated("Queue", "a claim without terms")


class QueueRows(QAbstractListModel):
    """The rows. ``names`` are what the reports are called, by id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = Queue()
        self._codebook = Codebook()
        self._names: Mapping[str, str] = {}
        self.narrowing = Narrowing()
        self._known: dict[int, Row] = {}
        self._rows: list[Row] = []
        self._places: dict[tuple[str, ...], int] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """Everything that is listed, headings too."""
        return self._rows

    def show(self, queue: Queue, codebook: Codebook, names: Mapping[str, str]) -> None:
        """Lists these disagreements."""
        if codebook is not self._codebook or names is not self._names:
            self._known.clear()
        self._queue, self._codebook, self._names = queue, codebook, names
        self._list()

    def narrow(self, narrowing: Narrowing) -> None:
        """Lists only what this keeps."""
        self.narrowing = narrowing
        self._list()

    def row_of(self, key: tuple[str, ...]) -> int | None:
        """The row of a disagreement by its claims; None when it is not listed."""
        return self._places.get(key)

    def open_after(self, key: tuple[str, ...]) -> tuple[str, ...] | None:
        """The open disagreement after that of a key, else the first other one; None when no other is open."""
        keys = [row.key for row in self._rows if row.group is Group.OPEN]
        after = keys[keys.index(key) + 1 :] if key in keys else keys
        return next((one for one in (*after, *keys) if one != key), None)

    def _list(self) -> None:
        self.beginResetModel()
        rows = [self._row(Group.OPEN, one) for one in self._queue.open]
        kept = [row for row in rows if self.narrowing.keeps(row)]
        for group, title, several in (
            (Group.SETTLED, self.tr("SETTLED"), self._queue.settled),
            (Group.IDENTICAL, self.tr("MADE ALIKE"), self._queue.identical),
        ):
            own = [row for row in (self._row(group, one) for one in several) if self.narrowing.keeps(row)]
            if own:
                kept += [Row(group, None, self._codebook, heading=f"{title} · {len(own):,}"), *own]
        self._rows = kept
        self._places = {row.key: place for place, row in enumerate(kept) if row.disagreement is not None}
        self._known = {id(row.disagreement): row for row in kept if row.disagreement is not None}
        self.endResetModel()

    def _row(self, group: Group, one: Disagreement) -> Row:
        """The row of a disagreement; the one that it had already, with the words that it found."""
        known = self._known.get(id(one))
        if known is not None and known.disagreement is one and known.group is group:
            return known
        made = Row(group, one, self._codebook, self._names.get(one.report_id, ""))
        self._known[id(one)] = made
        return made

    # What Qt asks.

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Place) -> Qt.ItemFlag:
        heading = index.isValid() and self._rows[index.row()].disagreement is None
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.ToolTipRole if row.disagreement is not None:
                return plain_tip(f"{row.report}\n{row.about}\n{row.words}")
            case _:
                return row if role == ROW_ROLE else None
