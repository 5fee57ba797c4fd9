"""One thing at a time that PDFs do, on small ones made for it."""

from __future__ import annotations

import pytest

from curator.errors import BadInput
from curator.importing.formats.pdf.apart import Apart
from curator.importing.formats.pdf.reading_pdf import read_pdf
from curator.records import SectionKind
from tests.curator.importing.formats.pdf.made import Words, column, made_pdf

LEFT = [
    "One hundred patients were random-",
    "ised to either of two treatments",
    "and followed for twelve months at",
    "their own clinics. The primary end",
]
RIGHT = [
    "point was reached by forty of them,",
    "of whom eleven had been treated in",
    "a double-blind manner with IL-6 or",
    "a placebo; the others were not.",
]
WHOLE = (
    "One hundred patients were randomised to either of two treatments and followed for twelve months at their own"
    " clinics. The primary end point was reached by forty of them, of whom eleven had been treated in a double-blind"
    " manner with IL-6 or a placebo; the others were not."
)
LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> /ID [<00> <00>]"


def text_of(*pages: list[Words]) -> str:
    return read_pdf(made_pdf(pages)).text


def test_the_left_column_is_read_before_the_right_one() -> None:
    assert text_of(column(LEFT, 50) + column(RIGHT, 320)) == WHOLE


def test_columns_are_read_so_also_when_the_file_draws_them_line_by_line_or_backwards() -> None:
    pairs = zip(column(LEFT, 50), column(RIGHT, 320), strict=True)
    assert text_of([words for pair in pairs for words in pair]) == WHOLE
    assert text_of([*reversed(column(LEFT, 50)), *reversed(column(RIGHT, 320))]) == WHOLE


def test_a_title_across_both_columns_comes_first_and_a_wide_table_below_them_row_by_row() -> None:
    title = [Words(60, 60, "A title that goes across the columns", 18)]
    rows = [("Deaths", "12 (3.4)", "20 (5.9)"), ("Strokes", "8 (2.2)", "9 (2.6)"), ("Falls", "1 (0.3)", "0")]
    table = [
        Words(left, 300 + 14 * number, cell, 8)
        for number, row in enumerate(rows)
        for left, cell in zip((50, 250, 450), row, strict=True)
    ]
    caption = [
        Words(50, 280, "Table 1. What happened to the patients of either group in the course of the whole year", 9)
    ]
    text = text_of(title + column(LEFT, 50) + column(RIGHT, 320) + caption + table)
    assert text.startswith("A title that goes across the columns\n\nOne hundred")
    assert text.endswith("Deaths | 12 (3.4) | 20 (5.9)\nStrokes | 8 (2.2) | 9 (2.6)\nFalls | 1 (0.3) | 0")


def test_a_paragraph_goes_on_on_the_next_page_around_running_heads_and_a_figure() -> None:
    def page(number: int, body: list[Words]) -> list[Words]:
        head = [Words(50, 40, "Smith et al. A trial of something", 8)]
        return [*head, *body, Words(300, 780, str(number), 8)]

    caption = [Words(50, 400, "Fig. 1 Deaths in both groups", 8)]
    read = read_pdf(made_pdf([page(11, column(LEFT, 50) + caption), page(12, column(RIGHT, 50)), page(13, [])]))
    assert WHOLE in read.text
    assert read.text.startswith("Fig. 1 Deaths in both groups")
    assert "Smith" not in read.text
    assert "Smith et al. A trial of something" in read.notes[0]
    assert [page.label for page in read.pages] == ["11", "12", "13"]
    assert read.text[read.pages[1].start :].startswith("point was reached")


def test_lines_of_the_text_that_come_again_at_the_top_of_pages_are_kept() -> None:
    def page(first: str) -> list[Words]:
        body = column([f"{first} The dose was doubled at", "once, and nobody fell ill of it."], 50, 90)
        return [Words(50, 40, "Smith et al. A trial", 8), Words(50, 74, "Adverse events"), *body]

    read = read_pdf(made_pdf([page("One."), page("Two."), page("Three."), page("Four.")]))
    assert read.text.count("Adverse events") == 4
    assert "Smith" not in read.text


def test_a_title_stays_though_it_is_the_running_head_of_the_pages_after_it() -> None:
    words = "A trial of something for somebody"
    first = [Words(50, 60, words, 20), *column(LEFT, 50)]
    read = read_pdf(made_pdf([first, *([Words(50, 40, words, 8), *column(RIGHT, 50)] for _ in range(3))]))
    assert read.text.startswith(words)
    assert read.text.count(words) == 1


def test_numbers_beside_the_lines_of_a_manuscript_are_left_out() -> None:
    lines = [f"the dose was given to group {letter} twice and" for letter in "ABCDEFGHIJKLMNOP"]
    counted = [
        Words(40 - 6 * len(str(count)), 100 + 24 * place, str(count), 8) for place, count in enumerate(range(5, 21))
    ]
    read = read_pdf(made_pdf([[*column(lines, 70, lead=24), *counted]]))
    assert read.text == " ".join(lines)
    assert read.notes == ("The numbers beside the lines were left out.",)


