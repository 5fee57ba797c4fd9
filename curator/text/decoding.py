"""From the bytes of a file to the text that is stored: the one place where a text is normalised.

Newlines of all kinds become line feeds, a byte order mark is dropped, and what cannot be text (NUL, lone surrogates,
bytes that mean nothing in the encoding) becomes U+FFFD and is reported. Nothing else is changed, now or ever:
offsets count the code points of this text.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from curator.errors import BadInput

MOST_BYTES = 20_000_000
"""Reports above this are refused. The longest books are a few MB; what is larger is no report, but a data dump."""

LOST = "\ufffd"
"""What stands for a character that was lost."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_KNOWN_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document, or one with a password"),
    (b"{\\rtf", "a rich-text document (RTF)"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)

_UNREADABLE = "\udfff"
"""Stands for bytes that could not be read until it is counted: no encoding gives this half of a character."""
_ERRORS = "curator.unreadable"


def _replace_unreadable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _UNREADABLE, error.end


codecs.register_error(_ERRORS, _replace_unreadable)

_MANY_BYTE_CHARACTERS = re.compile(rf"[^\x00-\x7f{LOST}]+")
_FEW = 1000
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNPRINTABLE_SHARE = 0.02
"""More control characters than this and it is no text: in random bytes a tenth are, in damaged texts one or two."""
_FEWEST_UNPRINTABLE = 3
_NUL_SHARE = 0.3
_FEWEST_TO_JUDGE_BY = 16
_MANY_ARE_NUL = 0.3
_FEWEST_NULS = 2
_HARDLY_ANY_ARE = 0.05

_SURE_ENOUGH = 0.15
"""chardet's own measure. Texts in other scripts reach 0.2 and more; Western texts mistaken for another, 0.08."""
_WESTERN = frozenset(("ascii", "iso8859-1", "iso8859-15", "cp1252", "utf-8"))
_SAMPLE = 200_000
"""How many bytes are looked at to tell the encoding."""


class Decoded(NamedTuple):
    """A text ready to be stored.

    ``encoding`` is the encoding that was found; ``newlines`` says which newlines the file had (``LF``, ``CRLF``,
    ``CR``, several joined with "+", or nothing); ``notes`` say, a sentence each, what had to be replaced.
    """

    text: str
    encoding: str
    newlines: str
    notes: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """The text of a file.

    Raises ``BadInput`` when the file is empty, holds nothing but white space, or is no text at all. How large a
    file may be is for those to say who read it (``must_not_be_too_large``).
    """
    if not data:
        raise BadInput("The file is empty.")
    what = known_by_its_beginning(data)
    if what:
        raise BadInput("This is {what}, not plain text. Save it as plain text first.", what=what)
    mark = next(((found, encoding) for found, encoding in _BYTE_ORDER_MARKS if data.startswith(found)), None)
    if mark is not None:
        encoding, raw = mark[1], _read_as(data[len(mark[0]) :], mark[1])
    else:
        encoding, raw = _without_mark(data)
    return normalise(raw, encoding)


def known_by_its_beginning(data: bytes) -> str:
    """What a file is that is no plain text, in words, as far as its first bytes tell; else empty."""
    return next((what for beginning, what in _KNOWN_BEGINNINGS if data.startswith(beginning)), "")


