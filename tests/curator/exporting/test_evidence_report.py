"""The evidence report: what a co-author reads, and nothing that a text could smuggle into it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec import structs

from curator.errors import BadInput
from curator.exporting.accounts import ExportAccount
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.ports import ReviewStore
from curator.records import ClaimStatus, Outcome, Section, SectionKind, Structure
from tests.curator.exporting.conftest import new_id, source


def write(store: ReviewStore, path: Path, choice: Choice | None = None) -> ExportAccount:
    with store.snapshot() as reader:
        return export_door(path).write(reader, path, choice or Choice(), None)


class Read(HTMLParser):
    """The page's words, the elements that it has, and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self._silent = tag == "style"

    def handle_data(self, data):
        if not self._silent and data.strip():
            self.words.append(data)

    def handle_endtag(self, tag):
        self._silent = False

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page_of(store: ReviewStore, folder: Path, choice: Choice | None = None) -> Read:
    write(store, folder / "report.html", choice)
    return Read((folder / "report.html").read_text("utf-8"))


def test_a_claim_is_read_under_its_therapy_and_outcome_with_its_words_and_source(store, sample, tmp_path: Path):
    text = page_of(store, tmp_path).text
    therapy, outcome = text.index("MSC therapy"), text.index("Disease activity area Flares")
    quote = text.index("Cells with prednisone", outcome)
    assert therapy < outcome < quote
    for words in ("RR 0.47", "Against Placebo", "Population adults", "Study CELLS-1", "Carl N", "DOI 10.1234/x.1"):
        assert words in text
    assert "1 study: 1 improved" in text
    assert "No therapy named" in text


def test_words_carry_their_section(store, sample, put, tmp_path: Path):
    section = Section(kind=SectionKind.RESULTS, title="Results", start=0, end=101)
    put(Structure(id=new_id(), report_id=sample.report.id, text_sha256=sample.report.text_sha256, sections=(section,)))
    assert "Results" in page_of(store, tmp_path).text


def test_drafts_are_marked_and_retracted_claims_are_in_no_report(store, sample, tmp_path: Path):
    page = page_of(store, tmp_path, Choice(statuses=tuple(ClaimStatus)))
    assert "draft" in page.text
    assert "Blood pressure rose" not in page.text


EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)">&amp;\x00\ud800"\'><style>*{}</style>'


def test_text_from_outside_is_text(store, sample, put, claim_on, tmp_path: Path):
    words = EVIL.replace("\ud800", "").replace("\x00", "")
    report, text = source(f"{words} and more", words, authors=words, journal=words, doi=words)
    outcome = Outcome(id=new_id(), name=words)
    claim = claim_on(
        report,
        text.text,
        (0, len(words)),
        outcome_id=outcome.id,
        population=EVIL.replace("\ud800", ""),
        note=words,
        statement=words,
    )
    put(report, outcome, texts=(text,))
    put(claim)
    page = page_of(store, tmp_path)
    assert "script" not in page.tags
    assert page.tags.count("style") == 1
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert page.text.count("<script>alert(1)</script>") >= 5
    loaded = [value for name, value in page.attributes if name in {"src", "href"}]
    assert all(value.startswith(("#", "data:")) for value in loaded)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:") in page.attributes
    assert "\x00" not in (tmp_path / "report.html").read_text("utf-8")


def test_every_link_leads_somewhere(store, sample, tmp_path: Path):
    write(store, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    places = set(re.findall(r'id="([\w-]+)"', page))
    links = set(re.findall(r'href="#([\w-]+)"', page))
    assert links
    assert links <= places


def test_the_same_review_gives_the_same_bytes(store, sample, tmp_path: Path):
    account = write(store, tmp_path / "one.html")
    write(store, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert account.counts == {"claim": 4, "report": 2}


def test_a_review_without_claims_says_so(store, tmp_path: Path):
    assert "There are no claims" in page_of(store, tmp_path).text


def test_a_retracted_report_is_named_as_such(store, sample, anna, tmp_path: Path):
    from curator.changes import Change, amended

    change = Change(
        title="x", reviewer_id=anna.id, alterations=(amended(sample.report, retraction="Retracted in 2025"),)
    )
    store.apply(change)
    assert "Retracted: Retracted in 2025" in page_of(store, tmp_path).text
    assert structs.asdict(sample.report)["retraction"] == ""


def test_a_review_is_never_overwritten(store, tmp_path: Path):
    with pytest.raises(BadInput):
        export_door(tmp_path / "x.html").write(store, tmp_path / "lupus.curator", Choice(), None)
