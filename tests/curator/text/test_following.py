from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.text.following import Followed, Follower, Trace
from curator.text.passages import cut

LINES = [
    "Relapse fell to 12 of 40 patients in the cell arm (p = 0.03).",
    "In the control arm it was 25 of 40 patients over two years.",
    "Quality of life did not differ between the arms (p = 0.03).",
    "Two infections were seen, both in patients with earlier cytopenia.",
]
TEXT = "\n\n".join(LINES)


def followed(words: str, after: str, before: str = TEXT, nth: int = 0) -> Trace:
    """What becomes of the ``nth`` place of some words when a text is corrected."""
    start = -1
    for _ in range(nth + 1):
        start = before.index(words, start + 1)
    return Follower(before, after).follow(cut(before, start, start + len(words)))


def test_words_in_lines_that_stayed_as_they_were_follow_however_short_and_frequent_they_are() -> None:
    after = "A new first line of the report.\n\n" + "\n\n".join([LINES[0], "Inserted between them.", *LINES[1:]])
    for nth, line in ((0, LINES[0]), (1, LINES[2])):
        trace = followed("p = 0.03", after, nth=nth)
        assert trace.followed is Followed.EXACTLY
        assert trace.after is not None
        assert after.rindex(line, 0, trace.after.end + 2) == after.index(line)
        assert trace.after.words == "p = 0.03"


def test_a_passage_over_several_lines_follows_as_one() -> None:
    words = f"{LINES[1]}\n\n{LINES[2]}"
    trace = followed(words, "Title of the report.\n\n" + TEXT)
    assert (trace.followed, trace.after and trace.after.words) == (Followed.EXACTLY, words)


def test_mended_hyphens_and_spaces_are_followed_closely() -> None:
    before = TEXT.replace("earlier cytopenia", "earlier cyto-\npenia")
    trace = followed("both in patients with earlier cyto-\npenia", TEXT, before)
    assert trace.followed is Followed.CLOSELY
    assert trace.after is not None
    assert trace.after.words == "both in patients with earlier cytopenia"


def test_words_that_would_lose_their_last_one_have_to_be_looked_at() -> None:
    before = TEXT.replace("earlier cytopenia", "earlier lupus activity")
    after = before.replace("earlier lupus activity", "earlier lupus erythematosus")
    trace = followed("both in patients with earlier lupus activity", after, before)
    assert (trace.followed, trace.after) == (Followed.TO_CHOOSE, None)


def test_what_is_followed_closely_has_no_space_at_its_ends() -> None:
    before = TEXT.replace("earlier cytopenia", "earlier lupus")
    after = before.replace("earlier lupus.", "earlier lupus of many years.")
    trace = followed("Two infections were seen, both in patients with earlier lupus.", after, before)
    assert trace.after is not None
    assert trace.after.words == "Two infections were seen, both in patients with earlier lupus"


def test_short_words_whose_line_is_gone_are_not_taken_from_somewhere_else() -> None:
    after = "\n\n".join([LINES[1], "Cost was another matter, and differed (p = 0.03)."])
    trace = followed("p = 0.03", after)
    assert trace.followed is Followed.TO_CHOOSE
    assert [one.words for one in trace.choices] == ["p = 0.03"]


def test_words_that_stand_in_several_like_places_have_to_be_chosen() -> None:
    after = "Relapse fell.\nRelapse fell.\n"
    trace = followed("Relapse fell", after, "Relapse fell, as was seen before.")
    assert trace.followed is Followed.TO_CHOOSE
    assert len(trace.choices) == 2


def test_words_that_are_gone_are_said_to_be_lost() -> None:
    trace = followed(LINES[3], "\n\n".join(LINES[:3]))
    assert (trace.followed, trace.after, trace.choices) == (Followed.LOST, None, ())


def test_other_numbers_are_never_followed() -> None:
    trace = followed("12 of 40 patients in the cell arm", TEXT.replace("12 of 40", "13 of 40"))
    assert trace.after is None


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*LINES, "short", "", "p = 0.03"]), min_size=1, max_size=8),
    st.lists(st.sampled_from([*LINES, "new words", ""]), max_size=8),
    st.data(),
)
def test_whatever_is_followed_stands_there_in_the_new_text(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    first, second = "\n".join(before), "\n".join(after)
    if not first.strip():
        return
    start = data.draw(st.integers(0, len(first) - 1))
    end = data.draw(st.integers(start + 1, len(first)))
    trace = Follower(first, second).follow(cut(first, start, end))
    for passage in (*trace.choices, *([trace.after] if trace.after else [])):
        assert second[passage.start : passage.end] == passage.words
    if trace.followed is Followed.EXACTLY:
        assert trace.after is not None
        assert trace.after.words.strip() == first[start:end].strip()


@pytest.mark.parametrize("text", [TEXT, "x" * 100])
def test_a_text_that_stays_as_it_is_keeps_every_passage_in_its_place(text: str) -> None:
    for start in range(0, len(text) - 12, 7):
        trace = Follower(text, text).follow(cut(text, start, start + 12))
        if trace.after is not None:
            assert (trace.after.start, trace.after.end) == (start, start + 12)
