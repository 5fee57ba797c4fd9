"""Where the sections and pages of a text are, and more particulars of a report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.adding import add_columns

revision = "0005"
down_revision = "0004"


def _id(name: str) -> sa.Column[str]:
    kind = sa.String(36).with_variant(sa.String(36, collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    new = {"pmcid": ("", "pmid"), "retraction": ("", "note"), "details": ("{}", "retraction")}
    add_columns("report", {name: (sa.Text(), there, after) for name, (there, after) in new.items()})
    op.create_table(
        "structure",
        _id("id"),
        _id("report_id"),
        _text("text_sha256"),
        _text("sections"),
        _text("pages"),
        sa.PrimaryKeyConstraint("id", name="pk_structure"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name="fk_structure_report_id", deferrable=True, initially="DEFERRED"
        ),
    )
    op.create_index("ix_structure_report_id", "structure", ["report_id"])
