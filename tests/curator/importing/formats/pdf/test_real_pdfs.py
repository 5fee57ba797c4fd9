"""Two trial reports as their journals published them: read whole, in order, and every word at its place.

The sentences were chosen because they cross a column, a page or a hyphen at a line's end (all that cross a column or a
page are among them), and each was compared by eye with the picture of its page, word for word. They are known here by
their page, first and last word, length and the beginning of their SHA-256, since the articles' words are not ours.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from itertools import pairwise
from unicodedata import normalize

import pytest

from curator.importing.formats.pdf.apart import Apart
from curator.importing.formats.pdf.reading_pdf import read_pdf
from curator.importing.formats.reading import Reading
from curator.records import SectionKind, Structure
from curator.text.sentences import sentence_at
from curator.text.structure import page_at
from tests.conftest import shared_folder

NAMES = ("PMC4884402", "PMC7382052")
SENTENCES = (
    ("PMC4884402", "2", "Although", "[2].", 194, "5c28693d5f1eb794"),
    ("PMC4884402", "2", "This", "[3].", 135, "424a5825a23fbfc5"),
    ("PMC4884402", "2", "While", "[4–8].", 249, "9af4cf29e1e785d1"),
    ("PMC4884402", "2", "This", "CHF.", 243, "864d2ae48bd6ca3a"),
    ("PMC4884402", "2", "The", "site.", 155, "f70b77b9b7e748d4"),
    ("PMC4884402", "2", "Dose-stopping", "investigator.", 691, "1ec4c485b23d77e0"),
    ("PMC4884402", "3", "Estimation", "approach.", 86, "27fe7ed3cd90cbd8"),
    ("PMC4884402", "3", "For", "test.", 109, "deccad86bc7aec81"),
    ("PMC4884402", "4", "Vernakalant", "1).", 310, "efdef7eec36c10ec"),
    ("PMC4884402", "5", "The", "drug.", 148, "d3b3759c674a890e"),
    ("PMC4884402", "5", "The", "groups.", 80, "fabb8a2eead9913d"),
    ("PMC4884402", "6", "He", "infusion.", 183, "76711b10270468c0"),
    ("PMC4884402", "6", "Additional", "29).", 347, "8556b382118d21f0"),
    ("PMC4884402", "6", "The", "accident.", 262, "09f29b1e00ba190b"),
    ("PMC4884402", "6", "The", "drug.", 254, "20e86becf56144db"),
    ("PMC4884402", "7", "The", "14].", 252, "ee7ab93090adf467"),
    ("PMC4884402", "7", "It", "practice.", 117, "ecf5aff38fa47e54"),
    ("PMC4884402", "7", "Major", "%]).", 525, "7668e1a59ce591ee"),
    ("PMC4884402", "7", "In", "respectively.", 252, "bdff51d53ce2ef50"),
    ("PMC4884402", "8", "A", "fibrillation.", 136, "ec5162c5721aa97f"),
    ("PMC7382052", "3025", "Empagliflozin", "interactions).", 143, "25c0537c3dff397f"),
    ("PMC7382052", "3026", "The", "(6).", 215, "fb1c4af67aef4fb3"),
    ("PMC7382052", "3026", "Recent", "24).", 185, "e8c352caa3171bfc"),
    ("PMC7382052", "3026", "Data", "(27).", 219, "7d8b43205a209052"),
    ("PMC7382052", "3026", "In", "(28).", 168, "0f2548332b56a4c8"),
    ("PMC7382052", "3026", "Investigators", "factors.", 287, "0b180169cfbc668e"),
    ("PMC7382052", "3027", "Another", "investigated.", 137, "ab8bbd8f28575b01"),
    ("PMC7382052", "3027", "Furthermore,", "control.", 381, "deec1a85ba1bd1eb"),
    ("PMC7382052", "3027", "Only", "7.", 97, "76e56dc50c22902a"),
    ("PMC7382052", "3027", "However,", "50.8%).", 285, "1e92c396ffd5dcfb"),
    ("PMC7382052", "3027", "The", "3).", 392, "bb6569b7e1d9a3b0"),
    ("PMC7382052", "3030", "This", "comparisons.", 258, "ba952a67644ecc54"),
    ("PMC7382052", "3030", "More", "dyslipidemia.", 166, "f799f57e08a8e73c"),
    ("PMC7382052", "3031", "Interestingly,", "(15).", 210, "5fa9f7692071bb42"),
    ("PMC7382052", "3031", "However,", "control.", 110, "97bb431d53b762a2"),
    ("PMC7382052", "3031", "As", "limited.", 144, "56c3dbc6639ebb22"),
    ("PMC7382052", "3031", "Thus,", "empagliflozin.", 240, "117d21ac0d9a325a"),
    ("PMC7382052", "3032", "This", "(62).", 143, "451a25d6614c3ce2"),
    ("PMC7382052", "3032", "The", "men.", 251, "7f3978eaa0b14e0f"),
    ("PMC7382052", "3032", "Disclosure", "Abbott/Alere.", 248, "d1f1c195863cb0e9"),
    ("PMC7382052", "3035", "Dapagliflozin", "fraction.", 75, "7b6f7e1ef24c3a0d"),
)


def pdf(name: str) -> bytes:
    return shared_folder("data", "pdf", f"{name}.pdf").read_bytes()


@cache
def reading(name: str) -> Reading:
    return read_pdf(pdf(name))


def places_of(words: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(words), text)]


@pytest.mark.parametrize(("name", "page", "first", "last", "length", "digest"), SENTENCES)
def test_a_sentence_that_crosses_a_column_a_page_or_a_hyphen_is_whole(
    name: str, page: str, first: str, last: str, length: int, digest: str
) -> None:
    read = reading(name)
    found = [
        place
        for place in places_of(first, read.text)
        if sha256(read.text[place : place + length].encode()).hexdigest().startswith(digest)
    ]
    assert len(found) == 1
    assert read.text[: found[0] + length].endswith(last)
    assert sentence_at(read.text, found[0] + 1) == (found[0], found[0] + length)
    on = next(one for one in read.pages if any(run.start <= found[0] < run.end for run in one.runs))
    assert on.label == page


@pytest.mark.parametrize("name", NAMES)
def test_at_least_twenty_sentences_of_each_report_were_compared(name: str) -> None:
    assert sum(sentence[0] == name for sentence in SENTENCES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_run_stands_inside_its_box(name: str) -> None:
    read = reading(name)
    with Apart() as apart:
        apart.open(pdf(name))
        for number, page in enumerate(read.pages):
            places = apart.places(number)
            for run in page.runs:
                for offset, character in enumerate(read.text[run.start : run.end]):
                    drawn = places.text[run.first + offset]
                    if drawn.isalnum():
                        assert normalize("NFKC", character) == drawn
                    left, top, right, bottom = places.boxes[run.first + offset]
                    if right > left and bottom > top:
                        assert run.left - 0.02 <= (left + right) / 2 <= run.right + 0.02
                        assert run.top - 0.1 <= (top + bottom) / 2 <= run.bottom + 0.1
                drawn_at = [box for box in places.boxes[run.first : run.first + run.end - run.start] if box[2] > box[0]]
                widest = max(box[2] for box in drawn_at) - min(box[0] for box in drawn_at)
                assert run.right - run.left <= widest + 0.1


@pytest.mark.parametrize("name", NAMES)
def test_runs_come_in_order_and_cover_every_word(name: str) -> None:
    read = reading(name)
    runs = sorted((run for page in read.pages for run in page.runs), key=lambda run: run.start)
    assert all(before.end <= after.start for before, after in pairwise(runs))
    between = [read.text[before.end : after.start] for before, after in pairwise(runs)]
    assert set("".join(between)) <= set(" \n|-")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_but_running_heads(name: str) -> None:
    read = reading(name)
    covered = {(number, run.first + k) for number, page in enumerate(read.pages) for run in page.runs
               for k in range(run.end - run.start)}  # fmt: skip
    left_out = " ".join(read.notes)
    with Apart() as apart:
        apart.open(pdf(name))
        for number in range(len(read.pages)):
            text = apart.places(number).text
            missing = "".join(
                letter if letter.isalnum() and (number, place) not in covered else " "
                for place, letter in enumerate(text)
            )
            for word in missing.split():
                assert word in left_out or word.isdigit() or word in ("Page", "of"), word


def test_running_heads_and_page_numbers_are_in_no_sentence() -> None:
    first, second = reading("PMC4884402"), reading("PMC7382052")
    assert "(2016) 16:113" not in first.text
    assert "(2016) 16:113" in first.notes[0]
    assert not re.search(r"Page \d of 9", first.text)
    for head in ("Downloaded from", "Inzucchi et al", "academic.oup.com/jcem"):
        assert head not in second.text
        assert head in second.notes[0]
    assert not re.search(r"\b30(2[6-9]|3[0-4])\b", second.text.replace("3025–3035", ""))


def test_pages_are_named_as_they_are_printed_and_hold_the_text_in_one_piece_each() -> None:
    first, second = reading("PMC4884402"), reading("PMC7382052")
    assert [page.label for page in first.pages] == [str(number) for number in range(1, 10)]
    assert [page.label for page in second.pages] == [str(number) for number in range(3025, 3036)]
    assert (first.pages[0].width, first.pages[0].height) == (595.28, 790.87)
    for read in (first, second):
        assert read.pages[0].start == 0
        assert read.pages[-1].end == len(read.text)
        assert all(before.end == after.start for before, after in pairwise(read.pages))


def test_every_run_is_on_the_page_that_its_words_are_said_to_be_on() -> None:
    for read in map(reading, NAMES):
        structure = Structure(id="s", report_id="r", text_sha256="", pages=read.pages)
        for page in read.pages:
            assert list(page.runs) == sorted(page.runs, key=lambda run: run.start)
            for run in page.runs:
                assert page_at(structure, run.start) is page


def test_sections_are_those_of_the_article() -> None:
    kinds = [section.kind for section in reading("PMC4884402").sections if section.level == 1]
    assert kinds[:7] == [
        SectionKind.TITLE,
        SectionKind.ABSTRACT,
        SectionKind.INTRODUCTION,
        SectionKind.METHODS,
        SectionKind.RESULTS,
        SectionKind.DISCUSSION,
        SectionKind.CONCLUSION,
    ]
    assert kinds[-1] is SectionKind.REFERENCES
    second = reading("PMC7382052").sections
    assert [section.title for section in second if section.level == 1][3:6] == [
        "Materials and Methods",
        "Results",
        "Discussion",
    ]
    assert [section.kind for section in second if section.level == 1][1] is SectionKind.ABSTRACT
    for read in map(reading, NAMES):
        for section in read.sections:
            assert section.title in " ".join(read.text[section.start : section.end].split())


def test_tables_and_figures_are_sections_with_their_captions() -> None:
    first = reading("PMC4884402")
    tables = [section for section in first.sections if section.kind is SectionKind.TABLE]
    assert [section.title[:7] for section in tables] == ["Table 1", "Table 1", "Table 2", "Table 3"]
    row = next(line for line in first.text[tables[2].start : tables[2].end].split("\n") if line.startswith("Sneezing"))
    assert row.count(" | ") == 2
    figures = [one for name in NAMES for one in reading(name).sections if one.kind is SectionKind.FIGURE]
    assert len(figures) == 6


def test_a_row_of_a_table_is_one_line_with_all_its_cells() -> None:
    text = reading("PMC7382052").text
    row = next(line for line in text.split("\n") if line.startswith("Vitamin K antagonists"))
    assert sha256(row.encode()).hexdigest().startswith("802b473e4ceb7fbd")


def test_particulars_are_those_on_the_first_page() -> None:
    first, second = (reading(name).particulars for name in NAMES)
    assert (first.doi, second.doi) == ("10.1186/s12872-016-0289-0", "10.1210/clinem/dgaa321")
    assert (first.year, second.year) == (2016, 2020)
    assert (first.licence, second.licence) == ("CC BY 4.0", "CC BY 4.0")
    assert first.title.startswith("Safety and efficacy of vernakalant")
    assert second.title.endswith("EMPA-REG OUTCOME Trial")
    assert first.journal == "BMC Cardiovascular Disorders"


@pytest.mark.parametrize("name", NAMES)
def test_the_same_file_gives_the_same_reading(name: str) -> None:
    assert read_pdf(pdf(name)) == reading(name)
