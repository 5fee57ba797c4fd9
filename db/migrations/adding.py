"""Adding columns to tables that hold something already. Landed migrations use this: what it does must stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import sqlalchemy as sa
from alembic import op

New = Mapping[str, tuple[sa.types.TypeEngine[Any], str | sa.ColumnElement[bool], str]]
"""By name: the column's type, what the rows that are there already get, and the column that it stands behind."""


def add_columns(table: str, new: New) -> None:
    """Adds columns that are never empty. From then on every row says its own: they have no default.

    SQLite writes the table anew, with each column in its place; PostgreSQL puts them last, which nobody notices.
    """
    on_sqlite = op.get_context().dialect.name == "sqlite"
    recreate: Literal["always", "never"] = "always" if on_sqlite else "never"
    with op.batch_alter_table(table, recreate=recreate) as rows:
        for name, (kind, there_already, after) in new.items():
            column = sa.Column(name, kind, nullable=False, server_default=there_already)
            rows.add_column(column, insert_after=after if on_sqlite else None)
    with op.batch_alter_table(table) as rows:
        for name, (kind, _, _) in new.items():
            rows.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
