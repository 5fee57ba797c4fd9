"""A project of another tool, in words that all of them share: texts, labels, and marks that somebody made.

A reader of one tool's files makes this; what it means for a review is decided in one place (``intake``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from msgspec import Struct, field


class CodeKind(StrEnum):
    """What a code of another tool becomes here."""

    LABEL = "label"
    THERAPY = "therapy"
    OUTCOME = "outcome"
    DIRECTION = "direction"


class ForeignText(Struct, frozen=True, kw_only=True):
    """A text of the project. ``key`` is the tool's own name for it; ``text`` is normalised, as it is stored.

    ``notes`` say what had to be replaced. ``note`` is the tool's own remark about it.
    """

    key: str
    file_name: str
    text: str
    original: bytes
    encoding: str = "utf-8"
    title: str = ""
    notes: tuple[str, ...] = ()
    note: str = ""


class ForeignCode(Struct, frozen=True, kw_only=True):
    """A code. ``parent_key`` is the code that it stands under; ``colour`` is ``#RRGGBB`` or empty."""

    key: str
    name: str
    kind: CodeKind = CodeKind.LABEL
    parent_key: str = ""
    colour: str = ""
    definition: str = ""


class ForeignMark(Struct, frozen=True, kw_only=True):
    """Places of a text under one code. ``places`` are in code points of the normalised text, ends exclusive.

    ``coder`` is the name of whoever made it, empty where the tool does not say. ``memo`` is their remark. ``key`` is
    the tool's own id; when it is a UUID it stays the mark's id. Marks of one ``thing`` by codes other than labels
    make one claim together.
    """

    text_key: str
    code_key: str
    places: tuple[tuple[int, int], ...]
    key: str = ""
    coder: str = ""
    memo: str = ""
    at: datetime | None = None
    thing: str = ""


class ForeignProject(Struct, kw_only=True):
    """All of it. ``notes`` say, a sentence each, what could not be taken and how places were counted."""

    name: str
    texts: list[ForeignText] = field(default_factory=list)
    codes: list[ForeignCode] = field(default_factory=list)
    marks: list[ForeignMark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def moment_of(words: str | None) -> datetime | None:
    """A time as another tool wrote it, in UTC; one without a zone is taken to be UTC. None for what is no time."""
    try:
        at = datetime.fromisoformat((words or "").strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
