"""Hyphens at the ends of lines."""

from __future__ import annotations

import pytest

from curator.importing.formats.pdf.hyphens import Ending, Vocabulary

DOCUMENT = (
    "Patients were randomised in a double-blind trial of a glucose-lowering drug; those randomised improved.",
    "The time to treatment and the IL-6 level, a 95%-CI, the sex of the patients; a long-term follow-up.",
)


@pytest.mark.parametrize(
    ("line", "following", "ending"),
    [
        ("were random-", "ised to", Ending.JOIN),
        ("an unheard immuno-", "logical word", Ending.JOIN),
        ("a double-", "blind trial", Ending.KEEP),
        ("glucose-", "lowering drugs", Ending.KEEP),
        ("levels of IL-", "6 rose", Ending.KEEP),
        ("a 95%-", "CI of", Ending.KEEP),
        ("an 84-", "year-old woman", Ending.KEEP),
        ("the EMPA-", "REG trial", Ending.KEEP),
        ("short-", "and long-term effects", Ending.KEEP_AND_SPACE),
        ("treatment-by-", "subgroup interactions", Ending.KEEP),
        ("sex-", "adjusted rates", Ending.KEEP),
        ("at long-", "term risk", Ending.KEEP),
        ("the effects con-", "tinued", Ending.JOIN),
        ("broken soft\u00ad", "ly here", Ending.JOIN),
    ],
)
def test_the_document_says_whether_a_word_was_broken(line: str, following: str, ending: Ending) -> None:
    words = Vocabulary((text, False, False) for text in DOCUMENT)
    assert words.ending(line, following) is ending


def test_halves_of_broken_words_are_no_words_to_judge_by() -> None:
    words = Vocabulary([("the patients con-", False, True), ("tinued therapy", True, False)])
    assert words.ending("they con-", "tinued") is Ending.JOIN
