"""All figures as a table: a line for each field, or claims found, or words, of each pair of reviewers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.agreement.agreement import THE_REST, Agreement, Figures
from curator.agreement.figures import Figure
from curator.agreement.of_review import ReviewAgreement
from ui.window.compare.figure_rows import field_title, reason_in_words, remark_in_words
from ui.window.compare.hands import Hands
from ui.window.furniture.words import plain_tip, translated

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PAIR = 2

_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Agreement", ("percent_agreement",)),
    ("Cohen’s κ", ("cohen_kappa",)),
    ("weighted κ", ("cohen_kappa_linear", "cohen_kappa_quadratic")),
    ("Gwet’s AC1", ("gwet_ac1",)),
    ("PABAK", ("pabak",)),
    (
        "Krippendorff’s α",
        (
            "krippendorff_alpha_interval",
            "krippendorff_alpha_ordinal",
            "krippendorff_alpha_nominal",
            "ku_alpha",
            "u_alpha",
        ),
    ),
    ("F1", ("f1", "span_f1_exact")),
    ("F1 overlap", ("span_f1_overlap",)),
    ("F1 characters", ("char_f1",)),
)
_SHARES = ("percent_agreement",)
FIRST_FIGURE = 4
"""The columns before the figures: what, who, n, how many differ."""


class FigureLine(Struct, frozen=True, kw_only=True):
    """One line of the table. ``figures`` has an entry for each column of figures; None where there is none."""

    what: str
    who: str
    n: int
    differ: int
    figures: tuple[Figure | None, ...]
    notes: tuple[str, ...]


def lines_of(found: ReviewAgreement, hands: Hands) -> list[FigureLine]:
    """Every line: claims found, the fields, the words; over all, then by pairs, then each against the rest."""
    names = {name: reviewer_id for reviewer_id, name in found.coded.reviewers.items()}

    def who(figures: Figures) -> str:
        if len(figures.reviewers) > _PAIR:
            return translated("FigureTable", "all {n}").format(n=len(figures.reviewers))
        called = [
            translated("FigureTable", "the rest") if one == THE_REST else hands[names[one]].title
            for one in figures.reviewers
        ]
        return " × ".join(called)

    lines = list(_lines(translated("FigureTable", "Claims found"), found.claims_found, who))
    for field in found.fields.values():
        lines += _lines(field_title(field), field.agreement, who)
    lines += _lines(translated("FigureTable", "Words"), found.passages, who)
    for label, own in found.passages.labels.items():
        lines += _lines(translated("FigureTable", "Words: {label}").format(label=label), own, who)
    return lines


def _lines(what: str, agreement: Agreement, who: Callable[[Figures], str]) -> Iterator[FigureLine]:
    blocks = [agreement.all]
    if len(agreement.reviewers) > _PAIR:
        blocks += [*agreement.pairs, *agreement.against_the_rest.values()]
    for block in blocks:
        if block.n or block is agreement.all:
            yield FigureLine(
                what=what,
                who=who(block),
                n=block.n,
                differ=block.n - block.agree,
                figures=tuple(_first(block, names) for _, names in _COLUMNS),
                notes=tuple(remark_in_words(note) for note in block.notes),
            )


def _first(figures: Figures, names: Sequence[str]) -> Figure | None:
    return next((figures[name] for name in names if name in figures), None)


class FigureCells(QAbstractTableModel):
    """The lines as Qt asks for them."""

    def __init__(self, lines: Sequence[FigureLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = lines

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_FIGURE + len(_COLUMNS) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and FIRST_FIGURE - 2 <= section < FIRST_FIGURE + len(_COLUMNS):
            return Qt.AlignmentFlag.AlignRight
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        before = (self.tr("What"), self.tr("Who"), self.tr("n"), self.tr("Differ"))
        every = (*before, *(translated("FigureTable", name) for name, _ in _COLUMNS), self.tr("Said beside it"))
        return every[section]

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = self.words(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}: {words or self.tr('none')}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(words)
            case _:
                return None

    def is_reason(self, row: int, column: int) -> bool:
        """Whether a cell says why a figure is not defined."""
        place = column - FIRST_FIGURE
        figure = self.lines[row].figures[place] if 0 <= place < len(_COLUMNS) else None
        return figure is not None and figure.value is None

    def words(self, row: int, column: int) -> str:
        """What stands in a cell."""
        line = self.lines[row]
        if column < FIRST_FIGURE:
            return (line.what, line.who, f"{line.n:,}", f"{line.differ:,}")[column]
        place = column - FIRST_FIGURE
        if place == len(_COLUMNS):
            return "; ".join(line.notes)
        return figure_in_words(line.figures[place], share=_COLUMNS[place][1][0] in _SHARES)


def figure_in_words(figure: Figure | None, *, share: bool = False) -> str:
    """A figure with its interval; why it is not defined; nothing where there is none."""
    if figure is None:
        return ""
    if figure.value is None:
        return translated("FigureTable", "not defined: {why}").format(why=reason_in_words(figure.reason))
    if share:
        return f"{figure.value:.1%}"
    if figure.ci_low is None or figure.ci_high is None:
        return _number(figure.value)
    interval = translated("FigureTable", "{low} to {high}").format(
        low=_number(figure.ci_low), high=_number(figure.ci_high)
    )
    return f"{_number(figure.value)} ({interval})"


def _number(value: float) -> str:
    """Three places, a true minus sign, and no minus before nought."""
    return f"{round(value, 3) + 0.0:.3f}".replace("-", "−")
