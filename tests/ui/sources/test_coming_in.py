"""Files of any kind brought in at the window: shown first, decided, ticked, mapped, and taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from curator.coding.claims import record_claim
from curator.exporting.choice import Choice
from curator.exporting.workbook import export_workbook
from curator.importing.accounts import Answer
from curator.records import Claim, Report
from curator.text.passages import cut
from tests.ui.sources.conftest import LONGEST_WAIT
from ui.window.sources.claims_panel import ClaimsPanel
from ui.window.sources.coming_in.files_panel import FilesPanel
from ui.window.sources.coming_in.mapping_panel import MappingPanel
from ui.window.sources.coming_in.ways_in import dialog_filter

RIS = """TY  - JOUR
TI  - Umbilical cord stem cells in refractory lupus
DO  - 10.1000/abcd
AB  - Relapse was rarer.
ER  -
TY  - JOUR
TI  - Umbilical-cord stem cells in refractory lupus
DO  - 10.1000/ABCD
JF  - Lancet
ER  -
"""


@pytest.fixture
def references(tmp_path: Path) -> Path:
    path = tmp_path / "refs.ris"
    path.write_text(RIS, "utf-8")
    return path


def shown(librarian, *paths: Path) -> FilesPanel:
    """The panel once it shows what would come in."""
    room, former = librarian.room, librarian.room.panel
    room.import_paths(list(paths))
    librarian.qtbot.waitUntil(lambda: room.panel is not former and room.panel is not None, timeout=LONGEST_WAIT)
    panel = room.panel
    assert isinstance(panel, FilesPanel)
    librarian.told()
    return panel


def confirm(librarian) -> dict[str, list[str]]:
    librarian.room.panel.confirming.click()
    return librarian.told()


def test_references_are_shown_before_they_come_in(librarian, references: Path) -> None:
    panel = shown(librarian, references)
    assert panel.summary.text() == "1 would come in, 1 waits for your answer; 0 of 1 answered. Nothing came in yet."
    assert librarian.session.store.count(Report) == 0
    told = confirm(librarian)
    assert list(told) == ["LEFT OUT: BRING THEM IN AGAIN TO ANSWER", "CAME IN"]
    assert librarian.session.store.count(Report) == 1


def test_a_record_that_may_be_there_is_joined_when_somebody_says_so(librarian, references: Path) -> None:
    panel = shown(librarian, references)
    choice = panel.waiting.choices["refs.ris, record 2"]
    assert choice.isAncestorOf(librarian.room.focusWidget())
    choice.button_for(Answer.JOIN).click()
    assert "1 of 1 answered" in panel.summary.text()
    told = confirm(librarian)
    assert "Filled in: journal." in told["AMENDED"][0]
    [report] = librarian.session.store.all(Report)
    assert report.journal == "Lancet"
    librarian.session.undo()
    assert librarian.session.store.count(Report) == 0


def test_what_is_shown_can_be_left(librarian, references: Path) -> None:
    shown(librarian, references).leave()
    assert librarian.room.panel is None
    assert librarian.session.store.count(Report) == 0


def test_texts_and_references_come_in_together_each_kind_in_its_turn(
    librarian, references: Path, tmp_path: Path
) -> None:
    text = tmp_path / "r.txt"
    text.write_text("Fatigue was rarer.", "utf-8")
    shown(librarian, references, text)
    assert librarian.session.store.count(Report) == 1
    told = confirm(librarian)
    assert len(told["CAME IN"]) == 2
    assert librarian.session.store.count(Report) == 2


def test_columns_are_mapped_before_a_table_is_read(librarian, tmp_path: Path) -> None:
    librarian.bring_in([written(tmp_path, "cells.txt", "Relapse was rarer with cells.")])
    table = written(tmp_path, "t.csv", "Paper,Treatment,Excerpt,Shoe size\ncells,MSC,Relapse was rarer,7\n")
    librarian.room.import_paths([table])
    panel = librarian.room.panel
    assert isinstance(panel, MappingPanel)
    assert dict(panel.mapping) == {"Paper": "report", "Treatment": "therapy", "Excerpt": "quote"}
    assert panel.confirming.isEnabled()
    panel.confirming.click()
    claims = librarian.room.panel
    assert isinstance(claims, ClaimsPanel)
    librarian.told()
    librarian.choose_in(claims, claims.add_terms)
    assert len(claims.account.claims) == 1


def test_two_columns_cannot_be_the_same(librarian, tmp_path: Path) -> None:
    librarian.room.import_paths([written(tmp_path, "t.csv", "Paper,Treatment\ncells,MSC\n")])
    panel = librarian.room.panel
    panel.choices["Treatment"].settle("report")
    panel.choices["Treatment"].chosen.emit("report")
    assert panel.missing.text() == "Two columns are “report”."
    assert not panel.confirming.isEnabled()


def written(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, "utf-8")
    return path


@pytest.fixture
def workbook(librarian, tmp_path: Path) -> tuple[Claim, Path]:
    """A claim, and the workbook of its review with two cells edited."""
    librarian.bring_in([written(tmp_path, "cells.txt", "Relapse was rarer with cells.")])
    store, anna = librarian.session.store, librarian.session.reviewer
    [report] = store.all(Report)
    claim, change = record_claim(store, report.id, anna.id, [cut(store.text(report.text_sha256), 0, 7)])
    librarian.session.apply(change)
    path = tmp_path / "out.xlsx"
    with store.snapshot() as reader:
        export_workbook(reader, path, Choice())
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(2, header.index("note") + 1).value = "see page 4"
    sheet.cell(2, header.index("population") + 1).value = "adults"
    sheet.cell(2, header.index("quote") + 1).value = "Other words"
    book.save(path)
    return claim, path


def test_an_edited_workbook_is_shown_cell_by_cell_with_ticks(librarian, workbook: tuple[Claim, Path]) -> None:
    claim, path = workbook
    panel = shown(librarian, path)
    items = [panel.edited.list.item(row) for row in range(panel.edited.list.count())]
    assert len(items) == 2
    assert any("Claims row 2 · note · " in item.text() and "empty  →  see page 4" in item.text() for item in items)
    assert [title for title, _ in panel.lines] == ["REFUSED"]
    population = next(item for item in items if "population" in item.text())
    population.setCheckState(Qt.CheckState.Unchecked)
    assert "1 of them is taken" in panel.summary.text()
    confirm(librarian)
    after = librarian.session.store.get(Claim, claim.id)
    assert (after.note, after.population) == ("see page 4", "")
    librarian.session.undo()
    assert librarian.session.store.get(Claim, claim.id) == claim


def test_the_dialog_offers_every_kind(librarian) -> None:
    offered = dialog_filter()
    assert offered.startswith("Everything that can come in (")
    assert "*.ris" in offered.partition(")")[0]
    assert "References (*.ris" in offered


def test_a_folder_shows_the_references_in_it_before_they_come_in(librarian, references: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    references.rename(folder / references.name)
    written(folder, "r.txt", "Fatigue was rarer.")
    written(folder, "figures.csv", "a,b\n1,2\n")
    panel = shown(librarian, folder)
    assert "1 would come in, 1 waits for your answer" in panel.summary.text()
    assert librarian.session.store.count(Report) == 1
    told = confirm(librarian)
    assert len(told["CAME IN"]) == 2
    assert [line.partition(":")[0] for line in told["PASSED OVER"]] == ["figures.csv"]


def test_texts_are_shown_first_when_somebody_wants_to_see_them(librarian, references: Path, tmp_path: Path) -> None:
    librarian.room.head.showing_first.click()
    texts = [written(tmp_path, "r.txt", "Fatigue was rarer."), written(tmp_path, "empty.txt", "")]
    panel = shown(librarian, *texts, references)
    assert panel.summary.text() == "1 would come in, 1 was refused. Nothing came in yet."
    assert librarian.session.store.count(Report) == 0
    panel.confirming.click()
    librarian.qtbot.waitUntil(lambda: panel.waiting is not None, timeout=LONGEST_WAIT)
    assert librarian.session.store.count(Report) == 1
    panel.leave()
    assert librarian.session.store.count(Report) == 1
    librarian.room.head.showing_first.click()
    librarian.bring_in([written(tmp_path, "s.txt", "Pain was rarer.")])
    assert librarian.session.store.count(Report) == 2
