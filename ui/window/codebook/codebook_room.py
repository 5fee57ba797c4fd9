"""The Codebook room: the parts at the left, their terms in the middle, the chosen term at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from curator.changes import Applied, Change
from curator.codebook.altering import Entry, bring_back, move_term, remove_term, reorder, retire_term
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.records import Outcome, Therapy
from ui.window.codebook.codebook_account import CodebookAccount
from ui.window.codebook.form_pane import FormPane
from ui.window.codebook.moving import AnyTree, Target, TreeTerm, moved_in, moved_out, shifted
from ui.window.codebook.part_list import PartList
from ui.window.codebook.parts import Part, by_id, find_entry, parent_of, part_of, siblings_in, tree_in
from ui.window.codebook.term_model import TermModel
from ui.window.codebook.term_panels import MergeTermPanel, MovePanel, NewTermPanel, can_be_merged
from ui.window.codebook.term_view import TermView
from ui.window.frame.places import TABLES, ask_for_file
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.panel import Panel
from ui.window.furniture.room import Room
from ui.window.furniture.search_line import SearchLine
from ui.window.furniture.side import Side
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import Surface, counted, link, plain_label, rule, upright_rule
from ui.window.session import Session

_LEFT_WIDTH = 208


class CodebookRoom(Room):
    """Every edit is a change of its own, stored as it is made; Ctrl+Z takes it back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._part = Part.THERAPIES
        self._stale = False
        self.uses = Uses.of(session)
        self.model = TermModel(self.uses, self)
        self.model.movable = not session.store.read_only
        self.view = TermView(self.model)
        self.parts = PartList()
        self.form = FormPane(session, self.uses)
        self._lay_out()
        self._connect()
        for widget in (self.adding, self.importing, self.empty.step_button):
            widget.setEnabled(not session.store.read_only)
        self.parts.choose(self._part)

    @property
    def keys(self) -> str:
        return self.tr("Ins new · F2 rename · Alt+arrows move · M merge · R retire · Ctrl+F search · Ctrl+Z undo")

    def _lay_out(self) -> None:
        self.importing = link(self.tr("+ Import a codebook"), tip=self.tr("Bring in terms from a table (CSV)"))
        left = Surface("surround")
        left.setFixedWidth(_LEFT_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 16, 12, 16)
        title = plain_label(self.tr("CODEBOOK"), "section")
        title.setContentsMargins(8, 0, 0, 4)
        column.addWidget(title)
        column.addWidget(self.parts)
        column.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.addWidget(self.importing)
        row.addStretch()
        column.addLayout(row)
        self.side = Side(self.form)
        self.side.panel_closed.connect(self._panel_closed)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for place, widget in enumerate((self._middle(), self.side)):
            split.addWidget(widget)
            split.setStretchFactor(place, 1 - place)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(upright_rule())
        whole.addWidget(split, 1)

    def _middle(self) -> Surface:
        self.title = plain_label("", "heading")
        self.search = SearchLine(self.tr("Search names and synonyms"))
        self.with_retired = QCheckBox(self.tr("Show retired"))
        self.with_retired.setToolTip(self.tr("Show terms that were retired or merged as well"))
        self.adding = link(self.tr("+ New"), key="Ins")
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 20, 10)
        row.setSpacing(16)
        row.addWidget(self.title, 1)
        for widget in (self.adding, self.with_retired):
            row.addWidget(widget)
        row.addWidget(self.search, 2)
        self.empty = EmptyRoom("", step=self.tr("New"), key="Ins")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        paper = Surface("paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule())
        inner = QHBoxLayout()
        inner.setContentsMargins(14, 8, 4, 8)
        inner.addWidget(self._pages)
        column.addLayout(inner, 1)
        return paper

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.uses.counted.connect(self.model.recount)
        self.parts.chosen.connect(self.show_part)
        self.view.chosen.connect(self._show_chosen)
        renaming = self._if_it_may_change(self.rename)
        self.view.doubleClicked.connect(lambda _place: renaming())
        self.model.dropped.connect(self._move_to)
        self.search.textChanged.connect(lambda _words: self._show())
        self.search.returnPressed.connect(self.enter)
        self.with_retired.toggled.connect(lambda _on: self._show())
        self.adding.clicked.connect(self.add)
        self.empty.stepped.connect(self.add)
        self.importing.clicked.connect(self.ask_for_codebook)
        self.form.merge_asked.connect(self.merge)
        self.form.retire_asked.connect(self.retire)
        self.form.remove_asked.connect(self.remove)
        self.form.move_asked.connect(self.choose_parent)
        for keys, act in self._acts_on_terms().items():
            self.view.bind(keys, self._if_it_may_change(act))
        self.bind("Ctrl+F", self.search_now)
        for keys in ("Ctrl+N", "Ins"):
            self.bind(keys, self._if_it_may_change(self.add))
        self.bind("Esc", self.enter)
        for form in self.form.forms.values():
            form.renamed.connect(self.enter)

    def _if_it_may_change(self, act: Callable[[], object]) -> Callable[[], object]:
        return lambda: act() if self._session.may_change() else None

    def _acts_on_terms(self) -> dict[str, Callable[[], object]]:
        return {
            "Ins": self.add,
            "Shift+Ins": self.add_under,
            "F2": self.rename,
            "Return": self.rename,
            "Enter": self.rename,
            "Del": self.remove,
            "M": self.merge,
            "R": self.retire,
            "P": self.choose_parent,
            "Alt+Up": lambda: self._shift(-1),
            "Alt+Down": lambda: self._shift(1),
            "Alt+Left": lambda: self._move_by_key(moved_out),
            "Alt+Right": lambda: self._move_by_key(lambda tree, term: moved_in(tree, term, self.model.ids)),
        }

    # What is shown.

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return self._part

    @property
    def chosen(self) -> Entry | None:
        """The chosen record, as the codebook holds it now."""
        record_id = self.view.current_id
        return by_id(self._session.codebook, self._part).get(record_id) if record_id else None

    def show_part(self, part: Part) -> None:
        """Shows a part of the codebook."""
        self.close_panel()
        self._part = part
        self.search.clear()
        self._show()

    def show_term(self, record_id: str) -> None:
        """Shows a record of the codebook, wherever it stands."""
        entry = find_entry(self._session.codebook, record_id)
        if entry is None:
            return
        self.parts.choose(part_of(entry))
        self.search.clear()
        if entry.retired:
            self.with_retired.setChecked(True)
        self.view.choose(record_id)

    def enter(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_now(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.uses.count()
        if self._stale:
            self._show()

    def _follow(self, applied: Applied) -> None:
        if applied.touches(*CODEBOOK_TYPES):
            self._stale = True
            if self.isVisible():
                self._show()

    def _show(self) -> None:
        self._stale = False
        words, codebook = self.search.text(), self._session.codebook
        self.view.show_anew(
            lambda: self.model.show(codebook, self._part, words, with_retired=self.with_retired.isChecked()),
            all_open=bool(words.strip()),
        )
        counts = {part: sum(1 for entry in by_id(codebook, part).values() if not entry.retired) for part in Part}
        self.parts.show_counts(counts)
        self.title.setText(self._part.title)
        self.adding.setToolTip(self.tr("New {one} (Ins; Shift+Ins under the chosen one)").format(one=self._part.one))
        self._pages.setCurrentIndex(0 if self.model.size else 1)
        if words.strip():
            self.empty.say(self.tr("Nothing here has “{words}” in its name.").format(words=words.strip()))
        else:
            self.empty.say(*self._what_belongs_here())
        self.place_said.emit(counted(self.model.size, self.tr("{n} term"), self.tr("{n} terms")))

    def _what_belongs_here(self) -> tuple[str, str]:
        match self._part:
            case Part.THERAPIES:
                return self.tr("No therapies yet."), self.tr(
                    "What was given, in a tree: a class, and the treatments that belong to it. Comparators too."
                )
            case Part.OUTCOMES:
                return self.tr("No outcomes yet."), self.tr("What was looked at, in a tree of areas.")
            case Part.LABELS:
                return self.tr("No labels yet."), self.tr("A label marks words: its colour, line and key.")
            case Part.DIRECTIONS:
                return self.tr("No directions yet."), self.tr("Which way a claim goes: improved, worsened …")
            case _:
                return self.tr("No fields of your own yet."), self.tr(
                    "A field is asked of every claim, beside the usual ones: a dose, a risk of bias, a yes or no."
                )

    def _show_chosen(self) -> None:
        self.form.show_entry(self.chosen, self._part)

    # Panels.

    @property
    def panel(self) -> Panel | None:
        """The panel that is shown in the place of the form."""
        return self.side.panel

    def close_panel(self) -> None:
        """Shows the form again."""
        self.side.close_panel()

    def _panel_closed(self, panel: Panel, had_focus: bool) -> None:
        made = getattr(panel, "made_id", None) or getattr(panel, "merged_into", None)
        if made is not None:
            self.search.clear()
            self.view.choose(made)
        if had_focus:
            self.enter()

    # What one does to terms.

    def add(self) -> None:
        """A new term beside the chosen one."""
        entry = self.chosen
        self._add(parent_of(entry) if entry is not None else None)

    def add_under(self) -> None:
        """A new term under the chosen one."""
        entry = self.chosen
        self._add(entry.id if entry is not None and self._part.is_tree else None)

    def _add(self, parent_id: str | None) -> None:
        panel = NewTermPanel(self._session, self._part, parent_id)
        if self.side.open(panel):
            panel.begin(panel.name)

    def rename(self) -> None:
        """Goes to the chosen term's name."""
        if self.chosen is not None:
            self.close_panel()
            self.form.forms[self._part].start_renaming()

    def merge(self) -> None:
        """Asks which term the chosen one is to be merged into."""
        entry = self.chosen
        if isinstance(entry, Therapy | Outcome) and can_be_merged(entry):
            panel = MergeTermPanel(self._session, self.uses, entry)
            if self.side.open(panel):
                panel.begin(panel.finder)
        elif entry is not None and not self._part.is_tree:
            self._session.complained.emit(self.tr("Only therapies and outcomes can be merged."))

    def choose_parent(self) -> None:
        """Asks under which term the chosen one is to stand."""
        entry = self.chosen
        if isinstance(entry, Therapy | Outcome):
            panel = MovePanel(self._session, entry)
            if self.side.open(panel):
                panel.begin(panel.finder)

    def retire(self) -> None:
        """Retires the chosen term, or brings it back."""
        entry: Any = self.chosen
        if entry is not None and getattr(entry, "merged_into_id", None) is None:
            me, codebook = self._session.reviewer.id, self._session.codebook
            self._session.apply(bring_back(codebook, entry, me) if entry.retired else retire_term(entry, me))

    def remove(self) -> None:
        """Takes the chosen term away; one that is in use stays, and why is said."""
        entry: Any = self.chosen
        if entry is not None:
            session = self._session
            session.apply(
                session.attempt(lambda: remove_term(session.store, session.codebook, entry, session.reviewer.id))
            )

    def _move_to(self, record_id: str, parent_id: str | None, before_id: str | None) -> None:
        session, part = self._session, self._part
        entry: Any = by_id(session.codebook, part).get(record_id)
        if entry is None:
            return
        siblings = [sibling for sibling in siblings_in(session.codebook, part, parent_id) if sibling != record_id]
        place = siblings.index(before_id) if before_id in siblings else None

        def move() -> Change | None:
            if part.is_tree:
                return move_term(session.codebook, entry, parent_id, session.reviewer.id, place)
            return reorder(session.codebook, entry, session.reviewer.id, place)

        session.apply(session.attempt(move))
        self.view.choose(record_id)

    def _shift(self, by: int) -> None:
        entry = self.chosen
        if entry is not None:
            parent_id = parent_of(entry)
            shown = set(self.model.ids)
            siblings = [each for each in siblings_in(self._session.codebook, self._part, parent_id) if each in shown]
            self._go_where(entry, shifted(siblings, entry.id, parent_id, by))

    def _move_by_key(self, where: Callable[[AnyTree, TreeTerm], Target | None]) -> None:
        entry = self.chosen
        tree = tree_in(self._session.codebook, self._part)
        if tree is not None and isinstance(entry, Therapy | Outcome):
            self._go_where(entry, where(tree, entry))

    def _go_where(self, entry: Entry, target: Target | None) -> None:
        if target is not None:
            self._move_to(entry.id, target.parent_id, target.before_id)

    # A codebook from outside.

    def ask_for_codebook(self) -> None:
        """Asks for a table of terms and brings it in."""
        kinds = self.tr("Tables (*.csv *.tsv *.txt);;All files (*)")
        path = ask_for_file(self, self.tr("Import a codebook"), kinds, TABLES)
        if path is not None:
            self.import_codebook(path)

    def import_codebook(self, path: Path) -> None:
        """Brings in a table of terms and shows what became of its rows."""
        panel = CodebookAccount(self._session, path)
        if self.side.open(panel):
            panel.begin(panel.leaving)
            panel.start()
