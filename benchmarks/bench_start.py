"""From the command to the first painted window, beside an empty window that imports the same libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measurement import Measurement, side_by_side

ROOT = Path(__file__).resolve().parents[1]

_BARE = """
import importlib, sys
for name in sys.argv[1].split(","):
    importlib.import_module(name)
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
import sys, time
from pathlib import Path
begun = time.perf_counter()
from db.files import SqliteFiles
from ui.window.application import application
from ui.window.main_window import MainWindow, wear
running = application([])
wear("light")
window = MainWindow(SqliteFiles())
window.show()
window.open_soon(Path(sys.argv[1]))
until = sys.argv[2]

def look():
    window.grab()
    if until == "first paint" or window.session is not None:
        running.quit()
    else:
        QTimer.singleShot(0, look)

from PySide6.QtCore import QTimer
QTimer.singleShot(0, look)
running.exec()
window.close()
if len(sys.argv) > 3:
    Path(sys.argv[3]).write_text(",".join(
        name for name, module in sys.modules.items() if "site-packages" in str(getattr(module, "__file__", ""))
    ))
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

        def libraries_until(moment: str) -> str:
            listed = Path(folder) / "libraries"
            run(_OURS, str(review), moment, str(listed))
            return listed.read_text()

        for moment, goal in (("first paint", 1.5), ("review shown", 3.0)):
            same = libraries_until(moment)
            ours, bare = side_by_side(partial(run, _OURS, str(review), moment), partial(run, _BARE, same), times=7)
            yield Measurement(f"start to {moment} (bare: empty window, same libraries)", ours, bare, goal=goal)
