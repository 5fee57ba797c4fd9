"""What the formats in which a review goes out are called, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from curator.exporting.doors import ExportDoor

_CONTEXT = "Formats"


def title_of(door: ExportDoor) -> str:
    """What people call the format, with the ending of its file: "Workbook (.xlsx)"."""
    return f"{QCoreApplication.translate(_CONTEXT, door.title)} ({door.endings[0]})"


def meaning_of(door: ExportDoor) -> str:
    """For whom the format is, in a sentence."""
    return QCoreApplication.translate(_CONTEXT, door.meaning)
