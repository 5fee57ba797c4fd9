"""Names of files made from names of things: fit for every file system, short, and each used once."""

from __future__ import annotations

import re
import unicodedata

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff<>:"/\\|?*]+')
_LONGEST = 80
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def safe_name(words: str) -> str:
    """Words as the name of a file or folder, without an ending; never empty, never a path, at most 80 characters."""
    name = " ".join(_UNFIT.sub(" ", unicodedata.normalize("NFC", words)).split())
    name = name[:_LONGEST].strip(" .")
    return f"{name}_" if name.lower() in _RESERVED else name or "unnamed"


class Names:
    """Gives each thing a name that no other has, whatever the case of its letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, words: str) -> str:
        """A name for these words; a number is added where the name is taken."""
        name = first = safe_name(words)
        number = 2
        while name.casefold() in self._taken:
            name = f"{first[: _LONGEST - 5]} {number}"
            number += 1
        self._taken.add(name.casefold())
        return name
