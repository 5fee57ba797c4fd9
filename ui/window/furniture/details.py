"""The details of one record after another in a form: each is stored as it is left, and nothing typed is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject

from curator.changes import Change
from curator.errors import CuratorError
from curator.records import Record
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.fields import LabelledField, OneLine, SomeLines
from ui.window.session import Session

Amend = Callable[[Any, Mapping[str, object]], Change | None]
"""Gives the change that gives a record other values in some fields; None when it has them already."""


class _Detail(Struct, frozen=True):
    entry: OneLine | SomeLines
    field: LabelledField
    read: Callable[[str], object]


class Details(QObject):
    """The fields of words of a form, by the name of the record's field.

    What cannot be stored (a year that is none, a name that is taken) stays in its field with a sentence under it.
    When another record is shown meanwhile, it comes back with its own record, until it is mended or Escape drops it.
    """

    def __init__(self, session: Session, amend: Amend, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._amend = amend
        self._details: dict[str, _Detail] = {}
        self._typed: dict[str, dict[str, str]] = {}
        self._leaving = False
        self.record: Any = None

    def add(self, name: str, field: LabelledField, read: Callable[[str], object] = str.strip) -> None:
        """Takes a field in; ``read`` makes of what was typed what is stored, and refuses what cannot be."""
        entry = field.control
        if not isinstance(entry, OneLine | SomeLines):
            raise TypeError(f"{name} is no field of words")
        self._details[name] = _Detail(entry, field, read)
        entry.entered.connect(lambda words: self._take(name, words))

    def show(self, record: Record | None) -> None:
        """Shows a record; what is being typed about the same one stays."""
        if self._leaving:
            return
        another = record is None or self.record is None or record.id != self.record.id
        if another:
            self.leave()
        self.record = record
        if record is None:
            return
        for name, detail in self._details.items():
            if another:
                detail.entry.replace(_words_of(record, name))
                detail.field.say_fault("")
            else:
                detail.entry.settle(_words_of(record, name))
        if another:
            self._put_back(self._typed.pop(record.id, {}))

    def _put_back(self, typed: Mapping[str, str]) -> None:
        for name, words in typed.items():
            detail = self._details[name]
            detail.entry.write(words)
            try:
                self._amend(self.record, {name: detail.read(words)})
            except CuratorError as problem:
                detail.field.say_fault(sentence_of(problem))

    def amend(self, field: LabelledField, **values: object) -> bool:
        """Stores values; a refusal is said under the field. False when they could not be stored."""
        if self.record is None:
            return False
        try:
            change = self._amend(self.record, values)
        except CuratorError as problem:
            field.say_fault(sentence_of(problem))
            return False
        field.say_fault("")
        return self._apply(change)

    def _take(self, name: str, words: str) -> None:
        detail = self._details[name]
        if self.record is None:
            return
        try:
            change = self._amend(self.record, {name: detail.read(words)})
        except CuratorError as problem:
            detail.field.say_fault(sentence_of(problem))
            return
        detail.field.say_fault("")
        stored = self._apply(change)
        detail.entry.replace(_words_of(self.record, name))
        if not stored:  # why was said by the session; it is tried again when the field is left the next time
            detail.entry.write(words)

    def _apply(self, change: Change | None) -> bool:
        if change is None:
            return True
        applied = self._session.apply(change)
        if applied is None:
            return False
        for alteration in applied.alterations:
            if alteration.after is not None and alteration.after.id == self.record.id:
                self.record = alteration.after
        return True

    def leave(self) -> None:
        """Stores what is being typed about the record that is shown, and keeps what cannot be."""
        record = self.record
        if record is None or not self._session.store.get_many(type(record), [record.id]):
            return
        self._leaving = True
        for detail in self._details.values():
            detail.entry.leave()
        self._leaving = False
        typed = {name: detail.entry.words() for name, detail in self._details.items() if detail.entry.unsettled}
        if typed:
            self._typed[record.id] = typed


def _words_of(record: Record, name: str) -> str:
    value = getattr(record, name)
    return "" if value is None else str(value)
