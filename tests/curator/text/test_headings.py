"""What a heading says about the part of a report under it."""

from __future__ import annotations

import pytest

from curator.records import SectionKind
from curator.text.headings import kind_of_heading


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Materials and Methods", SectionKind.METHODS),
        ("2. Patients and methods", SectionKind.METHODS),
        ("II. Results", SectionKind.RESULTS),
        ("Strengths and limitations", SectionKind.DISCUSSION),
        ("Baseline characteristics", SectionKind.OTHER),
    ],
)
def test_a_heading_is_known_by_all_its_words_whatever_number_stands_before_it(words: str, kind: SectionKind) -> None:
    assert kind_of_heading(words) is kind
