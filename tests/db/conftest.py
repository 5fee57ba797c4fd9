"""Reviews to try the database on: each test that asks for ``store`` runs on a file and on a shared database."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.ids import new_id
from curator.ports import ReviewStore
from db.files import SqliteFiles, open_url
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
    opened = open_url(request.getfixturevalue("database_url"))
    opened.apply(sample.base)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that was started for these tests, where there is one to start."""
    pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    programs = _server_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this computer")
    folder = tmp_path_factory.mktemp("server", numbered=True)
    as_other = _other_user(folder)
    run = lambda *words: subprocess.run([str(word) for word in words], check=True, capture_output=True, **as_other)  # noqa: E731
    run(programs / "initdb", "-D", folder / "data", "-U", "reviewer", "--auth=trust", "--no-sync", "-E", "UTF8")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    run(programs / "pg_ctl", "-D", folder / "data", "-o", settings, "-w", "-l", folder / "log", "start")
    yield f"postgresql://reviewer@/postgres?host={folder}"
    run(programs / "pg_ctl", "-D", folder / "data", "-m", "fast", "-w", "stop")


@pytest.fixture
def database_url(server: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"review_{new_id().replace('-', '')}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def _server_programs() -> Path | None:
    found = [Path(program).parent for program in [shutil.which("initdb")] if program]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _other_user(folder: Path) -> dict[str, object]:
    """How to run the server as somebody else than root, which it refuses to run as."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    try:
        user = pwd.getpwnam(SERVER_USER)
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user to run it as")
    os.chown(folder, user.pw_uid, user.pw_gid)
    for above in folder.parents[:3]:
        if above.stat().st_uid == 0 and above != Path("/tmp"):
            above.chmod(above.stat().st_mode | 0o011)
    return {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder}
