"""What is looked for: words, phrases and beginnings of words, joined by AND, OR, NEAR and not."""

from __future__ import annotations

from msgspec import Struct

from curator.finding.words import fold_for_search, index_words


class Words(Struct, frozen=True):
    """Words that stand together as typed, folded for searching; with ``begins`` the last one may go on."""

    folded: str
    begins: bool = False


class Near(Struct, frozen=True):
    """Each of ``parts`` with at most ``distance`` words between it and the next one, in either order."""

    parts: tuple[Words, ...]
    distance: int


class AllOf(Struct, frozen=True):
    """Every part is there."""

    parts: tuple[Asked, ...]


class AnyOf(Struct, frozen=True):
    """At least one part is there."""

    parts: tuple[Asked, ...]


class Without(Struct, frozen=True):
    """The part is not there."""

    part: Asked


Asked = Words | Near | AllOf | AnyOf | Without
"""A question, or a part of one."""


class Row(Struct, frozen=True):
    """Words of the index that stand in a row; with ``begins`` the last one may be the beginning of a longer one."""

    words: tuple[str, ...]
    begins: bool = False


class Every(Struct, frozen=True):
    """Each of these; with none, everything."""

    parts: tuple[Needed, ...]


class Some(Struct, frozen=True):
    """At least one of these."""

    parts: tuple[Needed, ...]


Needed = Row | Every | Some
"""What an index must have of a text for it to be looked at."""


def finds_something(asked: Asked) -> bool:
    """Whether every text that answers has a place to show: a question that only excludes has none."""
    if isinstance(asked, AllOf):
        return any(finds_something(part) for part in asked.parts)
    if isinstance(asked, AnyOf):
        return all(finds_something(part) for part in asked.parts)
    return not isinstance(asked, Without)


def needed(asked: Asked) -> Needed:
    """What an index must have of every text that answers.

    What is excluded is left out: an index does not know about hyphens and decimal points, so that it may have the words
    of a text in which, as typed, they do not stand.
    """
    match asked:
        case Words():
            return Row(tuple(index_words(asked.folded)), asked.begins)
        case Near():
            return Every(tuple(needed(part) for part in asked.parts))
        case AllOf():
            return Every(tuple(needed(part) for part in asked.parts if not isinstance(part, Without)))
        case AnyOf():
            return Some(tuple(needed(part) for part in asked.parts))
        case _:
            return Every(())


def as_typed(words: str, *, begins: bool = False) -> Words | None:
    """Words to look for as they were typed; None when no letter or digit is among them."""
    folded = fold_for_search(words).strip()
    return Words(folded, begins) if index_words(folded) else None
