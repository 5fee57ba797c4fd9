"""The Qt that is installed is one that can be used for a day.

PySide6 6.12.0 on Python 3.11 drops one reference to None at every call that returns nothing, until the interpreter
aborts. From Python 3.12 on None is never counted, so there it does no harm.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

CALLS = 20_000

PROGRAM = f"""
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
widget = QWidget()
before = sys.getrefcount(None)
for number in range({CALLS}):
    widget.setEnabled(True)
print(before - sys.getrefcount(None))
"""


def test_calls_that_return_nothing_take_no_reference_to_none_away() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) < CALLS / 100


def test_the_version_is_below_the_one_that_aborts() -> None:
    major, minor = (int(part) for part in version("PySide6-Essentials").split(".")[:2])
    assert (6, 11) <= (major, minor) < (6, 12)
