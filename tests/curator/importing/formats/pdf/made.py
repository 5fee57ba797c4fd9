"""Small PDFs, written by hand: each shows one thing that real ones do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 600.0, 800.0
CHARACTER = 0.6
"""How wide a character of Courier is, in sizes of the type."""


class Words(NamedTuple):
    """Words at a place, in points from the upper left corner; ``turn`` is the text's matrix without the place."""

    left: float
    down: float
    text: str
    size: float = 10.0
    font: str = "F1"
    turn: str = "1 0 0 1"


def made_pdf(
    pages: Sequence[Sequence[Words]],
    *,
    rotate: int = 0,
    letters: Mapping[str, str] | None = None,
    trailer: str = "",
    extra: Sequence[str] = (),
) -> bytes:
    """A PDF in Courier (F1), Courier-Bold (F2) and a font (F3) in which ``letters`` mean other things."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        _stream(_meaning(letters or {})),
        *extra,
    ]
    kids = []
    for page in pages:
        content = "\n".join(
            f"BT /{one.font} {one.size} Tf {one.turn} {one.left} {HEIGHT - one.down} Tm ({_escaped(one.text)}) Tj ET"
            for one in page
        )
        objects.append(_stream(content))
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} /Contents {len(objects)}"
            " 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    return assembled(objects, trailer)


def assembled(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """A PDF file of these objects; the first is its catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        body = one if isinstance(one, bytes) else one.encode("latin-1")
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return data


def column(
    lines: Sequence[str], left: float, down: float = 100.0, size: float = 10.0, lead: float = 12.0
) -> list[Words]:
    """Lines of running text, one below the other."""
    return [Words(left, down + number * lead, line, size) for number, line in enumerate(lines)]


def _escaped(text: str) -> str:
    return text.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _meaning(letters: Mapping[str, str]) -> str:
    pairs = "\n".join(f"<{ord(letter):02X}> <{words.encode('utf-16-be').hex()}>" for letter, words in letters.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
