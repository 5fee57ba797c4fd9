"""Marks as lines of a standoff file: fragments, labels and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from curator.records import Label, Mark, Passage

_UNFIT = re.compile(r"[^\w-]+")


def type_names(labels: Iterable[Label]) -> dict[str, str]:
    """By the id of each label, its name as brat can hold it: letters, digits, hyphens and underscores, used once."""
    names: dict[str, str] = {}
    for label in labels:
        name = first = _UNFIT.sub("_", label.name).strip("_") or "Label"
        number = 2
        while name in names.values():
            name = f"{first}_{number}"
            number += 1
        names[label.id] = name
    return names


def fragments(passages: Sequence[Passage]) -> list[tuple[int, int, str]]:
    """Start, end and words of each fragment. No fragment goes over a line's end: brat knows none that do."""
    found: list[tuple[int, int, str]] = []
    for passage in passages:
        start = passage.start
        for words in passage.words.split("\n"):
            if words:
                found.append((start, start + len(words), words))
            start += len(words) + 1
    return found


def comes_back_otherwise(passages: Sequence[Passage]) -> bool:
    """Whether a mark will be read back with other passages: they meet at a line's end, or begin or end with one."""
    if any(passage.words[:1] == "\n" or passage.words[-1:] == "\n" for passage in passages):
        return True
    return any(
        later.start - earlier.end <= len(earlier.after)
        and not earlier.after[: max(0, later.start - earlier.end)].strip("\n")
        for earlier, later in pairwise(passages)
    )


def standoff_lines(marks: Iterable[Mark], names: Mapping[str, str]) -> Iterator[str]:
    """The lines of the marks on one text; each line of a memo is a note of its own."""
    notes = 0
    for number, mark in enumerate(marks, 1):
        pieces = fragments(mark.passages)
        places = ";".join(f"{start} {end}" for start, end, _ in pieces)
        words = " ".join(piece for *_, piece in pieces)
        yield f"T{number}\t{names[mark.label_id]} {places}\t{words}"
        for line in mark.memo.replace("\r\n", "\n").replace("\r", "\n").split("\n") if mark.memo else ():
            notes += 1
            yield f"#{notes}\tAnnotatorNotes T{number}\t{line}"
