"""Reviews to try the database on: each test that asks for ``store`` runs on a file and on a shared database."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.ids import new_id
from curator.ports import ReviewStore
from db.files import SqliteFiles, open_url
from db.tables import METADATA
from tests.db.sample import Sample

SERVER_USER = "postgres"


@pytest.fixture
def sample() -> Sample:
    return Sample()


@pytest.fixture
def files(tmp_path: Path) -> SqliteFiles:
    return SqliteFiles(tmp_path / "backups")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lupus.curator"


@pytest.fixture
def file_store(files: SqliteFiles, path: Path, sample: Sample) -> Iterator[ReviewStore]:
    """A review in a file, with the sample in it."""
    opened = files.create(path)
    opened.apply(sample.base)
    yield opened
    opened.close()


@pytest.fixture(params=["file", "shared"])
def store(request: pytest.FixtureRequest, sample: Sample) -> Iterator[ReviewStore]:
    """A review with the sample in it: once in a file, once in a shared database."""
    if request.param == "file":
        yield request.getfixturevalue("file_store")
        return
    opened = open_url(request.getfixturevalue("shared_url"))
    opened.apply(sample.base)
    yield opened
    with opened._connections.writing() as connection:
        connection.exec_driver_sql(f"TRUNCATE {', '.join(METADATA.tables)}")
    opened.close()


@pytest.fixture(scope="session")
def shared_url(server: str) -> str:
    """The address of a database that every test leaves empty; making one takes longer than most tests."""
    return _new_database(server)


@pytest.fixture
def database_url(server: str) -> str:
    """The address of a new, empty database."""
    return _new_database(server)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that was started for these tests, where there is one to start."""
    pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    programs = _server_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this computer")
    # Not in pytest's folder for temporary files, which is closed to the user that runs the server.
    with tempfile.TemporaryDirectory(prefix="curator-server-") as name:
        folder = Path(name)
        somebody = _somebody_for(folder)

        def run(program: str, *words: str) -> None:
            command = [str(programs / program), "-D", str(folder / "data"), *words]
            subprocess.run(command, check=True, capture_output=True, cwd=folder, **somebody)

        run("initdb", "-U", "reviewer", "--auth=trust", "--no-sync", "-E", "UTF8")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-o", settings, "-w", "-l", str(folder / "log"), "start")
        yield f"postgresql://reviewer@/postgres?host={folder}"
        run("pg_ctl", "-m", "immediate", "-w", "stop")


def _new_database(server: str) -> str:
    import psycopg

    name = f"review_{new_id().replace('-', '')}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def _server_programs() -> Path | None:
    found = [Path(program).parent for program in [shutil.which("initdb")] if program]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _somebody_for(folder: Path) -> dict[str, int]:
    """Whom to run the server as: root must not, so the folder is given to another user then."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    try:
        user = pwd.getpwnam(SERVER_USER)
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user to run it as")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid}
