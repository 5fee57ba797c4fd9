"""Marks are painted where their words are: pale wash, underline in the label's hue and line, overlaps in lanes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from curator.records import Line, Meaning
from ui.window.look import palette as colours
from ui.window.reading.margin import Note
from ui.window.reading.mark_index import Stretch
from ui.window.reading.text_painter import Look

TEXT = "Many patients with severe lupus had fewer relapses after two years of treatment with stem cells.\n" * 3
LOOKS = {
    "claim": Look("#009E73"),
    "outcome": Look("#E69F00", Line.DASHED),
    "harm": Look("#D55E00", Line.DOTTED),
    "population": Look("#CC79A7", Line.DASH_DOT),
}
LANES = 22.5, 25.5, 28.5


def stretch(words: str, look: str, owner: str = "") -> Stretch:
    start = TEXT.index(words)
    return Stretch(start, start + len(words), look, owner or words)


def painted(reader) -> QImage:
    return reader.view.viewport().grab().toImage()


def wash_at(reader, place: int) -> str:
    """The colour just under the top of a place's wash, where no letter reaches."""
    at = reader.view.caret_rect(place)
    return painted(reader).pixelColor(round(at.left()) + 2, round(at.top()) + 4).name()


def underline_colours(reader, words: str, lane: int) -> list[bool]:
    """Along the words' underline in a lane: whether anything other than paper and wash is painted at each pixel."""
    start = TEXT.index(words)
    left, right = reader.view.caret_rect(start), reader.view.caret_rect(start + len(words))
    image, down = painted(reader), round(left.top() + LANES[lane] - 0.5)
    return [image.pixelColor(across, down).name() for across in range(round(left.left()) + 1, round(right.left()) - 1)]


def is_near(name: str, hue: str, far: int = 60) -> bool:
    one, other = QColor(name), QColor(hue)
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) <= far


@pytest.mark.parametrize("palette", [colours.LIGHT, colours.DARK], ids=["light", "dark"])
def test_words_are_washed_and_underlined_in_their_hue_and_nothing_else_is(reader, palette) -> None:
    colours.choose(palette)
    reader.open(TEXT).view.show_stretches([stretch("fewer relapses", "claim")], LOOKS)
    start = TEXT.index("fewer relapses")
    washed = colours.blended("#009E73", palette.paper, palette.wash_share).name()
    assert is_near(wash_at(reader, start), washed, far=3)
    assert wash_at(reader, start - 4) == palette.paper.lower()
    assert wash_at(reader, start + len("fewer relapses") + 1) == palette.paper.lower()
    assert all(is_near(name, "#009E73") for name in underline_colours(reader, "fewer relapses", 0))


@pytest.mark.parametrize(
    ("look", "at_least", "at_most"), [("claim", 1, 1), ("outcome", 6, 30), ("harm", 12, 60), ("population", 8, 50)]
)
def test_each_label_has_a_line_of_its_own(reader, look: str, at_least: int, at_most: int) -> None:
    words = "severe lupus had fewer"
    reader.open(TEXT).view.show_stretches([stretch(words, look)], LOOKS)
    on = [is_near(name, LOOKS[look].colour, far=90) for name in underline_colours(reader, words, 0)]
    begun = sum(now and not before for before, now in zip([False, *on], on, strict=False))
    assert at_least <= begun <= at_most


def test_overlapping_marks_stack_their_underlines(reader) -> None:
    marks = [stretch("severe lupus had fewer relapses", "claim"), stretch("fewer relapses after two", "outcome")]
    reader.open(TEXT).view.show_stretches(marks, LOOKS)
    upper, lower = (underline_colours(reader, "fewer relapses", lane) for lane in (0, 1))
    assert all(is_near(name, "#009E73") for name in upper)
    assert sum(is_near(name, "#E69F00") for name in lower) > len(lower) / 3
    alone = underline_colours(reader, "after two", 0)
    assert not any(is_near(name, "#E69F00") for name in alone)


def test_overlapping_words_are_washed_once_and_keep_one_hue(reader) -> None:
    marks = [stretch("severe lupus had fewer relapses", "claim"), stretch("had fewer", "outcome")]
    reader.open(TEXT).view.show_stretches(marks, LOOKS)
    assert wash_at(reader, TEXT.index("fewer")) == wash_at(reader, TEXT.index("severe"))


