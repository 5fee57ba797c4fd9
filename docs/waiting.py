"""For the pictures: lets the window work until there is something to draw."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

PAUSE_IN_SECONDS = 0.02


def wait_until(is_so: Callable[[], bool]) -> None:
    """Lets the window work until something is so. Qt's own wait would not let go of Python meanwhile."""
    while not is_so():
        QCoreApplication.processEvents()
        time.sleep(PAUSE_IN_SECONDS)
