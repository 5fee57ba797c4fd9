"""Codes of other tools joined to the codebook: known again by their names, else added."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from curator.changes import Alteration, added
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold, tidy
from curator.ids import is_id, new_id
from curator.importing.accounts import Fate, ImportLine
from curator.importing.projects.foreign import CodeKind, ForeignCode
from curator.ports import RecordReader
from curator.records import Direction, Label, Meaning, Outcome, Record, Therapy

Taken = Mapping[str, tuple[CodeKind, str]]
"""By the key of each code of a project, what it is here, and the id of its record."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LABEL_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
"""Colours for labels that bring none, told apart by colour-blind readers."""


class Codes:
    """The codebook of the review and what projects add to it."""

    def __init__(self, reader: RecordReader) -> None:
        self._codebook = Codebook.read(reader)
        self._taken = {record.id for kind in (Label, Therapy, Outcome, Direction) for record in reader.all(kind)}
        self._labels = _by_name(self._codebook.labels.values())
        self._directions = _by_name(self._codebook.directions.values())
        self._terms: dict[CodeKind, dict[str, str]] = {CodeKind.THERAPY: {}, CodeKind.OUTCOME: {}}
        self._new: list[Record] = []

    def take(self, codes: Iterable[ForeignCode]) -> Taken:
        """By the key of each code, what it is here, and the id of its record."""
        taken: dict[str, tuple[CodeKind, str]] = {}
        by_key = {code.key: code for code in codes}
        for code in _parents_first(by_key):
            makers: Mapping[CodeKind, Callable[[ForeignCode, Taken], str]] = {
                CodeKind.LABEL: self._label,
                CodeKind.DIRECTION: self._direction,
                CodeKind.THERAPY: self._therapy,
                CodeKind.OUTCOME: self._outcome,
            }
            taken[code.key] = (code.kind, makers[code.kind](code, taken))
        return taken

    def alterations(self) -> tuple[Alteration, ...]:
        """What is added to the codebook."""
        return added(self._new)

    def lines(self) -> tuple[ImportLine, ...]:
        """A line for everything that is added."""
        return tuple(
            ImportLine(name=getattr(one, "name", ""), fate=Fate.CAME_IN, notes=(f"It is a new {one.name_in_log}.",))
            for one in self._new
        )

    def _label(self, code: ForeignCode, _taken: Taken) -> str:
        def make() -> Label:
            number = len(self._labels)
            colour = code.colour if _COLOUR.fullmatch(code.colour) else LABEL_COLOURS[number % len(LABEL_COLOURS)]
            return Label(
                id=self._id(code), name=tidy(code.name), colour=colour, definition=code.definition, position=number
            )

        return self._known(self._labels, code, make)

    def _direction(self, code: ForeignCode, _taken: Taken) -> str:
        def make() -> Direction:
            meanings = {fold(meaning.value): meaning for meaning in Meaning}
            return Direction(
                id=self._id(code),
                name=tidy(code.name),
                meaning=meanings.get(fold(code.name), Meaning.OTHER),
                definition=code.definition,
                position=len(self._directions),
            )

        return self._known(self._directions, code, make)

    def _therapy(self, code: ForeignCode, taken: Taken) -> str:
        found = self._codebook.therapies.find(code.name)
        return self._term(code, taken, Therapy) if found is None else found.id

    def _outcome(self, code: ForeignCode, taken: Taken) -> str:
        found = self._codebook.outcomes.find(code.name)
        return self._term(code, taken, Outcome) if found is None else found.id

    def _term(self, code: ForeignCode, taken: Taken, kind: type[Therapy | Outcome]) -> str:
        kind_above, above = taken.get(code.parent_key, (CodeKind.LABEL, ""))

        def make() -> Record:
            return kind(
                id=self._id(code),
                name=tidy(code.name),
                definition=code.definition,
                parent_id=above if kind_above is code.kind else None,
            )

        return self._known(self._terms[code.kind], code, make)

    def _known(self, names: dict[str, str], code: ForeignCode, make: Callable[[], Record]) -> str:
        known = names.get(fold(code.name))
        if known is None:
            record = make()
            self._new.append(record)
            known = names[fold(code.name)] = record.id
        return known

    def _id(self, code: ForeignCode) -> str:
        """The tool's own id where it is a UUID that nothing here has, so that it is the same when it goes out again."""
        own = code.key.lower()
        if not is_id(own) or own in self._taken:
            own = new_id()
        self._taken.add(own)
        return own


def _by_name(entries: Collection[Label | Direction]) -> dict[str, str]:
    """The ids of entries by their names; of two with one name, that which is not retired."""
    names: dict[str, str] = {}
    for retired in (True, False):
        names |= {fold(one.name): one.id for one in entries if one.retired is retired}
    return names


def _parents_first(codes: Mapping[str, ForeignCode]) -> list[ForeignCode]:
    """The codes, each after the one that it stands under; in a ring, as they come."""
    ordered: dict[str, ForeignCode] = {}
    for code in codes.values():
        line: dict[str, ForeignCode] = {}
        above: ForeignCode | None = code
        while above is not None and above.key not in line and above.key not in ordered:
            line[above.key] = above
            above = codes.get(above.parent_key)
        for key in reversed(line):
            ordered[key] = line[key]
    return list(ordered.values())
