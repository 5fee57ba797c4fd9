"""A text in pieces: nothing is lost, and only what is very long is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.text.graphemes import is_inside
from ui.window.reading.paragraphs import LONGEST_PIECE, Paragraphs


def pieces(text: str) -> list[str]:
    paragraphs = Paragraphs(text)
    return [paragraphs.words(number) for number in range(len(paragraphs))]


@given(st.text(alphabet=st.sampled_from("ab \n\r\u2028é"), max_size=60))
def test_short_paragraphs_are_the_lines_of_the_text(text: str) -> None:
    assert pieces(text) == text.split("\n")


def test_an_empty_text_is_one_empty_piece() -> None:
    assert pieces("") == [""]


def test_a_long_paragraph_is_cut_after_a_sentence_and_nothing_is_lost() -> None:
    sentence = "Remission was seen in 12 of 40 patients. "
    text = "Results\n" + sentence * 600 + "\nEnd"
    shown = pieces(text)
    assert "".join(shown[1:-1]) == sentence * 600
    assert all(len(piece) <= LONGEST_PIECE for piece in shown)
    assert all(piece.endswith(". ") for piece in shown[1:-1])
    assert (shown[0], shown[-1]) == ("Results", "End")


def test_a_long_run_without_any_space_is_cut_between_shown_characters() -> None:
    text = "e\u0301😀\U0001f1e9\U0001f1ea👩‍⚕️" * 4_000
    paragraphs = Paragraphs(text)
    assert len(paragraphs) > 1
    assert "".join(pieces(text)) == text
    assert not any(is_inside(text, start) for start in paragraphs.starts)


def test_each_place_is_found_in_its_piece() -> None:
    text = "one\n\ntwo\n" + "word " * 5_000
    paragraphs = Paragraphs(text)
    for place in range(0, len(text), 7):
        number = paragraphs.number_at(place)
        assert paragraphs.start(number) <= place
        assert number + 1 == len(paragraphs) or place < paragraphs.start(number + 1)
    assert paragraphs.number_at(len(text)) == len(paragraphs) - 1


def test_a_cut_is_not_the_end_of_a_paragraph() -> None:
    text = "word " * 5_000 + "\nnext"
    paragraphs = Paragraphs(text)
    ends = [paragraphs.ends_paragraph(number) for number in range(len(paragraphs))]
    assert ends == [False] * (len(paragraphs) - 2) + [True, True]