def test_the_current_claim_stands_out(reader) -> None:
    view = reader.open(TEXT).view
    view.show_stretches([stretch("severe lupus", "claim", "c1"), stretch("two years", "claim", "c2")], LOOKS)
    before = wash_at(reader, TEXT.index("two years"))
    view.set_current("c2")
    palette = colours.current()
    stronger = colours.blended("#009E73", palette.paper, palette.strong_wash_share).name()
    assert is_near(wash_at(reader, TEXT.index("two years")), stronger, far=3)
    assert wash_at(reader, TEXT.index("severe")) == before
    view.set_current(None)
    assert wash_at(reader, TEXT.index("two years")) == before


def test_a_mark_put_in_or_taken_away_is_seen_at_once(reader) -> None:
    view = reader.open(TEXT).view
    view.show_stretches([], LOOKS)
    paper = wash_at(reader, TEXT.index("severe"))
    view.put_stretches("m", [stretch("severe lupus", "harm", "m")])
    assert wash_at(reader, TEXT.index("severe")) != paper
    view.put_stretches("m", [])
    assert wash_at(reader, TEXT.index("severe")) == paper


def test_a_mark_over_several_lines_is_washed_on_each_and_ends_with_the_words(reader) -> None:
    view = reader.open(TEXT).view
    view.show_stretches([Stretch(0, TEXT.index("\n"), "claim", "m")], LOOKS)
    first, last = view.sheet.line_edges(0), view.sheet.line_edges(TEXT.index("\n") - 1)
    assert first != last
    paper = colours.current().paper.lower()
    assert wash_at(reader, first[0]) == wash_at(reader, last[0]) != paper
    beyond = view.right_edge_of(TEXT.index("\n")) + 6
    down = view.caret_rect(last[0]).top() + 4
    assert painted(reader).pixelColor(round(beyond), round(down)).name() == paper


def test_right_to_left_words_are_washed_where_they_stand(reader) -> None:
    text = "قلّ عدد النكسات لدى المرضى"
    words = "النكسات"
    view = reader.open(text).view
    start = text.index(words)
    view.show_stretches([Stretch(start, start + len(words), "claim", "m")], LOOKS)
    laid = view.sheet.laid(0)
    ((left, right),) = view.sheet.spans(laid, laid.layout.lineAt(0), start, start + len(words))
    down = round(view.caret_rect(start).top()) + 3
    image, palette = painted(reader), colours.current()
    wash = colours.blended("#009E73", palette.paper, palette.wash_share).name()
    row = [image.pixelColor(view.page.left + across, down).name() for across in range(view.page.measure)]
    washed = [across for across, name in enumerate(row) if is_near(name, wash, far=3)]
    assert (washed[0], washed[-1]) == (pytest.approx(left, abs=1.5), pytest.approx(right, abs=1.5))


@pytest.mark.parametrize("text", ["עברית IL-6 ירד 5 mg.", "abc (עברית 0.75) def", "العلاج 12 مريضًا (p<0.001)."])
def test_the_letter_at_which_the_direction_turns_is_washed_too(reader, text: str) -> None:
    view = reader.open(text).view
    laid = view.sheet.laid(0)
    line = laid.layout.lineAt(0)
    ((left, right),) = view.sheet.spans(laid, line, 0, len(text))
    assert (left, right) == (pytest.approx(0, abs=1), pytest.approx(line.naturalTextWidth(), abs=1))


def test_the_selection_is_painted_and_underlines_stay_on_it(reader) -> None:
    view = reader.open(TEXT).view
    view.show_stretches([stretch("fewer relapses", "claim")], LOOKS)
    view.select(TEXT.index("had"), TEXT.index("after"))
    assert wash_at(reader, TEXT.index("relapses")) == colours.current().selection.lower()
    assert all(is_near(name, "#009E73") for name in underline_colours(reader, "fewer relapses", 0))


def test_found_words_are_painted_faintly(reader) -> None:
    view = reader.open(TEXT).view
    paper = wash_at(reader, TEXT.index("severe"))
    view.show_found([(TEXT.index("severe"), TEXT.index("lupus"))])
    assert wash_at(reader, TEXT.index("severe")) != paper


# The margin -----------------------------------------------------------------------------------------------------------


def notes(*places: int) -> list[Note]:
    return [Note(f"c{place}", place, "HSCT", "Relapse", Meaning.IMPROVED) for place in places]


