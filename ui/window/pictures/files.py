"""Pictures as files: SVG, PNG and PDF. The same picture gives the same bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from curator.product import NAME
from ui.window.look.palette import LIGHT, Palette

PNG_SCALE = 2.0
_POINTS_PER_PIXEL = 0.75
_MOST_PIXELS = 16_000
"""Longer or wider than this, a PNG is drawn smaller: no program would open it."""

ENDINGS = (".svg", ".png", ".pdf")


class Picture(Protocol):
    """Whatever can be drawn as a whole."""

    @property
    def title(self) -> str:
        """What the picture is called."""

    @property
    def size(self) -> QSizeF:
        """How large it is, in pixels."""

    def paint(self, painter: QPainter, palette: Palette) -> None:
        """Draws all of it, its upper left corner at the origin."""


def picture_bytes(picture: Picture, ending: str, palette: Palette = LIGHT) -> bytes:
    """The picture as the file of this ending (``.svg``, ``.png`` or ``.pdf``)."""
    draw = {".svg": _svg, ".png": _png, ".pdf": _pdf}[ending]
    return draw(picture, palette)


def save_picture(picture: Picture, path: Path, palette: Palette = LIGHT) -> None:
    """Writes the picture; the ending says as what."""
    path.write_bytes(picture_bytes(picture, path.suffix.lower(), palette))


def picture_image(picture: Picture, palette: Palette = LIGHT) -> QImage:
    """The picture in pixels, sharp on fine screens."""
    size = picture.size
    scale = min(PNG_SCALE, _MOST_PIXELS / max(size.width(), size.height()))
    image = QImage(round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    picture.paint(painter, palette)
    painter.end()
    return image


def _png(picture: Picture, palette: Palette) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture_image(picture, palette).save(buffer, "PNG")  # type: ignore[call-overload]  # its types ask for bytes; it takes words only
    return bytes(held.data())


def _svg(picture: Picture, palette: Palette) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setTitle(picture.title)
    drawing.setDescription(NAME)
    drawing.setSize(picture.size.toSize())
    drawing.setViewBox(QRectF(QPointF(0, 0), picture.size))
    painter = QPainter(drawing)
    picture.paint(painter, palette)
    painter.end()
    return bytes(held.data())


def _pdf(picture: Picture, palette: Palette) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QPdfWriter(buffer)
    points = picture.size * _POINTS_PER_PIXEL
    paper.setPageLayout(
        QPageLayout(
            QPageSize(points, QPageSize.Unit.Point, picture.title, QPageSize.SizeMatchPolicy.ExactMatch),
            QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )
    paper.setResolution(96)
    paper.setTitle(picture.title)
    paper.setCreator(NAME)
    painter = QPainter(paper)
    picture.paint(painter, palette)
    painter.end()
    return always_the_same(bytes(held.data()))


_ITS_OWN = re.compile(rb"(?<=D:)\d{14}|\d{4}-\d\d-\d\dT[\d:.]+|(?<=uuid:)[0-9a-f-]{36}|(?<=/ID )\[[^\]]*\]")
_SIGN = re.compile(rb"[0-9a-fA-F]")


def always_the_same(content: bytes) -> bytes:
    """The same file without the moment of its making and its random name; no length is altered."""
    return _ITS_OWN.sub(lambda found: _SIGN.sub(b"0", found[0]), content)
