"""RevMan's data rows as one of the formats in which a review goes out."""

from __future__ import annotations

from functools import partial

from curator.exporting.doors import ExportDoor
from curator.exporting.meta.revman import COLUMNS
from curator.exporting.meta.tables import write_table

DOOR = ExportDoor(
    name="revman",
    title="RevMan data rows",
    meaning="One row per study and result, with the column names of Review Manager.",
    endings=(".revman.csv",),
    write=partial(write_table, COLUMNS, (".csv",)),
)
