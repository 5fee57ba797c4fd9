"""How far reviewers agree, drawn, tabled and exported; looked at closely, and computed beside the window."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from curator.agreement.of_review import agreement_of_review
from curator.agreement.settings import Bootstrap
from curator.ids import new_id
from curator.records import Estimate, Pairing
from tests.ui.compare.conftest import LONGEST_WAIT, Adjudicator, TwoHands, disagreeing
from ui.window.compare.figure_export import export_figures
from ui.window.compare.rules_panel import RulesPanel
from ui.window.compare.settings import Settings, Shown, short_number


def rows(adjudicator: Adjudicator) -> dict[str, object]:
    return {row.name: row for row in adjudicator.room.left.fields.rows.rows}


def test_the_figures_are_those_of_the_command_line(adjudicator, seeds: Path) -> None:
    adjudicator.start(seeds, "A")
    found = agreement_of_review(adjudicator.session.store)
    shown = rows(adjudicator)
    direction = found.fields["direction"].agreement.all["cohen_kappa"]
    assert (shown["direction"].value, shown["direction"].ci_low) == (direction.value, direction.ci_low)
    assert (shown["direction"].n, shown["direction"].differ) == (38, 3)
    assert "Claims found by both: 38 of 64" in adjudicator.room.left.found.words
    assert "0 only first" in adjudicator.room.left.found.words


def test_what_is_not_defined_says_why_and_few_units_are_said(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    shown = rows(adjudicator)
    assert shown["population"].value is None
    spoken = adjudicator.room.left.fields.rows.spoken(shown["population"])
    assert spoken.startswith("Population: not defined: one category only")
    assert "* fewer than 30 units" in adjudicator.room.left.details.notes.text()


def test_the_parts_of_estimates_are_shown_when_they_are_asked_for(adjudicator, tmp_path: Path) -> None:
    made = TwoHands(tmp_path / "numbers.curator")
    for who, value in (("Anna", 0.47), ("Ben", 0.74)):
        numbers = (Estimate(id=new_id(), measure="RR", value=value),)
        made.claim(who, "Relapses were fewer", "HSCT", "Relapse", "improved", estimates=numbers)
    adjudicator.start(made.submit("Anna", "Ben").done())
    assert "estimate_value" not in rows(adjudicator)
    adjudicator.press("N")
    assert rows(adjudicator)["estimate_value"].differ == 1
    adjudicator.press("N")
    assert "estimate_value" not in rows(adjudicator)


def test_a_cell_of_the_confusion_table_narrows_the_queue_to_its_claims(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    details = adjudicator.room.left.details
    table = details.table
    categories = table.cells.confusion.categories
    assert categories == ("improved", "worsened")
    assert table.cells.confusion.counts == ((1, 0), (1, 0))
    table.setFocus()
    table.setCurrentIndex(table.cells.index(1, 0))
    adjudicator.press("Return")
    assert [row for row in adjudicator.queue if "·" in row] == ["Carl 2020 · HSCT · Infection · opposite direction"]
    assert adjudicator.room.centre.narrowed.text() == "Direction: worsened (first) × improved (second)"
    adjudicator.press("Ctrl+Backspace")
    assert len(adjudicator.queue) == 4


def test_a_field_lists_what_differs_in_it_and_a_report_what_is_on_it(adjudicator, tmp_path: Path) -> None:
    made = disagreeing(tmp_path / "lupus.curator")
    made = made.submit("Anna", "Ben")
    adjudicator.start(made.done()).press("A").press("Return")
    assert adjudicator.room.centre.narrowed.text() == "Differs: Direction"
    assert len(adjudicator.queue) == 1
    adjudicator.press("Ctrl+Backspace").press("G")
    reports = adjudicator.room.left.details.reports
    reports.setFocus()
    adjudicator.press("Return")
    assert adjudicator.room.centre.narrowed.text() == "Only Carl 2020"


def test_the_queue_is_searched_by_words(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("Ctrl+F").type("dose").press("Return")
    assert adjudicator.queue == ["Carl 2020 · MSC · Dose · only one found it"]
    assert adjudicator.focused is adjudicator.room.centre.queue


def test_the_course_of_agreement_goes_by_rounds_of_assignment(adjudicator, tmp_path: Path) -> None:
    adjudicator.start(in_two_rounds(tmp_path / "rounds.curator")).press("G", 2)
    course = adjudicator.room.left.details.time.rows.rows
    assert [(row.title, row.n, row.differ) for row in course] == [("Pilot 1", 1, 1), ("Pilot 2", 1, 0)]


def test_a_part_of_the_review_is_chosen_for_the_figures_and_the_queue_stays_whole(adjudicator, tmp_path: Path) -> None:
    adjudicator.start(in_two_rounds(tmp_path / "rounds.curator")).press("S")
    panel = adjudicator.room.side.panel
    panel.since.setText("yesterday")
    adjudicator.press("Ctrl+Return")
    assert "is not a date" in panel.since_field.fault
    panel.since.setText("")
    panel.rounds.settle(("Pilot 2",))
    adjudicator.press("Ctrl+Return").rest()
    assert (rows(adjudicator)["direction"].n, rows(adjudicator)["direction"].differ) == (1, 0)
    assert "Figures of Pilot 2 only" in adjudicator.room.left.waiting.text()
    assert adjudicator.open_count == 1
    adjudicator.press("S")
    adjudicator.room.side.panel.until.setText("1999-12-31")
    adjudicator.press("Ctrl+Return").rest()
    assert rows(adjudicator)["direction"].n == 0
    assert adjudicator.open_count == 1


def in_two_rounds(path: Path) -> Path:
    """Anna and Ben differ in the first round, and agree in the second."""
    from curator.coding.assignments import assign

    made = TwoHands(path, reports=2)
    for number, directions in enumerate((("improved", "worsened"), ("improved", "improved"))):
        for who, direction in zip(("Anna", "Ben"), directions, strict=True):
            made.claim(who, "Relapses were fewer", "HSCT", "Relapse", direction, report=number)
        made.submit("Anna", "Ben", report=number)
        people = [person.id for person in made.people.values()]
        change = assign(made.store, [made.reports[number].id], people, people[0], f"Pilot {number + 1}")
        assert change is not None
        made.store.apply(change)
    return made.done()


def test_every_figure_stands_in_a_table_one_key_away(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("T")
    page = adjudicator.room.pages.currentWidget()
    words = [page.cells.words(row, 0) for row in range(page.cells.rowCount())]
    assert words[:2] == ["Claims found", "Therapy"]
    assert any("not defined" in page.cells.words(row, 5) for row in range(page.cells.rowCount()))
    adjudicator.press("Ctrl+C")
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("What\tWho\tn\tDiffer")
    adjudicator.press("Esc")
    assert adjudicator.focused is adjudicator.room.centre.queue


@pytest.mark.parametrize("ending", [".csv", ".json", ".svg", ".png", ".pdf"])
def test_the_figures_are_exported_the_same_each_time(adjudicator, two_hands, tmp_path: Path, ending: str) -> None:
    adjudicator.start(two_hands)
    found = adjudicator.room.comparing.known.found
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    for path in (one, other):
        export_figures(path, found, Settings())
    assert one.read_bytes() == other.read_bytes()
    if ending == ".csv":
        lines = list(csv.DictReader(one.read_text("utf-8-sig").splitlines()))
        kappa = next(line for line in lines if (line["name"], line["statistic"]) == ("direction", "cohen_kappa"))
        assert float(kappa["value"]) == found.fields["direction"].agreement.all["cohen_kappa"].value
    elif ending == ".json":
        assert json.loads(one.read_text("utf-8"))["fields"]["direction"]["all"]["n"] == 2


def test_other_rules_give_other_figures(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("S")
    panel = adjudicator.room.side.panel
    assert isinstance(panel, RulesPanel)
    panel.shown.settle(Shown.PERCENT)
    panel.tolerance.setText("nonsense")
    adjudicator.press("Ctrl+Return")
    assert "is no tolerance" in panel.tolerance_field.fault
    panel.tolerance.setText("0.05")
    panel.ordered["direction"].setChecked(True)
    adjudicator.press("Ctrl+Return").rest()
    room = adjudicator.room
    assert room.comparing.comparison.ordered == ("direction",)
    assert room.comparing.comparison.tolerance.absolute == 0.05
    assert rows(adjudicator)["direction"].value == 0.5


def test_a_wrong_pair_is_taken_apart_and_put_together_again(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("J")
    assert "same therapies" in adjudicator.room.pane.reason.whole
    first, second = adjudicator.shown.claims
    adjudicator.press("P")
    panel = adjudicator.room.side.panel
    parting = next(one for one in panel.findChildren(type(panel.leaving)) if one.text().startswith("They are about"))
    parting.setFocus()
    adjudicator.press("Return").rest()
    assert not adjudicator.all(Pairing)[0].same
    assert adjudicator.open_count == 3
    place = adjudicator.room.centre.rows.row_of((first.id,))
    adjudicator.room.centre.queue.choose(place)
    adjudicator.press("P").type("infection").press("Return").rest()
    assert adjudicator.all(Pairing)[0].same
    assert adjudicator.room.centre.rows.row_of(tuple(sorted((first.id, second.id)))) is not None


def test_of_three_reviewers_a_pair_is_chosen_for_its_figures(adjudicator, tmp_path: Path) -> None:
    made = TwoHands(tmp_path / "three.curator", ("Anna Berg", "Ben Okafor", "Cleo Marsh"))
    for words in ("Relapses were fewer", "The steroid dose fell"):
        for who, direction in (("Anna", "improved"), ("Ben", "improved"), ("Cleo", "worsened")):
            made.claim(who, words, "HSCT", "Relapse", direction)
    adjudicator.start(made.submit("Anna", "Ben", "Cleo").done())
    left = adjudicator.room.left
    assert left.who.text().startswith("3 reviewers")
    assert left.sign.text() == "α and 95 % interval"
    ids = tuple(adjudicator.room.comparing.known.found.coded.reviewers)
    adjudicator.room.compare_between((ids[0], ids[2]))
    assert left.who.text().startswith("first × third")
    assert rows(adjudicator)["direction"].differ == 2
    assert left.details.table.cells.confusion.counts == ((0, 2), (0, 0))
    adjudicator.room.compare_between((ids[2],))
    assert left.who.text().startswith("third × the others")
    assert rows(adjudicator)["direction"].differ == 4
    assert "0 only third" in left.found.words


def test_a_new_claim_is_compared_as_soon_as_it_is_there(adjudicator, tmp_path: Path) -> None:
    made = disagreeing(tmp_path / "lupus.curator").submit("Anna", "Ben")
    adjudicator.start(made.done())
    assert adjudicator.open_count == 2
    from curator.changes import Change, amended
    from curator.records import Claim

    claim = next(one for one in adjudicator.all(Claim) if one.population == "adults")
    adjudicator.session.apply(
        Change(title="Amend", reviewer_id=claim.reviewer_id, alterations=(amended(claim, population="children"),))
    )
    adjudicator.rest()
    assert rows(adjudicator)["population"].differ == 1


def test_comparing_runs_beside_the_window_and_can_be_stopped(adjudicator, seeds: Path) -> None:
    """The window answers while the figures are computed: keys are heard before they have come."""
    adjudicator.start(seeds, "A")
    room = adjudicator.room
    heard: list[str] = []
    room.comparing.compared.connect(lambda _compared: heard.append("compared"))
    room.comparing.compare(type(room.comparing.comparison)(bootstrap=Bootstrap(samples=200_000)))
    assert room.comparing.is_busy
    adjudicator.qtbot.waitUntil(lambda: room.left.progress.value() > 0, timeout=LONGEST_WAIT)
    adjudicator.press("J")
    heard.append("answered")
    assert room.left.progress.isVisible()
    adjudicator.press("Esc").rest()
    assert heard == ["answered"]
    assert "Stopped" in room.left.job_words.text()
    assert room.comparing.known is not None


def test_a_newer_question_takes_the_place_of_one_that_runs(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    room = adjudicator.room
    answers = []
    room.comparing.compared.connect(lambda compared: answers.append(compared.comparison.ordered))
    comparison = type(room.comparing.comparison)
    room.comparing.compare(comparison(ordered=("design",)))
    room.comparing.compare(comparison(ordered=("direction",)))
    adjudicator.rest()
    assert answers == [("direction",)]


@pytest.mark.parametrize(
    ("value", "words"), [(0.914, ".91"), (-0.12, "−.12"), (1.0, "1.00"), (0.0, ".00"), (-0.001, ".00"), (0.999, ">.99")]
)
def test_figures_are_written_short(value: float, words: str) -> None:
    assert short_number(value) == words


def test_everything_has_a_name_for_those_who_listen(adjudicator, two_hands) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit

    adjudicator.start(two_hands)
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit)
    silent = [
        widget
        for kind in kinds
        for widget in adjudicator.room.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert silent == []


def test_tab_goes_from_the_queue_to_the_claims_and_on_to_what_may_be_decided(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    seen = []
    for _ in range(40):
        adjudicator.press("Tab")
        seen.append(QApplication.focusWidget())
    room = adjudicator.room
    wanted = [room.pane.side, room.pane.deeds.by_key["2"], room.pane.why, room.pane.settling]
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)
    assert room.centre.queue in seen
    assert room.left.fields in seen
