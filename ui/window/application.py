"""Starts Qt with the product's typefaces and look, and shows the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.window.frame.crash import watch_for_surprises
from ui.window.frame.remembered import Remembered
from ui.window.look import typefaces
from ui.window.main_window import MainWindow, dress, wear

if TYPE_CHECKING:
    from curator.ports import ReviewFiles

TRANSLATIONS = Path(__file__).parent / "translations"


def application(arguments: list[str] | None = None) -> QApplication:
    """The one Qt application, dressed; made at the first call."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication(arguments if arguments is not None else sys.argv[:1])
    made.setApplicationName("Trial Evidence Curator")
    made.setStyle("Fusion")
    typefaces.load()
    made.setFont(typefaces.sans(14))
    translator = QTranslator(made)
    if translator.load(QLocale(), "curator", "_", str(TRANSLATIONS)):
        made.installTranslator(translator)
    made.styleHints().colorSchemeChanged.connect(lambda _scheme: dress())
    return made


def open_window(
    files: ReviewFiles, path: Path | None, make_demo: Callable[[], Path] | None = None, *, is_demo: bool = False
) -> int:
    """Shows the window, with a review if a path is given, and returns the exit code when it was closed.

    With ``is_demo``, the review at ``path`` is the demo, in which nobody is asked who they are.
    """
    running = application()
    remembered = Remembered()
    wear(remembered.look())
    window = MainWindow(files, remembered, make_demo)
    window.demo_path = path if is_demo else None
    watch_for_surprises(window)
    window.show()
    if path is not None:
        window.open_soon(path)
    return running.exec()
