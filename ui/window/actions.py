"""Everything one can do, once: its name, its key, its menu. Menus, tooltips, search and the list of keys read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

translate = QCoreApplication.translate


class Actions:
    """The window's actions by name, in menus. Which of them work is set by the window as rooms and reviews change."""

    def __init__(self, owner: QWidget, menu_bar: QMenuBar) -> None:
        self._owner = owner
        self._menu_bar = menu_bar
        self.menus: dict[str, QMenu] = {}
        self.by_name: dict[str, QAction] = {}

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    def menu(self, title: str) -> QMenu:
        """The menu of this title, made at its first mention."""
        if title not in self.menus:
            self.menus[title] = self._menu_bar.addMenu(title)
        return self.menus[title]

    def add(
        self, menu: str, name: str, words: str, act: Callable[[], object], *keys: str, checkable: bool = False
    ) -> QAction:
        """A new action in a menu, with its keys; the tooltip names the first of them."""
        action = QAction(words, self._owner)
        action.setObjectName(name)
        action.setCheckable(checkable)
        action.setData(words.replace("&", "").rstrip(" …"))
        action.triggered.connect(lambda _checked=False: act())
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{words.replace('&', '').rstrip(' …')} ({shown})")
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.menu(menu).addAction(action)
        self.by_name[name] = action
        return action

    def separate(self, menu: str) -> None:
        """A line between two groups of a menu."""
        self.menu(menu).addSeparator()

    def enable(self, possible: bool, *names: str) -> None:
        """Lets these actions work, or not."""
        for name in names:
            self.by_name[name].setEnabled(possible)

    def groups(self) -> list[tuple[str, list[QAction]]]:
        """The actions by menu, in the order of the menus."""
        return [
            (title.replace("&", ""), [action for action in menu.actions() if action.objectName() in self.by_name])
            for title, menu in self.menus.items()
        ]
