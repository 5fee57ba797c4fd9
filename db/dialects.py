"""The few expressions that SQLite and PostgreSQL write differently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol
from unicodedata import normalize

import msgspec
import sqlalchemy as sa

Text = sa.ColumnElement[str]

DASHES = "‐‑‒–—−"


class Dialect(Protocol):
    """How one database says what a search for claims needs."""

    def folded(self, text: Text) -> Text:
        """Text in which case, width, dashes and white space do not count."""

    def contains(self, text: Text, words: str) -> sa.ColumnElement[bool]:
        """Whether these words, letter by letter, stand in a text."""

    def words_of(self, passages: Text) -> Text:
        """The words of stored passages."""

    def start_of(self, passages: Text) -> sa.ColumnElement[int]:
        """Where the first of stored passages begins; 0 without any."""

    def names_any(self, groups: Text, ids: Iterable[str]) -> sa.ColumnElement[bool]:
        """Whether stored groups of therapies name one of these."""

    def members(self, lists: sa.Column[str]) -> sa.Select[str]:
        """The ids in all the stored lists of a column."""

    def listed(self, ids: Iterable[str], name: str) -> sa.FromClause:
        """The ids as a table called ``name``, with their ``place`` in the list and their ``id``."""


def dialect_of(connection: sa.Connection) -> Dialect:
    """The dialect of a connection's database."""
    if connection.dialect.name != "postgresql":
        return _SQLITE
    from db.postgresql_dialect import PostgresqlDialect

    return PostgresqlDialect()


class _Sqlite:
    def contains(self, text: Text, words: str) -> sa.ColumnElement[bool]:
        return sa.func.instr(text, words, type_=sa.Integer()) > 0

    def folded(self, text: Text) -> Text:
        return sa.func.folded(text, type_=sa.Text())

    def words_of(self, passages: Text) -> Text:
        return sa.func.words_of(passages, type_=sa.Text())

    def start_of(self, passages: Text) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.json_extract(passages, "$[0].start", type_=sa.BigInteger()), 0)

    def names_any(self, groups: Text, ids: Iterable[str]) -> sa.ColumnElement[bool]:
        return sa.func.names_any(groups, _json(ids), type_=sa.Boolean()).is_(sa.true())

    def members(self, lists: sa.Column[str]) -> sa.Select[str]:
        row = sa.func.json_each(lists).table_valued("value")
        return sa.select(row.c.value).select_from(sa.join(lists.table, row, sa.true()))

    def listed(self, ids: Iterable[str], name: str) -> sa.FromClause:
        row = sa.func.json_each(_json(ids)).table_valued("key", "value")
        return (
            sa.select(row.c.key.label("place"), row.c.value.label("id"))
            .cte(name)
            .prefix_with("MATERIALIZED", dialect="sqlite")
        )


def _json(ids: Iterable[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()


_SQLITE = _Sqlite()


class _Words(msgspec.Struct):
    words: str


_decode_words = msgspec.json.Decoder(list[_Words]).decode
_decode_groups = msgspec.json.Decoder(list[list[str]]).decode


_PLAIN = {**dict.fromkeys(map(ord, DASHES), "-"), **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))}
_ODD = re.compile("[" + "".join(map(chr, _PLAIN)) + "]")


# A statement asks the same of one row several times over; the last few answers are kept.
@lru_cache(maxsize=4)
def _folded(text: str | None) -> str | None:
    """What ``curator.codebook.names.fold`` gives, but fast for the many texts that need little folding."""
    if text is None:
        return None
    if not text.isascii():
        text = normalize("NFKC", text)
        if _ODD.search(text):
            text = text.translate(_PLAIN)
    return " ".join(text.casefold().split())


@lru_cache(maxsize=4)
def _words_of(passages: str) -> str:
    return " … ".join([passage.words for passage in _decode_words(passages)])


def _names_any(groups: str, ids: str) -> bool:
    wanted = _set_of(ids)
    return any(not wanted.isdisjoint(group) for group in _decode_groups(groups))


@lru_cache(maxsize=16)
def _set_of(ids: str) -> frozenset[str]:
    return frozenset(msgspec.json.decode(ids, type=list[str]))


SQLITE_FUNCTIONS = (("folded", 1, _folded), ("words_of", 1, _words_of), ("names_any", 2, _names_any))
"""Functions that every SQLite connection is given: name, number of arguments, function."""
