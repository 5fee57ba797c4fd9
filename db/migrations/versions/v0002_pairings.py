"""Pairings: which claims of two reviewers somebody said are about the same thing, or are not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _id(name: str) -> sa.Column[str]:
    kind = sa.String(36).with_variant(sa.String(36, collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _names(column: str, named: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{named}.id"], name=f"fk_pairing_{column}", deferrable=True, initially="DEFERRED"
    )


def upgrade() -> None:
    op.create_table(
        "pairing",
        _id("id"),
        _id("first_claim_id"),
        _id("second_claim_id"),
        sa.Column("same", sa.Boolean(), nullable=False),
        _id("reviewer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pairing"),
        _names("first_claim_id", "claim"),
        _names("second_claim_id", "claim"),
        _names("reviewer_id", "reviewer"),
    )
    for column in ("first_claim_id", "reviewer_id", "second_claim_id"):
        op.create_index(f"ix_pairing_{column}", "pairing", [column])
