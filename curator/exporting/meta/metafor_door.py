"""The table for R as one of the formats in which a review goes out."""

from __future__ import annotations

from functools import partial

from curator.exporting.doors import ExportDoor
from curator.exporting.meta.metafor import COLUMNS
from curator.exporting.meta.tables import write_table

ENDINGS = (".csv",)

DOOR = ExportDoor(
    name="metafor",
    title="Comparisons for R",
    meaning="One row per comparison, with the column names of metafor and meta.",
    endings=ENDINGS,
    write=partial(write_table, COLUMNS, ENDINGS),
)
