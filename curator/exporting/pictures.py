"""Pictures of the claims in what is exported. The rules say what a picture shows; drawing it is the window's craft.

``main.py`` plugs in who draws. Where nobody was plugged in, nothing is drawn; where what drawing needs is missing on a
machine, an export goes out without pictures and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from curator.codebook.codebook import Codebook
from curator.coding.reports import short_name
from curator.errors import CuratorError
from curator.ports import RecordReader
from curator.records import Claim, Report, Study


class PictureKind(StrEnum):
    """Which picture of the claims."""

    EVIDENCE_MAP = "evidence map"
    EFFECT_DIRECTIONS = "effect directions"


Draw = Callable[[PictureKind, Sequence[Claim], Codebook, Mapping[str, str], str], bytes]
"""Draws claims as a file with an ending (``.svg``, ``.png``, ``.pdf``); the mapping has names of studies by id.

Gives nothing (``b""``) where none of the claims has a place in the picture. Raises ``NoPictures``.
"""


Print = Callable[[str], bytes]
"""Prints a page of HTML as a PDF. Raises ``NoPictures``."""


class NoPictures(CuratorError):
    """Nothing on this machine can draw."""


def _nobody(
    _kind: PictureKind, _claims: Sequence[Claim], _codebook: Codebook, _names: Mapping[str, str], _ending: str
) -> bytes:
    return b""


def _no_printer(_page: str) -> bytes:
    raise NoPictures("There is nothing here that prints.")


_drawing: list[Draw] = [_nobody]
_printing: list[Print] = [_no_printer]


def draw_with(draw: Draw) -> None:
    """From now on, ``draw`` draws the pictures of this process."""
    _drawing[0] = draw


def print_with(print_page: Print) -> None:
    """From now on, ``print_page`` prints the pages of this process."""
    _printing[0] = print_page


def printed(page: str) -> bytes:
    """A page of HTML as a PDF. Raises ``NoPictures`` where nothing can print."""
    return _printing[0](page)


def drawing() -> Draw:
    """Who draws the pictures of this process."""
    return _drawing[0]


def picture(kind: PictureKind, claims: Sequence[Claim], reader: RecordReader, ending: str) -> bytes:
    """A picture of these claims as a file; nothing where none of them has a place in it. Raises ``NoPictures``."""
    return _drawing[0](kind, claims, Codebook.read(reader), names_of_studies(reader), ending)


def names_of_studies(reader: RecordReader) -> dict[str, str]:
    """What claims are counted by, by id: studies by their names, and reports, for claims whose study is not said."""
    return {
        **{report.id: short_name(report) for report in reader.all(Report)},
        **{study.id: study.name for study in reader.all(Study)},
    }
