"""The menus: every action of the window, once, with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from ui.window.actions import Actions

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow
    from ui.window.workplace import Workplace

translate = QCoreApplication.translate

NEED_A_REVIEW = (
    "close", "import_texts", "import_folder", "paste_text", "export", "undo", "redo", "read", "evidence", "compare",
    "codebook", "sources", "search", "search_texts", "find", "find_next", "find_previous", "previous_report",
    "next_report", "suggestions", "submit", "reopen", "who", "pages", "side_by_side", "larger", "smaller",
    "usual_size", "log", "people", "hand_out", "merge", "correct_text",
    "doubles",
)  # fmt: skip
"""Actions that work only while a review is open."""

CHANGE_THE_REVIEW = (
    "import_texts", "import_folder", "paste_text", "submit", "reopen", "hand_out", "merge", "correct_text",
    "doubles",
)  # fmt: skip
"""Those among them that a review which is open for reading only does not allow; undo and redo see to themselves."""


def fill_menus(actions: Actions, window: MainWindow) -> None:
    """Adds all actions; what a room does with them is the workplace's business."""

    def ask(name: str) -> Callable[[], None]:
        return lambda: window.workplace.do(name) if window.workplace is not None else None

    def say(words: str) -> str:
        return translate("Menus", words)

    review, edit, view, coding, about = (say(title) for title in ("&Review", "&Edit", "&View", "&Coding", "&Help"))
    actions.add(review, "new", say("New review …"), window.start_anew, "Ctrl+Shift+N")
    actions.add(review, "open", say("Open a review …"), window.ask_which_to_open, "Ctrl+O")
    actions.add(review, "close", say("Close the review"), window.close_review, "Ctrl+Shift+F4")
    actions.separate(review)
    actions.add(review, "import_texts", say("Bring in texts …"), ask("import_texts"), "Ctrl+I")
    actions.add(review, "import_folder", say("Bring in a folder …"), ask("import_folder"), "Ctrl+Shift+I")
    actions.add(review, "paste_text", say("Paste a text …"), ask("paste_text"), "Ctrl+Shift+V")
    actions.add(review, "export", say("Export …"), ask("export"), "Ctrl+E")
    actions.add(review, "doubles", say("Reports that may be here twice …"), ask("doubles"), "Ctrl+Shift+J")
    actions.separate(review)
    actions.add(review, "people", say("Reviewers and assignments"), ask("people"), "Ctrl+Shift+P")
    actions.add(review, "hand_out", say("Hand out …"), ask("hand_out"), "Ctrl+Shift+H")
    actions.add(review, "merge", say("Merge files that came back …"), ask("merge"), "Ctrl+Shift+M")
    actions.add(review, "who", say("Who am I? …"), window.ask_who, "Ctrl+Shift+W")
    actions.add(review, "log", say("What was changed …"), ask("log"), "Ctrl+L")
    actions.separate(review)
    actions.add(review, "quit", say("Quit"), window.close, "Ctrl+Q")
    actions.add(edit, "undo", say("Undo"), ask("undo"), "Ctrl+Z")
    actions.add(edit, "redo", say("Redo"), ask("redo"), "Ctrl+Shift+Z", "Ctrl+Y")
    actions.separate(edit)
    actions.add(edit, "search", say("Search everything"), ask("search"), "Ctrl+K")
    actions.add(edit, "search_texts", say("Search in all texts"), ask("search_texts"), "Ctrl+Shift+F")
    actions.add(edit, "find", say("Find here"), ask("find"), "Ctrl+F")
    actions.add(edit, "find_next", say("Find the next one"), ask("find_next"), "F3")
    actions.add(edit, "find_previous", say("Find the previous one"), ask("find_previous"), "Shift+F3")
    actions.add(view, "read", say("Read"), ask("read"), "Ctrl+1")
    actions.add(view, "evidence", say("Evidence"), ask("evidence"), "Ctrl+2")
    actions.add(view, "compare", say("Compare"), ask("compare"), "Ctrl+3")
    actions.add(view, "codebook", say("Codebook"), ask("codebook"), "Ctrl+4")
    actions.add(view, "sources", say("Sources"), ask("sources"), "Ctrl+5")
    actions.separate(view)
    actions.add(view, "pages", say("Text or pages as published"), ask("pages"), "F8")
    actions.add(view, "side_by_side", say("Text and pages side by side"), ask("side_by_side"), "Shift+F8")
    actions.separate(view)
    actions.add(view, "larger", say("Larger text"), ask("larger"), "Ctrl++")
    actions.add(view, "smaller", say("Smaller text"), ask("smaller"), "Ctrl+-")
    actions.add(view, "usual_size", say("Usual size of text"), ask("usual_size"), "Ctrl+0")
    _add_what_has_a_tick(actions, view, window, ask("suggestions"))
    _add_coding(actions, coding, ask)
    actions.add(about, "keys", say("Keys"), window.show_keys, "F1")
    actions.add(about, "about", say("About …"), window.show_about)
    actions.add(about, "demo", say("Open the demo review"), window.open_demo)
    actions["demo"].setVisible(window.make_demo is not None)


