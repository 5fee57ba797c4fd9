"""Which column of a table is which of ours: each with what stands in it, and a guess that can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator.errors import CuratorError
from curator.importing.column_mapping import OURS, TableKind, TablePreview, preview_table
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.fields import Choice, LabelledField
from ui.window.furniture.pane import take_away_all
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import plain_label, translated
from ui.window.session import Session


class MappingPanel(Panel):
    """``mapped`` carries the kind of table, and by the names of its columns which of ours they are."""

    mapped = Signal(object, object)

    def __init__(self, session: Session, path: Path) -> None:
        title = translated("MappingPanel", "Columns of {file}").format(file=path.name)
        super().__init__(title, translated("MappingPanel", "Go on"))
        self._own_fields = [field.name for field in session.codebook.fields.values() if not field.retired]
        self._path = path
        self.choices: dict[str, Choice] = {}
        self._preview: TablePreview | None = None
        kinds = {
            TableKind.CLAIMS: self.tr("Claims and marks"),
            TableKind.REFERENCES: self.tr("References: titles and abstracts"),
            TableKind.CODEBOOK: self.tr("Terms of the codebook"),
        }
        self.kind = Choice(self.tr("What the table is about"), [(words, kind) for kind, words in kinds.items()])
        self.kind.chosen.connect(lambda kind: self._look(TableKind(kind)))
        self.body.addWidget(LabelledField(self.tr("What the table is about"), self.kind))
        hint = self.tr("Say what each column is; the examples are from its first rows. The rest is kept or left out.")
        self.body.addWidget(plain_label(hint, "hint", wraps=True))
        self._columns = QVBoxLayout()
        self._columns.setSpacing(12)
        self.body.addLayout(self._columns)
        self.missing = plain_label("", "warning", wraps=True)
        self.body.addWidget(self.missing)
        self.confirmed.connect(lambda: self.mapped.emit(self.kind.value, self.mapping))
        self.finish()
        self._look(None)

    @property
    def mapping(self) -> Mapping[str, str]:
        """By the names of columns, which of ours they are."""
        return {name: str(choice.value) for name, choice in self.choices.items() if choice.value}

    def _look(self, kind: TableKind | None) -> None:
        try:
            self._preview = preview_table(self._path, kind, self._own_fields)
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            self.confirming.setEnabled(False)
            return
        self.kind.settle(self._preview.kind)
        take_away_all(self._columns)
        own = self._own_fields if self._preview.kind is TableKind.CLAIMS else []
        ours = [(self.tr("— nothing of ours —"), "")]
        ours += [(name.replace("_", " "), name) for name in OURS[self._preview.kind]]
        ours += [(name, name) for name in own]
        self.choices = {}
        for column in self._preview.columns:
            choice = Choice(self.tr("What “{column}” is").format(column=column.name), ours)
            choice.settle(column.guess)
            choice.chosen.connect(lambda _value: self._say_what_is_missing())
            self.choices[column.name] = choice
            self._columns.addWidget(_field(column.name, choice, column.examples))
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        if self._preview is None:
            return
        missing = self._preview.missing(self.mapping)
        taken = list(self.mapping.values())
        twice = next((ours for ours in taken if taken.count(ours) > 1), "")
        if missing:
            self.missing.setText(self.tr("Still needed: {columns}.").format(columns=", ".join(missing)))
        else:
            self.missing.setText(self.tr("Two columns are “{column}”.").format(column=twice) if twice else "")
        self.missing.setVisible(bool(missing or twice))
        self.confirming.setEnabled(not missing and not twice)


def _field(name: str, choice: Choice, examples: tuple[str, ...]) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(LabelledField(name, choice))
    if examples:
        column.addWidget(plain_label(" · ".join(examples), "hint", wraps=True))
    return widget
