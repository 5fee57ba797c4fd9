from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.importing.formats.reading import Head, Reading
from curator.importing.formats.word import FORMAT, read_word
from curator.records import SectionKind
from tests.curator.importing.formats.refusals import refusal
from tests.curator.importing.formats.test_archives import zipped
from tests.curator.importing.formats.test_xml import LAUGHS


def saved(write: Callable[[Document], object]) -> bytes:
    """A document that Word could open, with what ``write`` put into it."""
    document = docx.Document()
    write(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def read(write: Callable[[Document], object]) -> Reading:
    return read_word(saved(write), "report.docx")


def with_xml(*paragraphs: str) -> Reading:
    """A document whose paragraphs have this XML in them."""

    def write(document: Document) -> None:
        for inside in paragraphs:
            document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))

    return read(write)


def test_headings_are_sections_and_the_title_is_the_report_s() -> None:
    def write(document: Document) -> None:
        document.add_heading("Cells in lupus", 0)
        document.add_heading("Methods", 1)
        document.add_paragraph("We counted.")
        document.add_heading("Statistics", 2)
        document.add_paragraph("Twice.")
        document.add_heading("Results", 1)
        document.add_paragraph("Relapse fell.").add_run(" By half.").bold = True

    reading = read(write)
    assert reading.particulars.title == "Cells in lupus"
    assert reading.text.endswith("Statistics\n\nTwice.\n\nResults\n\nRelapse fell. By half.")
    assert [(one.kind, one.title, one.level) for one in reading.sections] == [
        (SectionKind.TITLE, "Cells in lupus", 1),
        (SectionKind.METHODS, "Methods", 1),
        (SectionKind.METHODS, "Statistics", 2),
        (SectionKind.RESULTS, "Results", 1),
    ]


def test_plain_paragraphs_that_say_just_what_part_they_head_are_headings_too() -> None:
    reading = read(lambda document: [document.add_paragraph(one) for one in ("METHODS", "So.", "Results", "Fell.")])
    assert [one.kind for one in reading.sections] == [SectionKind.METHODS, SectionKind.RESULTS]


def test_a_table_keeps_its_columns_and_takes_the_caption_above_it() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Table 1. Relapse by arm")
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 1).merge(table.cell(0, 2)).text = "Relapse"
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Arm"
        table.cell(1, 1).text, table.cell(1, 2).text = "n", "%"
        table.cell(2, 0).text, table.cell(2, 1).text, table.cell(2, 2).text = "Cells", "3", "7.5"
        document.add_paragraph("Table 2 is on the web.")

    reading = read(write)
    (table,) = (one for one in reading.sections if one.kind is SectionKind.TABLE)
    assert table.title == "Table 1"
    assert reading.text[table.start : table.end] == (
        "Table 1. Relapse by arm\n\nArm | Relapse |\n| n | %\nCells | 3 | 7.5"
    )
    assert reading.text.endswith("7.5\n\nTable 2 is on the web.")


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    reading = with_xml(
        '<w:r><w:t xml:space="preserve">Relapse </w:t></w:r><w:del w:id="1" w:author="A"><w:r><w:delText>rose'
        '</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r><w:t>fell</w:t></w:r></w:ins>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    )
    assert reading.text == "Relapse fell"
    assert reading.notes == (
        "1 tracked insertion came in.",
        "1 tracked deletion was left out.",
        "1 stretch of hidden text was left out.",
        "1 comment was left out.",
    )


def test_words_in_content_controls_text_boxes_and_signs_are_not_lost() -> None:
    reading = with_xml(
        "<w:sdt><w:sdtContent><w:r><w:t>n=12</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:sym w:font='Symbol' w:char='F0A3'/><w:t>5</w:t><w:tab/><w:t>10</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>6</w:t></w:r>"
        "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    )
    assert reading.text == "n=12≤5 10⁶\ufffd\n\nIn a box"
    assert reading.notes == ("1 sign of a typeface could not be read and stands as \ufffd.",)


def test_footnotes_come_at_the_end_with_their_numbers() -> None:
    namespace = nsdecls("w")
    data = zipped(
        {
            "word/document.xml": f"<w:document {namespace}><w:body><w:p><w:r><w:t>Relapse fell.</w:t></w:r><w:r>"
            "<w:footnoteReference w:id='7'/></w:r></w:p></w:body></w:document>".encode(),
            "word/footnotes.xml": f"<w:footnotes {namespace}><w:footnote w:id='7'><w:p><w:r><w:footnoteRef/></w:r>"
            "<w:r><w:t>In both arms.</w:t></w:r></w:p></w:footnote></w:footnotes>".encode(),
        }
    )
    assert read_word(data, "a.docx").text == "Relapse fell.¹\n\nFootnotes\n\n1 In both arms."


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"word/document.xml": LAUGHS.encode()}, "declares entities"),
        ({"word/document.xml": b"<a/>", "../../evil": b"x"}, "leads out of it"),
        ({"word/document.xml": bytes(100_000_000)}, "too large"),
        ({"xl/workbook.xml": b"<a/>"}, "no text of a Word document"),
        ({"word/document.xml": b"<a/>"}, "no text of a Word document"),
        ({"word/document.xml": b"<w:document"}, "broken"),
    ],
)
def test_documents_that_are_traps_or_none_are_refused_with_a_sentence(files: dict[str, bytes], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_word(zipped(files), "a.docx")


def test_a_document_is_known_by_what_is_in_it() -> None:
    start = saved(lambda document: document.add_paragraph("Relapse fell."))
    assert FORMAT.recognises(Head(name="a.docx", size=9, start=start))
    assert FORMAT.recognises(Head(name="a.dat", size=9, start=start))
    assert not FORMAT.recognises(Head(name="a.zip", size=9, start=zipped({"xl/workbook.xml": b""})))
    assert not FORMAT.recognises(Head(name="a.docx", size=9, start=b"Relapse fell."))


def test_a_document_broken_anywhere_gives_a_sentence(tmp_path: Path) -> None:
    whole = saved(lambda document: [document.add_paragraph("Relapse fell. " * 20) for _ in range(20)])
    for place in range(0, len(whole), len(whole) // 40):
        broken = bytearray(whole)
        broken[place : place + 4] = b"\xff\x00\xff\x00"
        refusal(lambda data=bytes(broken): read_word(data, "a.docx"))
        refusal(lambda data=whole[:place]: read_word(data, "a.docx"))


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(
            ["<w:t>a 1</w:t>", "<w:tab/>", "<w:sym w:char='zz'/>", "<w:footnoteReference/>", "<w:gridSpan/>"]
        ),
        lambda inside: st.builds(
            lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
            st.sampled_from(["p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "pPr", "txbxContent"]),
            st.lists(inside, max_size=4),
        ),
        max_leaves=12,
    )
)
def test_any_document_gives_sections_that_lie_in_its_text(body: str) -> None:
    kept = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p>{body}</w:body></w:document>"
    reading = read_word(zipped({"word/document.xml": kept.encode()}), "a.docx")
    assert all(0 <= one.start < one.end <= len(reading.text) for one in reading.sections)
