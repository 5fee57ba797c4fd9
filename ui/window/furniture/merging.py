"""Two things become one: which of them stays is found by typing, and what will happen is said before it does."""

from __future__ import annotations

from collections.abc import Sequence

from curator.changes import Change
from curator.errors import CuratorError
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.finder import Find, Finder
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import plain_label, translated
from ui.window.session import Session


class MergePanel(Panel):
    """What fits, what will happen, and the change, are said by the panel of each kind. ``merged_into`` is the end."""

    def __init__(self, session: Session, name: str, hint: str) -> None:
        title = translated("MergePanel", "Merge “{name}” into …").format(name=name)
        super().__init__(title, translated("MergePanel", "Merge"))
        self.session = session
        self._name = name
        self.merged_into: str | None = None
        self.finder = Finder(self.tr("Merge into"), self.fitting, hint, lights_first=False)
        self.finder.pointed.connect(self._say_what_happens)
        self.finder.picked.connect(lambda: self.begin(self.confirming))
        self.body.addWidget(self.finder)
        self.account = plain_label("", wraps=True)
        self.account.setAccessibleName(self.tr("What will happen"))
        self.body.addWidget(self.account)
        self.confirmed.connect(self._merge)
        self.finish()
        self.finder.search()

    def fitting(self, words: str) -> Sequence[Find]:
        """What can be merged into, and fits these words."""
        raise NotImplementedError

    def what_happens(self, target_id: str) -> Sequence[str]:
        """What merging into this one does, in sentences."""
        raise NotImplementedError

    def change_into(self, target_id: str) -> Change:
        """The change that merges; raises ``CuratorError`` when that cannot be."""
        raise NotImplementedError

    def _say_what_happens(self) -> None:
        target_id = self.finder.current_id
        self.confirming.setEnabled(target_id is not None)
        self.say_problem("")
        if target_id is not None:
            self.account.setText(" ".join([*self.what_happens(target_id), self.tr("Undo takes it all back.")]))
        elif self.finder.is_empty:
            self.account.setText(self.tr("Nothing fits these words."))
        else:
            self.account.setText(self.tr("Choose what takes over from “{name}”.").format(name=self._name))

    def _merge(self) -> None:
        target_id = self.finder.current_id
        if target_id is None:
            return
        try:
            change = self.change_into(target_id)
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            return
        if self.session.apply(change) is not None:
            self.merged_into = target_id
            self.left.emit()
