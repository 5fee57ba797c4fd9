"""Looking for words in a stored text: where they stand, in code points, upper and lower case alike."""

from __future__ import annotations

import re

MOST_FOUND = 10_000
"""More places than this are not listed: nobody steps through them, and they would only slow the screen."""


def places_of(text: str, words: str, most: int = MOST_FOUND) -> list[tuple[int, int]]:
    """Where ``words`` stand in a text, in order and without overlap.

    A space finds any white space, also where a line breaks or a no-break space stands.
    """
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)
    places: list[tuple[int, int]] = []
    for found in pattern.finditer(text):
        places.append(found.span())
        if len(places) == most:
            break
    return places
