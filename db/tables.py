"""The tables: one per type of record, made from the record types, and a few of the database's own.

``text`` and ``original`` hold what reports were imported from, under its SHA-256; they only ever grow. ``log`` has
a line for every change. ``searched`` has a row for everything that can be searched (``db.searching``).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from curator.records import RECORD_TYPES, Record
from db.mapping import FieldMapping, Storage, mapping_of

ID_LENGTH = 36
SHA256_LENGTH = 64
TIME_LENGTH = 27

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def fixed_text(length: int) -> sa.types.TypeEngine[str]:
    """Text that sorts by its code points everywhere: on PostgreSQL that takes the collation "C"."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


_COLUMN_TYPES: dict[Storage, sa.types.TypeEngine[Any]] = {
    Storage.ID: fixed_text(ID_LENGTH),
    Storage.TEXT: sa.Text(),
    Storage.WHOLE_NUMBER: sa.BigInteger(),
    Storage.NUMBER: sa.Double(),
    Storage.YES_NO: sa.Boolean(),
    Storage.TIME: fixed_text(TIME_LENGTH),
    Storage.CHOICE: sa.Text(),
    Storage.NESTED: sa.Text(),
}


def _column(field: FieldMapping) -> sa.Column[Any]:
    if field.name == "id":
        return sa.Column("id", _COLUMN_TYPES[field.storage], primary_key=True)
    if field.names_kind is None:
        return sa.Column(field.name, _COLUMN_TYPES[field.storage], nullable=field.nullable)
    reference = sa.ForeignKey(f"{field.names_kind}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(field.name, _COLUMN_TYPES[field.storage], reference, nullable=field.nullable, index=True)


RECORD_TABLES: dict[str, sa.Table] = {
    kind.name_in_log: sa.Table(kind.name_in_log, METADATA, *(_column(field) for field in mapping_of(kind).fields))
    for kind in RECORD_TYPES
}

TEXT = sa.Table(
    "text",
    METADATA,
    sa.Column("sha256", fixed_text(SHA256_LENGTH), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

ORIGINAL = sa.Table(
    "original",
    METADATA,
    sa.Column("sha256", fixed_text(SHA256_LENGTH), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

LOG = sa.Table(
    "log",
    METADATA,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", fixed_text(ID_LENGTH), nullable=False, unique=True),
    sa.Column("at", fixed_text(TIME_LENGTH), nullable=False),
    sa.Column("reviewer_id", fixed_text(ID_LENGTH), nullable=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("of_sequence", sa.Integer, nullable=True),
    sa.Column("counts", sa.Text, nullable=False),
    # The last column, so that reading a line never has to read past the blob.
    sa.Column("alterations", sa.LargeBinary, nullable=False),
    sa.Index(None, "kind", "state", "sequence"),
)

SEARCHED = sa.Table(
    "searched",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("of", fixed_text(SHA256_LENGTH), nullable=False),
    sa.Column("rules", sa.Integer, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.UniqueConstraint("kind", "of"),
)

SEARCHED_WORDS = sa.table("searched_words", sa.column("rowid"), sa.column("words"), sa.column("searched_words"))
"""SQLite's own index (FTS5) of the words of each row of ``searched``, by its number; it keeps no copy of them.

The column that is called like the table takes FTS5's questions and commands.
"""


@sa.event.listens_for(SEARCHED, "after_create")
def _make_searched_words(_table: sa.Table, connection: sa.Connection, **_others: object) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE searched_words USING fts5(words, content='', detail=full, tokenize='ascii')"
        )


@cache
def table_of(kind: type[Record]) -> sa.Table:
    """The table of a type of record."""
    return RECORD_TABLES[kind.name_in_log]
