"""Which key does what in the Compare room, wherever in it the keyboard is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.window.furniture.own_keys import OwnKeys

if TYPE_CHECKING:
    from ui.window.compare.compare_room import CompareRoom

_TAKES = "123456789"
_OF_THE_LIST_ALONE = ("Return", "Enter", "Space")
"""Keys that a button has for itself."""


def bind_keys(room: CompareRoom) -> None:
    """The keys of the room work in its lists and tables as well, which would take letters for a search."""
    deeds = _deeds(room)
    details = room.left.details
    lists = (room.centre.queue, room.pane.side, room.left.fields, details.table, details.reports, details.time)
    for widget in (room.centre.text, *lists):
        keys = OwnKeys(widget)
        for key, act in deeds.items():
            if key != "Space" or widget is not room.pane.side:
                keys.bind(key, partial(_if_working, room, act))
    for key, act in deeds.items():
        if key not in _OF_THE_LIST_ALONE:
            room.bind(key, partial(_if_working, room, act))


def _if_working(room: CompareRoom, act: Callable[[], object]) -> None:
    """Keys rest while a panel or the table of all figures is open, which have keys of their own."""
    if room.is_working:
        act()


def _deeds(room: CompareRoom) -> dict[str, Callable[[], object]]:
    return {
        "J": partial(room.centre.queue.step, 1),
        "K": partial(room.centre.queue.step, -1),
        "Return": room.enter_here,
        "Enter": room.enter_here,
        "Space": room.choose_here,
        "W": room.pane.start_why,
        "Del": room.settler.withdraw,
        "I": room.take_over_alike,
        "D": room.desk.choose,
        "H": room.turn_names,
        "P": room.opening.open_pairing,
        "A": partial(room.left.fields.setFocus, Qt.FocusReason.ShortcutFocusReason),
        "R": room.opening.choose_reviewers,
        "G": room.left.next_aspect,
        "N": room.left.turn_numbers,
        "T": room.opening.show_table,
        "S": room.opening.open_rules,
        "Ctrl+F": room.search_now,
        "Ctrl+Backspace": room.narrower.list_all,
        "Esc": room.escape,
        **{key: partial(room.pane.deeds.do, key) for key in ("B", "M", "X", "Q", *_TAKES)},
    }
