"""The real work of two reviewers, adjudicated to the end in the real window, by keyboard alone, over two days."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from curator.adjudication.consensus import progress
from curator.exporting.workbook import Choice, export_workbook
from curator.records import ClaimStatus, Verdict
from db.files import SqliteFiles
from tests.ui.compare.conftest import Adjudicator
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow

DISAGREEMENTS = 64
BEFORE_THE_EVENING = 30
_IN_TURN = ("first", "second", "both", "merged", "neither")


def settle_one(adjudicator: Adjudicator, number: int) -> Verdict:
    """Settles what is shown, in one way after another, and says how."""
    alone = len(adjudicator.shown.claims) == 1
    way = ("second", "second", "neither")[number % 3] if alone else _IN_TURN[number % len(_IN_TURN)]
    match way:
        case "first":
            adjudicator.press("1").press("Return")
        case "second":
            adjudicator.press("2").press("Return")
        case "both":
            adjudicator.press("B").press("Return")
        case "merged":
            adjudicator.press("M").press("Right").press("Return")
        case _:
            adjudicator.press("X").type("out of scope").press("Return")
    verdicts = {"both": Verdict.KEPT_APART, "merged": Verdict.MERGED, "neither": Verdict.NEITHER}
    return verdicts.get(way, Verdict.TAKEN)


def test_every_disagreement_of_the_seeds_is_settled_by_keys_and_goes_into_the_workbook(
    seeds: Path, remembered: Remembered, qtbot: QtBot, tmp_path: Path
) -> None:
    first_day = MainWindow(SqliteFiles(), remembered)
    adjudicator = Adjudicator(first_day, qtbot).start(seeds, "A")
    extracted = {claim.id: claim for claim in adjudicator.claims}
    assert (len(extracted), adjudicator.open_count) == (38 + 64, DISAGREEMENTS)

    verdicts = Counter(settle_one(adjudicator, number) for number in range(BEFORE_THE_EVENING))
    last = adjudicator.decisions[-1] if adjudicator.decisions else None
    assert last is not None
    adjudicator.press("Ctrl+Z").rest()
    assert len(adjudicator.decisions) == BEFORE_THE_EVENING - 1
    adjudicator.press("Ctrl+Y").rest()
    assert adjudicator.open_count == DISAGREEMENTS - BEFORE_THE_EVENING
    first_day.close()

    second_day = MainWindow(SqliteFiles(), remembered)
    adjudicator = Adjudicator(second_day, qtbot).start(seeds, "A")
    assert adjudicator.workplace.bottom_bar.right.text() == "34 of 64 open"
    verdicts += Counter(settle_one(adjudicator, number) for number in range(BEFORE_THE_EVENING, DISAGREEMENTS))
    adjudicator.rest()
    assert adjudicator.complaints == []
    assert adjudicator.open_count == 0
    assert adjudicator.room.centre.ended.text().startswith("Everything is settled.")
    assert Counter(one.verdict for one in adjudicator.decisions) == verdicts
    assert {claim.id: claim for claim in adjudicator.claims if claim.id in extracted} == extracted
    assert all(settling.is_finished for settling in progress(adjudicator.session.store).values())
    consensus = {claim.id for claim in adjudicator.consensus}

    workbook = tmp_path / "lupus.xlsx"
    adjudicator.workplace.export(workbook, Choice())
    adjudicator.rest()
    second_day.close()
    sheet = load_workbook(workbook, read_only=True)["Claims"]
    heads, *rows = sheet.iter_rows(values_only=True)
    ids = {row[heads.index("claim_id")] for row in rows}
    assert ids == consensus


def test_as_extracted_is_kept_for_ever(seeds: Path, adjudicator: Adjudicator, tmp_path: Path) -> None:
    adjudicator.start(seeds, "A").press("2").press("Return").rest()
    store = adjudicator.session.store
    own = [claim for claim in adjudicator.claims if not claim.from_claim_ids]
    assert len(own) == 38 + 64
    assert all(claim.status is not ClaimStatus.RETRACTED for claim in own)
    assert store.next_undo() is not None
    with store.snapshot() as reader:
        export_workbook(reader, tmp_path / "all.xlsx", Choice())
    assert (tmp_path / "all.xlsx").exists()
