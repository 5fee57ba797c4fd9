"""A reference as its file has it: tags with their values, all of them, in the order of the file.

A format of references is one small module with a ``FORMAT`` in it. It knows nothing of reviews: bytes go in,
references come out. What its tags mean for a report is said in its ``Tags``, and read in one place for every format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from msgspec import Struct, field

from curator.errors import CuratorError
from curator.importing.formats.reading import Head


class Part(Enum):
    """What a tag may say of a report, where a report has a field for it."""

    TITLE = auto()
    AUTHORS = auto()
    YEAR = auto()
    JOURNAL = auto()
    DOI = auto()
    PMID = auto()
    PMCID = auto()
    LICENCE = auto()
    ABSTRACT = auto()


class Entry(NamedTuple):
    """One tag of a reference and its value, without the white space around it; the value may be empty."""

    tag: str
    value: str


class Reference(Struct, frozen=True, kw_only=True):
    """One reference. ``number`` is its place in the file, from 1; ``original`` are its own bytes.

    ``notes`` say what is wrong with how it is written.
    """

    number: int
    entries: tuple[Entry, ...]
    original: bytes
    notes: tuple[str, ...] = ()

    def values(self, tag: str) -> list[str]:
        """What stands under a tag, without what is empty."""
        return [entry.value for entry in self.entries if entry.tag == tag and entry.value]


class RefusedReference(Struct, frozen=True, kw_only=True):
    """A reference that cannot be read, and why."""

    number: int
    problem: CuratorError


class ReadReferences(Struct, frozen=True, kw_only=True):
    """What a file of references holds. ``outside`` are its lines that belong to no reference."""

    references: tuple[Reference, ...]
    refused: tuple[RefusedReference, ...] = ()
    outside: tuple[str, ...] = ()
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


class Tags(Struct, frozen=True, kw_only=True):
    """What the tags of a format mean.

    ``parts`` has, for each part of a report, the tags that say it, the best one first. ``names`` are all tags in words;
    a tag that has none is named by itself. ``retracted`` are the tags in which a retraction is said.
    ``also`` finds what only several tags together say. With ``says_itself`` a tag is a name in words already.
    """

    parts: Mapping[Part, tuple[str, ...]]
    names: Mapping[str, str]
    retracted: tuple[str, ...] = ()
    says_itself: bool = False
    also: Callable[[Reference], Mapping[Part, str]] = field(default=lambda _reference: {})

    def name_of(self, tag: str) -> str:
        """A tag in words."""
        return self.names.get(tag) or (tag if self.says_itself else f"Tag {tag}")


class ReferenceFormat(Struct, frozen=True, kw_only=True):
    """One format of references. ``read`` raises ``BadInput`` with a sentence for a file that it cannot use."""

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[Head], bool]
    read: Callable[[bytes], ReadReferences]
    tags: Tags
