"""The few openings through which the rules and the window reach a review that is stored somewhere.

``db`` fills them in; ``main.py`` plugs them together. Reading and changing go through ``ReviewStore``; making and
opening review files goes through ``ReviewFiles``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from curator.changes import Alteration, Applied, Change, LogEntry
from curator.evidence.question import EvidenceQuestion
from curator.finding.candidates import Candidates
from curator.finding.question import Needed
from curator.records import Record

R = TypeVar("R", bound=Record)


class ReviewState(Struct, frozen=True, kw_only=True):
    """How far a review has come: the number and the time (UTC) of the last line of its log."""

    sequence: int
    changed_at: datetime


class RecordReader(Protocol):
    """Reads the records of one review. Lists are in order of id, which is order of making."""

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id; raises ``NotFound``."""

    def get_many(self, kind: type[R], record_ids: Iterable[str]) -> dict[str, R]:
        """The records with these ids, by id; ids that do not exist are left out."""

    def all(self, kind: type[R], **where: str | bool | None) -> list[R]:
        """All records of a type whose fields equal ``where`` (plain fields only: ids, texts, flags)."""

    def count(self, kind: type[Record], **where: str | bool | None) -> int:
        """How many records ``all`` would give."""

    def text(self, sha256: str) -> str:
        """A report's text by its SHA-256; raises ``NotFound``."""

    def original(self, sha256: str) -> bytes:
        """A report's original file by its SHA-256; raises ``NotFound``."""

    def state(self) -> ReviewState:
        """How far the review has come."""

    def log(self, *, limit: int | None = None, before: int | None = None) -> list[LogEntry]:
        """The lines of the log, newest first; ``before`` a sequence number, at most ``limit`` of them."""

    def alterations(self, sequence: int) -> tuple[Alteration, ...]:
        """What the change with this number in the log altered; raises ``NotFound``."""

    def claim_ids(self, question: EvidenceQuestion) -> list[str]:
        """The ids of the claims that ``question`` asks for, in the order that it asks for."""

    def claims_using(self, term_ids: Sequence[str]) -> list[str]:
        """The ids of all claims (retracted ones too) that name one of these therapies, outcomes or directions."""

    def uses(self) -> Mapping[str, tuple[int, int]]:
        """By the id of a term, field, report, study or label: how many living and how many retracted claims name it.

        Of a label it is marks. What ``curator.evidence.uses.used_by`` says of each, counted for all of them at once;
        what nothing names is left out.
        """

    def worth_searching(self, needed: Needed) -> Candidates:
        """The texts and records that may have the words that are needed; no other has them.

        Whether they really have them is decided on the words themselves (``curator.finding``).
        """


class ReviewStore(RecordReader, Protocol):
    """One open review: reads its records and applies changes to it."""

    path: Path | None
    read_only: bool

    def apply(self, change: Change) -> Applied:
        """Applies a change all or nothing and writes it to the log.

        Raises ``ChangedMeanwhile`` when a record is no longer what the change says it was, ``ReadOnlyReview`` and
        ``CannotWrite``. When it returns, the change is on the disk.
        """

    def undo(self, reviewer_id: str | None) -> Applied:
        """Takes the last change back; raises ``NothingToUndo``."""

    def redo(self, reviewer_id: str | None) -> Applied:
        """Does again what was undone last; raises ``NothingToUndo``."""

    def next_undo(self) -> LogEntry | None:
        """The change that ``undo`` would take back."""

    def next_redo(self) -> LogEntry | None:
        """The change that ``redo`` would do again."""

    def snapshot(self) -> AbstractContextManager[RecordReader]:
        """A reader that keeps showing the review as it is now, and never makes a save wait."""

    def words_are_indexed(self) -> bool:
        """Whether the index of words lacks nothing; a search without it finds the same, but takes longer."""

    def index_words(self, progress: Callable[[float, str], object] | None = None, *, anew: bool = False) -> int:
        """Adds to the index of words what it lacks, or with ``anew`` makes it from the beginning.

        Says how many texts and records were added. ``progress`` hears which share (0 to 1) is done; raising ends the
        work, and what was added stays. Nothing of the review itself is altered.
        """

    def verify_storage(self) -> list[str]:
        """What is wrong with the file itself, a sentence each; empty when all is well."""

    def close(self) -> None:
        """Closes the review; the file is then one file again."""


class ReviewFiles(Protocol):
    """Makes and opens review files (or, by URL, a team's shared database)."""

    def create(self, path: Path) -> ReviewStore:
        """Makes a new, empty review file; raises ``CannotWrite`` when something is there already."""

    def open(self, path: Path, *, read_only: bool = False) -> ReviewStore:
        """Opens a review file; raises one of the ``ReviewFileProblem`` family."""
