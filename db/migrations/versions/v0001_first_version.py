"""The first version: a table for every type of record, the texts, the original files and the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _fixed(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _id(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _fixed(36), nullable=nullable)


def _sha256(name: str) -> sa.Column[str]:
    return sa.Column(name, _fixed(64), nullable=False)


def _time(name: str) -> sa.Column[str]:
    return sa.Column(name, _fixed(27), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _sequence(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=nullable)


def _yes_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _names(table: str, column: str, named: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{named}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def upgrade() -> None:
    _make_tables_of_the_review()
    _make_tables_of_the_codebook()
    _make_tables_of_the_coding()
    _make_texts_and_log()


def _make_tables_of_the_review() -> None:
    op.create_table(
        "review",
        _id("id"),
        _text("title"),
        _text("question"),
        _text("guidance"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_table(
        "reviewer",
        _id("id"),
        _text("name"),
        _text("initials"),
        _text("colour"),
        sa.PrimaryKeyConstraint("id", name="pk_reviewer"),
    )
    op.create_table(
        "study",
        _id("id"),
        _text("name"),
        _text("registration"),
        _whole("year", nullable=True),
        _text("design"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_study"),
    )
    op.create_table(
        "report",
        _id("id"),
        _text("title"),
        _text("file_name"),
        _text("text_sha256"),
        _text("original_sha256"),
        _whole("characters"),
        _text("encoding"),
        _text("import_note"),
        _text("authors"),
        _whole("year", nullable=True),
        _text("journal"),
        _text("doi"),
        _text("pmid"),
        _text("kind"),
        _text("licence"),
        _text("study_ids"),
        _text("note"),
        _yes_no("retired"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )


def _make_tables_of_the_codebook() -> None:
    op.create_table(
        "therapy",
        _id("id"),
        _text("name"),
        _id("parent_id", nullable=True),
        _text("synonyms"),
        _text("code"),
        _text("definition"),
        _whole("position"),
        _yes_no("retired"),
        _id("merged_into_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_therapy"),
        _names("therapy", "parent_id", "therapy"),
        _names("therapy", "merged_into_id", "therapy"),
    )
    op.create_index("ix_therapy_merged_into_id", "therapy", ["merged_into_id"])
    op.create_index("ix_therapy_parent_id", "therapy", ["parent_id"])
    op.create_table(
        "outcome",
        _id("id"),
        _text("name"),
        _id("parent_id", nullable=True),
        _text("synonyms"),
        _text("code"),
        _text("definition"),
        _whole("position"),
        _yes_no("retired"),
        _id("merged_into_id", nullable=True),
        _text("better", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
        _names("outcome", "parent_id", "outcome"),
        _names("outcome", "merged_into_id", "outcome"),
    )
    op.create_index("ix_outcome_merged_into_id", "outcome", ["merged_into_id"])
    op.create_index("ix_outcome_parent_id", "outcome", ["parent_id"])
    op.create_table(
        "direction",
        _id("id"),
        _text("name"),
        _text("meaning"),
        _text("definition"),
        _whole("position"),
        _yes_no("retired"),
        sa.PrimaryKeyConstraint("id", name="pk_direction"),
    )
    op.create_table(
        "label",
        _id("id"),
        _text("name"),
        _text("colour"),
        _text("line"),
        _text("key"),
        _text("definition"),
        _whole("position"),
        _yes_no("retired"),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
    )
    op.create_table(
        "field",
        _id("id"),
        _text("name"),
        _text("kind"),
        _text("options"),
        _text("definition"),
        _whole("position"),
        _yes_no("retired"),
        sa.PrimaryKeyConstraint("id", name="pk_field"),
    )


def _make_tables_of_the_coding() -> None:
    op.create_table(
        "coding",
        _id("id"),
        _id("report_id"),
        _id("reviewer_id"),
        _text("status"),
        sa.PrimaryKeyConstraint("id", name="pk_coding"),
        _names("coding", "report_id", "report"),
        _names("coding", "reviewer_id", "reviewer"),
    )
    op.create_index("ix_coding_report_id", "coding", ["report_id"])
    op.create_index("ix_coding_reviewer_id", "coding", ["reviewer_id"])
    op.create_table(
        "mark",
        _id("id"),
        _id("report_id"),
        _id("reviewer_id"),
        _id("label_id"),
        _text("passages"),
        _text("memo"),
        _text("key"),
        _yes_no("retracted"),
        _time("recorded_at"),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
        _names("mark", "report_id", "report"),
        _names("mark", "reviewer_id", "reviewer"),
        _names("mark", "label_id", "label"),
    )
    op.create_index("ix_mark_label_id", "mark", ["label_id"])
    op.create_index("ix_mark_report_id", "mark", ["report_id"])
    op.create_index("ix_mark_reviewer_id", "mark", ["reviewer_id"])
    op.create_table(
        "claim",
        _id("id"),
        _id("report_id"),
        _id("reviewer_id"),
        _text("passages"),
        _text("therapies"),
        _text("comparators"),
        _id("outcome_id", nullable=True),
        _id("direction_id", nullable=True),
        _text("population"),
        _text("time_point"),
        _text("design"),
        _text("attribution"),
        _id("study_id", nullable=True),
        _text("estimates"),
        _text("statement"),
        _text("note"),
        _text("status"),
        _text("key"),
        _text("absent"),
        _text("extra"),
        _time("recorded_at"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        _names("claim", "report_id", "report"),
        _names("claim", "reviewer_id", "reviewer"),
        _names("claim", "outcome_id", "outcome"),
        _names("claim", "direction_id", "direction"),
        _names("claim", "study_id", "study"),
    )
    op.create_index("ix_claim_direction_id", "claim", ["direction_id"])
    op.create_index("ix_claim_outcome_id", "claim", ["outcome_id"])
    op.create_index("ix_claim_report_id", "claim", ["report_id"])
    op.create_index("ix_claim_reviewer_id", "claim", ["reviewer_id"])
    op.create_index("ix_claim_study_id", "claim", ["study_id"])
    op.create_table(
        "query",
        _id("id"),
        _id("report_id"),
        _id("claim_id", nullable=True),
        _id("reviewer_id"),
        _text("question"),
        _text("answer"),
        _yes_no("resolved"),
        _time("asked_at"),
        sa.PrimaryKeyConstraint("id", name="pk_query"),
        _names("query", "report_id", "report"),
        _names("query", "claim_id", "claim"),
        _names("query", "reviewer_id", "reviewer"),
    )
    op.create_index("ix_query_claim_id", "query", ["claim_id"])
    op.create_index("ix_query_report_id", "query", ["report_id"])
    op.create_index("ix_query_reviewer_id", "query", ["reviewer_id"])


def _make_texts_and_log() -> None:
    op.create_table(
        "text",
        _sha256("sha256"),
        _text("text"),
        sa.PrimaryKeyConstraint("sha256", name="pk_text"),
    )
    op.create_table(
        "original",
        _sha256("sha256"),
        _bytes("content"),
        sa.PrimaryKeyConstraint("sha256", name="pk_original"),
    )
    op.create_table(
        "log",
        _sequence("sequence"),
        _id("id"),
        _time("at"),
        _id("reviewer_id", nullable=True),
        _text("title"),
        _text("reason"),
        _text("kind"),
        _text("state"),
        _sequence("of_sequence", nullable=True),
        _text("counts"),
        _bytes("alterations"),
        sa.PrimaryKeyConstraint("sequence", name="pk_log"),
        sa.UniqueConstraint("id", name="uq_log_id"),
    )
    op.create_index("ix_log_kind_state_sequence", "log", ["kind", "state", "sequence"])
