"""Any file is read as references, or refused with a sentence; nothing else comes of it."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import CuratorError
from curator.importing.formats.reading import Head
from curator.importing.references.becoming import report_of
from curator.importing.references.registry import formats
from curator.importing.spreadsheet_file import Spreadsheet
from tests.curator.importing.references.test_formats import BIBTEX, ENDNOTE, NBIB
from tests.curator.importing.references.test_full_texts import RIS

WOS = "FN C\nVR 1.0\nPT J\nAU Yuan, X\n   Sun, L\nTI Cells\n   for lupus\nAB Words\nPY 2020\nDI 10.1/x\nER\n\nEF\n"
TABLE = "title,abstract,year,doi\nCells,Words,2020,10.1000/x\n"
SAMPLES = {"RIS": RIS, "PubMed": NBIB, "BibTeX": BIBTEX, "EndNote XML": ENDNOTE, "Web of Science": WOS}
SAMPLES["a table of references"] = TABLE
PIECES = st.sampled_from(
    ["TY  - ", "ER  - ", "\n", "\r", "PMID- ", "@article{", "}", '"', "<record>", "&x;", "\0", "\ufeff"]
)


@st.composite
def spoiled(draw: st.DrawFn, sample: str) -> bytes:
    """A sample with pieces cut out, doubled or put in, in some encoding."""
    words = sample
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(words)))
        end = min(len(words), start + draw(st.integers(0, 40)))
        put_in = draw(st.one_of(PIECES, st.text(max_size=12), st.just(words[start:end] * 2)))
        words = words[:start] + put_in + words[end:]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return words.encode(encoding, "replace")


@pytest.mark.parametrize("name", SAMPLES)
@settings(deadline=None, max_examples=60)
@given(st.data())
def test_spoiled_references_are_read_or_refused(name: str, data: st.DataObject) -> None:
    kind = next(one for one in formats() if one.name == name)
    written = data.draw(spoiled(SAMPLES[name]))
    kind.recognises(Head(name=f"any{kind.endings[0]}", size=len(written), start=written))
    try:
        read = kind.read(written)
    except CuratorError:
        return
    for reference in read.references:
        try:
            made = report_of(reference, kind.tags, "id", "any", read.encoding)
        except CuratorError:
            continue
        assert made.report.title.strip()
        assert made.report.characters == len(made.source.text) > 0
        for section in made.structure.sections:
            assert made.source.text[section.start : section.end].strip()
        assert not re.search("[\ud800-\udfff\0\r]", made.source.text)


@settings(deadline=None, max_examples=80)
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data)))
def test_any_bytes_are_a_spreadsheet_or_are_refused(data: bytes) -> None:
    with suppress(CuratorError):
        book = Spreadsheet(data)
        for title in book.titles:
            list(book.rows(title))
