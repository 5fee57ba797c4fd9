"""PDFs: text in reading order with every word's place, beside the bare text in the order in which the file draws it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurement import Measurement, side_by_side
from curator.importing.formats.pdf.apart import Apart
from curator.importing.formats.pdf.library import PdfDocument
from curator.importing.formats.pdf.reading_pdf import read_pdf

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "pdf"


def measure() -> Iterator[Measurement]:
    """Two published reports, 20 pages; the second time through the process in which the program reads them."""
    files = [path.read_bytes() for path in sorted(FOLDER.glob("*.pdf"))]
    if not files:
        return
    pages = sum(len(PdfDocument(data)) for data in files)

    ours, bare = side_by_side(lambda: [read_pdf(data) for data in files], lambda: _bare(files), times=9)
    yield Measurement(
        f"{pages} pages of PDF with order, places and sections (bare: pypdfium2's text)",
        ours,
        bare,
        goal=6.0,
        remark=f"{pages / ours:,.0f} pages a second; bare {pages / bare:,.0f}",
    )
    with Apart() as apart:
        apart.read(files[0])
        ours, bare = side_by_side(lambda: [apart.read(data) for data in files], lambda: _bare(files), times=9)
    yield Measurement(
        f"the same {pages} pages in the process of their own, once it runs (bare: pypdfium2's text)",
        ours,
        bare,
        goal=8.0,
        remark=f"{pages / ours:,.0f} pages a second",
    )


def _bare(files: list[bytes]) -> list[str]:
    texts = []
    for data in files:
        document = PdfDocument(data)
        for page in document:
            words = page.get_textpage()
            texts.append(words.get_text_range())
            words.close()
            page.close()
        document.close()
    return texts
