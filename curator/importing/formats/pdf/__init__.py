"""PDF: the text of a report in the order in which it is read, and where on which page each of its words stands.

A PDF is a program that draws pages, and the library that runs it (pdfium) is not our code. So it runs in a process of
its own, with bounds on time and memory: a file that was made to do harm costs that process, and a sentence.
"""

from __future__ import annotations

from curator.importing.formats.reading import Head, Reading, TextFormat

MOST_BYTES = 100_000_000
"""Larger than texts may be, since pictures are in it; what is larger still is a book of them."""

ENCODING = "PDF"
"""What a report that came from a PDF has as its encoding: its letters were said by the file's fonts."""

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024
"""The signature may come after other bytes; readers look for it this far."""


def _recognises(head: Head) -> bool:
    return _SIGNATURE in head.start[:_SIGNATURE_WITHIN]


def _read(data: bytes, name: str) -> Reading:
    from curator.importing.formats.pdf.apart import read_apart

    return read_apart(data, name)


FORMAT = TextFormat(name="PDF", endings=(".pdf",), recognises=_recognises, read=_read, most_bytes=MOST_BYTES)
