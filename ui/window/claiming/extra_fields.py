"""The codebook's own fields, one under the other, each of the kind that the codebook says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator.codebook.extra_values import options_of, read_extra
from curator.records import Claim, Field, FieldKind
from ui.window.claiming.keyed_field import KeyedField
from ui.window.claiming.words_field import WordsField
from ui.window.furniture.words import plain_tip


class ExtraFields(QWidget):
    """Fields that the codebook gives to every claim.

    ``filled`` carries the field's id and the words to be stored, ``absence_chosen`` its id and why it is empty.
    """

    filled = Signal(str, str)
    absence_chosen = Signal(str, object)
    moved_on = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[Field, ...] = ()
        self.controls: dict[str, WordsField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_claim(self, fields: Mapping[str, Field], claim: Claim, *, editable: bool) -> None:
        """Shows the fields of the codebook with what the claim says; a retired one only where it says something."""
        offered = tuple(
            field
            for field in fields.values()
            if not field.retired or claim.extra.get(field.id) or field.id in claim.absent
        )
        if offered != self._fields:
            self._lay_out(offered)
        for field in offered:
            control = self.controls[field.id]
            control.set_editable(editable)
            control.show_words(claim.extra.get(field.id, ""), claim.absent.get(field.id))

    @property
    def typed(self) -> dict[str, str]:
        """By field id, what was typed and could not be stored."""
        return {field_id: control.typed for field_id, control in self.controls.items() if control.typed.strip()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what was typed into this claim before; nothing where nothing was."""
        for field_id, control in self.controls.items():
            control.forget_typed()
            control.show_typed(typed.get(field_id, ""))

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
        )
        control.setToolTip(plain_tip(field.definition))
        control.filled.connect(lambda words: self.filled.emit(field.id, words))
        control.absence_chosen.connect(lambda reason: self.absence_chosen.emit(field.id, reason))
        control.moved_on.connect(self.moved_on)
        control.escaped.connect(self.escaped)
        return control


def _say(labelled: KeyedField, sentence: str) -> None:
    """Says a fault under its field."""
    labelled.say_fault(sentence)
