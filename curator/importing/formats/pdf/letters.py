"""Letters of a PDF as they are stored: ligatures as their letters, all blanks as spaces, signs for nothing left out."""

from __future__ import annotations

import re
from unicodedata import normalize

from curator.importing.formats.symbol_font import letter_of

_SPACES = dict.fromkeys(map(ord, "\t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))), " ")
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
_GONE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x03, 0x09), *range(0x0E, 0x20)], "")
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_SYMBOLS = {number: letter for number in range(0xF020, 0xF100) if (letter := letter_of(number))}
"""Signs of the typeface Symbol that came out as numbers of that face."""
_LOST = {0x00: "\ufffd", 0x01: "\ufffd"}
_TABLE = str.maketrans({**_SPACES, **_HYPHENS, **_GONE, **_LIGATURES, **_SYMBOLS, **_LOST})
TO_MEND = re.compile(
    r"[\x00-\x08\x0e-\x1f\t\xa0\xad\u1680\u2000-\u200d\u2010\u2011\u202f\u205f\u2060\u3000\ufeff"
    r"\uf020-\uf0ff\ufb00-\ufb06\ufffe]"
    r"|  |[\xa8\xb4\xb8\u02c6\u02c7\u02da\u02dc](?=[^\W\d_])"
)
"""What is stored otherwise than it was drawn. Accents stand by themselves in some files, before their letters."""
UNEVEN = re.compile(
    r"[\x02-\x08\x0e-\x1f\xad\u200b-\u200d\u2060\ufeff\ufb00-\ufb06\ufffe]|[ \xa0\u2000-\u200a\u202f]{2}"
    r"|[\xa8\xb4\xb8\u02c6\u02c7\u02da\u02dc](?=[^\W\d_])"
)
"""What of it is not stored one for one: left out, or as several letters."""

_ACCENTS = {
    "\xa8": "\u0308", "\xb4": "\u0301", "\xb8": "\u0327", "\u02c6": "\u0302", "\u02c7": "\u030c", "\u02da": "\u030a",
    "\u02dc": "\u0303",
}  # fmt: skip


def as_stored(text: str) -> list[str]:
    """What is stored for each character: itself, another one, several, or nothing."""
    stored = [character.translate(_TABLE) for character in text]
    blank = False
    for number, letter in enumerate(stored):
        if letter == " " and blank:
            stored[number] = ""
        blank = letter == " " or (blank and not letter)
        accent = _ACCENTS.get(letter)
        if accent is not None and number + 1 < len(stored):
            whole = normalize("NFC", stored[number + 1] + accent)
            if len(whole) == 1:
                stored[number], stored[number + 1] = "", whole
    return stored
