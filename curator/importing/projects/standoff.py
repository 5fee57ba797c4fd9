"""The lines of a brat standoff file: words with a type, and what is said of them."""

from __future__ import annotations

import re

from msgspec import Struct, field

_TYPED = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?", re.DOTALL)
_MOST_DIGITS = 9


class TextBound(Struct, kw_only=True):
    """A T line: an id, a type, its fragments as the file counts them, its words, and what other lines say of it."""

    id: str
    type: str
    fragments: tuple[tuple[int, int], ...]
    words: str
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def words_of_fragments(self) -> tuple[str, ...]:
        """The words of each fragment, where the lengths tell which are which; else empty ones."""
        lengths = [end - start for start, end in self.fragments]
        if sum(lengths) + len(lengths) - 1 != len(self.words):
            return (self.words,) if len(lengths) == 1 else ("",) * len(lengths)
        found: list[str] = []
        place = 0
        for length in lengths:
            found.append(self.words[place : place + length])
            place += length + 1
        return tuple(found)


class Standoff(Struct, kw_only=True):
    """What one .ann file says. ``unread`` are the numbers of lines that are no lines of this form."""

    marks: dict[str, TextBound] = field(default_factory=dict)
    relations: int = 0
    attributes: int = 0
    unread: list[int] = field(default_factory=list)
    unattached: int = 0


def read_standoff(text: str) -> Standoff:
    """Reads the lines; T lines first, since others may name them before they come."""
    standoff = Standoff()
    others: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        row = line.removesuffix("\r")
        if row.startswith("T"):
            found = _TYPED.fullmatch(row)
            if found is None or len(max(re.findall(r"\d+", found.group(3)), key=len)) > _MOST_DIGITS:
                standoff.unread.append(number)
                continue
            pairs = (piece.split(" ") for piece in found.group(3).split(";"))
            fragments = tuple((int(start), int(end)) for start, end in pairs)
            standoff.marks[found.group(1)] = TextBound(
                id=found.group(1), type=found.group(2), fragments=fragments, words=found.group(4) or ""
            )
        elif row.strip():
            others.append((number, row))
    triggers = {row.split("\t")[0]: _trigger(row) for _, row in others if row.startswith("E")}
    for number, row in others:
        _take(standoff, number, row, triggers)
    return standoff


def _trigger(row: str) -> str:
    """The T that an event line is anchored in."""
    anchored = row.partition("\t")[2].split(" ")[0]
    return anchored.rpartition(":")[2]


def _take(standoff: Standoff, number: int, row: str, triggers: dict[str, str]) -> None:
    identity, _, rest = row.partition("\t")
    kind = identity[:1]
    if kind == "#":
        kind_of_note, _, words = rest.partition("\t")
        target = kind_of_note.split(" ")[-1]
        mark = standoff.marks.get(triggers.get(target, target))
        if mark is None:
            standoff.unattached += 1
        else:
            mark.notes.append(words)
        return
    said = rest.replace("\t", " ").split(" ")
    if kind in {"A", "M", "N"} and rest:
        mark = standoff.marks.get(triggers.get(said[1], said[1])) if len(said) > 1 else None
        standoff.attributes += 1
        if mark is None:
            standoff.unattached += 1
        else:
            mark.remarks.append(": ".join(filter(None, (said[0], " ".join(said[2:])))))
    elif kind in {"R", "E", "*"} and rest:
        standoff.relations += 1
        _say_relation(standoff, rest.strip(), triggers)
    else:
        standoff.unread.append(number)


def _say_relation(standoff: Standoff, rest: str, triggers: dict[str, str]) -> None:
    """Writes a relation or an event beside every T that takes part in it, with the words of the others."""
    words = rest.replace("\t", " ").split(" ")
    parts = [(role, triggers.get(target, target)) for role, _, target in (word.rpartition(":") for word in words)]
    named = [(role, standoff.marks[target]) for role, target in parts if target in standoff.marks]
    title = words[0].partition(":")[0]
    for role, mark in named:
        others = "; ".join(f"{other or 'with'} “{one.words}”" for other, one in named if one is not mark)
        mark.remarks.append(f"{title} ({role or 'part'}): {others}" if others else title)
