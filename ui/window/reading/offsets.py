"""The one map between places in a stored text (code points) and Qt's positions (UTF-16 units).

Everything outside this file and ``sheet`` speaks of code points. A character beyond U+FFFF takes two of Qt's
positions; the places of all such characters are found once, by one regex, and looked up by bisection. A text
without any needs no map at all.

What Qt cannot show, or would take for something else, is shown as a stand-in of the same length, so that no place
moves. Nothing is ever read back from what is shown.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right

_BEYOND_ONE_UNIT = re.compile("[\U00010000-\U0010ffff]")

_EMPTY_BOX = "\u25af"
_PILCROW = "\u00b6"


def _stand_ins() -> dict[int, str]:
    stand_ins = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) != "\t"}
    stand_ins |= {0x7F: "\u2421", 0x85: "\u2424", 0x2029: _PILCROW}
    boxed = [*range(0x80, 0x85), *range(0x86, 0xA0), *range(0xFDD0, 0xFDF0), 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC]
    return stand_ins | dict.fromkeys([*boxed, 0xFFFE, 0xFFFF], _EMPTY_BOX)


_STAND_INS = _stand_ins()


def as_shown(words: str) -> str:
    """``words`` as they are handed to Qt: of the same length, with stand-ins for what Qt could not show."""
    return words.translate(_STAND_INS)


class Offsets:
    """Turns places in one text into Qt's positions and back."""

    def __init__(self, text: str) -> None:
        self._wide = array("Q")
        if not text.isascii():
            self._wide.extend(match.start() for match in _BEYOND_ONE_UNIT.finditer(text))
        self._second_units = array("Q", (place + order + 1 for order, place in enumerate(self._wide)))

    def to_qt(self, place: int, origin: int = 0) -> int:
        """Qt's position of ``place`` in a layout whose first character is the text's character ``origin``."""
        if not self._wide:
            return place - origin
        return place - origin + bisect_left(self._wide, place) - bisect_left(self._wide, origin)

    def from_qt(self, position: int, origin: int = 0) -> int:
        """The place at Qt's ``position``; a position between the two units of a character is its beginning."""
        if not self._wide:
            return position + origin
        absolute = position + origin + bisect_left(self._wide, origin)
        return absolute - bisect_right(self._second_units, absolute)
