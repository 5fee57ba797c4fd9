"""The flow of a document: paragraphs that go on in the next column or on the next page, and what stands between.

A table or a figure that stands in the middle of a paragraph comes after that paragraph; where the paragraph goes on
on the next page, before it: so that no sentence is interrupted, and the text of every page stays in one piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from curator.importing.formats.pdf.blocks import Block, ends_sentence, ends_with_full_stop
from curator.importing.formats.pdf.rows import Row

_FURTHEST_PAGE = 2
_FURTHEST = 160
_SMALLER = 0.97


class PlacedRow(NamedTuple):
    """A row and the number of its page."""

    row: Row
    page: int


class Unit(NamedTuple):
    """A paragraph, a heading or a table, whole. ``block`` is where it begins."""

    rows: list[PlacedRow]
    block: Block


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    """The units of a document in the order in which they are read."""
    taken: set[int] = set()
    units: list[Unit] = []
    for number, block in enumerate(blocks):
        if number in taken:
            continue
        parts = _parts_from(number, blocks, taken)
        taken.update(parts)
        between = [one for one in range(parts[0], parts[-1]) if one not in taken]
        first_page, last_page = block.page, blocks[parts[-1]].page
        before = [one for one in between if blocks[one].page == first_page < last_page]
        within = [one for one in between if first_page < blocks[one].page < last_page]
        taken.update(before, within)
        units += [_unit([blocks[one]]) for one in before]
        units += _interrupted(_unit([blocks[one] for one in parts]), [blocks[one] for one in within])
    return units


def _parts_from(number: int, blocks: Sequence[Block], taken: set[int]) -> list[int]:
    parts = [number]
    while blocks[parts[-1]].breaks_off:
        following = _continuation(parts[-1], blocks, taken)
        if following is None:
            break
        parts.append(following)
    return parts


def _continuation(number: int, blocks: Sequence[Block], taken: set[int]) -> int | None:
    """The block in which a paragraph goes on that breaks off."""
    block = blocks[number]
    hyphen = block.rows[-1].ends_in_hyphen
    for other in range(number + 1, min(len(blocks), number + _FURTHEST)):
        candidate = blocks[other]
        if candidate.page > block.page + _FURTHEST_PAGE:
            return None
        if other in taken or _stands_between(candidate, block):
            continue
        return other if candidate.has_style_of(block) and _goes_on(candidate, hyphen=hyphen) else None
    return None


def _stands_between(candidate: Block, block: Block) -> bool:
    """Whether it may stand in the middle of a paragraph: a table, a figure, their words, a footnote."""
    return candidate.is_table or candidate.is_caption or candidate.height < _SMALLER * block.height


def _goes_on(candidate: Block, *, hyphen: bool) -> bool:
    text = candidate.rows[0].text
    if hyphen:
        return text[:1].isalnum()
    if candidate.is_indented and len(candidate.rows) > 1:
        return text[:1].islower()
    return text[:1].islower() or not text[:1].isupper() or len(candidate.rows) > 1 or ends_sentence(text)


def _unit(blocks: Sequence[Block]) -> Unit:
    return Unit([PlacedRow(row, block.page) for block in blocks for row in block.rows], blocks[0])


def _interrupted(unit: Unit, within: Sequence[Block]) -> list[Unit]:
    """A paragraph that goes over a whole page, parted at the end of a sentence for what stands on that page."""
    units: list[Unit] = []
    rest = unit
    for page in sorted({block.page for block in within}):
        cut = next(
            (
                number + 1
                for number in range(len(rest.rows) - 2, -1, -1)
                if rest.rows[number].page == page and ends_with_full_stop(rest.rows[number].row.text)
            ),
            None,
        )
        if cut is not None:
            units.append(Unit(rest.rows[:cut], unit.block))
            rest = Unit(rest.rows[cut:], unit.block)
        units += [_unit([block]) for block in within if block.page == page]
    return [*units, rest]
