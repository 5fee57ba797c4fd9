from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.importing.formats.jats import FORMAT, read_jats
from curator.importing.formats.reading import Head, Reading
from curator.records import ReportKind, Section, SectionKind
from curator.text.finding import Found, find
from tests.conftest import shared_folder
from tests.curator.importing.formats.refusals import refusal

FRONT = """<front><journal-meta><journal-title-group><journal-title>Lupus Letters</journal-title></journal-title-group>
<issn>1234-5678</issn></journal-meta><article-meta><article-id pub-id-type="pmid">123456</article-id>
<article-id pub-id-type="pmc">7654321</article-id><article-id pub-id-type="doi">10.1234/lup.1</article-id>
<title-group><article-title>Cells in <italic>lupus</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Berg</surname><given-names>Anna</given-names></name>
<xref ref-type="aff">1</xref></contrib><contrib contrib-type="author"><collab>The Lupus Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Nobody</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2019</year></pub-date><pub-date pub-type="ppub"><year>2020</year></pub-date>
<volume>7</volume><fpage>11</fpage><lpage>19</lpage>
<permissions><license xmlns:x="http://www.w3.org/1999/xlink" x:href="https://creativecommons.org/licenses/by-nc/4.0/"/>
</permissions>{more}<abstract><sec><title>Methods</title><p>We counted.</p></sec></abstract></article-meta></front>"""


def article(body: str, more: str = "", kind: str = "research-article", back: str = "") -> Reading:
    front = FRONT.replace("{more}", more)
    xml = f'<article article-type="{kind}">{front}<body>{body}</body>{back}</article>'
    return read_jats(xml.encode(), "lupus.nxml")


def words(reading: Reading, section: Section) -> str:
    return reading.text[section.start : section.end]


def only(reading: Reading, kind: SectionKind) -> str:
    """The words of the only section of a kind."""
    (section,) = (one for one in reading.sections if one.kind is kind)
    return words(reading, section)


def test_what_the_article_says_of_itself() -> None:
    said = article("<p>Relapse fell.</p>").particulars
    assert (said.title, said.authors) == ("Cells in lupus", "Berg, Anna; The Lupus Group")
    assert (said.doi, said.pmid, said.pmcid) == ("10.1234/lup.1", "123456", "PMC7654321")
    assert (said.journal, said.year, said.licence, said.retraction) == ("Lupus Letters", 2020, "CC BY-NC 4.0", "")
    assert said.details == {"Volume": "7", "Pages": "11–19", "ISSN": "1234-5678", "Type": "research-article"}
    assert article("<p>A case.</p>", kind="case-report").particulars.kind is ReportKind.CASE_REPORT


def test_sections_are_the_journal_s_own_and_lie_in_one_another() -> None:
    reading = article(
        "<sec sec-type='materials|methods'><label>2</label><title>What we did</title><p>We counted.</p>"
        "<sec><title>Statistics</title><p>Twice.</p></sec></sec><sec><title>Results</title><p>Relapse fell.</p></sec>"
    )
    assert [(one.kind.value, one.title, one.level) for one in reading.sections] == [
        ("title", "Cells in lupus", 1),
        ("abstract", "Abstract", 1),
        ("abstract", "Methods", 2),
        ("methods", "2 What we did", 1),
        ("methods", "Statistics", 2),
        ("results", "Results", 1),
    ]
    assert words(reading, reading.sections[3]) == "2 What we did\n\nWe counted.\n\nStatistics\n\nTwice."
    assert words(reading, reading.sections[5]) == "Results\n\nRelapse fell."


def test_a_table_keeps_its_columns_and_parts_the_paragraph_that_it_lies_in() -> None:
    reading = article(
        "<p>Before.<table-wrap><label>Table 1</label><caption><title>Relapse</title></caption><table><thead><tr>"
        "<th rowspan='2'>Arm</th><th colspan='2'>Relapse</th></tr><tr><th>n</th><th>%</th></tr></thead><tbody><tr>"
        "<td>Cells</td><td>3</td><td>7.5<sup>a</sup></td></tr></tbody></table><table-wrap-foot><fn><label>a</label>"
        "<p>One lost.</p></fn></table-wrap-foot></table-wrap>After.</p>"
    )
    assert only(reading, SectionKind.TABLE).split("\n") == [
        "Table 1 Relapse", "", "Arm | Relapse |", "| n | %", "Cells | 3 | 7.5ᵃ", "", "a One lost."
    ]  # fmt: skip
    assert "Before.\n\nTable 1" in reading.text
    assert reading.text.endswith("One lost.\n\nAfter.")


def test_raised_and_lowered_digits_never_become_part_of_a_number() -> None:
    text = article(
        "<p>10<sup>6</sup> cells/m<sup>2</sup>, p=0.05<sup><xref>3</xref>,<xref>4</xref></sup>; CO<sub>2</sub></p>"
    ).text
    assert "10⁶ cells/m², p=0.05³,⁴; CO₂" in text


