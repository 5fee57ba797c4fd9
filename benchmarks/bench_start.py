"""From the command to the first painted window, beside an empty window that imports the same libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurement import Measurement, side_by_side

ROOT = Path(__file__).resolve().parents[1]

_BARE = """
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets, sqlalchemy, msgspec, filelock, platformdirs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, lambda: (window.grab(), application.quit()))
application.exec()
"""

_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from db.files import SqliteFiles
from ui.window.application import application
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow, wear
running = application([])
wear("light")
window = MainWindow(SqliteFiles())
window.open_review(Path(sys.argv[1]))
window.show()
QTimer.singleShot(0, lambda: (window.grab(), running.quit()))
running.exec()
window.close()
"""


def measure() -> Iterator[Measurement]:
    """Start to first paint, with the demo review open."""
    from curator.demo import make_demo
    from db.files import SqliteFiles

    with tempfile.TemporaryDirectory() as folder:
        review = make_demo(SqliteFiles(), Path(folder))

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [sys.executable, "-c", program, *arguments],
                cwd=ROOT,
                check=True,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder, "XDG_CONFIG_HOME": folder},
            )

        ours, bare = side_by_side(lambda: run(_OURS, str(review)), lambda: run(_BARE), times=7)
    yield Measurement("start to first paint, demo review open", ours, bare, goal=1.5)
