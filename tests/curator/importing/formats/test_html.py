from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.importing.formats.html import FORMAT, read_html
from curator.importing.formats.reading import Head, Reading
from curator.records import SectionKind
from tests.curator.importing.formats.refusals import refusal

PARTS = re.findall(
    r"<[^>]+>|[^<]+",
    "<p></p><div><table><tr><td colspan=9></table><h1><h2></h2><li><ul><sup></sup><figure><figcaption><script></script>"
    "a 1<b>&alpha;<i>\x00",
)


def page(body: str, head: str = "") -> Reading:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def test_the_article_comes_in_and_menus_and_scripts_stay_out() -> None:
    reading = page(
        "<nav>Home</nav><div class=side>Buy now</div><script>steal()</script><style>p{}</style>"
        "<main><h1>Cells in lupus</h1><p>Relapse <b>fell</b>\n  by half.<script>document.write('x')</script></p>"
        "<p onclick='steal()'>It was <i>rare</i>.</p><iframe src='http://example.org'></iframe>"
        "<p hidden>Log in first.</p></main><footer>Imprint</footer>"
    )
    assert reading.text == "Cells in lupus\n\nRelapse fell by half.\n\nIt was rare."
    assert reading.notes == (
        "Left out: 6 characters outside of the article (menus, lists of links).",
        "Left out: 11 characters that the page hides.",
    )


def test_headings_are_sections_and_the_first_is_the_title() -> None:
    reading = page("<h1>Cells</h1><h2>1. Methods</h2><p>So.</p><h3>Statistics</h3><p>t.</p><h2>Results</h2><p>R.</p>")
    assert [(one.kind, one.title, one.level) for one in reading.sections] == [
        (SectionKind.TITLE, "Cells", 1),
        (SectionKind.METHODS, "1. Methods", 1),
        (SectionKind.METHODS, "Statistics", 2),
        (SectionKind.RESULTS, "Results", 1),
    ]
    last = reading.sections[-1]
    assert reading.text[last.start : last.end] == "Results\n\nR."


def test_a_table_is_text_whose_columns_can_still_be_told() -> None:
    reading = page(
        "<h2>Results</h2><table><caption>Table 2. Relapse</caption><tr><th>Arm</th><th colspan=2>Relapse</th></tr>"
        "<tr><td>Cells</td><td>3 <sup>a</sup></td><td>10<sup>6</sup></td></tr></table>After."
    )
    table = next(one for one in reading.sections if one.kind is SectionKind.TABLE)
    assert table.title == "Table 2"
    assert reading.text[table.start : table.end] == "Table 2. Relapse\n\nArm | Relapse |\nCells | 3 ᵃ | 10⁶"
    assert reading.text.endswith("10⁶\n\nAfter.")


def test_tables_that_only_lay_out_the_page_and_lists_are_read_as_text() -> None:
    assert page("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>").text == "One.\n\nTwo."
    assert page("<ol start=3><li>Cells<li>Placebo</ol><ul><li>One</ul>").text == "3. Cells\n4. Placebo\n\n• One"
    assert page("Line<br>Other<pre>a\n  b</pre>").text == "Line\nOther\n\na\nb"


def test_what_publishers_say_of_the_article_is_taken() -> None:
    said = page(
        "<p>Relapse fell.</p>",
        "<title>Site</title><meta name=citation_title content='RETRACTED: Cells'><meta name=citation_author "
        "content='Berg, Anna'><meta name=citation_author content='Sun, L'><meta name=citation_doi "
        "content='doi:10.1234/lup.1'><meta name=citation_pmid content=123456><meta name=citation_journal_title "
        "content='Lupus Letters'><meta name=citation_publication_date content='2020/05/01'><meta name=citation_volume "
        "content=7><link rel=license href='https://creativecommons.org/licenses/by/4.0/'>",
    ).particulars
    assert (said.title, said.authors, said.year) == ("RETRACTED: Cells", "Berg, Anna; Sun, L", 2020)
    assert (said.doi, said.pmid, said.journal, said.licence) == (
        "10.1234/lup.1",
        "123456",
        "Lupus Letters",
        "CC BY 4.0",
    )
    assert said.retraction == "Its title says that it was retracted"
    assert said.details == {"Volume": "7"}


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        (b"<html><meta charset=iso-8859-1><p>caf\xe9 \x96 x</p>", "iso8859-1"),
        ("<html><meta charset=iso-8859-1><p>café – x</p>".encode(), "utf-8"),
        ("<html><meta charset=utf-8><p>café – x</p>".encode("utf-16"), "utf-16-le"),
    ],
)
def test_letters_are_read_in_the_encoding_that_they_are_in(source: bytes, encoding: str) -> None:
    reading = read_html(source, "a.html")
    assert (reading.text, reading.encoding) == ("café – x", encoding)


def test_a_page_without_words_or_built_like_a_trap_is_refused() -> None:
    with pytest.raises(BadInput, match="no words"):
        page("<script>all()</script>")
    with pytest.raises(BadInput, match="thousands of elements"):
        page("<div>" * 500_000)
    with pytest.raises(BadInput, match="deep in one another"):
        page("<div>" * 400 + "x" + "</div>" * 400)
    with pytest.raises(BadInput, match="deep in one another"):
        page("<p>" + "<span>" * 400 + "x" + "</span>" * 400)


def test_a_page_is_known_by_its_beginning_or_its_ending() -> None:
    for start in (b"<!doctype HTML><p>", b"\xef\xbb\xbf\n<html lang=en>", b"<!-- saved --><html>"):
        assert FORMAT.recognises(Head(name="a.txt", size=9, start=start))
    assert FORMAT.recognises(Head(name="a.htm", size=9, start=b"<p>Relapse"))
    assert not FORMAT.recognises(Head(name="a.md", size=9, start=b"<div>Relapse"))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=30,
    ),
    st.binary(max_size=60),
)
def test_any_page_gives_sections_that_lie_in_its_text_or_a_sentence(parts: list[str], noise: bytes) -> None:
    refusal(lambda: read_html(noise + "".join(parts).encode(), "a.html"))
    reading = page("Relapse fell." + "".join(parts))
    assert all(0 <= one.start < one.end <= len(reading.text) for one in reading.sections)
    assert "\x00" not in reading.text
