"""A page as a picture."""

from __future__ import annotations

import ctypes

from curator.importing.formats.pdf.asking import Painted
from curator.importing.formats.pdf.library import PdfBitmap, PdfPage, pdfium

MOST_PIXELS = 60_000_000
"""A page is painted smaller than asked rather than with more: 60 million are a poster at the finest screen."""
_WHITE = (255, 255, 255, 255)


def page_as_picture(page: PdfPage, scale: float) -> Painted:
    """The page painted on white, with ``scale`` pixels to a point."""
    wide, high = page.get_size()
    scale = min(scale, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect(_WHITE, 0, 0, width, height)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        pixels = ctypes.string_at(ctypes.addressof(bitmap.buffer), bitmap.stride * height)
        return Painted(width, height, bitmap.stride, pixels)
    finally:
        bitmap.close()
