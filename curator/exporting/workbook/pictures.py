"""The sheet with pictures of the claims, the last of the workbook: there is one when something can be drawn."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook

from curator.exporting.pictures import NoPictures, PictureKind, picture
from curator.ports import RecordReader
from curator.records import Claim

PICTURES = "Pictures"

_PIXELS_PER_ROW = 20
_SHARPNESS = 2
_ROWS_BETWEEN = 3


class _Picture(Image):
    """A PNG as openpyxl writes it into a sheet, without the library that it would need only to read the size."""

    def __init__(self, content: bytes, anchor: str) -> None:
        self.ref = None
        self.format = "png"
        self._content = content
        self.anchor = anchor
        across, down = struct.unpack(">II", content[16:24])
        self.width, self.height = across // _SHARPNESS, down // _SHARPNESS

    def _data(self) -> bytes:
        return self._content


def drawn_from(claim: Claim) -> Claim:
    """What a picture needs of a claim, and no more: a workbook keeps it of every claim until the end."""
    return Claim(
        id=claim.id,
        report_id=claim.report_id,
        reviewer_id=claim.reviewer_id,
        therapies=claim.therapies,
        outcome_id=claim.outcome_id,
        direction_id=claim.direction_id,
        study_id=claim.study_id,
        estimates=claim.estimates,
        recorded_at=claim.recorded_at,
    )


def add_pictures(workbook: Workbook, claims: Sequence[Claim], reader: RecordReader) -> str:
    """Adds the sheet, if any picture shows something. Gives a sentence where pictures had to be left out."""
    drawn = []
    try:
        for kind in PictureKind:
            content = picture(kind, claims, reader, ".png")
            if content:
                drawn.append((kind, content))
    except NoPictures as problem:
        return problem.sentence()
    if not drawn:
        return ""
    sheet: Any = workbook.create_sheet(PICTURES)
    sheet.sheet_view.showGridLines = False
    row = 1
    for _, content in drawn:
        image = _Picture(content, f"A{row}")
        sheet.add_image(image)
        row += image.height // _PIXELS_PER_ROW + _ROWS_BETWEEN
    sheet.close()
    return ""
