from __future__ import annotations

import zipfile

import pytest

from curator.errors import BadInput
from curator.importing.formats.epub import FORMAT, read_epub
from curator.importing.formats.reading import Head
from curator.records import SectionKind
from tests.curator.importing.formats.refusals import refusal
from tests.curator.importing.formats.test_archives import zipped
from tests.curator.importing.formats.test_xml import LAUGHS

CONTAINER = b'<container xmlns="u"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
PACKAGE = b"""<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Cells in lupus</dc:title><dc:creator>Anna Berg</dc:creator><dc:creator>L Sun</dc:creator>
<dc:date>2020-05-01</dc:date></metadata><manifest>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="out" href="../../etc/passwd" media-type="text/html"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="out"/></spine></package>"""
BOOK = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/nav.xhtml": b"<html><body>Contents</body></html>",
    "OEBPS/text/one a.xhtml": b"<?xml version='1.0'?><html><head><title/></head><body><h1>Methods</h1><p>So.</p></body>"
    b"</html>",
    "OEBPS/text/two.xhtml": "<?xml version='1.0'?><html><body><a id='x'/><h1>Results</h1><p>Fell – half.</p></body>"
    "</html>".encode(),
}


def test_chapters_come_in_the_order_of_reading_with_their_sections() -> None:
    reading = read_epub(zipped(BOOK), "book.epub")
    assert reading.text == "Cells in lupus\n\nMethods\n\nSo.\n\nResults\n\nFell – half."
    assert [one.kind for one in reading.sections] == [SectionKind.TITLE, SectionKind.METHODS, SectionKind.RESULTS]
    said = reading.particulars
    assert (said.title, said.authors, said.year) == ("Cells in lupus", "Anna Berg; L Sun", 2020)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"../evil": b"x"}, "leads out of it"),
        ({"OEBPS/book.opf": LAUGHS.encode()}, "declares entities"),
        ({"OEBPS/book.opf": b"<package/>"}, "protected against copying"),
        ({"META-INF/rights.xml": b"<rights/>"}, "protected against copying"),
        ({"META-INF/container.xml": b"<container/>"}, "missing in the archive"),
        ({"OEBPS/text/two.xhtml": bytes(100_000_000)}, "too large"),
    ],
)
def test_books_that_are_traps_or_cannot_be_read_are_refused(changed: dict[str, bytes], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_epub(zipped(BOOK | changed), "book.epub")


def test_a_book_is_known_by_its_first_entry_and_broken_ones_give_a_sentence() -> None:
    whole = zipped(BOOK)
    as_readers_write_it = zipped(BOOK, zipfile.ZIP_STORED)
    assert FORMAT.recognises(Head(name="a.dat", size=9, start=as_readers_write_it))
    assert FORMAT.recognises(Head(name="a.epub", size=9, start=whole))
    for place in range(0, len(whole), 37):
        refusal(lambda data=whole[:place] + b"\xff\x00\xff" + whole[place + 3 :]: read_epub(data, "a.epub"))
