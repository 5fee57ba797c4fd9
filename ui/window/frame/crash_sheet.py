"""The sheet that says that something went wrong which nobody foresaw."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import button, plain_label
from ui.window.look.style import say_kind

translate = QCoreApplication.translate


class CrashSheet(Sheet):
    """Says that something went wrong and offers the particulars for copying. They hold no text of a report."""

    def __init__(self, over: QWidget, surprise: BaseException) -> None:
        super().__init__(
            over,
            translate("CrashSheet", "Something went wrong that nobody foresaw"),
            translate(
                "CrashSheet",
                "Everything that was saved is safe. You can go on; if it happens again, close the program, open the "
                "review anew, and send the particulars below to whoever looks after the program.",
            ),
            width=640,
        )
        self.particulars = QPlainTextEdit(particulars_of(surprise))
        say_kind(self.particulars, "field")
        self.particulars.setReadOnly(True)
        self.particulars.setFixedHeight(180)
        self.particulars.setAccessibleName(self.tr("Particulars"))
        self.body.addWidget(plain_label(self.tr("Particulars"), "field"))
        self.body.addWidget(self.particulars)
        copy = button(self.tr("Copy the particulars"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.particulars.toPlainText()))
        self.foot.addWidget(copy)
        self.add_cancel(self.tr("Go on"))


def particulars_of(surprise: BaseException) -> str:
    """Where in the program it happened, and on what: no values, no text of a report, no names of files."""
    steps = traceback.extract_tb(surprise.__traceback__)
    lines = [f"{step.filename.replace(chr(92), '/').rsplit('/', 2)[-1]}:{step.lineno} {step.name}" for step in steps]
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
    return "\n".join([type(surprise).__name__, *lines, versions])