def normalise(raw: str, encoding: str = "utf-8") -> Decoded:
    """The text of something that is text already (pasted words), as it is stored.

    Raises ``BadInput`` when there are no words in it or it is no text.
    """
    unreadable = raw.count(_UNREADABLE)
    text, surrogates = _without_surrogates(raw)
    nuls = text.count("\0")
    _must_be_text(text, nuls)
    text = text.replace("\0", LOST) if nuls else text
    newlines = _newlines_in(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BadInput("There are no words in it.")
    notes = (
        _note(unreadable, "byte sequence that could not be read", "byte sequences that could not be read"),
        _note(nuls, "NUL character", "NUL characters"),
        _note(
            surrogates - unreadable, "half of a character (lone surrogate)", "halves of characters (lone surrogates)"
        ),
    )
    return Decoded(text, encoding, newlines, tuple(note for note in notes if note))


def must_not_be_too_large(size: int, most: int = MOST_BYTES) -> None:
    """Raises ``BadInput`` when a file of ``size`` bytes has more than ``most``: it would be held in memory whole."""
    if size > most:
        raise BadInput(
            "The file has {size} MB, and {most} MB is the most that is taken in at once. Split it, or take out what"
            " does not belong.",
            size=-(-size // 1_000_000),
            most=most // 1_000_000,
        )


def _note(count: int, one: str, many: str) -> str:
    if not count:
        return ""
    return f"1 {one} was replaced by {LOST}." if count == 1 else f"{count:,} {many} were replaced by {LOST}."


def _newlines_in(text: str) -> str:
    pairs = text.count("\r\n")
    kinds = (("LF", text.count("\n") > pairs), ("CRLF", pairs > 0), ("CR", text.count("\r") > pairs))
    return "+".join(name for name, there in kinds if there)


def _must_be_text(text: str, nuls: int) -> None:
    unprintable = len(_CONTROLS.findall(text))
    if unprintable >= _FEWEST_UNPRINTABLE and unprintable > len(text) * _UNPRINTABLE_SHARE:
        raise BadInput("This is not a text, whatever its name says: it is full of control characters.")
    if nuls >= _FEWEST_TO_JUDGE_BY and nuls > len(text) * _NUL_SHARE:
        raise BadInput("This is not a text, whatever its name says: it is full of NUL characters.")


def _without_surrogates(raw: str) -> tuple[str, int]:
    """The text with halves of characters joined where both are there, and replaced and counted where not."""
    if not _SURROGATES.search(raw):
        return raw, 0
    joined = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _SURROGATES.subn(LOST, joined)


def _without_mark(data: bytes) -> tuple[str, str]:
    """The encoding and the text of a file without a byte order mark."""
    wide = _wide_encoding(data)
    if wide is not None:
        return wide, _read_as(data, wide)
    for errors in ("strict", "surrogatepass"):
        try:
            return "utf-8", data.decode("utf-8", errors)
        except UnicodeDecodeError:
            continue
    if _is_damaged_utf8(data):
        return "utf-8", _read_as(data, "utf-8")
    encoding = _one_byte_encoding(data)
    return encoding, _read_as(data, encoding)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether what can be read as UTF-8 outweighs what cannot: Western letters hardly ever look like UTF-8."""
    text = data.decode("utf-8", "replace")
    read = sum(map(len, _MANY_BYTE_CHARACTERS.findall(text)))
    unreadable = text.count(LOST)
    return unreadable <= read and (unreadable <= _FEW or unreadable * 10 <= read)


def _read_as(data: bytes, encoding: str) -> str:
    return data.decode(encoding, _ERRORS)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows itself by NUL as every second byte of the letters that are ASCII."""
    sample = data[:_SAMPLE]
    if sample.count(0) < _FEWEST_NULS:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > _MANY_ARE_NUL * half and even < _HARDLY_ANY_ARE * half:
        return "utf-16-le"
    if even > _MANY_ARE_NUL * half and odd < _HARDLY_ANY_ARE * half:
        return "utf-16-be"
    import chardet

    found = str(chardet.detect(sample)["encoding"]).lower()
    return found if found in ("utf-16-le", "utf-16-be") else None


def _one_byte_encoding(data: bytes) -> str:
    """The encoding of a text that is not Unicode: another script where chardet is sure of it, else Western."""
    import chardet

    found = chardet.detect(_around_other_than_ascii(data))
    try:
        name = codecs.lookup(found["encoding"] or "ascii").name
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        name = "ascii"
    if name not in _WESTERN and found["confidence"] >= _SURE_ENOUGH:
        return name
    return "windows-1252" if re.search(rb"[\x80-\x9f]", data) else "iso-8859-1"


def _around_other_than_ascii(data: bytes) -> bytes:
    """The parts of a file that tell its encoding: lines, or pieces of them, that are not ASCII throughout."""
    if len(data) <= _SAMPLE:
        return data
    pieces: list[bytes] = []
    taken = 0
    for found in re.finditer(rb"[^\n]{0,200}[\x80-\xff][^\n]{0,200}", data):
        pieces.append(found.group())
        taken += len(found.group())
        if taken >= _SAMPLE:
            break
    return b"\n".join(pieces)
