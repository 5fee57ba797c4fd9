"""Decisions, the consensus that came of them, and whether they need a reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.adding import add_columns

revision = "0004"
down_revision = "0003"


def _fixed(name: str, length: int) -> sa.Column[str]:
    kind = sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _id(name: str) -> sa.Column[str]:
    return _fixed(name, 36)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _names(column: str, named: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{named}.id"], name=f"fk_decision_{column}", deferrable=True, initially="DEFERRED"
    )


def upgrade() -> None:
    add_columns("review", {"rationale_required": (sa.Boolean(), sa.false(), "guidance")})
    add_columns("reviewer", {"consensus": (sa.Boolean(), sa.false(), "colour")})
    add_columns("claim", {"from_claim_ids": (sa.Text(), "[]", "extra")})
    op.create_table(
        "decision",
        _id("id"),
        _id("report_id"),
        _text("claim_ids"),
        _text("verdict"),
        _text("consensus_claim_ids"),
        _text("rationale"),
        _id("reviewer_id"),
        _text("also_reviewer_ids"),
        _text("basis"),
        _fixed("decided_at", 27),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        _names("report_id", "report"),
        _names("reviewer_id", "reviewer"),
    )
    for column in ("report_id", "reviewer_id"):
        op.create_index(f"ix_decision_{column}", "decision", [column])
