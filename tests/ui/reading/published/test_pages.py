"""The pages of two real reports in the reading room: marks at their places, and words selected on a page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.changes import Change, added
from curator.importing.formats.pdf.apart import Apart
from curator.importing.formats.pdf.asking import Places
from curator.importing.texts import read_pasted, read_texts
from curator.records import Label, Report, Run, Structure
from curator.text.passages import cut
from tests.conftest import shared_folder
from tests.ui.reading.conftest import ALT, Reader
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.look import palette
from ui.window.reading.published.paper import Way
from ui.window.reading.reading_room import ReadingRoom
from ui.window.reading.selection import Selection, Unit
from ui.window.session import Session

NAMES = ("PMC4884402", "PMC7382052")
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


class PageReader(Reader):
    """A reviewer in the reading room who reads the pages."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session = session
        self.qtbot = qtbot
        self.column = ClaimColumn(session)
        self.room = ReadingRoom(session, self.column)
        self.paper = self.room.paper
        super().__init__(self.paper.pages)  # type: ignore[arg-type]  # used as the text is
        self.text_view = self.room.view

    def read(self, name: str, way: Way = Way.PAGES) -> PageReader:
        self.report = next(one for one in self.session.store.all(Report) if one.file_name == f"{name}.pdf")
        self.room.show_report(self.report.id)
        self.text = self.session.store.text(self.report.text_sha256)
        self.structure = self.session.store.all(Structure, report_id=self.report.id)[0]
        self.paper.show_as(way)
        QApplication.processEvents()
        return self

    def wait(self) -> PageReader:
        """Until all that can be seen is painted."""
        pages = self.paper.pages

        def painted() -> bool:
            sharp = pages.scale * pages.devicePixelRatioF()
            known = pages.pictures._images
            return not pages.pictures.is_busy and all(known.get(one, (0,))[0] == sharp for one in pages._seen())

        self.qtbot.waitUntil(painted, timeout=20_000)
        QApplication.processEvents()
        return self

    def go_to(self, start: int, end: int) -> PageReader:
        self.room.reveal(start, end)
        QApplication.processEvents()
        return self.wait()

    @property
    def runs(self) -> list[tuple[int, Run]]:
        """The runs in the order of the text, each with its page."""
        found = [(number, run) for number, page in enumerate(self.structure.pages) for run in page.runs]
        return sorted(found, key=lambda pair: pair[1].start)

    def crossings(self) -> list[tuple[int, int]]:
        """Passages of four words at each side of every place where a sentence goes over to another column or page."""
        found = []
        for (page, before), (other, after) in pairwise(self.runs):
            beside = page == other and abs(before.left - after.left) > 150 and after.top < before.top - 100
            if (page != other or beside) and "\n" not in self.text[before.end : after.start]:
                words = self.text[before.start : before.end].split(" ")[-3:]
                start = before.end - len(" ".join(words))
                found.append((start, after.start + len(" ".join(self.text[after.start : after.end].split(" ")[:3]))))
        return found

    def words_in(self, areas: list[QRectF], places: dict[int, Places]) -> str:
        """The letters that the file draws inside some areas of the viewport, in the order of the areas."""
        pages, found = self.paper.pages, ""
        for area in areas:
            number, _x, _y = pages._page_under(area.center())
            assert number is not None
            corner, scale = pages._corner(number), pages.scale
            for letter, (left, top, right, bottom) in zip(places[number].text, places[number].boxes, strict=True):
                centre = QPointF(corner.x() + (left + right) / 2 * scale, corner.y() + (top + bottom) / 2 * scale)
                if right > left and letter.isalnum() and area.contains(centre):
                    found += letter
        return found


