"""What the program is called, which version it is, and under which licence it may be given on."""

from __future__ import annotations

import platform

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtWidgets import QWidget

from curator.product import LICENCE, NAME, VERSION
from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import plain_label

translate = QCoreApplication.translate


class AboutSheet(Sheet):
    """Name, version, licence, and what it runs on, to be copied into a message."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(
            over,
            NAME,
            translate("AboutSheet", "Mark the words that carry evidence, make claims, compare, settle, export."),
            width=460,
        )
        for name, value in (
            (self.tr("Version"), VERSION),
            (self.tr("Licence"), self.tr("{licence}: free to use, change and give on").format(licence=LICENCE)),
            (self.tr("Runs on"), f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"),
        ):
            shown = plain_label(f"{name}: {value}", wraps=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(shown)
        offline = self.tr("It works offline. Nothing is sent anywhere; your reviews are files of yours.")
        self.body.addWidget(plain_label(offline, "hint", wraps=True))
        self.add_cancel(self.tr("Close"))
