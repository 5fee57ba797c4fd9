"""A lead with a review, and coders to whom it is handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.curator.desktops.desktop import Desktop

HandOut = Callable[[str], Desktop]


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desktop]:
    """Anna's review."""
    desktop = Desktop.new(tmp_path / "lupus.curator", "Anna Berg")
    yield desktop
    desktop.close()


@pytest.fixture
def to(lead: Desktop) -> Iterator[HandOut]:
    """Hands the review out to somebody."""
    opened: list[Desktop] = []

    def handing_out(name: str) -> Desktop:
        opened.append(lead.hand_out(name))
        return opened[-1]

    yield handing_out
    for desktop in opened:
        desktop.close()
