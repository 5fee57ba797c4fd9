"""The keys of the rooms that have no list of their own, in words, for the list of keys."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_ROOMS: dict[str, tuple[tuple[object, str], ...]] = {
    "Evidence": (
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Open in the text"), "Enter"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Sort by this column"), "S"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Filter this column"), "F"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Search in every column"), "Ctrl+F"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Clear the filters"), "Ctrl+Backspace"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Copy the quote"), "Ctrl+C"),
    ),
    "Codebook": (
        (QT_TRANSLATE_NOOP("KeysOfRooms", "New term"), "Ins"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "New term under this one"), "Shift+Ins"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Rename"), "F2"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Move up"), "Alt+Up"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Move down"), "Alt+Down"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Move out"), "Alt+Left"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Move in"), "Alt+Right"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Move under another term"), "P"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Merge into another term"), "M"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Retire, or bring back"), "R"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Remove"), "Del"),
    ),
    "Sources": (
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Open in the text"), "Enter"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Sort by this column"), "S"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Set aside, or bring back"), "Del"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Correct the text"), "C"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Reports that may be here twice"), "D"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Of these: join, keep both, later"), "J K L"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Reports or studies"), "Y"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Reviewers: who codes what"), "P"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Search in the details"), "Ctrl+F"),
    ),
    "Reviewers": (
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Assign the report, or take it back"), "Space"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Spread the reports evenly"), "E"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "New reviewer"), "N"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Rename the reviewer"), "F2"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Hand out a file"), "H"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Merge files that came back"), "M"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "While merging: take what is safe"), "Ctrl+T"),
        (QT_TRANSLATE_NOOP("KeysOfRooms", "Back to the reports"), "Y"),
    ),
}


def keys_of_rooms() -> list[tuple[str, list[tuple[str, str]]]]:
    """The rooms by name, each with what its keys do."""

    def say(words: object) -> str:
        return QCoreApplication.translate("KeysOfRooms", str(words))

    return [(say(room), [(say(words), key) for words, key in keys]) for room, keys in _ROOMS.items()]
