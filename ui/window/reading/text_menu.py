"""What a right click on the text offers: what can be done with the words, each with its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.window.look.style import say_kind
from ui.window.reading.published.page_view import PageView
from ui.window.reading.selected_words import SelectedWords
from ui.window.reading.selection import Unit
from ui.window.reading.text_keys import Asked, Deed
from ui.window.reading.text_view import TextView


class TextMenu(QMenu):
    """The menu of one text, and of its pages."""

    def __init__(self, view: TextView, selected: SelectedWords) -> None:
        super().__init__(view)
        self._view = view
        say_kind(self, "popup")
        say = QCoreApplication.translate
        self._of_words = [
            self._add(say("TextMenu", "Make a claim on these words"), say("TextMenu", "Enter"), selected.start_claim),
            self._add(say("TextMenu", "Add them to the current claim or mark"), "P", selected.add_passage),
            self._add(say("TextMenu", "Mark them with a label …"), "L", selected.choose_label),
            self._add(say("TextMenu", "Copy"), "Ctrl+C", view.copy),
        ]
        self.addSeparator()
        self._add(say("TextMenu", "Select the sentence"), "S", lambda: view.do(Asked(Deed.GROW, Unit.SENTENCE)))
        self._add(say("TextMenu", "Select the paragraph"), "Shift+S", lambda: view.do(Asked(Deed.GROW, Unit.PARAGRAPH)))

    def _add(self, words: str, key: str, act: Callable[[], object]) -> QAction:
        action = self.addAction(f"{words}\t{key}")
        action.triggered.connect(lambda _checked=False: act())
        return action

    def show_at(self, point: QPoint, pages: PageView | None = None) -> None:
        """Shows the menu at a point of the text, or of its pages.

        A click outside the selected words moves the caret there first.
        """
        view = pages if pages is not None else self._view
        place = view.place_under(point.x(), point.y())
        bounds = view.selection
        if bounds is None or not bounds[0] <= place <= bounds[1]:
            view.put_caret(place)
        for action in self._of_words:
            action.setEnabled(view.selection is not None)
        self.popup(view.viewport().mapToGlobal(point))
