"""Panels for what is done to terms: a new one, one moved under another, two merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curator.changes import Change
from curator.codebook.altering import Entry, add_term, merge_terms, move_term, tree_of
from curator.errors import CuratorError
from curator.records import Outcome, Therapy
from ui.window.codebook.parts import Part, by_id, names_in_words, tree_in
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.fields import LabelledField, OneLine
from ui.window.furniture.finder import Find, Finder
from ui.window.furniture.merging import MergePanel
from ui.window.furniture.panel import Panel
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import counted, plain_label, translated
from ui.window.session import Session

TreeTerm = Therapy | Outcome


class NewTermPanel(Panel):
    """A new term of a part: its name, Enter, done. ``made_id`` is its id then."""

    def __init__(self, session: Session, part: Part, parent_id: str | None = None) -> None:
        super().__init__(self.tr("New {one}").format(one=part.one), self.tr("Add"), key="Enter")
        self._session = session
        self._part = part
        self._parent_id = parent_id
        self.made_id: str | None = None
        tree = tree_in(session.codebook, part)
        if tree is not None:
            above = tree.by_id.get(parent_id or "")
            words = self.tr("Stands under {name}").format(name=above.name) if above else self.tr("Stands at the top")
            self.body.addWidget(plain_label(words, "muted", wraps=True))
        self.name = OneLine(self.tr("Name"))
        self.name.returnPressed.connect(self.confirmed)
        self.body.addWidget(LabelledField(self.tr("Name"), self.name))
        self.confirmed.connect(self._add)
        self.finish()

    def _add(self) -> None:
        try:
            fields = {"parent_id": self._parent_id} if self._part.is_tree else {}
            kind: Any = self._part.kind
            record, change = add_term(
                self._session.codebook, kind, self.name.text(), self._session.reviewer.id, **fields
            )
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            return
        if self._session.apply(change) is not None:
            self.made_id = record.id
            self.left.emit()


class MovePanel(Panel):
    """A term is moved, with all that stands under it, below a term that is found by typing."""

    def __init__(self, session: Session, term: TreeTerm) -> None:
        super().__init__(self.tr("Move “{name}” under …").format(name=term.name), self.tr("Move"), key="Enter")
        self._session = session
        self._term = term
        self.finder = Finder(self.tr("Move under"), self._fitting, _hint())
        self.finder.picked.connect(self.confirmed)
        self.body.addWidget(self.finder)
        self.confirmed.connect(self._move)
        self.finish()
        self.finder.search()

    def _fitting(self, words: str) -> Sequence[Find]:
        tree = tree_of(self._session.codebook, self._term)
        under = tree.under(self._term.id)
        top: list[Find] = [] if words.strip() else [(None, self.tr("At the top"), "")]
        found = [term for term in tree.search(words, 60) if term.id not in under]
        return top + [(term.id, term.name, names_in_words(self._session.codebook, term)) for term in found]

    def _move(self) -> None:
        session = self._session
        term: Any = self._term
        try:
            change = move_term(session.codebook, term, self.finder.current_id, session.reviewer.id)
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            return
        if change is None or session.apply(change) is not None:
            self.left.emit()


class MergeTermPanel(MergePanel):
    """A therapy or an outcome is merged into another one."""

    def __init__(self, session: Session, uses: Uses, term: TreeTerm) -> None:
        self._uses = uses
        self._term = term
        super().__init__(session, term.name, _hint())

    def fitting(self, words: str) -> Sequence[Find]:
        tree = tree_of(self.session.codebook, self._term)
        under = tree.under(self._term.id)
        found = [term for term in tree.search(words, 60) if term.id not in under]
        return [(term.id, term.name, names_in_words(self.session.codebook, term)) for term in found]

    def _target(self, target_id: str) -> Any:
        return by_id(self.session.codebook, Part(type(self._term)))[target_id]

    def what_happens(self, target_id: str) -> Sequence[str]:
        names = {"source": self._term.name, "target": self._target(target_id).name}
        claims = self._uses.count_now(self._term.id)
        said = [
            counted(
                claims,
                self.tr("{n} claim that names “{source}” will name “{target}” instead."),
                self.tr("{n} claims that name “{source}” will name “{target}” instead."),
                **names,
            )
            if claims
            else self.tr("No claim names “{source}”.").format(**names),
            self.tr("“{source}” and its synonyms become synonyms of “{target}”.").format(**names),
        ]
        under = len(tree_of(self.session.codebook, self._term).children(self._term.id))
        if under:
            one, many = self.tr("{n} term under it moves there."), self.tr("{n} terms under it move there.")
            said.append(counted(under, one, many))
        return said

    def change_into(self, target_id: str) -> Change:
        term: Any = self._term
        return merge_terms(self.session.store, term, self._target(target_id), self.session.reviewer.id)


def _hint() -> str:
    return translated("TermFinder", "Type a name, a synonym, an abbreviation")


def can_be_merged(entry: Entry | None) -> bool:
    """Whether a record is a term of a tree that has not been merged away already."""
    return isinstance(entry, Therapy | Outcome) and entry.merged_into_id is None
