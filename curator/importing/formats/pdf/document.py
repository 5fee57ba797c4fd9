"""A whole PDF read: pages, columns, blocks, flow, text, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from curator.importing.formats.pdf.blocks import Block, Leads, blocks_of
from curator.importing.formats.pdf.columns import Column, columns_of, gutter_of
from curator.importing.formats.pdf.flow import units_of
from curator.importing.formats.pdf.hyphens import Vocabulary
from curator.importing.formats.pdf.line_numbers import without_line_numbers
from curator.importing.formats.pdf.margins import set_margins_apart
from curator.importing.formats.pdf.pieces import PageOfPieces, Piece
from curator.importing.formats.pdf.rows import lay_drop_caps, rows_of
from curator.importing.formats.pdf.weaving import Woven, weave


class Document(NamedTuple):
    """A PDF as it was read: its text, what was set apart from it, and the numbers printed on its pages.

    ``had_line_numbers`` says that numbers beside the lines were left out.
    """

    woven: Woven
    apart: list[str]
    numbers: list[int | None]
    had_line_numbers: bool


def read_document(pages: Sequence[PageOfPieces], page_done: Callable[[], object] = lambda: None) -> Document:
    """The text of a document from the pieces of its pages. ``page_done`` is called once a page was laid out."""
    unnumbered = [without_line_numbers(page) for page in pages]
    margins = set_margins_apart(unnumbered)
    columns = _columns(margins.pages, page_done)
    leads = Leads(column for page in columns for column in page)
    blocks: list[Block] = []
    for number, page in enumerate(columns):
        for place, column in enumerate(page):
            blocks += blocks_of(column, leads, number, place)
        blocks += _on_their_side(margins.pages[number], number, leads)
        page_done()
    words = Vocabulary(_lines(columns))
    woven = weave(units_of(blocks), words, len(pages))
    numbered = any(before is not after for before, after in zip(pages, unnumbered, strict=True))
    return Document(woven, margins.apart, margins.numbers, numbered)


def _columns(pages: Sequence[Sequence[Piece]], page_done: Callable[[], object]) -> list[list[Column]]:
    upright = [[piece for piece in page if piece.quarter == 0] for page in pages]
    for pieces in upright:
        lay_drop_caps(pieces)
    edges = [gutter_of(pieces) for pieces in upright]
    known = sorted({round(edge * 2) / 2 for edge in edges if edge is not None})
    columns = []
    for pieces in upright:
        columns.append(columns_of(pieces, known))
        page_done()
    return columns


def _on_their_side(pieces: Sequence[Piece], page: int, leads: Leads) -> Iterator[Block]:
    """Words that are turned, as the name of a figure's axis is: read in their own direction."""
    for quarter in (1, 2, 3):
        turned = [piece for piece in pieces if piece.quarter == quarter]
        for piece in turned:
            left, top, right, bottom = piece.left, piece.top, piece.right, piece.bottom
            match quarter:
                case 1:
                    piece.put((top, -right, bottom, -left))
                case 2:
                    piece.put((-right, -bottom, -left, -top))
                case _:
                    piece.put((-bottom, left, -top, right))
        if turned:
            rows = rows_of(turned)
            column = Column(rows, min(row.left for row in rows), max(row.right for row in rows), is_wide=False)
            yield from blocks_of(column, leads, page, -quarter)


def _lines(columns: Sequence[Sequence[Column]]) -> Iterator[tuple[str, bool, bool]]:
    """The lines of a document, and whether their first and last words are parts of broken ones."""
    for page in columns:
        for column in page:
            before = False
            for row, _following in pairwise([*column.rows, None]):
                if row is not None:
                    yield row.text, before, row.ends_in_hyphen
                    before = row.ends_in_hyphen