@pytest.fixture
def pages(session: Session, qtbot: QtBot) -> PageReader:
    files = [shared_folder("data", "pdf", f"{name}.pdf") for name in NAMES]
    account = read_texts(files, session.store, session.reviewer.id)
    assert account.change is not None
    label = Label(id="l1", name="Result", colour="#D55E00")
    session.apply(account.change)
    session.apply(Change(title="Labels", reviewer_id=None, alterations=added([label])))
    reader = PageReader(session, qtbot)
    qtbot.addWidget(reader.room)
    reader.room.resize(1300, 900)
    reader.room.show()
    qtbot.waitExposed(reader.room)
    return reader


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[int, Places]]:
    """Where the file itself draws each character."""
    found: dict[str, dict[int, Places]] = {}
    for name in NAMES:
        with Apart() as apart:
            count = apart.open(shared_folder("data", "pdf", f"{name}.pdf").read_bytes())
            found[name] = {number: apart.places(number) for number in range(count)}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_marked_passage_is_shown_on_exactly_its_words(
    pages: PageReader, drawn: dict[str, dict[int, Places]], name: str
) -> None:
    pages.read(name).wait()
    crossings = pages.crossings()
    assert len(crossings) >= 10
    for start, end in crossings:
        pages.column.record_mark([cut(pages.text, start, end)], "l1")
        pages.go_to(start, end)
        areas = pages.paper.pages.areas_of(start, end)
        wanted = "".join(filter(str.isalnum, pages.text[start:end]))
        assert pages.words_in(areas, drawn[name]) == wanted
        seen = next(area for area in areas if area.top() >= 0)
        corner = QPointF(seen.left() + 0.5, seen.top() + 1)
        assert pages.colour_at(corner) != "#ffffff"
        assert pages.colour_at(QPointF(seen.left() + 0.5, seen.bottom())) != "#ffffff"


@pytest.mark.parametrize("name", NAMES)
def test_words_dragged_over_on_the_page_are_exactly_those_selected_in_the_text(pages: PageReader, name: str) -> None:
    pages.read(name).wait()
    chosen = [run for _page, run in pages.runs if run.end - run.start > 40][::25]
    assert len(chosen) >= 8
    for run in chosen:
        words = pages.text[run.start : run.end].split(" ")
        start = run.start + len(words[0]) + 1
        end = start + len(" ".join(words[1:4]))
        pages.go_to(start, end)
        pages.drag(start, end, ALT)
        assert pages.text_view.selected_words() == pages.text[start:end]
        pages.drag(start + 1, end - 1)
        snapped = Selection(pages.text)
        snapped.begin(start + 1, exact=False)
        snapped.drag_to(end - 1, Unit.CHARACTER, exact=False)
        assert pages.text_view.selection == snapped.bounds


def test_a_sentence_over_two_columns_can_be_dragged_over(pages: PageReader) -> None:
    pages.read("PMC4884402").wait()
    start, end = pages.crossings()[3]
    pages.go_to(start, end)
    pages.paper.pages.set_zoom(0.7)
    pages.wait()
    begin, finish = pages.at(start), pages.at(end)
    pages.press(begin)
    pages.move((begin + finish) / 2)
    pages.move(finish)
    pages.release(finish)
    selected = pages.text_view.selected_words()
    assert pages.text[start:end] in selected
    assert not pages.room.page_bar.isHidden()


def test_what_is_selected_in_the_text_shows_on_the_page_and_is_scrolled_to(pages: PageReader) -> None:
    pages.read("PMC7382052", Way.BOTH).wait()
    start = pages.text.index("hazard ratio", 15_000)
    pages.text_view.select(start, start + 12)
    pages.wait()
    area = pages.paper.pages.areas_of(start, start + 12)[0]
    assert 0 <= area.top() < pages.paper.pages.viewport().height()
    painted = pages.paper.pages.viewport().grab(area.toAlignedRect()).toImage()
    colours = {painted.pixelColor(x, y).name() for x in range(painted.width()) for y in range(painted.height())}
    assert palette.LIGHT.selection.lower() in colours


