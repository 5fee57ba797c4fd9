"""Each format of references, as small files."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.errors import BadInput
from curator.importing.accounts import Fate
from curator.importing.doors import head_of
from curator.importing.references import ris
from curator.importing.references.intake import read_references
from curator.importing.references.particulars import SaidOf, said_of
from curator.importing.references.registry import format_for
from curator.ports import ReviewStore
from curator.records import Reviewer

NBIB = """\
PMID- 36465325
OWN - NLM
DP  - 2022 Dec
TI  - Mesenchymal stem cell therapy
      for refractory lupus.
PG  - 1-9
LID - 10.2478/rir-2022-0011 [doi]
LID - S2719-4523(22)00011-1 [pii]
AB  - BACKGROUND: Relapses are frequent.
      RESULTS: There were fewer relapses.
FAU - Yuan, Xin
AU  - Yuan X
FAU - Sun, Li
AU  - Sun L
PT  - Journal Article
PT  - Retracted Publication
RIN - Rheumatol Immunol Res. 2023;1:1. PMID: 1
JT  - Rheumatology and immunology research
PMC - PMC9524812
MH  - Lupus Erythematosus, Systemic/*therapy
MH  - Humans

PMID- 2
TI  - Second.
AB  -
"""

BIBTEX = r"""
Some words of the program that wrote this.
@string{lan = "The Lancet"}
@article{yuan2022, title = {A {RCT} in M{\"u}ller's patients: 5\% of 10 mg},
  author = "Yuan, Xin and Sun, Li", journal = lan, year = 2022, doi = {10.1000/a_b}, pmid = {36465325},
  url = {https://example.org/a?x=%20b}, abstract = {Fewer relapses.}, my-own = {kept}, month = jan # " 5"}
@article{yuan2022, title = {Another of the same key}, year = {n.d.}}
@article{broken, title = {never ends
@misc{last, title = {The last one}, note = {Retracted}}
"""

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<database name="My.enl" path="C:/My.enl">My.enl</database><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Yuan, Xin</style></author><author>Sun, Li</author></authors>
</contributors><titles><title><style>Stem cells in </style><style face="italic">lupus</style></title></titles>
<periodical><full-title>Lancet</full-title></periodical><keywords><keyword>lupus</keyword><keyword>cells</keyword>
</keywords><dates><year>2022</year></dates><accession-num>36465325</accession-num>
<electronic-resource-num>10.1000/xyz</electronic-resource-num><abstract>Fewer relapses.&#xD;Less harm.</abstract>
<custom2>PMC9524812</custom2><language>eng</language></record></records></xml>"""


def written(folder: Path, name: str, words: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return path


def said(path: Path) -> list[SaidOf]:
    kind = format_for(head_of(path))
    assert kind is not None
    return [said_of(reference, kind.tags) for reference in kind.read(path.read_bytes()).references]


def test_a_file_of_pubmed(tmp_path: Path) -> None:
    first, second = said(written(tmp_path, "set.nbib", NBIB))
    about = first.particulars
    assert about.title == "Mesenchymal stem cell therapy for refractory lupus."
    assert about.authors == "Yuan, Xin; Sun, Li"
    assert (about.year, about.doi, about.pmid, about.pmcid) == (
        2022,
        "10.2478/rir-2022-0011",
        "36465325",
        "PMC9524812",
    )
    assert first.abstract == "BACKGROUND: Relapses are frequent. RESULTS: There were fewer relapses."
    assert about.retraction == "Retracted Publication; Retraction in Rheumatol Immunol Res. 2023;1:1. PMID: 1"
    assert about.details["MeSH terms"] == "Lupus Erythematosus, Systemic/*therapy; Humans"
    assert about.details["Location id"] == "S2719-4523(22)00011-1 [pii]"
    assert about.details["Authors, short"] == "Yuan X; Sun L"
    assert second.notes == ("Empty in it: AB (abstract).",)


def test_a_file_of_bibtex_keeps_entries_of_one_key_and_says_which_is_broken(
    tmp_path: Path, store: ReviewStore, anna: Reviewer
) -> None:
    path = written(tmp_path, "library.bib", BIBTEX)
    first, second, third = said(path)
    about = first.particulars
    assert about.title == "A RCT in Müller's patients: 5% of 10 mg"
    assert (about.authors, about.journal, about.year) == ("Yuan, Xin; Sun, Li", "The Lancet", 2022)
    assert (about.doi, about.pmid, first.abstract) == ("10.1000/a_b", "36465325", "Fewer relapses.")
    assert about.details["Link"] == "https://example.org/a?x=%20b"
    assert about.details["Tag my-own"] == "kept"
    assert second.particulars.title == "Another of the same key"
    assert "no year" in " ".join(second.notes)
    assert third.particulars.retraction == "Retracted"
    account = read_references([path], store, anna.id)
    [refused] = account.with_fate(Fate.REFUSED)
    assert "is not complete" in refused.sentence
    assert len(account.reports) == 3


def test_a_file_of_endnote(tmp_path: Path) -> None:
    [one] = said(written(tmp_path, "library.xml", ENDNOTE))
    about = one.particulars
    assert (about.title, about.authors) == ("Stem cells in lupus", "Yuan, Xin; Sun, Li")
    assert (about.year, about.journal, about.doi) == (2022, "Lancet", "10.1000/xyz")
    assert (about.pmid, about.pmcid) == ("36465325", "PMC9524812")
    assert one.abstract == "Fewer relapses.\nLess harm."
    assert about.details["Keywords"] == "lupus; cells"
    assert about.details["Type"] == "Journal Article"


def test_an_xml_bomb_is_refused(tmp_path: Path, store: ReviewStore, anna: Reviewer) -> None:
    declared = '<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb = declared + ENDNOTE.partition("?>")[2].replace("lupus", "&b;")
    account = read_references([written(tmp_path, "bomb.xml", bomb)], store, anna.id)
    assert account.change is None
    assert "declares entities" in account.lines[0].sentence


def test_a_record_without_an_end_comes_in_and_is_said(tmp_path: Path) -> None:
    words = "TY  - JOUR\r\nTI  - One\r\n\r\nTY  - JOUR\r\nTI  - Two\r\nER  -"
    first, second = said(written(tmp_path, "cut.ris", words))
    assert first.notes == ("It has no line ER at its end.",)
    assert (first.particulars.title, second.particulars.title) == ("One", "Two")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    words = "TY  - JOUR\r\nAU  - Müller, Jörg\r\nTI  - Über Rückfälle bei Lupus\r\nER  - \r\n"
    path = written(tmp_path, "refs.ris", words.encode(encoding))
    [one] = said(path)
    assert one.particulars.title == "Über Rückfälle bei Lupus"
    kind = format_for(head_of(path))
    assert kind is not None
    original = kind.read(path.read_bytes()).references[0].original
    expected = words.strip() if encoding == "utf-16" else words.strip("\r\n")
    kept = "utf-8" if encoding in ("utf-16", "utf-8-sig") else encoding
    assert original.decode(kept).replace("\r\n", "\n").strip() == expected.replace("\r\n", "\n").strip()


def test_a_pdf_and_a_text_are_no_references(tmp_path: Path) -> None:
    assert format_for(head_of(written(tmp_path, "a.txt", "A text about TY and PMID- numbers.\n"))) is None
    assert format_for(head_of(written(tmp_path, "a.pdf", b"%PDF-1.7\n%\xff\xff"))) is None


def test_a_file_that_is_no_text_is_refused_with_a_sentence(tmp_path: Path, store: ReviewStore, anna: Reviewer) -> None:
    with pytest.raises(BadInput):
        ris.read(b"TY  - JOUR\n" + b"\x00" * 100_000)
    account = read_references([tmp_path / "absent.ris"], store, anna.id)
    assert account.lines[0].fate is Fate.REFUSED
