"""What must not be seen: names while they are hidden, and work that is not submitted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QWidget

from curator.records import CodingStatus, Review, Reviewer
from tests.ui.compare.conftest import Adjudicator, TwoHands, disagreeing

_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def everything_shown(widget: QWidget) -> str:
    """All words of a widget: labels, buttons, lists, tips and what is said to those who listen."""
    words = []
    for one in [widget, *widget.findChildren(QWidget)]:
        words += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
        if isinstance(one, QLabel | QAbstractButton):
            words.append(one.text())
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            model = one.model()
            columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
            for row in range(model.rowCount()):
                for column in range(columns):
                    words += [str(model.index(row, column).data(role)) for role in _ROLES]
            words += [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(columns)]
    return "\n".join(words)


def test_names_are_hidden_until_they_are_asked_for(adjudicator: Adjudicator, two_hands: Path) -> None:
    adjudicator.start(two_hands)
    for key in ("J", "G", "G", "G", "2", "M"):
        adjudicator.press(key).rest()
        shown = everything_shown(adjudicator.room)
        assert "Anna" not in shown
        assert "Ben" not in shown
    adjudicator.press("T")
    assert "Anna" not in everything_shown(adjudicator.room.pages.currentWidget())
    adjudicator.press("Esc").press("P")
    assert "Ben" not in everything_shown(adjudicator.room.side.panel)
    adjudicator.press("Esc").press("H")
    shown = everything_shown(adjudicator.room)
    assert "Anna Berg" in shown
    assert "Ben Okafor" in shown
    adjudicator.press("H")
    assert "Ben Okafor" not in everything_shown(adjudicator.room)


def test_alone_there_is_nothing_to_compare(adjudicator: Adjudicator, tmp_path: Path) -> None:
    made = TwoHands(tmp_path / "alone.curator", ("Anna Berg",))
    made.claim("Anna", "Relapses were fewer", "HSCT", "Relapse", "improved")
    adjudicator.start(made.submit("Anna").done())
    assert adjudicator.room.pages.currentIndex() == 1
    assert adjudicator.room.empty.words.startswith("Comparing takes two.")
    assert adjudicator.focused is adjudicator.room.empty.step_button


def test_until_both_have_submitted_only_that_something_waits_is_said(adjudicator: Adjudicator, tmp_path: Path) -> None:
    made = disagreeing(tmp_path / "lupus.curator").submit("Anna").submit("Ben", status=CodingStatus.IN_PROGRESS)
    adjudicator.start(made.done())
    words = adjudicator.room.empty.words
    assert words.startswith("Nothing to compare yet.")
    assert words.endswith("1 report waits for somebody.")
    assert adjudicator.room.comparing.known.queue.open == ()


def test_a_coding_that_is_opened_again_takes_what_was_shown_away(adjudicator: Adjudicator, two_hands: Path) -> None:
    from curator.coding import codings

    adjudicator.start(two_hands)
    session = adjudicator.session
    assert adjudicator.open_count == 2
    session.apply(codings.reopen(session.store, adjudicator.shown.report_id, session.reviewer.id))
    adjudicator.rest()
    assert adjudicator.open_count == 0
    assert adjudicator.room.pages.currentIndex() == 1


def test_the_rule_of_reasons_is_the_reviews_own(adjudicator: Adjudicator, two_hands: Path) -> None:
    adjudicator.start(two_hands)
    assert not adjudicator.all(Review)[0].rationale_required
    assert adjudicator.room.pane.why_name.text() == "Why (kept with the decision)"


def test_what_one_may_see_is_gone_before_another_works_here(adjudicator: Adjudicator, tmp_path: Path) -> None:
    """Cleo has not submitted the report that Anna and Ben have: nothing of it stands for a moment when she comes."""
    made = disagreeing(tmp_path / "lupus.curator", ("Anna Berg", "Ben Okafor", "Cleo Marsh"))
    made.submit("Anna", "Ben").submit("Cleo", status=CodingStatus.NOT_STARTED)
    adjudicator.start(made.done())
    assert adjudicator.open_count == 2
    cleo = next(one for one in adjudicator.all(Reviewer) if one.name == "Cleo Marsh")
    adjudicator.session.work_as(cleo)
    assert adjudicator.room.pages.currentIndex() == 1
    assert adjudicator.room.empty.words == "Comparing …"
