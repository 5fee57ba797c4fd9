"""Assignments, who is to code which report; and handouts, the files of the review on other desktops."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _fixed(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    kind = sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=nullable)


def _id(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return _fixed(name, 36, nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return _fixed(name, 27, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _names(table: str, column: str, named: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{named}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def upgrade() -> None:
    op.create_table(
        "assignment",
        _id("id"),
        _id("report_id"),
        _id("reviewer_id"),
        _text("round"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        _names("assignment", "report_id", "report"),
        _names("assignment", "reviewer_id", "reviewer"),
    )
    op.create_index("ix_assignment_report_id", "assignment", ["report_id"])
    op.create_index("ix_assignment_reviewer_id", "assignment", ["reviewer_id"])
    op.create_table(
        "handout",
        _id("id"),
        _id("reviewer_id", nullable=True),
        _text("file_name"),
        _time("made_at"),
        _time("merged_at", nullable=True),
        _text("merged"),
        _text("joined"),
        _text("set_aside"),
        sa.PrimaryKeyConstraint("id", name="pk_handout"),
        _names("handout", "reviewer_id", "reviewer"),
    )
    op.create_index("ix_handout_reviewer_id", "handout", ["reviewer_id"])
