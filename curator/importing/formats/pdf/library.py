"""pdfium, by way of pypdfium2: named in one place, since it comes without types."""

from pypdfium2 import PdfBitmap, PdfDocument, PdfiumError, PdfPage, PdfTextPage  # type: ignore[import-untyped]  # it comes without types
from pypdfium2 import raw as pdfium

__all__ = ["PdfBitmap", "PdfDocument", "PdfPage", "PdfTextPage", "PdfiumError", "pdfium"]
