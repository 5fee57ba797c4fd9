"""Pictures for what is exported, with a window or without."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtGui import QGuiApplication

from curator.codebook.codebook import Codebook
from curator.evidence.effect_directions import effect_plot
from curator.evidence.evidence_map import evidence_map
from curator.exporting.pictures import PictureKind
from curator.records import Claim
from ui.window.furniture.words import counted, translated
from ui.window.look.typefaces import load
from ui.window.pictures.effects_picture import EffectsPicture
from ui.window.pictures.files import picture_bytes
from ui.window.pictures.grid import GridPicture
from ui.window.pictures.map_picture import MapPicture

MOST_OUTCOMES = 16
"""With more outcomes than this a picture shows the areas that they are under."""


def draw(
    kind: PictureKind, claims: Sequence[Claim], codebook: Codebook, names_of_studies: Mapping[str, str], ending: str
) -> bytes:
    """The picture as a file; nothing where none of the claims has a place in it. Always in light colours."""
    ready_to_draw()
    words = counted(len(claims), translated("Drawing", "{n} claim"), translated("Drawing", "{n} claims"))
    picture = fitting_picture(kind, claims, codebook, names_of_studies, words).picture
    return picture_bytes(picture, ending) if picture.heads else b""


class Drawn(Struct, frozen=True):
    """A picture, how many claims have no place in it, and the level of the codebook's tree that outcomes are at."""

    picture: GridPicture
    left_out: int
    outcome_level: int | None


def fitting_picture(
    kind: PictureKind, claims: Sequence[Claim], codebook: Codebook, names_of_studies: Mapping[str, str], words: str
) -> Drawn:
    """The picture with each outcome or, where they are too many, with the areas that they are under."""
    drawn = picture_of(kind, claims, codebook, names_of_studies, None, words)
    if len(drawn.picture.heads) <= MOST_OUTCOMES:
        return drawn
    return picture_of(kind, claims, codebook, names_of_studies, 1, words)


def picture_of(
    kind: PictureKind,
    claims: Sequence[Claim],
    codebook: Codebook,
    names_of_studies: Mapping[str, str],
    outcome_level: int | None,
    words: str,
) -> Drawn:
    """The picture under ``words``, outcomes at a level of the codebook's tree."""
    picture: GridPicture
    if kind is PictureKind.EVIDENCE_MAP:
        found = evidence_map(claims, codebook, outcome_level=outcome_level)
        picture, left_out = MapPicture(found, translated("Drawing", "Evidence map"), words), len(found.left_out)
    else:
        plot = effect_plot(claims, codebook, names_of_studies, outcome_level=outcome_level)
        picture, left_out = EffectsPicture(plot, translated("Drawing", "Effect directions"), words), len(plot.left_out)
    return Drawn(picture, left_out, outcome_level)


_own: list[QGuiApplication] = []


def ready_to_draw() -> None:
    """Typefaces need an application; without a window one is made that needs no screen."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _own.append(QGuiApplication([sys.argv[0]]))
    load()
