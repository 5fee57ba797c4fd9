"""Older reviews are brought up to date; what migrations make is what the program expects."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from curator.errors import CannotWrite, CuratorError, NewerReview, ReadOnlyReview
from curator.records import Report
from db import files as db_files
from db import header, making, schema, verification
from db.backups import Backups
from db.files import SqliteFiles, open_url
from db.making import bring_up_to_date
from db.sqlite import connect_for_writing, engine_on_one
from db.tables import METADATA
from tests.db.sample import Sample

NEXT = '''
"""Made up for the tests: a version after the present one."""
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{present}"


def upgrade():
    with op.batch_alter_table("report") as table:
        table.alter_column("note", new_column_name="note", existing_type=sa.Text(), server_default="")
    op.create_table("shelf", sa.Column("id", sa.Text(), primary_key=True))
    {more}
'''


def migrated(path: Path) -> None:
    """An empty file in which all migrations have run."""
    with closing(connect_for_writing(path, "rwc")) as connection:
        engine = engine_on_one(connection, "BEGIN IMMEDIATE")
        with engine.begin() as transaction:
            schema.migrate(transaction)
        engine.dispose()


def shape(path: Path) -> list[tuple[str, ...]]:
    """Every table and index, in words."""
    with closing(sqlite3.connect(path)) as plain:
        tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return sorted(
            (table, what, *map(str, row))
            for table in tables
            for what in ("table_info", "foreign_key_list", "index_list")
            for row in sorted(row[1:] for row in plain.execute(f"PRAGMA {what}({table})"))
        )


def _is_no_part_of_the_index(name: str | None, kind: str, _parents: object) -> bool:
    """Alembic knows nothing of SQLite's index of words and the tables in which it keeps itself."""
    return kind != "table" or not str(name).startswith("searched_words")


def test_migrations_make_what_the_record_types_ask_for(files: SqliteFiles, path: Path, tmp_path: Path) -> None:
    by_migrations = tmp_path / "migrated.curator"
    migrated(by_migrations)
    engine = sa.create_engine(f"sqlite:///{by_migrations}")
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": _is_no_part_of_the_index}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()
    files.create(path).close()
    assert shape(by_migrations) == shape(path)
    files.open(by_migrations).close()


def test_migrations_make_the_same_in_a_shared_database(database_url: str) -> None:
    engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        schema.migrate(connection)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    open_url(database_url).close()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(NewerReview, match="newer version"):
        open_url(database_url)


@pytest.fixture
def older(files: SqliteFiles, path: Path, sample: Sample) -> Path:
    """A review of the present version, before ``newer_program`` comes."""
    store = files.create(path)
    store.apply(sample.base)
    store.close()
    return path


def newer_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: str = "") -> None:
    """Turns this program into one of the next version."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    present, following = schema.revision_of(header.VERSION), schema.revision_of(header.VERSION + 1)
    script = NEXT.replace("{more}", more).replace("{present}", present).replace("{next}", following)
    (folder / "versions" / f"v{following}_next.py").write_text(script)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    version = header.VERSION + 1
    for module in (header, schema, making, verification, db_files):
        monkeypatch.setattr(module, "VERSION", version)


def test_an_older_review_is_backed_up_and_brought_up_to_date(
    files: SqliteFiles, older: Path, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = older.read_bytes()
    with monkeypatch.context() as patched:
        newer_program(patched, tmp_path)
        with pytest.raises(ReadOnlyReview, match="Open it once for writing"):
            files.open(older, read_only=True)
        assert older.read_bytes() == before
        store = files.open(older)
        assert store.get(Report, sample.report.id) == sample.report
        store.undo(None)
        store.redo(None)
        assert store.verify_storage() == []
        store.close()
    with closing(sqlite3.connect(older)) as plain:
        version = header.VERSION + 1
        assert plain.execute("PRAGMA user_version").fetchone() == (version,)
        assert plain.execute("SELECT version_num FROM alembic_version").fetchone() == (schema.revision_of(version),)
        assert plain.execute("SELECT count(*) FROM shelf").fetchone() == (0,)
    (backup,) = Backups(tmp_path / "backups").of_review(sample.review.id)
    reading = files.open(backup.path, read_only=True)
    assert reading.get(Report, sample.report.id) == sample.report
    reading.close()
    with pytest.raises(NewerReview):
        files.open(older)


@pytest.mark.parametrize(
    "more", ["raise OSError('stopped half way')", 'op.execute("UPDATE report SET text_sha256 = no_such_column")']
)
def test_a_migration_that_fails_leaves_the_review_as_it_was(
    files: SqliteFiles, older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    before = older.read_bytes()
    with monkeypatch.context() as patched:
        newer_program(patched, tmp_path, more)
        with pytest.raises((CuratorError, OSError)):
            files.open(older)
    assert older.read_bytes()[100:] == before[100:]
    store = files.open(older)
    assert store.count(Report) == 2
    store.close()


def test_without_a_backup_there_is_no_migration(older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = tmp_path / "not a folder"
    in_the_way.write_text("")
    before = older.read_bytes()
    newer_program(monkeypatch, tmp_path)
    with pytest.raises(CannotWrite, match="No backup"):
        SqliteFiles(in_the_way).open(older)
    assert older.read_bytes() == before


def test_migrating_twice_does_nothing_more(older: Path) -> None:
    before = older.read_bytes()
    bring_up_to_date(older)
    assert older.read_bytes()[100:] == before[100:]


@pytest.mark.parametrize("version", range(1, header.VERSION))
def test_a_review_of_every_older_version_is_brought_up_to_date(
    files: SqliteFiles, path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    with monkeypatch.context() as patched:
        for module in (header, schema):
            patched.setattr(module, "VERSION", version)
        migrated(path)
    assert header.read_header(path).version == version
    store = files.open(path)
    store.apply(sample.base)
    assert store.verify_storage() == []
    store.close()
    assert header.read_header(path).version == header.VERSION
