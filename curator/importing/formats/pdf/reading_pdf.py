"""The bytes of a PDF become a ``Reading``: this is what runs apart from the program, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from curator.errors import BadInput
from curator.importing.formats.pdf import ENCODING
from curator.importing.formats.pdf.document import Document, read_document
from curator.importing.formats.pdf.library import PdfDocument, PdfiumError, pdfium
from curator.importing.formats.pdf.particulars import particulars_of
from curator.importing.formats.pdf.pieces import PageOfPieces, TooMuch, read_page
from curator.importing.formats.pdf.sections import sections_of, title_of
from curator.importing.formats.reading import Reading
from curator.records import Page
from curator.text.decoding import LOST, normalise

MOST_PAGES = 1_500
MOST_CHARACTERS = 20_000_000
_TOO_MUCH = "The PDF has more characters than any report has. Print the pages that matter to a new PDF."
_DAMAGED = "This PDF is damaged and cannot be read. Get it again, or print it to a new PDF and bring in that one."


def open_pdf(data: bytes) -> PdfDocument:
    """The document; raises ``BadInput`` for one that is locked or damaged, or has too many pages."""
    try:
        document = PdfDocument(data)
        pages = len(document)
    except PdfiumError as trouble:
        if trouble.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise BadInput(
                "This PDF is locked with a password. Save it without one in the program that opens it, and bring in"
                " that file."
            ) from trouble
        if trouble.err_code == pdfium.FPDF_ERR_SECURITY:
            raise BadInput("This PDF is locked in a way that cannot be read. Print it to a new PDF.") from trouble
        raise BadInput(_DAMAGED) from trouble
    if not pages:
        raise BadInput(_DAMAGED)
    if pages > MOST_PAGES:
        raise BadInput(
            "The PDF has {pages} pages, and {most} is the most that is taken in. Split it.",
            pages=f"{pages:,}",
            most=f"{MOST_PAGES:,}",
        )
    return document


def read_pdf(data: bytes, page_read: Callable[[], object] = lambda: None) -> Reading:
    """The text of a PDF with its pages and sections; raises ``BadInput``. ``page_read`` is called at every step."""
    document = open_pdf(data)
    try:
        pages: list[PageOfPieces] = []
        damaged: list[int] = []
        characters = 0
        for number in range(len(document)):
            pages.append(_read_page(document, number, damaged))
            characters += pages[-1].characters
            if characters > MOST_CHARACTERS:
                raise BadInput(_TOO_MUCH)
            page_read()
        labels = [document.get_page_label(number) for number in range(len(document))]
        said = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    return _reading(pages, labels, said, damaged, page_read)


def _read_page(document: PdfDocument, number: int, damaged: list[int]) -> PageOfPieces:
    try:
        page = document[number]
        try:
            return read_page(page)
        finally:
            page.close()
    except TooMuch as trouble:
        raise BadInput(_TOO_MUCH) from trouble
    except (PdfiumError, ValueError, OverflowError):
        damaged.append(number + 1)
        return PageOfPieces([], 0.0, 0.0, (0.0, 0.0), 0, 0)


def _reading(
    pages: Sequence[PageOfPieces],
    labels: Sequence[str],
    said: dict[str, Any],
    damaged: Sequence[int],
    page_done: Callable[[], object],
) -> Reading:
    empty = [number + 1 for number, page in enumerate(pages) if not page.pieces and number + 1 not in damaged]
    if not any(page.pieces for page in pages):
        if damaged:
            raise BadInput(_DAMAGED)
        raise BadInput(
            "There is no text in this PDF, only pictures of its pages: it was scanned. Have its text recognised (OCR),"
            " and bring in the PDF that comes of it."
        )
    document = read_document(pages, page_done)
    decoded = normalise(document.woven.text, "utf-8")
    text, units = decoded.text, document.woven.units
    title = title_of(text, units).words
    lost = text.count(LOST) + sum(1 for character in text if "\ue000" <= character <= "\uf8ff")
    return Reading(
        text=text,
        encoding=ENCODING,
        notes=tuple(_notes(document, empty, damaged, lost)),
        sections=sections_of(text, units),
        pages=_pages(document, pages, labels, len(text)),
        particulars=particulars_of({name: str(value) for name, value in said.items()}, text, title, document.apart),
    )


def _pages(document: Document, pages: Sequence[PageOfPieces], labels: Sequence[str], length: int) -> tuple[Page, ...]:
    """The pages with the text of each in one stretch; a page without words is empty and stands where it comes."""
    starts = [min((run.start for run in runs), default=None) for runs in document.woven.runs]
    found: list[Page] = []
    end = length
    for number in range(len(pages) - 1, -1, -1):
        first = starts[number]
        start = end if first is None else min(first, end)
        width, height = pages[number].shown
        label = str(document.numbers[number] or "") or labels[number] or str(number + 1)
        found.append(
            Page(
                label=label,
                start=0 if number == 0 else start,
                end=end,
                width=round(width, 2),
                height=round(height, 2),
                runs=tuple(document.woven.runs[number]),
            )
        )
        end = found[-1].start
    return tuple(reversed(found))


def _notes(document: Document, empty: Sequence[int], damaged: Sequence[int], lost: int) -> Iterable[str]:
    if document.apart or any(document.numbers):
        what = [f"“{words}”" for words in document.apart] + (["the page numbers"] if any(document.numbers) else [])
        yield f"Left out of the text, since it comes again on other pages: {', '.join(what)}."
    if document.had_line_numbers:
        yield "The numbers beside the lines were left out."
    if empty:
        yield f"{_numbered(empty)} no text: blank, or a picture of a page."
    if damaged:
        yield f"{_numbered(damaged)} no words that could be read: damaged."
    if lost:
        yield f"The file does not say which letter it means by {'a sign' if lost == 1 else f'{lost:,} signs'} in it."


def _numbered(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"Page {pages[0]} has"
    return f"Pages {', '.join(map(str, pages[:-1]))} and {pages[-1]} have"
