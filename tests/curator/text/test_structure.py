from __future__ import annotations

import pytest

from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import Page, Report, Reviewer, Section, SectionKind, Structure
from curator.text.structure import SHORT, page_at, section_at, structure_of, structures_of, words_for_place

TEXT = "# Cells\n\n## Methods\n\nWe counted.\n\n### Statistical analysis of relapse\n\nTwice.\n\n## Results\n\nFell."


@pytest.fixture
def report(store: ReviewStore, anna: Reviewer) -> Report:
    """A report with sections, as it came in."""
    change = read_pasted(TEXT, "Cells", store, anna.id).change
    assert change is not None
    store.apply(change)
    return store.all(Report)[0]


def test_a_text_comes_in_with_its_sections_and_undone_they_are_gone(store: ReviewStore, report: Report) -> None:
    structure = structure_of(store, report)
    assert structure is not None
    section = section_at(structure, TEXT.index("Twice"))
    assert section is not None
    assert section.title == "Statistical analysis of relapse"
    assert structures_of(store, store.all(Report)) == {report.id: structure}
    store.undo(None)
    assert store.count(Structure) == 0


def test_a_place_is_told_by_the_widest_and_the_narrowest_section_and_its_page() -> None:
    sections = (
        Section(kind=SectionKind.METHODS, title="2 How we did it", start=0, end=50),
        Section(kind=SectionKind.METHODS, title="Design", start=10, end=40, level=2),
        Section(kind=SectionKind.METHODS, title="Statistics", start=20, end=30, level=3),
        Section(kind=SectionKind.OTHER, title="Funding", start=50, end=60),
    )
    pages = (Page(label="4", start=0, end=25), Page(label="e5", start=25, end=70))
    structure = Structure(id="s", report_id="r", text_sha256="0", sections=sections, pages=pages)
    assert words_for_place(structure, 5) == "Methods · p. 4"
    assert words_for_place(structure, 25) == "Methods › Statistics · p. e5"
    assert words_for_place(structure, 55) == "Funding · p. e5"
    assert words_for_place(structure, 65) == "p. e5"
    assert words_for_place(structure, 99) == ""
    assert words_for_place(None, 0) == ""
    assert page_at(None, 0) is None


def test_what_is_known_of_another_text_says_nothing(store: ReviewStore, report: Report) -> None:
    other = Report(**{name: getattr(report, name) for name in report.__struct_fields__} | {"text_sha256": "0" * 64})
    assert structure_of(store, other) is None


def test_a_long_title_is_whole_where_it_is_kept_and_cut_where_there_is_no_room() -> None:
    title = "What was found in the people who were treated with cells and followed for two years"
    section = Section(kind=SectionKind.OTHER, title=title, start=0, end=9)
    structure = Structure(id="s", report_id="r", text_sha256="t", sections=(section,))
    assert words_for_place(structure, 5) == title
    assert words_for_place(structure, 5, SHORT).endswith("treated w…")
    assert len(words_for_place(structure, 5, SHORT)) <= SHORT
