"""What is suggested in the text that is read: found beside the window for what is seen, stepped through, taken.

Suggestions come from the text and the codebook alone. They are dots under words and a dotted line beside sentences
that look like results; nothing is recorded until somebody takes one, and then it is a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QToolTip

from curator.changes import Applied
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.records import Claim, Report
from curator.suggesting.results import Suggested, Suggestion, suggest
from curator.suggesting.taking import estimates_of, take
from curator.text.estimate_words import show_estimate
from ui.window.furniture.words import plain_tip
from ui.window.reading.hint_painter import BESIDE
from ui.window.reading.laid_on import CLAIM_LOOK

if TYPE_CHECKING:
    from curator.suggesting.terms import TermFinder
    from ui.window.reading.text_view import TextView
    from ui.window.session import Session

_STRETCH = 32_000
"""Code points that are looked through at once; what is seen lies in one or two such stretches."""
_PAUSE_MS = 120
_REACH = 8


class SuggestedText(QObject):
    """The suggestions in one view. ``taken`` carries the id of the draft claim that was made of one."""

    taken = Signal(str)
    stepped = Signal(int, int)

    def __init__(self, session: Session, view: TextView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._report: Report | None = None
        self._finder: TermFinder | None = None
        self._known: dict[int, Suggested] = {}
        self._asked: int | None = None
        self._number = 0
        self.is_on = True
        self.results: list[Suggestion] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._pause.start())
        view.viewport().installEventFilter(self)
        session.changed.connect(self._heed)
        self.actions = [
            self._action(self.tr("Take the suggested result as a draft claim"), "R", self.take),
            self._action(self.tr("Next suggested result"), "J", lambda: self.step(1)),
            self._action(self.tr("Previous suggested result"), "Shift+J", lambda: self.step(-1)),
        ]
        view.addActions(self.actions)

    def _action(self, words: str, key: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: act())
        return action

    # What is shown

    def show_report(self, report: Report | None) -> None:
        """Suggests in another report's text, which the view shows already."""
        self._report = report
        self._begin_anew()

    def turn(self, on: bool) -> None:
        """Shows suggestions, or none."""
        self.is_on = on
        for action in self.actions:
            action.setEnabled(on)
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._number += 1
        self._known.clear()
        self._asked = None
        self._show()
        if self.is_on and self._report is not None:
            self._pause.start()

    def _look(self) -> None:
        """Looks for suggestions in what is seen, and then around it; one stretch after the other."""
        if not self.is_on or self._report is None or self._asked is not None:
            return
        wanted = next((one for one in self._stretches_wanted() if one not in self._known), None)
        if wanted is None:
            return
        self._asked = wanted
        text, codebook, finder, number = self._view.text, self._session.codebook, self._finder, self._number

        def look(_progress: object) -> tuple[TermFinder, Suggested]:
            from curator.suggesting.terms import TermFinder

            known = finder or TermFinder.of(codebook)
            return known, suggest(text, known, wanted * _STRETCH, (wanted + 1) * _STRETCH)

        self._session.run(
            look,
            lambda answer: self._add(number, wanted, answer),
            self.tr("Looking for suggestions"),
            watch=lambda job: job.cancelled.connect(lambda: self._give_up(number)),
        )

    def _stretches_wanted(self) -> list[int]:
        first, after = self._view.places_seen()
        last = max(0, len(self._view.text) - 1) // _STRETCH
        seen = range(min(first // _STRETCH, last), min(max(first, after - 1) // _STRETCH, last) + 1)
        around = [one for one in (seen.stop, seen.start - 1) if 0 <= one <= last]
        return [*seen, *around]

    def _give_up(self, number: int) -> None:
        if number == self._number:
            self._asked = None

    def _add(self, number: int, stretch: int, answer: tuple[TermFinder, Suggested]) -> None:
        if number != self._number:
            self._look()
            return
        self._finder, found = answer
        self._known[stretch] = found
        self._asked = None
        self._show()
        self._look()

    def _show(self) -> None:
        found = [self._known[one] for one in sorted(self._known)]
        hints = [(hit.start, hit.end) for one in found for hit in one.terms]
        hints += [(hit.start, hit.end) for one in found for hit in one.numbers]
        self.results = [result for one in found for result in one.results if not self._is_claimed(result)]
        painted = self._view.painted
        painted.hints = _apart(sorted(hints))
        painted.results = _apart([(result.start, result.end) for result in self.results])
        self._view.viewport().update()

    def _is_claimed(self, result: Suggestion) -> bool:
        """Whether somebody who works here has made a claim of a sentence already."""
        near = self._view.painted.index.between(result.start, result.end)
        return any(one.look == CLAIM_LOOK and one.start < result.end and one.end > result.start for one in near)

    def _heed(self, applied: Applied) -> None:
        if applied.touches(*CODEBOOK_TYPES):
            self._finder = None
            self._begin_anew()
        elif applied.touches(Claim):
            QTimer.singleShot(0, self, self._show)  # once the claims lie on the text

    # What one does with them

    def step(self, by: int) -> None:
        """Goes to the next suggested result, or to the one before, and selects it."""
        place = self._view.caret
        behind = [one for one in self.results if one.start > place]
        before = [one for one in self.results if one.end < place or one.start < min(place, self._selected_from())]
        chosen = (behind[0] if behind else None) if by > 0 else (before[-1] if before else None)
        if chosen is None:
            self._session.said.emit(self.tr("No further suggestion in this direction."))
        else:
            self._view.select(chosen.start, chosen.end)
            self._session.said.emit(" — ".join(self.in_words(chosen).split("\n")))

    def _selected_from(self) -> int:
        return self._view.selection[0] if self._view.selection else self._view.caret

    def at(self, start: int, end: int) -> Suggestion | None:
        """The suggested result at a place or a selection."""
        return next((one for one in self.results if one.start <= end and start < one.end), None)

    def take(self) -> None:
        """Makes a draft claim of the result at the caret; what the sentence leaves open is left to the person."""
        bounds = self._view.selection or (self._view.caret, self._view.caret)
        chosen = self.at(*bounds)
        session, report = self._session, self._report
        if chosen is None or report is None:
            session.said.emit(self.tr("No suggestion here. J goes to the next one."))
            return
        if not session.may_change():
            return
        made = session.attempt(lambda: take(session.store, report.id, session.reviewer.id, self._view.text, chosen))
        if made is not None and session.apply(made[1]) is not None:
            self._view.let_go()
            self.taken.emit(made[0].id)

    # The mouse

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            beside = self._beside(event.position())
            if beside is not None and event.button() == Qt.MouseButton.LeftButton:
                self._view.setFocus(Qt.FocusReason.MouseFocusReason)
                self._view.select(beside.start, beside.end, reveal=False)
                self._view.mouse_selected.emit()
                return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            beside = self._beside(QPointF(event.pos()))
            if beside is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self.in_words(beside)), self._view.viewport())
                return True
        return False

    def _beside(self, point: QPointF) -> Suggestion | None:
        """The result whose line in the margin is under a point."""
        left = self._view.page.left - BESIDE
        if not self.results or abs(point.x() - left) > _REACH:
            return None
        place = self._view.place_under(self._view.page.left, point.y())
        return next((one for one in self.results if one.start <= place < one.end), None) or self.at(place, place)

    def in_words(self, suggestion: Suggestion) -> str:
        """What was found in a sentence, in words for a tip."""
        codebook = self._session.codebook
        names = dict.fromkeys(codebook.name_of(of[1]) for hit in suggestion.terms for of in hit.terms[:1])
        estimates = [show_estimate(one) for one in estimates_of(self._view.text, suggestion.numbers)]
        found = " · ".join(part for part in (*names, *estimates) if part)
        lines = [self.tr("Looks like a result"), found, self.tr("R takes it as a draft claim")]
        return "\n".join(line for line in lines if line)


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, of which none overlaps the next: those that do are joined."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
