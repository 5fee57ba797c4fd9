"""How the paper is divided: where the column of text begins, how wide it is, and whether the margin finds room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF

from ui.window.look.typefaces import sans, serif
from ui.window.reading.sheet import SAMPLE, Typesetting

TEXT_SIZE = 16
TITLE_SIZE = 20
LINE_HEIGHT = 26
LETTERS_IN_A_LINE = 70
"""Between the 60 and 75 characters at which a line is read with ease."""

SMALLEST_ZOOM, LARGEST_ZOOM = 0.7, 3.0
ZOOM_STEP = 0.1

_NARROWEST_NOTE, _WIDEST_NOTE = 96, 168
_NOTE_GAP = 14
_SIDE_LEFT, _SIDE_RIGHT = 36, 16
_SIDE_ALONE = 24
_FEWEST_LETTERS = 44


@dataclass(frozen=True)
class Page:
    """Pixels across the paper. ``notes_left`` is None where the margin finds no room."""

    left: int
    measure: int
    notes_left: int | None
    notes_width: int = 0

    @property
    def right(self) -> int:
        """Where the column of text ends."""
        return self.left + self.measure


def typesetting(zoom: float, measure: int) -> Typesetting:
    """The text's own setting at a zoom (1 is 16/26 px)."""
    size = TEXT_SIZE * zoom
    return Typesetting(
        font=serif(size),
        heading_font=serif(size, bold=True),
        title_font=serif(TITLE_SIZE * zoom, bold=True),
        line_height=round(LINE_HEIGHT * zoom),
        measure=measure,
    )


def page_for(paper_width: int, zoom: float) -> Page:
    """The page on a paper of this width: column and margin centred together, the margin given up first."""
    letter = _letter_width(zoom)
    wanted = round(letter * LETTERS_IN_A_LINE)
    room = paper_width - _SIDE_LEFT - _SIDE_RIGHT
    notes_width = min(_WIDEST_NOTE, max(_NARROWEST_NOTE, room - wanted - _NOTE_GAP))
    beside = _NOTE_GAP + notes_width
    with_notes = min(wanted, room - beside)
    if with_notes >= min(wanted, letter * _FEWEST_LETTERS):
        left = _SIDE_LEFT + (room - beside - with_notes) // 2
        return Page(left, with_notes, left + with_notes + _NOTE_GAP, notes_width)
    return page_without_margin(paper_width, zoom)


def page_without_margin(paper_width: int, zoom: float) -> Page:
    """The page on a paper of this width when there is nothing to stand in a margin."""
    letter = _letter_width(zoom)
    measure = max(round(letter * 8), min(round(letter * LETTERS_IN_A_LINE), paper_width - 2 * _SIDE_ALONE))
    return Page(max(_SIDE_ALONE // 2, (paper_width - measure) // 2), measure, None)


def _letter_width(zoom: float) -> float:
    return QFontMetricsF(serif(TEXT_SIZE * zoom)).horizontalAdvance(SAMPLE) / len(SAMPLE)


class PaperHeading:
    """What stands above the text on the paper: the report's title, who, where and what kind, and what warns of it."""

    def __init__(self, title: str = "", byline: str = "", warning: str = "") -> None:
        self.title = title
        self.byline = byline
        self.warning = warning
        self.title_lines: list[str] = []
        self.byline_lines: list[str] = []
        self.warning_lines: list[str] = []
        self.height = 0
        self.title_step = self.byline_step = 0

    def set_width(self, width: int, zoom: float) -> None:
        """Breaks both into lines of this width."""
        self.title_font = serif(TITLE_SIZE * zoom, bold=True)
        self.byline_font = sans(13 * zoom)
        self.title_step, self.byline_step = round(28 * zoom), round(20 * zoom)
        self.title_lines = _lines(self.title, QFontMetricsF(self.title_font), width)
        self.byline_lines = _lines(self.byline, QFontMetricsF(self.byline_font), width)
        self.warning_lines = _lines(self.warning, QFontMetricsF(self.byline_font), width)
        self.top = round(22 * zoom)
        self.height = self.top + len(self.title_lines) * self.title_step
        self.height += (len(self.warning_lines) + len(self.byline_lines)) * self.byline_step
        self.height += round(14 * zoom)


def _lines(words: str, metrics: QFontMetricsF, width: int) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
