"""In what two versions of a record differ, in the words of whoever has to choose between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from curator.codebook.codebook import Codebook
from curator.desktops.accounts import Conflict
from curator.evidence.lines import groups_in_words
from curator.ids import is_id
from curator.ports import RecordReader
from curator.records import Estimate, Passage, Record, Report, Reviewer, Study
from curator.text.estimate_words import show_estimate

ELSEWHERE = "something that only the file has"

_TITLES: Mapping[str, str] = {
    "passages": "words",
    "therapies": "therapy",
    "comparators": "comparator",
    "outcome_id": "outcome",
    "direction_id": "direction",
    "study_id": "study",
    "study_ids": "studies",
    "parent_id": "stands under",
    "merged_into_id": "merged into",
    "label_id": "label",
    "absent": "why empty",
    "extra": "own fields",
    "kind": "kind",
    "doi": "DOI",
    "pmid": "PubMed id",
}


class Difference(Struct, frozen=True, kw_only=True):
    """One field in which two versions differ, in words; empty words are an empty field."""

    title: str
    ours: str
    theirs: str


class Differences:
    """Writes what two versions differ in, with the names of what this review has."""

    def __init__(self, reader: RecordReader) -> None:
        self._codebook = Codebook.read(reader)
        self._names = {
            record.id: getattr(record, "name", "") or getattr(record, "title", "")
            for kind in (Study, Reviewer, Report)
            for record in reader.all(kind)
        }

    def of(self, conflict: Conflict) -> list[Difference]:
        """The fields in which the two versions of a conflict differ; none when one of them was taken away."""
        ours, theirs = conflict.ours, conflict.theirs
        if ours is None or theirs is None:
            return []
        return [
            Difference(
                title=_TITLES.get(name, name.replace("_", " ")),
                ours=self._words(ours, name),
                theirs=self._words(theirs, name),
            )
            for name in conflict.fields
        ]

    def _words(self, record: Record, name: str) -> str:
        value: Any = getattr(record, name)
        if isinstance(value, tuple):
            return self._listed(value)
        if isinstance(value, Mapping):
            return "; ".join(f"{self._named(key)}: {said}" for key, said in value.items())
        if isinstance(value, str):
            return self._named(str(value))
        plain = {None: "", True: "yes", False: "no"}
        return plain[value] if value is None or isinstance(value, bool) else msgspec.json.encode(value).decode()

    def _listed(self, values: tuple[Any, ...]) -> str:
        """Passages, estimates, groups of therapies, or ids, as a list in words."""
        match values:
            case (Passage(), *_):
                return " … ".join(f"“{one.words}”" for one in values)
            case (Estimate(), *_):
                return "; ".join(show_estimate(one) for one in values)
            case (tuple(), *_):
                return groups_in_words(values, self._codebook)
            case _:
                return ", ".join(map(self._named, values))

    def _named(self, value: str) -> str:
        """The name of what an id stands for; other words as they are."""
        if not is_id(value):
            return value
        return self._codebook.name_of(value) or self._names.get(value) or ELSEWHERE