def test_a_claim_stands_beside_its_words_and_pushes_the_next_one_down(reader) -> None:
    view = reader.open(TEXT * 9).view
    second = TEXT.index("\n") + 5
    view.show_notes(notes(3, 10, second))
    placed = view._notes_seen()
    tops = [area.top() for _note, area in placed]
    assert tops[0] == view.caret_rect(3).top()
    assert all(later - earlier >= 36 for earlier, later in pairwise(tops))
    assert all(area.left() > view.page.right for _note, area in placed)


def test_a_click_in_the_margin_names_the_claim_and_leaves_the_selection(reader, qtbot: QtBot) -> None:
    view = reader.open(TEXT).view
    view.show_notes(notes(TEXT.index("severe")))
    view.select(0, 4)
    (_note, area) = view._notes_seen()[0]
    with qtbot.waitSignal(view.note_clicked) as clicked:
        reader.click(area.center())
    assert clicked.args == [f"c{TEXT.index('severe')}"]
    assert view.selection == (0, 4)


def test_the_current_claim_has_the_accent_at_its_side(reader) -> None:
    view = reader.open(TEXT).view
    view.show_notes(notes(0))
    (_note, area) = view._notes_seen()[0]
    side = QPointF(area.left(), area.center().y())
    assert reader.colour_at(side) == colours.current().line.lower()
    view.set_current("c0")
    assert reader.colour_at(side) == colours.current().accent.lower()


def test_the_margin_gives_way_in_a_narrow_window_and_comes_back(reader, qtbot: QtBot) -> None:
    view = reader.open(TEXT).view
    view.show_notes(notes(0))
    view.resize(380, 600)
    assert view._notes_seen() == []
    assert view.page.right <= view.viewport().width()
    view.resize(700, 600)
    assert len(view._notes_seen()) == 1


def test_a_line_has_sixty_to_seventy_five_characters_at_any_zoom(reader) -> None:
    text = "The patients in both groups were followed for two years and had fewer relapses than before. " * 40
    view = reader.open(text).view
    view.resize(1600, 800)
    for zoom in (1.0, 1.5):
        view.set_zoom(zoom)
        laid = view.sheet.laid(0)
        lengths = [laid.layout.lineAt(number).textLength() for number in range(laid.line_count - 1)]
        assert 60 <= sum(lengths) / len(lengths) <= 75


def test_click_into_nested_marks_names_the_innermost_first(reader, qtbot: QtBot) -> None:
    view = reader.open(TEXT).view
    marks = [stretch("severe lupus had fewer", "claim", "outer"), stretch("lupus", "harm", "inner")]
    view.show_stretches(marks, LOOKS)
    with qtbot.waitSignal(view.words_clicked) as clicked:
        reader.click(reader.at(TEXT.index("upus")))
    assert clicked.args == [["inner", "outer"]]
    with qtbot.waitSignal(view.words_clicked) as clicked:
        reader.click(reader.at(TEXT.index("years")))
    assert clicked.args == [[]]


def test_an_end_of_the_current_passage_can_be_dragged(reader, qtbot: QtBot) -> None:
    view = reader.open(TEXT).view
    passage = stretch("fewer relapses", "claim", "c1")
    view.show_stretches([passage], LOOKS)
    view.set_current("c1")
    grip = QPointF(view.right_edge_of(passage.end), view.caret_rect(passage.end - 1).center().y())
    reader.hover(grip)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    goal = reader.at(TEXT.index("years") + 2)
    with qtbot.waitSignal(view.passage_moved) as moved:
        reader.press(grip)
        reader.move(goal)
        reader.release(goal)
    end = TEXT.index("two years") + len("two years")
    assert moved.args == ["c1", passage.start, passage.end, passage.start, end]
    assert view.selection is None


def test_brackets_move_the_current_passage_when_nothing_is_selected(reader, qtbot: QtBot) -> None:
    view = reader.open(TEXT).view
    passage = stretch("fewer relapses", "claim", "c1")
    view.show_stretches([passage], LOOKS)
    view.set_current("c1")
    view.put_caret(passage.start)
    with qtbot.waitSignal(view.passage_moved) as moved:
        reader.key("]")
    assert moved.args[1:] == [passage.start, passage.end, passage.start, passage.end + len(" after")]
    with qtbot.waitSignal(view.passage_moved) as moved:
        reader.key("[", Qt.KeyboardModifier.AltModifier)
    assert moved.args[1:] == [passage.start, passage.end, passage.start - 1, passage.end]