def test_a_figure_gives_its_caption_and_a_table_that_is_a_picture_says_so() -> None:
    reading = article(
        "<fig><label>Figure 1</label><caption><p>Flow of patients.</p></caption><graphic/></fig>"
        "<table-wrap><label>Table 2</label><graphic/></table-wrap>"
    )
    assert only(reading, SectionKind.FIGURE) == "Figure 1\n\nFlow of patients."
    assert reading.notes == ("1 table is a picture in the source; only what is written beside came in.",)


def test_references_are_written_out_and_set_apart() -> None:
    reading = article(
        "<p>Relapse fell.</p>",
        back="<back><ref-list><ref><label>1</label><element-citation><person-group><name><surname>Sun</surname>"
        "<given-names>L</given-names></name><etal/></person-group><article-title>Cells</article-title>"
        "<source>Lupus</source><year>2009</year><volume>3</volume><fpage>1</fpage><lpage>9</lpage>"
        "<pub-id pub-id-type='doi'>10.1/x</pub-id></element-citation></ref></ref-list></back>",
    )
    assert only(reading, SectionKind.REFERENCES) == (
        "References\n\n1 Sun L, et al. Cells. Lupus. 2009;3:1–9. doi:10.1/x."
    )


@pytest.mark.parametrize(
    ("more", "kind", "said"),
    [
        (
            "<related-article related-article-type='retraction-forward'>Lupus 2021</related-article>",
            "",
            "Retraction in",
        ),
        ("<related-article related-article-type='retracted-article'>Lupus 2019</related-article>", "", "a notice that"),
        ("<related-article related-article-type='companion'>Lupus 2019</related-article>", "", ""),
        ("", "retraction", "This is a notice of retraction"),
    ],
)
def test_a_retraction_is_taken_from_where_the_article_says_it(more: str, kind: str, said: str) -> None:
    retraction = article("<p>Relapse fell.</p>", more, kind).particulars.retraction
    assert said in retraction
    assert bool(said) == bool(retraction)


def test_xml_that_is_no_article_or_several_is_refused_with_a_sentence() -> None:
    with pytest.raises(BadInput, match="2 articles"):
        read_jats(b"<pmc-articleset><article/><article/></pmc-articleset>", "a.xml")
    with pytest.raises(BadInput, match="not a journal article"):
        read_jats(b"<article><section>DocBook</section></article>", "a.xml")


def test_an_article_is_known_by_its_first_element() -> None:
    assert FORMAT.recognises(Head(name="a.dat", size=9, start=b"<?xml version='1.0'?><!DOCTYPE article><article>"))
    assert not FORMAT.recognises(Head(name="a.xml", size=9, start=b"<xml><records>"))


@pytest.mark.parametrize("file", range(27))
def test_the_27_articles_come_in_with_their_ids_sections_and_licences(file: int) -> None:
    path = sorted(shared_folder("data", "evidence-inference", "nxml").glob("*.nxml"))[file]
    reading = read_jats(path.read_bytes(), path.name)
    with (path.parent.parent / "licences.csv").open(encoding="utf-8-sig") as table:
        licences = {row["doc"]: row["licence"] for row in csv.DictReader(table)}
    said = reading.particulars
    assert said.pmcid == path.stem
    assert said.licence == licences[path.stem]
    assert said.title
    assert said.authors
    assert said.journal
    assert said.pmid.isdigit()
    assert said.year is not None
    assert said.doi.startswith("10.") or path.stem == "PMC4307364", "one was published without a DOI"
    kinds = {section.kind for section in reading.sections}
    assert kinds >= {SectionKind.TITLE, SectionKind.ABSTRACT, SectionKind.RESULTS, SectionKind.REFERENCES}
    assert all(words(reading, one).startswith(one.title[:9]) for one in reading.sections)
    starts = [one.start for one in reading.sections]
    assert starts == sorted(starts)


def test_the_words_that_reviewers_marked_in_the_articles_are_there() -> None:
    folder = shared_folder("data", "evidence-inference")
    texts = {path.stem: read_jats(path.read_bytes(), "").text for path in (folder / "nxml").glob("*.nxml")}
    with (folder / "claims_two_reviewers.csv").open(encoding="utf-8-sig", newline="") as table:
        quotes = [(row["report"], row["quote"]) for row in csv.DictReader(table) if row["quote"].strip()]
    lost = [
        quote
        for report, quote in quotes
        if not isinstance(find(texts[report.removesuffix(".txt")], quote), Found) and "|" not in quote
    ]
    assert len(lost) <= 0.1 * len(quotes)


@settings(deadline=None)
@given(
    st.recursive(
        st.text("aα1 &<", max_size=9).map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
        lambda inside: st.builds(
            lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
            st.sampled_from(
                ["sec", "p", "title", "label", "table-wrap", "tr", "td", "list", "list-item", "sup", "fig"]
            ),
            st.lists(inside, max_size=4),
        ),
        max_leaves=12,
    )
)
def test_any_article_gives_sections_that_lie_in_its_text(body: str) -> None:
    reading = article(body)
    assert all(0 <= one.start < one.end <= len(reading.text) for one in reading.sections)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_reading_or_a_sentence(data: bytes) -> None:
    refusal(lambda: read_jats(data, "a.xml"))
    refusal(lambda: read_jats(b"<article><front><article-meta/></front>" + data + b"</article>", "a.xml"))
