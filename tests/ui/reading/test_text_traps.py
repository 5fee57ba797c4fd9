"""What is selected on the screen is what the stored text says, character by character, whatever is in it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from curator.text.graphemes import end_of_character, is_inside, start_of_character
from tests.conftest import shared_folder
from ui.window.reading.offsets import as_shown
from ui.window.reading.text_view import TextView

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

REPORTS = (
    "PMC5759220", "PMC5813072", "PMC4469426", "PMC4177075", "PMC4307364",
    "PMC5483485", "PMC5773922", "PMC5526285", "PMC5732507", "PMC1079844",
)  # fmt: skip

MADE_UP = {
    "emoji": "Pain 😀 fell 😀😀 in 👩‍⚕️ and 🇩🇪 groups 👍🏽, p<0.001.\nNext 𝛼-blocker 𝟙 line.",
    "combining": "Rene\u0301 and nai\u0308ve cafe\u0301 a\u0323\u0302 patients.\nq\u0307\u0323 done.",
    "line separators": "first\u2028second line\u2028\u2028third\u2029fourth\nfifth",
    "no-break spaces": "p\u00a0<\u00a00.05 and\u202f3\u2009mg \u00a0\u00a0 twice\u2007daily",
    "controls": "a\x00b\x07c\x0bd\x0ce\x1bf\x7fg\x85h\ufffci\ufdd0j\ufdd1k\ufffel\ufeffm",
    "tabs": "Arm\tn\tevents\nMSC\t40\t\t12\n\t\tend",
    "zero width": "soft\u00adhyphen zero\u200bwidth joi\u2060ner \u200cnon\u200djoiner",
    "old newlines": "carriage\rreturn\r\rstays",
    "blank lines": "\n\n  \nwords\n\n\n \n\nmore\n\n",
    "one long run": "x" * 20_000 + "😀" * 500 + "e\u0301" * 9_000,
}
RIGHT_TO_LEFT = (
    "قلّ عدد النكسات من 0.75 إلى 0.31 (p<0.001) لدى 40 مريضا.\nMixed שיעור ההישרדות was 91% after שנתיים here.\n"
)


def places_in(text: str, how_many: int) -> list[int]:
    """Places to try: around everything unusual, and some at random."""
    unusual = [match.start() for match in re.finditer(r"[^\x20-\x7e]", text)]
    rng = random.Random(7)
    chosen = rng.sample(unusual, min(len(unusual), how_many)) + rng.sample(range(len(text)), min(len(text), how_many))
    return sorted({start_of_character(text, place) for place in chosen})


def check_selections(reader, text: str, how_many: int) -> None:
    """Drags over exact characters and compares what is selected, shown and copied with the stored slice."""
    view = reader.open(text).view
    rng = random.Random(11)
    for start in places_in(text, how_many):
        end = end_of_character(text, min(len(text), start + rng.randrange(1, 60)))
        if not text[start:end].strip() or any(shares_its_point(view, place) for place in (start, end)):
            continue
        reader.drag(start, end, ALT)
        assert view.selection == (start, end), (text[start:end], view.selected_words())
        assert view.selected_words() == text[start:end]
        laid = view.sheet.laid(view.sheet.paragraphs.number_at(start))
        shown_end = min(end, laid.end)
        first, last = (view.sheet.offsets.to_qt(place, laid.start) for place in (start, shown_end))
        units = laid.layout.text().encode("utf-16-le", "surrogatepass")[first * 2 : last * 2]
        assert units.decode("utf-16-le") == as_shown(text[start:shown_end])
        reader.key("c", CTRL)
        assert QApplication.clipboard().text() == text[start:end]


def shares_its_point(view: TextView, place: int) -> bool:
    """Whether nothing is to be seen between a place and its neighbours, so that no mouse could tell them apart."""
    at = view.caret_rect(place)
    beside = (start_of_character(view.text, max(0, place - 1)), end_of_character(view.text, place + 1))
    return any(view.caret_rect(other) == at for other in beside if other != place)


@pytest.mark.parametrize("name", REPORTS)
def test_real_reports(reader, name: str) -> None:
    file = shared_folder("data", "evidence-inference", "documents") / f"{name}.txt"
    check_selections(reader, stored(file), how_many=12)


def stored(file: Path) -> str:
    return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("name", [name for name in MADE_UP if name not in ("blank lines", "controls")])
def test_made_up_traps(reader, name: str) -> None:
    check_selections(reader, MADE_UP[name], how_many=25)


@pytest.mark.parametrize("name", MADE_UP)
def test_each_point_on_the_screen_is_the_place_that_is_shown_there(reader, name: str) -> None:
    text = MADE_UP[name][:3_000]
    view = reader.open(text).view
    for place in range(len(text) + 1):
        if is_inside(text, place):
            continue
        at = view.caret_rect(place)
        found = view.place_under(at.left() + 0.01, at.center().y())
        again = view.caret_rect(found)
        assert (again.left(), again.top()) == (at.left(), at.top()), place


@pytest.mark.parametrize("name", [*MADE_UP, "right to left"])
def test_the_keyboard_visits_every_shown_character_once(reader, name: str) -> None:
    text = (RIGHT_TO_LEFT.split("\n")[1] if name == "right to left" else MADE_UP[name])[:400]
    view = reader.open(text).view
    view.put_caret(0)
    visited = [0]
    while view.caret < len(text):
        reader.key(KEY.Key_Right)
        visited.append(view.caret)
    assert visited == [place for place in range(len(text) + 1) if not is_inside(text, place)]


@pytest.mark.parametrize("name", MADE_UP)
def test_exact_characters_by_keyboard_are_the_stored_slice(reader, name: str) -> None:
    text = MADE_UP[name][:300]
    view = reader.open(text).view
    view.put_caret(0)
    end = 0
    while end < len(text):
        reader.key(KEY.Key_Right, ALT | SHIFT)
        end = end_of_character(text, end + 1)
        assert view.selection == (0, end)
        assert view.selected_words() == text[:end]


def test_right_to_left_words_are_selected_where_they_are_shown(reader) -> None:
    view = reader.open(RIGHT_TO_LEFT).view
    for words in ("النكسات", "0.75", "מ", "שנתיים", "91%", "Mixed"):
        if words not in RIGHT_TO_LEFT:
            continue
        start = RIGHT_TO_LEFT.index(words)
        laid = view.sheet.laid(view.sheet.paragraphs.number_at(start))
        line = laid.layout.lineAt(view.sheet.line_at(laid, start))
        ((left, right),) = view.sheet.spans(laid, line, start, start + len(words))
        middle = view.caret_rect(start).center()
        middle.setX(view.page.left + (left + right) / 2)
        reader.click(middle, times=2)
        assert reader.selected == words


def test_a_right_to_left_drag_takes_the_stored_slice(reader) -> None:
    text = RIGHT_TO_LEFT.split("\n", maxsplit=1)[0]
    view = reader.open(text).view
    start, end = text.index("عدد"), text.index("النكسات") + len("النكسات")
    reader.drag(start, end, ALT)
    assert view.selected_words() == text[start:end]


def test_five_megabytes(reader, long_text) -> None:
    text = long_text(5_000_000)
    view = reader.open(text).view
    assert len(view.text) == len(text)
    for place in (0, 1_234_567, 2_500_000, 4_999_000):
        start = text.index("😀", place)
        view.reveal_place(start)
        reader.drag(start, start + 40, ALT)
        assert view.selection == (start, start + 40)
        assert view.selected_words() == text[start : start + 40]
    reader.key(KEY.Key_End, CTRL)
    assert view.caret == len(text)
    assert 0 < view.caret_rect(view.caret).bottom() <= view.viewport().height()


def test_a_paragraph_of_one_megabyte_is_read_like_any_other(reader) -> None:
    text = "Relapses fell from 0.75 to 0.31 in 😀 patients with lupus. " * 18_000
    view = reader.open(text).view
    start = text.index("0.31", 700_000)
    view.reveal_place(start)
    reader.click(reader.at(start + 1), times=2)
    assert view.selection == (start, start + 4)
    reader.click(reader.at(start + 1), times=3)
    assert reader.selected == "Relapses fell from 0.75 to 0.31 in 😀 patients with lupus."
