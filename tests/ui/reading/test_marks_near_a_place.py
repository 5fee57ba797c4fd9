"""Marks looked up near a place, joined, and given lanes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.window.reading.lanes import MOST_LANES, in_lanes, joined
from ui.window.reading.mark_index import MarkIndex, Stretch
from ui.window.reading.text_painter import uncovered


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    places = draw(st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 4_000)), max_size=40))
    looks = draw(st.lists(st.sampled_from("abc"), min_size=len(places), max_size=len(places)))
    return [
        Stretch(start, start + length, look, f"m{number % 7}")
        for number, ((start, length), look) in enumerate(zip(places, looks, strict=True))
    ]


@given(stretches(), st.integers(0, 12_000), st.integers(1, 3_000))
def test_what_is_found_is_what_overlaps(marked: list[Stretch], start: int, length: int) -> None:
    index = MarkIndex(marked)
    expected = {one for one in marked if one.start < start + length and one.end > start}
    assert index.between(start, start + length) == sorted(expected)


@given(stretches())
def test_a_mark_taken_away_is_gone_and_the_others_stay(marked: list[Stretch]) -> None:
    index = MarkIndex()
    for stretch in marked:
        index.add(stretch)
    gone = index.take_away("m3")
    assert sorted(gone) == sorted(one for one in marked if one.owner_id == "m3")
    assert index.between(0, 20_000) == sorted({one for one in marked if one.owner_id != "m3"})
    assert index.of("m3") == ()


def test_the_shortest_mark_at_a_place_comes_first() -> None:
    outer, inner = Stretch(0, 5_000, "a", "outer"), Stretch(100, 110, "b", "inner")
    assert MarkIndex([outer, inner]).at(105) == [inner, outer]


def test_overlapping_marks_of_one_look_are_joined_and_neighbours_stay_apart() -> None:
    marked = [Stretch(0, 10, "a", "1"), Stretch(5, 20, "a", "2"), Stretch(20, 30, "a", "3"), Stretch(6, 8, "b", "4")]
    assert joined(marked) == [(0, 20, "a"), (6, 8, "b"), (20, 30, "a")]


@given(stretches())
def test_no_underline_hides_another_as_long_as_there_are_lanes(marked: list[Stretch]) -> None:
    washed = in_lanes(marked)
    for number, first in enumerate(washed):
        for second in washed[number + 1 :]:
            overlap = first.start < second.end and second.start < first.end
            assert not overlap or first.lane != second.lane or first.lane == MOST_LANES - 1


def test_a_lane_is_free_again_after_its_mark() -> None:
    washed = in_lanes([Stretch(0, 10, "a", "1"), Stretch(5, 15, "b", "2"), Stretch(12, 20, "c", "3")])
    assert [one.lane for one in washed] == [0, 1, 0]


def test_a_place_is_washed_once() -> None:
    assert uncovered(0, 10, [(2, 4), (6, 20)]) == [(0, 2), (4, 6)]
    assert uncovered(0, 10, [(-5, 15)]) == []
    assert uncovered(0, 10, []) == [(0, 10)]