def test_numbers_in_the_columns_of_a_table_are_kept_also_when_they_go_up_one_by_one() -> None:
    table = [Words(left, 100 + 24 * row, str(row), 8) for row in range(16) for left in (20, 170)]
    labels = [Words(70, 100 + 24 * row, "Day", 8) for row in range(16)]
    assert text_of([*table, *labels]) == "\n".join(f"{row} | Day | {row}" for row in range(16))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_on_its_side_is_read_as_it_is_held_and_placed_as_it_is_shown(turned: int) -> None:
    data = made_pdf([column(LEFT, 50)], rotate=turned)
    read = read_pdf(data)
    assert read.text.startswith("One hundred patients were randomised to either")
    page = read.pages[0]
    assert (page.width, page.height) == ((600, 800) if turned == 180 else (800, 600))
    assert_ink_in_runs(data)


def test_boxes_lie_where_the_words_are_painted() -> None:
    assert_ink_in_runs(made_pdf([column(LEFT, 50) + column(RIGHT, 320)]))


def assert_ink_in_runs(data: bytes) -> None:
    """Every run's box has ink in it, and there is none outside of all but the hyphens that were joined."""
    page = read_pdf(data).pages[0]
    with Apart() as apart:
        apart.open(data)
        picture = apart.paint(0, 1.0)
    inked = {
        (place % picture.stride // 4, place // picture.stride)
        for place in range(0, len(picture.pixels), 4)
        if picture.pixels[place] < 128
    }
    assert inked
    boxes = [(run.left - 1, run.top - 1, run.right + 1, run.bottom + 1) for run in page.runs]
    for left, top, right, bottom in boxes:
        assert any(left <= x <= right and top <= y <= bottom for x, y in inked)
    for x, y in inked:
        assert any(left - 7 <= x <= right + 7 and top <= y <= bottom for left, top, right, bottom in boxes)


def test_words_printed_upwards_beside_a_figure_are_read_in_their_own_direction() -> None:
    axis = Words(30, 400, "Share of patients in remission", 8, turn="0 1 -1 0")
    assert "Share of patients in remission" in text_of([*column(LEFT, 60), axis])


def test_letters_beyond_the_first_plane_and_ligatures_keep_their_places() -> None:
    data = made_pdf(
        [[Words(50, 100, "well "), Words(80, 100, "AB ok", font="F3")]], letters={"A": "\U0001f600", "B": "ﬃ"}
    )
    read = read_pdf(data)
    assert read.text == "well \U0001f600ffi ok"
    assert read.pages[0].end == len(read.text)
    with Apart() as apart:
        apart.open(data)
        places = apart.places(0)
    for run in read.pages[0].runs:
        words = read.text[run.start : run.end]
        assert places.text[run.first : run.first + len(words)].replace("ﬃ", "f") == words


def test_an_accent_that_stands_before_its_letter_is_one_letter_with_it() -> None:
    read = read_pdf(made_pdf([[Words(50, 100, "Pierre-Andr´e and G¨odel did 5 runs.")]]))
    assert read.text == "Pierre-André and Gödel did 5 runs."


def test_boxes_of_a_line_of_which_a_sign_is_left_out_hold_no_more_than_their_words() -> None:
    read = read_pdf(made_pdf([[Words(50, 100, "Ten milliZgrams of it", font="F3")]], letters={"Z": "\u200b"}))
    assert read.text == "Ten milligrams of it"
    first, second = read.pages[0].runs
    assert (read.text[first.start : first.end], read.text[second.start : second.end]) == ("Ten milli", "grams of it")
    assert first.right == pytest.approx(50 + 9 * 6, abs=1)
    assert second.left == pytest.approx(50 + 10 * 6, abs=1)


def test_small_figures_above_and_below_the_line_are_no_part_of_the_number_beside_them() -> None:
    words = [Words(50, 100, "There were 10"), Words(128, 96, "6", 6), Words(134, 100, "cells in 5 l of H")]
    assert text_of([*words, Words(236, 102, "2", 6), Words(240, 100, "O.")]) == "There were 10⁶ cells in 5 l of H₂O."


def test_a_first_letter_over_two_lines_belongs_to_its_word() -> None:
    cap = Words(50, 112, "T", 30)
    lines = [Words(70, 100, "ype two diabetes is a disease of"), Words(70, 112, "many people everywhere, and of")]
    assert text_of([cap, *lines, Words(50, 124, "some nowhere.")]).startswith(
        "Type two diabetes is a disease of many people everywhere, and of some nowhere."
    )


def test_headings_make_sections() -> None:
    body = [*column(LEFT, 50, 120), Words(50, 200, "Results", 12, "F2"), *column(RIGHT, 50, 220)]
    read = read_pdf(made_pdf([[Words(50, 100, "Methods", 12, "F2"), *body]]))
    assert [(section.kind, section.title) for section in read.sections] == [
        (SectionKind.METHODS, "Methods"),
        (SectionKind.RESULTS, "Results"),
    ]
    assert read.text[read.sections[1].start :].startswith("Results\n\npoint was reached")


def test_a_page_without_words_is_named() -> None:
    read = read_pdf(made_pdf([column(LEFT, 50), [], column(RIGHT, 50)]))
    assert read.notes == ("Page 2 has no text: blank, or a picture of a page.",)
    assert (read.pages[1].start, read.pages[1].end) == (read.pages[2].start, read.pages[2].start)


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="only pictures of its pages"):
        read_pdf(made_pdf([[], []]))


def test_a_locked_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="locked with a password"):
        read_pdf(made_pdf([column(LEFT, 50)], trailer=LOCKED))