def test_the_keys_of_the_text_work_on_the_page(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    start = pages.text.index("empagliflozin", 3000)
    pages.go_to(start, start + 13)
    pages.room.view.setFocus()
    assert pages.paper.pages.hasFocus()
    pages.key(KEY.Key_W)
    assert pages.text_view.selected_words() == "empagliflozin"
    pages.key(KEY.Key_Right, SHIFT)
    assert pages.text_view.selected_words().startswith("empagliflozin ")
    pages.key(KEY.Key_Return)
    claim = pages.column.hand.claim
    assert claim is not None
    assert claim.passages[0].words.startswith("empagliflozin ")


def test_a_click_on_marked_words_takes_the_mark_in_hand(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    start = pages.text.index("cardioprotective")
    pages.column.record_mark([cut(pages.text, start, start + 16)], "l1")
    pages.column.show_claim(None)
    pages.go_to(start, start + 16)
    pages.click(pages.at(start + 4) + QPointF(1, 0))
    mark = pages.column.mark_card.mark
    assert mark is not None
    assert mark.passages[0].start == start


def test_a_right_click_on_the_page_offers_what_can_be_done_with_the_words_selected(
    pages: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(pages.room.menu, "popup", shown.append)
    pages.read("PMC7382052").wait()
    start = pages.text.index("cardioprotective")
    pages.text_view.select(start, start + 16)
    pages.paper.pages.customContextMenuRequested.emit(pages.at(start + 3).toPoint())
    assert shown
    assert pages.room.menu.actions()[0].isEnabled()
    assert pages.text_view.selection == (start, start + 16)


def test_larger_pages_are_painted_as_sharp_and_the_words_stay_where_they_are(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    view = pages.paper.pages
    before = view.scale
    pages.paper.pages.setFocus()
    pages.room.larger()
    pages.wait()
    assert view.scale > before
    number = view.page_seen
    assert number is not None
    image = view.pictures.image(number)
    assert image is not None
    wanted = round(pages.structure.pages[number].width * view.scale * view.devicePixelRatioF())
    assert abs(image.width() - wanted) <= 1


def test_only_pages_near_what_is_seen_are_painted(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    painted = [number for number in range(11) if pages.paper.pages.pictures.image(number) is not None]
    assert painted[0] == 0
    assert len(painted) <= 4


def test_the_page_s_printed_number_stands_above(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    assert pages.paper.place.text() == "Page 3025 · 1 of 11"
    pages.go_to(pages.structure.pages[6].start + 200, pages.structure.pages[6].start + 210)
    assert pages.paper.place.text() == "Page 3031 · 7 of 11"


def test_what_is_found_is_framed_on_the_page_and_the_search_stands_there(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    pages.room.find()
    assert pages.room.find_bar.parent() is pages.paper.pages
    QTest.keyClicks(pages.room.find_bar.line, "ketone")
    QTest.keyClick(pages.room.find_bar.line, KEY.Key_Return)
    pages.wait()
    assert pages.text_view.selected_words() == "ketone"
    area = pages.paper.pages.areas_of(*pages.room.find_bar.places[0])[0]
    assert 0 <= area.top() < pages.paper.pages.viewport().height()
    QTest.keyClick(pages.room.find_bar.line, KEY.Key_Escape)
    assert pages.paper.pages.hasFocus()


def test_white_paper_is_dimmed_in_the_dark(pages: PageReader) -> None:
    pages.read("PMC7382052").wait()
    blank = pages.paper.pages._area(0).topLeft() + QPointF(6, 30)
    assert pages.colour_at(blank) == "#ffffff"
    palette.choose(palette.DARK)
    assert int(pages.colour_at(blank)[1:3], 16) < 0xD0


def test_a_report_without_pages_says_so(pages: PageReader, session: Session) -> None:
    account = read_pasted("Forty patients received the drug.", "Pasted", session.store, session.reviewer.id)
    assert account.change is not None
    session.apply(account.change)
    pages.room.show_report(account.reports[0].id)
    assert pages.paper.strip.isHidden()
    with pages.qtbot.waitSignal(session.said) as said:
        pages.paper.turn()
    assert said.args == ["This report has no pages: it came in as a text."]
    assert pages.text_view.isVisible()


def test_text_and_pages_change_places_and_back(pages: PageReader) -> None:
    pages.read("PMC4884402", Way.TEXT)
    assert not pages.paper.strip.isHidden()
    pages.paper.turn()
    assert pages.paper.pages.isVisible()
    assert not pages.text_view.isVisible()
    pages.paper.put_side_by_side()
    assert pages.text_view.isVisible()
    pages.paper.turn()
    assert not pages.paper.pages.isVisible()


def test_a_page_that_cannot_be_painted_says_why(pages: PageReader, monkeypatch: pytest.MonkeyPatch) -> None:
    pages.read("PMC4884402", Way.TEXT)
    monkeypatch.setattr(pages.session.reader, "original", lambda _sha256: b"%PDF-1.7 nothing")
    with pages.qtbot.waitSignal(pages.paper.pages.pictures.failed) as failed:
        pages.paper.show_as(Way.PAGES)
    assert "damaged" in failed.args[1]
