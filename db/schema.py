"""Which version of the tables a database has, making them, and bringing older ones up to date.

The version is a whole number. Alembic knows the same as a four-digit revision and keeps it in the database; a review
file has it in its header too, where it can be read without opening the database.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from db.header import APPLICATION_ID, VERSION
from db.searching.rows import say_whole
from db.tables import METADATA

MIGRATIONS = Path(__file__).parent / "migrations"

_ALEMBIC = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))


def revision_of(version: int) -> str:
    """Alembic's name of a version."""
    return f"{version:04}"


def make_tables(connection: sa.Connection) -> None:
    """Makes all tables, at the present version, in an empty database."""
    METADATA.create_all(connection)
    _ALEMBIC.create(connection)
    connection.execute(sa.insert(_ALEMBIC).values(version_num=revision_of(VERSION)))
    say_whole(connection)
    _sign(connection)


def version_of(connection: sa.Connection) -> int | None:
    """The version of the tables; None for a database without any."""
    if not sa.inspect(connection).has_table(_ALEMBIC.name):
        return None
    revision = connection.execute(sa.select(_ALEMBIC.c.version_num)).scalar_one_or_none()
    return None if revision is None else int(revision)


def migrate(connection: sa.Connection) -> None:
    """Brings older tables up to the present version, in the transaction of ``connection``."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision_of(VERSION))
    _sign(connection)


def _sign(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
