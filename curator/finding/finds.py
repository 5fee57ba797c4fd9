"""One place at which a question's words stand, with what is around it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from curator.records import Record

AROUND = 80
"""How many characters before and behind its words a find shows."""


class Where(StrEnum):
    """What sort of words were searched."""

    TEXT = "text"
    CLAIM = "claim"
    NOTE = "note"
    REFERENCE = "reference"


class Find(Struct, frozen=True, kw_only=True):
    """Words that were found: ``hit`` as they stand there, with what stands left and right of them in one line.

    In a text, ``[start, end)`` is their place in code points; in a record, their place in its ``field``. ``report_id``
    is empty for a study. ``section`` says where in the report the place is, as far as that is known.
    """

    where: Where
    kind: type[Record]
    record_id: str
    report_id: str
    field: str
    start: int
    end: int
    left: str
    hit: str
    right: str
    section: str = ""

    @property
    def key(self) -> tuple[str, str, int, int]:
        """What tells this find from every other of the same question."""
        return self.record_id, self.field, self.start, self.end


def in_its_surroundings(words: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands left of ``[start, end)``, there, and right of it: each in one line, the outer ends at words."""
    left = words[max(0, start - AROUND) : start]
    if start > AROUND and " " in left:
        left = left.split(maxsplit=1)[-1] if not left[0].isspace() else left
    right = words[end : end + AROUND]
    if end + AROUND < len(words) and " " in right:
        right = right.rsplit(maxsplit=1)[0] if not right[-1].isspace() else right
    return _line(left), _line(words[start:end]).strip(), _line(right)


def _line(words: str) -> str:
    """Words in one line; a space stays where one stood at an end."""
    line = " ".join(words.split())
    before = " " if words[:1].isspace() and line else ""
    return f"{before}{line}{' ' if words[-1:].isspace() and line else ''}"
