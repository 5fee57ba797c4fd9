"""What every test may ask for: a real review on the disk, and the real input beside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from curator.coding.reviews import new_review
from curator.ports import ReviewStore
from curator.records import Reviewer
from db.files import SqliteFiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Examples are the same in every run, so that a failure is one that everybody sees, and none is a matter of time.
# HYPOTHESIS_PROFILE=exploring looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_folder(*parts: str) -> Path:
    """A place in the folder of real input beside the project; skips the test where it is absent."""
    place = SHARED.joinpath(*parts)
    if not place.exists():
        pytest.skip(f"the real input {'/'.join(parts)} is not beside the project")
    return place


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps backups and settings out of the places of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    """A new review of reviewer Anna, in a real file."""
    opened = SqliteFiles().create(tmp_path / "lupus.curator")
    opened.apply(new_review("Stem cells in lupus", "Anna Berg"))
    yield opened
    opened.close()


@pytest.fixture
def anna(store: ReviewStore) -> Reviewer:
    """The reviewer of ``store``."""
    return store.all(Reviewer)[0]
