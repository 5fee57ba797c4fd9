"""What the export of a workbook says: what it wrote, and which cells could not hold what they should."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field


class AlteredCell(Struct, frozen=True, kw_only=True):
    """A cell that could not hold its text or number as it is, and what was done about it."""

    sheet: str
    row: int
    column: str
    what: str


class TooLong(NamedTuple):
    """A text that does not fit into its cell, all of it. ``record_id`` is the first id in its row."""

    sheet: str
    row: int
    column: str
    record_id: str
    text: str


class WorkbookAccount(Struct, frozen=True, kw_only=True):
    """What was written: where, how many rows each sheet has, what was altered, and how many links had no room.

    ``without_pictures`` says why there are none, where they could not be drawn. When it was ``cancelled``, nothing was
    written.
    """

    path: Path
    rows: Mapping[str, int] = field(default_factory=dict)
    altered: tuple[AlteredCell, ...] = ()
    links_left_out: int = 0
    without_pictures: str = ""
    cancelled: bool = False
