"""The evidence map and the effect directions in the Evidence room: moved through, read, copied and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from curator.coding.claims import amend_claim
from curator.exporting import pictures
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.exporting.pictures import PictureKind
from curator.exporting.workbook import export_workbook
from ui.window.evidence.evidence_room import EvidenceRoom
from ui.window.evidence.picture_page import PicturePage
from ui.window.look.palette import DARK, LIGHT
from ui.window.pictures.drawing import draw
from ui.window.pictures.files import picture_bytes
from ui.window.pictures.printing import print_page

MAP, EFFECTS = PictureKind.EVIDENCE_MAP, PictureKind.EFFECT_DIRECTIONS


def shown(looker, kind: PictureKind) -> PicturePage:
    """The room showing its claims as a picture, drawn."""
    room: EvidenceRoom = looker.room
    QTest.keyClick(room.view, {MAP: Qt.Key.Key_M, EFFECTS: Qt.Key.Key_D}[kind])
    page = room.pictures[kind]
    looker.qtbot.waitUntil(lambda: page.view.picture is not None and not page.is_drawing)
    return page


def words_of(page: PicturePage) -> str:
    assert page.view.picture is not None
    assert page.view.place is not None
    return page.view.picture.words_of(page.view.place)


def test_the_map_shows_the_listed_claims_and_leads_to_their_words(looker, claims):
    page = shown(looker, MAP)
    assert page.isVisible()
    assert not looker.room.head.columns.isVisible()
    assert words_of(page) == "HSCT → Infection: 1 claim, 1 study, worsened"
    assert [card.claim_id for card in page.reading.cards] == [claims["infections"].id]
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert words_of(page) == "HSCT → Relapse: 1 claim, 1 study, improved"
    with looker.qtbot.waitSignal(looker.room.claim_opened) as opened:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args == [claims["fewer"].id]
    QTest.keyClick(page.view, Qt.Key.Key_T)
    assert looker.room.view.isVisible()


def test_a_click_on_a_bubble_reads_its_claims_and_a_click_on_a_claim_opens_it(looker, claims):
    page = shown(looker, MAP)
    place = next(place for place in ((row, 0) for row in range(9)) if page.view.picture.claims_at(place))
    where = page.view.point_of(place).toPoint()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    (card,) = page.reading.cards
    assert card.claim_id == claims["infections"].id
    with looker.qtbot.waitSignal(looker.room.claim_opened) as opened:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert opened.args == [claims["infections"].id]


def test_the_picture_follows_filters_and_changes(looker, claims, session):
    page = shown(looker, MAP)
    session.apply(amend_claim(session.store, claims["infections"], session.reviewer.id, direction_id=None))
    looker.qtbot.waitUntil(lambda: "no direction said" in words_of(page))
    looker.type(looker.room.head.search, "infections")
    looker.qtbot.waitUntil(lambda: not page.is_drawing and len(page.view.picture.heads) == 1)
    assert words_of(page).startswith("HSCT → Infection")


def test_nothing_of_a_picture_stays_when_other_eyes_look(looker, claims, session):
    page = shown(looker, MAP)
    page.show_claims([claim.id for claim in claims.values()], "")  # a drawing for the eyes from before is on its way
    session.sight_changed.emit()
    assert page.view.picture is None
    assert page.reading.cards == []
    drawn = []
    page.view.chosen.connect(lambda _place: drawn.append(page.is_drawing))
    looker.qtbot.waitUntil(lambda: page.view.picture is not None and not page.is_drawing)
    assert drawn == [False]


def test_a_picture_is_copied_and_saved_and_a_folder_that_is_not_there_is_said(looker, claims, session, tmp_path: Path):
    page = shown(looker, EFFECTS)
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() > 600
    for ending, start in ((".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")):
        page.save(tmp_path / f"effects{ending}")
        assert (tmp_path / f"effects{ending}").read_bytes().startswith(start)
    with looker.qtbot.waitSignal(session.complained) as complaint:
        page.save(tmp_path / "nowhere" / "effects.png")
    assert "could not be saved to effects.png" in complaint.args[0]


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_the_same_picture_is_the_same_file(looker, claims, ending):
    picture = shown(looker, MAP).view.picture
    assert picture_bytes(picture, ending) == picture_bytes(picture, ending)
    assert picture_bytes(picture, ending, LIGHT) != picture_bytes(picture, ending, DARK)


def test_a_bubble_is_drawn_where_the_map_says_and_nowhere_else(looker, claims):
    page = shown(looker, MAP)
    picture = page.view.picture
    image: QImage = page.view.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    for row in range(len(picture.names)):
        for column in range(len(picture.heads)):
            place = page.view.point_of((row, column)) * scale
            left = picture.area((row, column)).width() / 2 * scale - 4
            beside, middle = image.pixelColor(int(place.x() - left), int(place.y())), set()
            for step in range(-8, 9):
                middle.add(image.pixelColor(int(place.x() + step), int(place.y() - 9)).name())
            assert (middle != {beside.name()}) == bool(picture.claims_at((row, column)))


@pytest.fixture
def drawing() -> Iterator[None]:
    """What ``main.py`` plugs in, for as long as a test runs."""
    before = pictures.drawing()
    pictures.draw_with(draw)
    yield
    pictures.draw_with(before)


def test_the_workbook_has_the_pictures_last_and_still_the_same_bytes(session, claims, drawing, tmp_path: Path):
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        assert export_workbook(session.store, path).without_pictures == ""
    assert one.read_bytes() == other.read_bytes()
    assert load_workbook(one, read_only=True).sheetnames[-1] == "Pictures"
    with ZipFile(one) as parts:
        drawn = [name for name in parts.namelist() if name.startswith("xl/media/")]
        assert len(drawn) == 2
        assert all(not QImage.fromData(parts.read(name)).isNull() for name in drawn)


def test_a_machine_that_cannot_draw_exports_without_pictures_and_says_so(session, claims, drawing, tmp_path: Path):
    def no_library(*_anything: object) -> bytes:
        raise pictures.NoPictures("The pictures were left out: {reason}.", reason="libGL.so.1 is missing")

    pictures.draw_with(no_library)
    account = export_workbook(session.store, tmp_path / "plain.xlsx")
    assert account.without_pictures == "The pictures were left out: libGL.so.1 is missing."
    assert "Pictures" not in load_workbook(tmp_path / "plain.xlsx", read_only=True).sheetnames


def test_the_evidence_report_is_printed_as_pages_that_say_the_claims(session, claims, drawing, tmp_path: Path):
    pictures.print_with(print_page)
    target = tmp_path / "report.pdf"
    account = export_door(target).write(session.store, target, Choice(), None)
    assert account.counts["claim"] == 3
    with PdfDocument(target) as pages:
        words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert "Relapses were fewer”" in words
    assert "increased draft" in words
    assert "Corticosteroids" not in words
    assert "Carl 2024 [1]" in words
