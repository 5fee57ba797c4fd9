"""What a merge would do, said before it is done; and what a person decides about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct, field

from curator.changes import Change
from curator.errors import CuratorError
from curator.records import Record


class Take(StrEnum):
    """Which of two versions of a record a person takes: the one here, the one in the file, or whichever is safe."""

    OURS = "ours"
    THEIRS = "theirs"
    SAFE = "safe"


class Choices(Struct, frozen=True, kw_only=True):
    """What a person decided beforehand.

    ``take`` is for every conflict, ``takes`` for single ones by the record's id. ``join_terms``: terms (and labels,
    directions, fields) that both sides added under one name become one. ``same_reviewers`` are names under which the
    file and this review know the same person by different ids. ``external``: the file of another review comes in as
    the work of external coders.
    """

    take: Take | None = None
    takes: Mapping[str, Take] = field(default_factory=dict)
    join_terms: bool = False
    same_reviewers: tuple[str, ...] = ()
    external: bool = False

    def of(self, record_id: str) -> Take | None:
        """What was decided about one record."""
        return self.takes.get(record_id, self.take)


class Conflict(Struct, frozen=True, kw_only=True):
    """A record that was amended here and in the file, each in another way; None is for taken away.

    ``safe`` is the choice that is offered, ``taken`` what was chosen, if anything was. ``what`` describes the record in
    words; ``fields`` are those in which the two differ. ``is_hidden`` when whoever is told may not see the record; it
    has no versions here then.
    """

    record_id: str
    kind: str
    what: str
    fields: tuple[str, ...]
    ours: Record | None
    theirs: Record | None
    safe: Take
    taken: Take | None
    is_hidden: bool = False


class Join(Struct, frozen=True, kw_only=True):
    """A term of the file and one of the review that have one name; both were added since they parted."""

    kind: str
    name: str
    theirs_id: str
    ours_id: str


class LostWords(Struct, frozen=True, kw_only=True):
    """Words that could not be found again with certainty in the text that this review has of a report.

    ``closely`` when a place much like them was found. The claim that stood on them is a draft then, and a query asks
    about it; a mark without any other words gives way to such a query.
    """

    report: str
    what: str
    words: str
    closely: bool
    report_id: str
    reviewer_id: str

    @property
    def sentence(self) -> str:
        """It in words."""
        found = "were found only closely" if self.closely else "were not found"
        return f"{self.what} on “{self.report}”: the words “{self.words}” {found} in the text that this review has."


class FileAccount(Struct, kw_only=True):
    """What one file would bring; ``refused`` says why it cannot be merged, if so.

    ``new``, ``changed`` and ``taken_away`` count records by type; ``same`` counts those of the file that alter
    nothing. ``codebook_added`` are names; ``notes`` are sentences about what was decided without asking.
    """

    name: str
    reviewer: str = ""
    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    taken_away: dict[str, int] = field(default_factory=dict)
    same: int = 0
    codebook_added: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    lost_words: list[LostWords] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: CuratorError | None = None

    @property
    def brings_nothing(self) -> bool:
        """Whether the review has all of it already."""
        return not (self.new or self.changed or self.taken_away)


class Merge(Struct, frozen=True, kw_only=True):
    """What merging some files would do.

    ``change`` is None when a file is refused, when something is to be decided first, or when there is nothing new.
    """

    change: Change | None
    files: tuple[FileAccount, ...]
    choices: Choices

    @property
    def refused(self) -> tuple[FileAccount, ...]:
        """The files that cannot be merged."""
        return tuple(account for account in self.files if account.refused is not None)

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts about which nothing was decided."""
        return tuple(one for account in self.files for one in account.conflicts if one.taken is None)

    @property
    def open_joins(self) -> tuple[Join, ...]:
        """The terms of one name about which nothing was decided."""
        return () if self.choices.join_terms else tuple(self._joins())

    def _joins(self) -> Iterator[Join]:
        for account in self.files:
            yield from account.joins
