from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.text.passages import CONTEXT, cut, quote


@given(st.text(min_size=1), st.data())
def test_a_passage_has_exactly_the_words_between_its_places(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = cut(text, start, end)
    assert passage.words == text[start:end]
    assert (passage.start, passage.end) == (start, end)
    assert text[:start].endswith(passage.before)
    assert text[end:].startswith(passage.after)
    assert max(len(passage.before), len(passage.after)) <= CONTEXT


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 6)])
def test_no_passage_is_cut_where_there_are_no_words(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        cut("words", start, end)


def test_a_quote_joins_the_words_of_several_passages() -> None:
    text = "fewer relapses and fewer deaths"
    assert quote([cut(text, 0, 14), cut(text, 19, 31)]) == "fewer relapses … fewer deaths"
