from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.text.decoding import decode, must_not_be_too_large, normalise
from tests.conftest import shared_folder

GERMAN = "Die Überlebensrate betrug 45 % – „besser“ als zuvor.\n"
LATIN = "Sjögren et Behçet : 6 ± 4 µg, ½ dose, 37 °C.\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (GERMAN.encode("utf-8"), GERMAN, "utf-8"),
        (GERMAN.encode("utf-8-sig"), GERMAN, "utf-8"),
        (b"\xff\xfe" + GERMAN.encode("utf-16-le"), GERMAN, "utf-16-le"),
        (b"\xfe\xff" + GERMAN.encode("utf-16-be"), GERMAN, "utf-16-be"),
        (GERMAN.encode("utf-16-le"), GERMAN, "utf-16-le"),
        (GERMAN.encode("utf-16-be"), GERMAN, "utf-16-be"),
        (GERMAN.encode("utf-32"), GERMAN, "utf-32-le"),
        (GERMAN.encode("windows-1252"), GERMAN, "windows-1252"),
        (LATIN.encode("latin-1"), LATIN, "iso-8859-1"),
        (b"plain", "plain", "utf-8"),
        ("Эффективность терапии при волчанке".encode("cp1251"), "Эффективность терапии при волчанке", "cp1251"),
        ("試験の結果は改善した。".encode("shift_jis"), "試験の結果は改善した。", "cp932"),
        ("Эффективность терапии\n".encode("utf-16-be"), "Эффективность терапии\n", "utf-16-be"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.notes) == (text, encoding, ())


@pytest.mark.parametrize(
    ("data", "newlines"),
    [(b"a\nb", "LF"), (b"a\r\nb", "CRLF"), (b"a\rb", "CR"), (b"a\r\nb\nc\rd", "LF+CRLF+CR"), (b"ab", "")],
)
def test_newlines_of_all_kinds_become_line_feeds_and_are_named(data: bytes, newlines: str) -> None:
    decoded = decode(data)
    assert "\r" not in decoded.text
    assert decoded.newlines == newlines
    assert decoded.text.count("\n") == max(0, len(newlines.split("+")) if newlines else 0)


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("Rückfälle nach 2 Jahren é".encode()[:-1], "Rückfälle nach 2 Jahren \ufffd", "1 byte sequence"),
        (b"fewer\x00relapses\x00 were seen", "fewer\ufffdrelapses\ufffd were seen", "2 NUL characters"),
        ("a \ud800 b".encode("utf-8", "surrogatepass"), "a \ufffd b", "1 half of a character"),
        (b"\xff\xfea\x00\x00\xd8b\x00", "a\ufffdb", "1 byte sequence"),
        (b"\xff\xfea\x00b\x00c", "ab\ufffd", "1 byte sequence"),
        (b"curly \x93quotes\x94 and \x81", "curly “quotes” and \ufffd", "1 byte sequence"),
    ],
)
def test_what_cannot_be_text_is_replaced_and_counted(data: bytes, text: str, note: str) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert len(decoded.notes) == 1
    assert decoded.notes[0].startswith(note)


def test_a_replacement_character_that_was_there_before_is_not_counted() -> None:
    decoded = decode("6 \ufffd 4 patients".encode())
    assert decoded.text == "6 \ufffd 4 patients"
    assert decoded.notes == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "no words"),
        (b" \r\n\t ", "no words"),
        (random.Random(1).randbytes(4000), "not a text"),
        (bytes(range(256)) * 4, "not a text"),
        (b"\x7fELF" + b"\0" * 200, "not a text"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 and so on", "zip archive or an office document"),
        (b"{\\rtf1 and so on}", "rich-text"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        decode(data)


def test_a_hundred_megabytes_are_refused_with_the_limit() -> None:
    with pytest.raises(BadInput, match="100 MB, and 20 MB is the most"):
        must_not_be_too_large(100_000_000)


def test_pasted_halves_of_characters_are_joined_where_both_are_there() -> None:
    decoded = normalise("\ud83d\ude00 and \ud83d alone")
    assert decoded.text == "😀 and \ufffd alone"
    assert decoded.notes == ("1 half of a character (lone surrogate) was replaced by \ufffd.",)


def test_many_megabytes_of_one_byte_letters_are_read_in_one_go() -> None:
    data = ("é" * 99 + "\n").encode("latin-1") * 150_000
    assert decode(data).encoding == "iso-8859-1"


UNALTERED = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\ufeff\x7f"), max_size=200)


@given(UNALTERED)
def test_nothing_else_is_ever_changed(text: str) -> None:
    if not text.strip() or any(char < " " and char not in "\t\n" for char in text):
        return
    decoded = decode(text.encode("utf-8-sig"))
    assert decoded.text == text
    assert decoded.notes == ()


@given(st.binary(max_size=300))
def test_any_bytes_become_a_text_or_a_sentence(data: bytes) -> None:
    try:
        text = decode(data).text
    except BadInput as refusal:
        text = refusal.sentence()
    assert text
    assert text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text


def test_the_real_reports_are_read_without_a_change() -> None:
    for file in sorted(shared_folder("data", "evidence-inference", "documents").glob("*.txt")):
        data = file.read_bytes()
        decoded = decode(data)
        assert decoded.text.encode("utf-8") == data
        assert decoded.notes == ()
