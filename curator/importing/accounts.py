"""The account that every import gives: file by file, or record by record, what became of it, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from curator.changes import Change
from curator.errors import CuratorError
from curator.records import Report

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) is done, and the name of the file. Returning False, or raising, ends the import."""


class Fate(StrEnum):
    """What became of a file, or of one of the records in it."""

    CAME_IN = "came in"
    ALREADY_THERE = "already there"
    AMENDED = "amended"
    TO_DECIDE = "to decide"
    REFUSED = "refused"
    PASSED_OVER = "passed over"


class Answer(StrEnum):
    """What a person says of a line of the account that waits for it.

    *join*: it is the same report, or the offer is right; *keep*: it comes in by itself; *leave*: it stays out.
    """

    JOIN = "join"
    KEEP = "keep"
    LEAVE = "leave"


class Answers(Struct, frozen=True, kw_only=True):
    """What a person says of the lines of an account, by their names; ``otherwise`` is for all that are not named.

    ``columns`` says of the columns of a table, by the names that they have, which of ours they are.
    """

    by_name: Mapping[str, Answer] = field(default_factory=dict)
    otherwise: Answer | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def to(self, name: str) -> Answer | None:
        """The answer to the line of this name; None while nobody gave one."""
        return self.by_name.get(name, self.otherwise)


NO_ANSWERS = Answers()
"""Nobody was asked anything yet."""


class Offer(Struct, frozen=True, kw_only=True):
    """What a line waits for: the report that it may be about as well, or another value that its cell may mean.

    ``reason`` says why, in a sentence; ``likeness`` is from 0 to 1.
    """

    reason: str
    report: Report | None = None
    likeness: float = 1.0


class Difference(Struct, frozen=True, kw_only=True):
    """What an edited table says otherwise than the review: in which row and column, what is there, and what it says.

    ``what`` names the thing that the row is about, ``who`` the reviewer whose it is.
    """

    sheet: str
    row: int
    column: str
    what: str
    who: str
    before: str
    after: str


class ImportLine(Struct, frozen=True, kw_only=True):
    """One line of the account: a file, or a record with its place in the file, what became of it, and why.

    ``report`` is the report that it became, or that has the same already. ``notes`` say what was replaced, left out
    or has to be looked at. ``offer`` is there when somebody has to decide, or has. ``difference`` is there for a cell
    of a table that was edited.
    """

    name: str
    fate: Fate
    report: Report | None = None
    problem: CuratorError | None = None
    notes: tuple[str, ...] = ()
    offer: Offer | None = None
    difference: Difference | None = None

    @property
    def sentence(self) -> str:
        """The line in words."""
        why = " ".join((*([self.problem.sentence()] if self.problem else []), *self.notes))
        return f"{self.name}: {self.fate.value}. {why}".strip()


class ImportAccount(Struct, frozen=True, kw_only=True):
    """What an import would do. ``change`` is None when nothing new comes in, or it was cancelled.

    The account is the preview: nothing is altered before somebody applies ``change``.
    """

    change: Change | None
    lines: tuple[ImportLine, ...]
    cancelled: bool = False

    def with_fate(self, fate: Fate) -> tuple[ImportLine, ...]:
        """The lines of what this became of."""
        return tuple(line for line in self.lines if line.fate is fate)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The new reports."""
        return tuple(line.report for line in self.with_fate(Fate.CAME_IN) if line.report is not None)


CANCELLED = ImportAccount(change=None, lines=(), cancelled=True)
"""Somebody cancelled the import while files were read: nothing comes in."""


def refused_file(name: str, problem: CuratorError) -> ImportAccount:
    """The account of one file that cannot be used: nothing of it comes in, and one line says why."""
    return ImportAccount(change=None, lines=(ImportLine(name=name, fate=Fate.REFUSED, problem=problem),))
