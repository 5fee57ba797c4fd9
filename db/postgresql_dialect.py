"""What a search for claims needs, as PostgreSQL writes it; loaded only for a shared database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from db.dialects import DASHES, Dialect

Text = sa.ColumnElement[str]


class PostgresqlDialect(Dialect):
    """Implements ``Dialect`` for PostgreSQL."""

    def contains(self, text: Text, words: str) -> sa.ColumnElement[bool]:
        """Whether these words, letter by letter, stand in a text."""
        if "\0" in words:  # which no text has here, and no question may hold
            return sa.false()
        return sa.func.strpos(text, words, type_=sa.Integer()) > 0

    def folded(self, text: Text) -> Text:
        """Text in which case, width, dashes and white space do not count."""
        plain = sa.func.translate(sa.func.normalize(text, sa.literal_column("NFKC")), DASHES, "-" * len(DASHES))
        return sa.func.lower(sa.func.regexp_replace(plain, r"\s+", " ", "g"), type_=sa.Text())

    def words_of(self, passages: Text) -> Text:
        """The words of stored passages."""
        return sa.cast(
            sa.func.jsonb_path_query_array(_jsonb(passages), sa.cast("$[*].words", postgresql.JSONPATH)), sa.Text
        )

    def start_of(self, passages: Text) -> sa.ColumnElement[int]:
        """Where the first of stored passages begins; 0 without any."""
        return sa.func.coalesce(sa.cast(_jsonb(passages)[0]["start"].astext, sa.BigInteger), 0)

    def names_any(self, groups: Text, ids: Iterable[str]) -> sa.ColumnElement[bool]:
        """Whether stored groups of therapies name one of these."""
        named = sa.func.jsonb_path_query_array(
            _jsonb(groups), sa.cast("$[*][*]", postgresql.JSONPATH), type_=postgresql.JSONB()
        )
        wanted = sa.cast(list(ids), postgresql.ARRAY(sa.Text))
        return named.op("?|", is_comparison=True, return_type=sa.Boolean())(wanted)

    def members(self, lists: sa.Column[str]) -> sa.Select[str]:
        """The ids in all the stored lists of a column."""
        row = sa.func.jsonb_array_elements_text(_jsonb(lists)).table_valued("value").lateral()
        return sa.select(row.c.value).select_from(sa.join(lists.table, row, sa.true()))

    def listed(self, ids: Iterable[str], name: str) -> sa.FromClause:
        """The ids as a table with their place in the list."""
        elements = sa.func.unnest(sa.cast(list(ids), postgresql.ARRAY(sa.Text)))
        row = elements.table_valued("value", with_ordinality="place").render_derived()
        return sa.select(row.c.place, row.c.value.label("id")).cte(name)


def _jsonb(text: Text) -> Any:
    return sa.cast(text, postgresql.JSONB)
