"""Files that were damaged, or made to do harm: one clear line each, and the program goes on."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

import pytest

from curator.errors import BadInput
from curator.importing.formats.pdf import FORMAT
from curator.importing.formats.pdf.apart import Apart
from curator.importing.formats.reading import Head, Reading
from tests.curator.importing.formats.pdf.made import assembled, column, made_pdf
from tests.curator.importing.formats.pdf.test_made_pdfs import LEFT, RIGHT

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
MUTATIONS = 150


def one_page(content: str | bytes, *others: str | bytes, box: str = "0 0 600 800") -> bytes:
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> /XObject << /X0 6 0 R >> >> >>"
    )
    pages = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", pages, page, content, FONT, *others])


def packed(content: bytes) -> bytes:
    body = zlib.compress(content, 9)
    return f"<< /Length {len(body)} /Filter /FlateDecode >>\nstream\n".encode() + body + b"\nendstream"


def forms_in_forms() -> bytes:
    """Ten forms, each of which draws the next one ten times: ten thousand million letters in 3 KB."""
    forms = []
    for number in range(10):
        draws = b" ".join([f"/X{number + 1} Do".encode()] * 10) if number < 9 else b"BT /F1 8 Tf (A) Tj ET"
        head = (
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length {len(draws)} /Resources"
            f" << /Font << /F1 5 0 R >> /XObject << /X{number + 1} {7 + number} 0 R >> >> >>\nstream\n"
        )
        forms.append(head.encode() + draws + b"\nendstream")
    return one_page(b"<< /Length 6 >>\nstream\n/X0 Do\nendstream", *forms)


def pages_in_a_circle() -> bytes:
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] >>"])


def many_characters() -> bytes:
    return one_page(
        packed(b"BT /F1 8 Tf 10 10 Td " + b"(" + b"A" * 100 + b") Tj " * 1 + b"(AAAAAAAAAA) Tj " * 30_000 + b"ET")
    )


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: b"%PDF-1.7\nnothing else", "damaged"),
        (lambda: made_pdf([column(LEFT, 50)])[:200], "damaged"),
        (pages_in_a_circle, "damaged"),
        (many_characters, "more characters than any report has"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(made: Callable[[], bytes], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        FORMAT.read(made(), "report.pdf")


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    with Apart(patience=0.5) as apart, pytest.raises(BadInput, match="took too long"):
        apart.read(forms_in_forms())
    with Apart() as apart:
        assert apart.read(made_pdf([column(LEFT, 50)])).text.startswith("One hundred")


def test_a_process_that_was_ended_is_started_again() -> None:
    data = made_pdf([column(LEFT, 50)])
    with Apart() as apart:
        first = apart.read(data)
        apart.kill()
        with pytest.raises(BadInput):
            apart.read(b"%PDF-1.7")
        assert apart.read(data) == first


def test_measures_beyond_any_page_do_no_harm() -> None:
    huge = one_page(
        b"<< /Length 40 >>\nstream\nBT /F1 8 Tf 10 10 Td (Hello there) Tj ET \nendstream", box="0 0 1e30 1e30"
    )
    page = FORMAT.read(huge, "huge.pdf").pages[0]
    assert page.width <= 20_000
    flat = b"BT /F1 0 Tf 10 10 Td (None) Tj ET BT /F1 8 Tf 1 0 0 0 10 10 Tm (Flat) Tj ET"
    flat += b" BT /F1 8 Tf 10 90 Td (Words) Tj ET"
    read = FORMAT.read(one_page(packed(flat)), "flat.pdf")
    assert "Words" in read.text


def test_a_pdf_is_known_by_its_content_wherever_its_first_bytes_stand() -> None:
    assert FORMAT.recognises(Head(name="report.txt", size=9, start=b"\r\n\r\n%PDF-1.4"))
    assert not FORMAT.recognises(Head(name="report.pdf", size=9, start=b"Not a PDF"))


def test_damaged_files_are_read_or_refused_and_never_end_the_process() -> None:
    random_ = random.Random(7)
    whole = made_pdf([column(LEFT, 50) + column(RIGHT, 320), column(LEFT, 50)])
    with Apart() as apart:
        for _ in range(MUTATIONS):
            data = bytearray(whole)
            if random_.random() < 0.3:
                del data[random_.randrange(len(data)) :]
            else:
                for _flip in range(random_.choice((1, 3, 30))):
                    data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
            read, problem = result_of(apart, bytes(data))
            assert problem is None or "could not be read" not in problem.sentence()
            for page in read.pages if read is not None else ():
                assert 0 <= page.start <= page.end <= len(read.text)
                assert all(0 <= run.start < run.end <= len(read.text) for run in page.runs)


def result_of(apart: Apart, data: bytes) -> tuple[Reading, None] | tuple[None, BadInput]:
    try:
        return apart.read(data), None
    except BadInput as problem:
        return None, problem
