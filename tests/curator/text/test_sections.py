from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.records import SectionKind
from curator.text.headings import kind_of_heading
from curator.text.sections import guess_sections
from tests.conftest import shared_folder


def outline(text: str) -> list[tuple[str, str, int]]:
    """Kind, title and level of every section that is sure."""
    return [(one.kind.value, one.title, one.level) for one in guess_sections(text)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("2. Materials and Methods", SectionKind.METHODS),
        ("PATIENTS & METHODS:", SectionKind.METHODS),
        ("IV. Results", SectionKind.RESULTS),
        ("Aims and objectives", SectionKind.INTRODUCTION),
        ("Concluding remarks", SectionKind.CONCLUSION),
        ("Literature cited", SectionKind.REFERENCES),
        ("Results were mixed", SectionKind.OTHER),
        ("Methods of payment in hospitals", SectionKind.OTHER),
        ("", SectionKind.OTHER),
    ],
)
def test_a_heading_tells_its_part_only_when_it_says_nothing_else(words: str, kind: SectionKind) -> None:
    assert kind_of_heading(words) is kind


def test_lines_that_stand_alone_and_say_what_they_head_are_headings() -> None:
    text = "Cells in lupus\n\nMethods\nWe counted.\n\nRESULTS\nRelapse fell.\n\nThanks to all.\n"
    assert outline(text) == [("methods", "Methods", 1), ("results", "RESULTS", 1)]
    first, second = guess_sections(text)
    assert text[first.start : first.end] == "Methods\nWe counted.\n\n"
    assert text[second.start : second.end] == "RESULTS\nRelapse fell.\n\nThanks to all."


def test_one_such_line_by_itself_is_not_sure() -> None:
    assert outline("A letter\n\nComment\n\nRelapse fell.") == []


def test_headings_of_markdown_are_sure_and_what_lies_in_one_is_of_its_kind() -> None:
    assert outline("# Cells\n\n## Methods\n\nSo.\n\n### Dose\n\n1 mg.\n\n## Results ##\n\nFell.") == [
        ("title", "Cells", 1),
        ("methods", "Methods", 1),
        ("methods", "Dose", 2),
        ("results", "Results", 1),
    ]


def test_the_headings_of_an_abstract_are_part_of_it() -> None:
    text = "Abstract\n\nMethods\n\na\n\nResults\n\nb\n\nIntroduction\n\nc\n\nMethods\n\nd\n\nResults\n\ne"
    assert [(kind, level) for kind, _title, level in outline(text)] == [
        ("abstract", 1), ("abstract", 2), ("abstract", 2), ("introduction", 1), ("methods", 1), ("results", 1),
    ]  # fmt: skip
    plain = "Abstract\n\na\n\nIntroduction\n\nc\n\nMethods\n\nd\n\nResults\n\ne"
    assert [kind for kind, _title, _level in outline(plain)] == ["abstract", "introduction", "methods", "results"]


def test_the_articles_of_evidence_inference_have_their_sections() -> None:
    for file in sorted(shared_folder("data", "evidence-inference", "documents").glob("*.txt")):
        kinds = {kind for kind, _title, _level in outline(file.read_text(encoding="utf-8"))}
        assert len(kinds & {"abstract", "introduction", "methods", "results", "discussion"}) >= 3, file.name


def test_a_list_of_thousands_of_headings_is_no_report() -> None:
    assert outline("# one\n" * 5000) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["# A", "## Results", "Methods", "ABSTRACT.RESULTS:", "BODY.A.B:", "words", "", " "])))
def test_sections_come_in_order_lie_in_the_text_and_in_one_another(lines: list[str]) -> None:
    text = "\n".join(lines)
    sections = guess_sections(text)
    assert [one.start for one in sections] == sorted(one.start for one in sections)
    assert all(0 <= one.start < one.end <= len(text) for one in sections)
    for one in sections:
        assert all(other.start >= one.end or other.end <= one.end for other in sections if other.start > one.start)
