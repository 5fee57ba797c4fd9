"""The index of words: which words every text and every record with words has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    of = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    op.create_table(
        "searched",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of", of, nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_searched"),
        sa.UniqueConstraint("kind", "of", name="uq_searched_kind_of"),
    )
    if op.get_context().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE searched_words USING fts5(words, content='', detail=full, tokenize='ascii')")
