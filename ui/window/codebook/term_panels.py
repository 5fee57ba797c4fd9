"""Panels for what is done to terms: a new one, one moved under another, two merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curator.codebook.altering import Entry, add_term, merge_terms, move_term, tree_of
from curator.errors import CuratorError
from curator.records import Outcome, Therapy
from ui.window.codebook.parts import Part, by_id, names_in_words, tree_in
from ui.window.codebook.term_finder import Find, TermFinder
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.fields import LabelledField, OneLine
from ui.window.furniture.panel import Panel
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import counted, plain_label
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
        self.finder = TermFinder(self.tr("Move under"), self._fitting)
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


class MergePanel(Panel):
    """Two terms become one. What will happen is said in words before it does."""

    def __init__(self, session: Session, uses: Uses, term: TreeTerm) -> None:
        super().__init__(self.tr("Merge “{name}” into …").format(name=term.name), self.tr("Merge"))
        self._session = session
        self._uses = uses
        self._term = term
        self.merged_into: str | None = None
        self.finder = TermFinder(self.tr("Merge into"), self._fitting, lights_first=False)
        self.finder.pointed.connect(self._say_what_happens)
        self.finder.picked.connect(lambda: self.begin(self.confirming))
        self.body.addWidget(self.finder)
        self.account = plain_label("", wraps=True)
        self.account.setAccessibleName(self.tr("What will happen"))
        self.body.addWidget(self.account)
        self.confirmed.connect(self._merge)
        self.finish()
        self.finder.search()

    def _fitting(self, words: str) -> Sequence[Find]:
        tree = tree_of(self._session.codebook, self._term)
        under = tree.under(self._term.id)
        found = [term for term in tree.search(words, 60) if term.id not in under]
        return [(term.id, term.name, names_in_words(self._session.codebook, term)) for term in found]

    def _target(self) -> Any:
        return by_id(self._session.codebook, Part(type(self._term))).get(self.finder.current_id or "")

    def _say_what_happens(self) -> None:
        target = self._target()
        self.confirming.setEnabled(target is not None)
        self.say_problem("")
        if target is None:
            nothing_fits = self.tr("No term fits these words.")
            choose = self.tr("Choose the term that takes over from “{name}”.").format(name=self._term.name)
            self.account.setText(nothing_fits if self.finder.is_empty else choose)
            return
        names = {"source": self._term.name, "target": target.name}
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
        under = len(tree_of(self._session.codebook, self._term).children(self._term.id))
        if under:
            one, many = self.tr("{n} term under it moves there."), self.tr("{n} terms under it move there.")
            said.append(counted(under, one, many))
        said.append(self.tr("Undo takes it all back."))
        self.account.setText(" ".join(said))

    def _merge(self) -> None:
        session, target = self._session, self._target()
        if target is None:
            return
        try:
            change = merge_terms(session.store, self._term, target, session.reviewer.id)
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            return
        if session.apply(change) is not None:
            self.merged_into = target.id
            self.left.emit()


def can_be_merged(entry: Entry | None) -> bool:
    """Whether a record is a term of a tree that has not been merged away already."""
    return isinstance(entry, Therapy | Outcome) and entry.merged_into_id is None
