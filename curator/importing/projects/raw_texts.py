"""A text file of a project, both as it is stored here and as the other tool counted its places."""

from __future__ import annotations

import codecs
from hashlib import sha256

from curator.importing.projects.foreign import ForeignText
from curator.importing.projects.positions import RawText
from curator.text.decoding import decode, normalise

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def read_raw(data: bytes, file_name: str, key: str = "") -> tuple[ForeignText, RawText]:
    """The text of a file; without a ``key`` of the tool, its SHA-256 is its key. Raises ``BadInput`` for no text."""
    decoded = decode(data)
    mark = _MARKS.get(decoded.encoding, b"")
    had_mark = bool(mark) and data.startswith(mark)
    raw = data[len(mark) if had_mark else 0 :].decode(decoded.encoding, "replace")
    text = ForeignText(
        key=key or sha256(decoded.text.encode()).hexdigest(),
        file_name=file_name,
        text=decoded.text,
        original=data,
        encoding=decoded.encoding,
        notes=decoded.notes,
    )
    return text, RawText(raw, decoded.text, had_mark=had_mark)


def raw_words(words: str, file_name: str, key: str) -> tuple[ForeignText, RawText]:
    """A text that lies inside another file of the project. Raises ``BadInput`` when there are no words in it."""
    decoded = normalise(words)
    original = words.encode("utf-8", "surrogatepass")
    text = ForeignText(key=key, file_name=file_name, text=decoded.text, original=original, notes=decoded.notes)
    return text, RawText(words, decoded.text)
