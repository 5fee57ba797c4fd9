"""Places in a stored text and Qt's positions, forth and back, character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.window.reading.offsets import Offsets, as_shown

TRAPS = "a😀b\u2028c\u00a0d\u0301e👩‍⚕️ع\u202bب\u202c\ufffc\u2029\ufdd0\x07\x7f𝛼<0.05\tz"


def units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def test_every_place_of_a_text_with_traps_goes_to_qt_and_back() -> None:
    offsets = Offsets(TRAPS)
    for origin in range(len(TRAPS)):
        for place in range(origin, len(TRAPS) + 1):
            position = offsets.to_qt(place, origin)
            assert position == units(TRAPS[origin:place])
            assert offsets.from_qt(position, origin) == place


def test_a_position_inside_a_character_is_its_beginning() -> None:
    offsets = Offsets("x😀y")
    assert [offsets.from_qt(position) for position in range(5)] == [0, 1, 1, 2, 3]


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",))), st.data())
def test_any_text_keeps_its_places(text: str, data: st.DataObject) -> None:
    offsets = Offsets(text)
    origin = data.draw(st.integers(0, len(text)))
    place = data.draw(st.integers(origin, len(text)))
    assert offsets.to_qt(place, origin) == units(text[origin:place])
    assert offsets.from_qt(units(text[origin:place]), origin) == place


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",))))
def test_what_is_shown_is_as_long_as_what_is_stored(text: str) -> None:
    shown = as_shown(text)
    assert len(shown) == len(text)
    assert units(shown) == units(text)


def test_stand_ins_replace_only_what_cannot_be_shown() -> None:
    assert as_shown("p<0.001 \u00a0 TNF-α\t😀") == "p<0.001 \u00a0 TNF-α\t😀"
    assert as_shown("a\x07b\u2029c\ufffcd") == "a␇b¶c▯d"