def _add_coding(actions: Actions, menu: str, ask: Callable[[str], Callable[[], None]]) -> None:
    """What is done with the report that is read."""
    actions.add(menu, "previous_report", translate("Menus", "Previous report"), ask("previous_report"), "Alt+Up")
    actions.add(menu, "next_report", translate("Menus", "Next report"), ask("next_report"), "Alt+Down")
    actions.separate(menu)
    actions.add(
        menu, "submit", translate("Menus", "Submit my coding of this report"), ask("submit"), "Ctrl+Shift+Return"
    )
    actions.add(menu, "reopen", translate("Menus", "Reopen my coding of this report"), ask("reopen"), "Ctrl+Shift+R")
    actions.separate(menu)
    actions.add(
        menu,
        "correct_text",
        translate("Menus", "Correct the text of this report …"),
        ask("correct_text"),
        "Ctrl+Shift+T",
    )


def _add_what_has_a_tick(actions: Actions, menu: str, window: MainWindow, turn: Callable[[], None]) -> None:
    """Suggestions in the text, with a tick while they are shown; and the looks."""
    words = translate("Menus", "Suggestions in the text")
    action = actions.add(menu, "suggestions", words, turn, "Ctrl+J", checkable=True)
    action.setChecked(window.remembered.suggestions())
    actions.separate(menu)
    _add_looks(actions, menu, window)


def _add_looks(actions: Actions, menu: str, window: MainWindow) -> None:
    """The looks, with a tick at the one that is worn."""
    looks = QActionGroup(window)
    for name, words, look in (
        ("light", translate("Menus", "Light"), "light"),
        ("dark", translate("Menus", "Dark"), "dark"),
        ("as_desktop", translate("Menus", "As the desktop is"), ""),
    ):
        action = actions.add(menu, name, words, partial(window.wear, look), checkable=True)
        looks.addAction(action)
        action.setChecked(look == window.remembered.look())


def room_keys(workplace: Workplace | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The keys that work inside the text, the claim and the rooms, for the list of keys."""
    from ui.window.compare.keys import keys_in_words as keys_of_comparing
    from ui.window.frame.keys_of_rooms import keys_of_rooms
    from ui.window.reading.text_keys import keys_in_words

    shown = [(translate("Menus", "In the text"), list(keys_in_words()))]
    if workplace is not None:
        shown[0][1].extend((action.text(), _native(action)) for action in workplace.reading.suggested.actions)
        column = workplace.column
        claim = [(action.text(), _native(action)) for action in [*column.actions_on_text(), *column.actions_anywhere()]]
        shown.append((translate("Menus", "The claim"), claim))
    rooms = keys_of_rooms()
    rooms.insert(1, (translate("Menus", "Compare"), keys_of_comparing()))
    return [*shown, *rooms]


def _native(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
