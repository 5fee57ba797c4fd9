"""Plain texts, Markdown among them: what they say of themselves is guessed where it stands clearly."""

from __future__ import annotations

from curator.importing.details import guess_doi, guess_pmid, guess_title
from curator.importing.formats.reading import Head, Particulars, Reading, TextFormat
from curator.text.decoding import Decoded, decode
from curator.text.sections import guess_sections

ENDINGS = (".txt", ".text", ".md", ".markdown")
"""How the names of plain texts end. A file that is named by itself may also have no ending at all."""


def read_plain(original: bytes, _name: str) -> Reading:
    """The text of a file; raises ``BadInput`` for what is no text."""
    return reading_of(decode(original))


def reading_of(decoded: Decoded) -> Reading:
    """A text as it was decoded, with what it says of itself and the sections that are sure."""
    text = decoded.text
    return Reading(
        text=text,
        encoding=decoded.encoding,
        notes=decoded.notes,
        sections=guess_sections(text),
        particulars=Particulars(title=guess_title(text), doi=guess_doi(text), pmid=guess_pmid(text)),
    )


def _recognises(head: Head) -> bool:
    return head.ending in (*ENDINGS, "")


FORMAT = TextFormat(name="plain text", endings=ENDINGS, recognises=_recognises, read=read_plain)
