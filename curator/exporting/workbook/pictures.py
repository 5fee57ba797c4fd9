"""The sheet with pictures of the claims, the last of the workbook: there is one when something can be drawn."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from sys import intern
from types import MappingProxyType
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook

from curator.exporting.pictures import NoPictures, PictureKind, picture
from curator.ports import RecordReader
from curator.records import Arm, Claim, Estimate, Group

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


_ANY_TIME = datetime.min.replace(tzinfo=UTC)


def drawn_from(claim: Claim) -> Claim:
    """What a picture needs of a claim, and no more: a workbook keeps it of every claim until the end.

    Ids that many claims share are kept once.
    """
    people = [one.intervention.n for one in claim.estimates if one.intervention.n is not None]
    return Claim(
        id=claim.id,
        report_id=intern(claim.report_id),
        reviewer_id=intern(claim.reviewer_id),
        therapies=_shared(claim.therapies),
        outcome_id=claim.outcome_id and intern(claim.outcome_id),
        direction_id=claim.direction_id and intern(claim.direction_id),
        study_id=claim.study_id and intern(claim.study_id),
        estimates=(_of_people(max(people)),) if people else (),
        absent=_NONE,
        extra=_NONE,
        recorded_at=_ANY_TIME,
    )


_NONE: Mapping[str, Any] = MappingProxyType({})


@lru_cache(maxsize=10_000)
def _shared(therapies: tuple[Group, ...]) -> tuple[Group, ...]:
    return therapies


@lru_cache(maxsize=10_000)
def _of_people(number: int) -> Estimate:
    return Estimate(id="", intervention=Arm(n=number))


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
