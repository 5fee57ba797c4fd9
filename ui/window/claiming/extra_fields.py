"""The codebook's own fields, one under the other, each of the kind that the codebook says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator.codebook.extra_values import options_of, read_extra
from curator.records import Field, FieldKind
from ui.window.claiming.keyed_field import KeyedField
from ui.window.claiming.words_field import WordsField
from ui.window.furniture.words import plain_tip


class ExtraFields(QWidget):
    """Fields that the codebook gives to every claim. ``filled`` carries the field's id and the words to be stored."""

    filled = Signal(str, str)
    moved_on = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[Field, ...] = ()
        self.controls: dict[str, WordsField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_fields(self, fields: Mapping[str, Field], said: Mapping[str, str], *, editable: bool) -> None:
        """Shows the fields of the codebook with what the claim says; a retired one only where it is filled."""
        offered = tuple(field for field in fields.values() if not field.retired or said.get(field.id))
        if offered != self._fields:
            self._lay_out(offered)
        for field in offered:
            self.controls[field.id].set_editable(editable)
            self.controls[field.id].show_words(said.get(field.id, ""), None)

    def names(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self._fields]

    def finish(self) -> None:
        """Stores what is being typed."""
        for control in self.controls.values():
            control.finish()

    def _lay_out(self, fields: tuple[Field, ...]) -> None:
        typed = {field_id: control.typed for field_id, control in self.controls.items()}
        while (placed := self._column.takeAt(0)) is not None:
            widget = placed.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._fields, self.controls = fields, {}
        for field in fields:
            control = self._control(field)
            labelled = KeyedField(field.name, control)
            control.faulted.connect(lambda sentence, labelled=labelled: _say(labelled, sentence))
            self.controls[field.id] = control
            self._column.addWidget(labelled)
            labelled.show()
            control.show_typed(typed.get(field.id, ""))

    def _control(self, field: Field) -> WordsField:
        hints = {
            FieldKind.NUMBER: self.tr("a number"),
            FieldKind.YES_NO: self.tr("yes or no"),
            FieldKind.DATE: self.tr("year-month-day"),
        }
        control = WordsField(
            field.name,
            lambda: options_of(field),
            hints.get(field.kind, ""),
            reads=lambda words: read_extra(field, words),
            may_be_absent=False,
        )
        control.setToolTip(plain_tip(field.definition))
        control.filled.connect(lambda words: self.filled.emit(field.id, words))
        control.moved_on.connect(self.moved_on)
        control.escaped.connect(self.escaped)
        return control


def _say(labelled: KeyedField, sentence: str) -> None:
    """Says a fault under its field."""
    labelled.say_fault(sentence)
