"""What nobody foresaw: said once, in words, with what a developer needs to know; nothing that was saved is lost."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtWidgets import QWidget


def show_surprise(over: QWidget, surprise: BaseException) -> None:
    """Shows the sheet about a surprise over ``over``."""
    from ui.window.frame.crash_sheet import CrashSheet

    CrashSheet(over, surprise).open()


def watch_for_surprises(window: QWidget) -> None:
    """Shows a sheet over ``window`` for everything that no rule foresaw, instead of ending without a word."""

    def show(kind: type[BaseException], surprise: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, surprise, trace)
        if not issubclass(kind, KeyboardInterrupt):
            show_surprise(window, surprise)

    sys.excepthook = show
