"""What a format of texts gives: the words of one report, where its parts are, and what it says of itself.

A format is one small module with a ``FORMAT`` in it. It knows nothing of reviews: bytes go in, a ``Reading`` comes
out, or ``BadInput`` with a sentence. It loads its library when it is first asked to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from curator.records import Page, ReportKind, Section
from curator.text.decoding import MOST_BYTES


class Head(Struct, frozen=True, kw_only=True):
    """What is known of a file before it is read: its name, its size in bytes, and its first bytes.

    ``renamed`` is what somebody said of its columns, where it is a table: their names, and which of ours they are.
    """

    name: str
    size: int
    start: bytes
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """The ending of the name, in lower case with its point; empty without one."""
        stem, point, ending = self.name.rpartition(".")
        return f".{ending.lower()}" if point and stem else ""


class Particulars(Struct, frozen=True, kw_only=True):
    """What a source says of itself. The names are those of ``Report``; what it does not say is empty."""

    title: str = ""
    authors: str = ""
    year: int | None = None
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    licence: str = ""
    kind: ReportKind = ReportKind.OTHER
    retraction: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


class Reading(Struct, frozen=True, kw_only=True):
    """A report as it was read. ``text`` is normalised already (``curator.text.decoding.normalise``).

    Sections and pages are in code points of ``text``. ``notes`` are sentences about what had to be
    replaced or left out.
    """

    text: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    particulars: Particulars = field(default_factory=Particulars)


class TextFormat(Struct, frozen=True, kw_only=True):
    """One format of texts.

    ``recognises`` decides by content, and by the ending only where content cannot tell. ``read`` gets the bytes of
    the file, at most ``most_bytes`` of them, and its name; it raises ``BadInput`` with a sentence for what it cannot
    use.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[Head], bool]
    read: Callable[[bytes, str], Reading]
    most_bytes: int = MOST_BYTES


def head_in_words(head: Head) -> str:
    """The beginning of a file as text, as well as it can be told before the whole of it is read."""
    start = head.start
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return start.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
