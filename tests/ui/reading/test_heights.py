from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.window.reading.heights import Heights

tall = st.lists(st.integers(1, 90), min_size=1, max_size=900)


@given(tall, st.lists(st.tuples(st.integers(0, 899), st.integers(1, 200)), max_size=20))
def test_heights_stay_right_while_they_are_corrected(each: list[int], corrections: list[tuple[int, int]]) -> None:
    heights = Heights(each)
    for number, height in corrections:
        if number < len(each):
            grown = heights.correct(number, height)
            assert grown == height - each[number]
            each[number] = height
    assert heights.total == sum(each)
    top = 0
    for number in range(0, len(each), 37):
        top = sum(each[:number])
        assert heights.top(number) == top
        assert heights.at(top) == number
        assert heights.at(top + each[number] - 1) == number


def test_beyond_either_end_is_the_first_and_the_last() -> None:
    heights = Heights([10, 20, 30])
    assert (heights.at(-5), heights.at(1_000)) == (0, 2)
