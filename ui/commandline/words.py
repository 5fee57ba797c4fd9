"""Numbers of records in words, and texts from outside made fit for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curator.records import Record

_UNPRINTABLE = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), 127, *range(128, 160)) if chr(code) not in "\t\n"
}


def counted(number: int, name: str) -> str:
    """A number and a noun that agrees with it: “1 study”, “2 studies”, “1,204 claims”."""
    return f"{number:,} {name if number == 1 else _several(name)}"


def _several(name: str) -> str:
    if name.endswith(("ay", "ey", "oy")) or not name.endswith("y"):
        return f"{name}s"
    return f"{name[:-1]}ies"


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Numbers of records by type, those that are not zero: “2 reports, 38 claims”."""
    return ", ".join(counted(number, name) for name, number in counts.items() if number)


def by_type(records: Iterable[Record]) -> dict[str, int]:
    """How many records there are of each type."""
    counts: dict[str, int] = {}
    for record in records:
        counts[record.name_in_log] = counts.get(record.name_in_log, 0) + 1
    return counts


def touched(counts: Mapping[str, tuple[int, int, int]]) -> dict[str, int]:
    """How many records of each type an entry of the log is about, whatever became of them."""
    return {name: sum(tally) for name, tally in counts.items()}


def printable(words: str) -> str:
    """The words without characters that would command a terminal (those of a file's name, or of a text's quote)."""
    return words.translate(_UNPRINTABLE)
