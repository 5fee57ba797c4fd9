"""The columns of the evidence table: what they are called, how wide they begin, and which show at first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QT_TRANSLATE_NOOP, QSettings

from curator.evidence.question import Column
from curator.records import Claim
from ui.window.furniture.words import translated

FIELD_OF_COLUMN: Mapping[Column, str] = {
    Column.THERAPY: "therapies",
    Column.COMPARATOR: "comparators",
    Column.OUTCOME: "outcome_id",
    Column.DIRECTION: "direction_id",
    Column.POPULATION: "population",
    Column.TIME_POINT: "time_point",
    Column.DESIGN: "design",
    Column.ATTRIBUTION: "attribution",
    Column.STUDY: "study_id",
    Column.STATEMENT: "statement",
}
"""The field of a claim that a column shows, where that field may be absent."""

ORDER: Sequence[Column] = (
    Column.REPORT,
    Column.PLACE,
    Column.THERAPY,
    Column.COMPARATOR,
    Column.OUTCOME,
    Column.DIRECTION,
    Column.QUOTE,
    Column.POPULATION,
    Column.TIME_POINT,
    Column.DESIGN,
    Column.ATTRIBUTION,
    Column.STUDY,
    Column.STATEMENT,
    Column.NOTE,
    Column.STATUS,
    Column.REVIEWER,
)
"""The columns as the table has them; a column's number in the table is its place here."""

_WIDTHS = {
    Column.REPORT: 106,
    Column.PLACE: 76,
    Column.THERAPY: 128,
    Column.COMPARATOR: 98,
    Column.DIRECTION: 114,
    Column.QUOTE: 172,
    Column.STATUS: 82,
    Column.REVIEWER: 80,
}
_USUAL_WIDTH = 114
_SHOWN_AT_FIRST = {
    Column.REPORT,
    Column.THERAPY,
    Column.COMPARATOR,
    Column.OUTCOME,
    Column.DIRECTION,
    Column.QUOTE,
    Column.STATUS,
    Column.REVIEWER,
}
_SETTING = "evidence/columns"


_TITLES: Mapping[Column, object] = {
    Column.REPORT: QT_TRANSLATE_NOOP("Column", "Report"),
    Column.PLACE: QT_TRANSLATE_NOOP("Column", "Place"),
    Column.THERAPY: QT_TRANSLATE_NOOP("Column", "Therapy"),
    Column.COMPARATOR: QT_TRANSLATE_NOOP("Column", "Comparator"),
    Column.OUTCOME: QT_TRANSLATE_NOOP("Column", "Outcome"),
    Column.DIRECTION: QT_TRANSLATE_NOOP("Column", "Direction"),
    Column.QUOTE: QT_TRANSLATE_NOOP("Column", "Quote"),
    Column.POPULATION: QT_TRANSLATE_NOOP("Column", "Population"),
    Column.TIME_POINT: QT_TRANSLATE_NOOP("Column", "Time point"),
    Column.DESIGN: QT_TRANSLATE_NOOP("Column", "Design"),
    Column.ATTRIBUTION: QT_TRANSLATE_NOOP("Column", "Attribution"),
    Column.STUDY: QT_TRANSLATE_NOOP("Column", "Study"),
    Column.STATEMENT: QT_TRANSLATE_NOOP("Column", "Statement"),
    Column.NOTE: QT_TRANSLATE_NOOP("Column", "Note"),
    Column.STATUS: QT_TRANSLATE_NOOP("Column", "Status"),
    Column.REVIEWER: QT_TRANSLATE_NOOP("Column", "Reviewer"),
}


def title_of(column: Column) -> str:
    """What a column is called."""
    return translated("Column", str(_TITLES[column]))


def is_absent(claim: Claim, column: Column) -> bool:
    """Whether the claim says why this column holds nothing."""
    return FIELD_OF_COLUMN.get(column, "") in claim.absent


class ColumnLayout(Struct, frozen=True):
    """How one column stands in the table: its width in pixels, and whether it shows."""

    column: Column
    width: int
    shown: bool


def usual_layout() -> list[ColumnLayout]:
    """The columns as they stand before anybody arranged them."""
    return [ColumnLayout(column, _WIDTHS.get(column, _USUAL_WIDTH), column in _SHOWN_AT_FIRST) for column in ORDER]


def remember(settings: QSettings, layout: Sequence[ColumnLayout]) -> None:
    """Keeps an arrangement for the next time."""
    settings.setValue(_SETTING, json.dumps([[each.column.value, each.width, each.shown] for each in layout]))


def remembered(settings: QSettings) -> list[ColumnLayout]:
    """The arrangement that was kept, with columns it does not know at their usual place; the usual one if none was."""
    usual = usual_layout()
    try:
        kept = json.loads(str(settings.value(_SETTING, "[]")))
        known = [ColumnLayout(Column(name), max(40, min(int(width), 2000)), bool(shown)) for name, width, shown in kept]
    except (ValueError, TypeError):
        return usual
    named = {each.column for each in known}
    if not any(each.shown for each in known) or len(named) != len(known):
        return usual
    return known + [each for each in usual if each.column not in named]
