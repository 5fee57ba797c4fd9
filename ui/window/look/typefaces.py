"""The two typefaces: a serif for what was written by others, a sans for everything else."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro  # type: ignore[import-untyped]
import font_source_serif_pro  # type: ignore[import-untyped]
from PySide6.QtGui import QFont, QFontDatabase

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"

_STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")


def load() -> None:
    """Makes the typefaces known to Qt; needs an application, and does nothing the second time."""
    known = set(QFontDatabase.families())
    for package, family in ((font_source_serif_pro, SERIF), (font_source_sans_pro, SANS)):
        if family in known:
            continue
        folder = Path(str(package.__file__)).parent / "files"
        for style in _STYLES:
            file = folder / f"{family.replace(' ', '')}-{style}.ttf"
            if file.exists():
                QFontDatabase.addApplicationFont(str(file))


def serif(pixels: float, *, italic: bool = False, bold: bool = False) -> QFont:
    """The serif at a height in pixels (fractions are kept for zooming)."""
    return _font(SERIF, pixels, italic, bold)


def sans(pixels: float, *, italic: bool = False, bold: bool = False) -> QFont:
    """The sans at a height in pixels."""
    return _font(SANS, pixels, italic, bold)


def _font(family: str, pixels: float, italic: bool, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setItalic(italic)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
