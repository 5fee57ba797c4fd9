"""The form of one record of the codebook. Each field is stored as it is left, as a change of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.changes import Change
from curator.codebook.altering import amend_term
from curator.records import Better, Direction, Field, FieldKind, Label, Line, Meaning, Outcome, Therapy
from ui.window.codebook.parts import Part, names_in_words
from ui.window.codebook.swatches import LabelSample, Swatches
from ui.window.furniture.chips import Chips
from ui.window.furniture.details import Details
from ui.window.furniture.fields import Choice, LabelledField, OneLine, SomeLines
from ui.window.furniture.renaming import Renaming
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import link, plain_label, translated
from ui.window.look.shapes import direction_icon
from ui.window.session import Session

E = TypeVar("E", Therapy, Outcome, Direction, Label, Field)


class EntryForm(QWidget, Generic[E]):
    """What the forms of all parts have in common: a name, a definition, and how an edit becomes a change."""

    move_asked = Signal()
    renamed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.entry: E | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.name = OneLine(self.tr("Name"), key="F2")
        self.name_field = self._add(self.tr("Name"), self.name, key="F2")
        self.details = Details(session, self._change, self)
        self.details.add("name", self.name_field)
        self._renaming = Renaming(self.name_field)
        self._renaming.done.connect(self.renamed)
        self._add_fields()
        self.definition = SomeLines(self.tr("Definition"), self.tr("What is meant, and what is not"), lines=4)
        self.details.add("definition", self._add(self.tr("Definition"), self.definition))

    def _add(self, name: str, control: QWidget, *, key: str = "") -> LabelledField:
        field = LabelledField(name, control, key=key)
        self.column.addWidget(field)
        return field

    def _add_fields(self) -> None:
        """Adds the fields that only this part has."""

    def show_entry(self, entry: E) -> None:
        """Shows a record; what is being typed in another field of the same record stays."""
        if self.entry is None or self.entry.id != entry.id:
            for field in self.findChildren(LabelledField):
                if not isinstance(field.control, OneLine | SomeLines):
                    field.say_fault("")
        self.entry = entry
        self.details.show(entry)
        self._show_fields(entry)

    def _show_fields(self, entry: E) -> None:
        """Shows the values of the fields that only this part has."""

    def _change(self, entry: E, values: Mapping[str, object]) -> Change | None:
        return amend_term(self._session.codebook, entry, self._session.reviewer.id, **values)

    def _amend(self, field: LabelledField, **values: object) -> None:
        """Stores a field; a refusal is said under it, and what is stored is shown again."""
        if not self.details.amend(field, **values) and self.entry is not None:
            self._show_fields(self.entry)

    def start_renaming(self) -> None:
        """Goes to the name, all of it selected. Enter stores it and says ``renamed``, to go back from there."""
        self._renaming.begin()


T = TypeVar("T", Therapy, Outcome)


class TermForm(EntryForm[T], Generic[T]):
    """A therapy or an outcome: synonyms, a code, and the term above it."""

    def _add_fields(self) -> None:
        self.synonyms = Chips(self.tr("Synonyms"), self.tr("another name, an abbreviation"))
        synonyms_field = self._add(self.tr("Synonyms and abbreviations"), self.synonyms)
        self.synonyms.altered.connect(lambda values: self._amend(synonyms_field, synonyms=values))
        self.code = OneLine(self.tr("Code"), self.tr("MeSH, COMET, ATC …"))
        self.details.add("code", self._add(self.tr("Code"), self.code))
        self.above = plain_label("", wraps=True)
        self.moving = link(self.tr("Move"), key="P", tip=self.tr("Choose the term that this one stands under"))
        self.moving.clicked.connect(self.move_asked)
        row = QHBoxLayout()
        row.addWidget(self.above, 1)
        row.addWidget(self.moving)
        host = QWidget()
        host.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._add(self.tr("Stands under"), host)

    def _show_fields(self, entry: T) -> None:
        self.synonyms.show_values(entry.synonyms)
        above = names_in_words(self._session.codebook, entry)
        self.above.setText(above or self.tr("nothing; it is at the top"))


class TherapyForm(TermForm[Therapy]):
    """A therapy."""


class OutcomeForm(TermForm[Outcome]):
    """An outcome, which also says which way is better."""

    def _add_fields(self) -> None:
        super()._add_fields()
        options = ((self.tr("higher"), Better.HIGHER), (self.tr("lower"), Better.LOWER), (self.tr("not said"), None))
        self.better = Segments(self.tr("Which way is better"), options)
        better_field = self._add(self.tr("Better for the patient when it is"), self.better)
        self.better.chosen.connect(lambda better: self._amend(better_field, better=better))

    def _show_fields(self, entry: Outcome) -> None:
        super()._show_fields(entry)
        self.better.settle(entry.better)


class LabelForm(EntryForm[Label]):
    """A label: its hue, its line, and the key that sets it."""

    def _add_fields(self) -> None:
        self.sample = LabelSample()
        self.column.addWidget(self.sample)
        self.hues = Swatches(self.tr("Colour"))
        hue_field = self._add(self.tr("Colour"), self.hues)
        self.hues.chosen.connect(lambda hue: self._amend(hue_field, colour=hue))
        options = [(translated("Line", str(_LINES[line])), line) for line in Line]
        self.line = Segments(self.tr("Line"), options)
        line_field = self._add(self.tr("Line under the words"), self.line)
        self.line.chosen.connect(lambda line: self._amend(line_field, line=line))
        self.key = OneLine(self.tr("Key"), self.tr("one letter or digit"))
        self.key.setMaxLength(1)
        self.key_field = self._add(self.tr("Key that sets it"), self.key)
        self.details.add("key", self.key_field)

    def _show_fields(self, entry: Label) -> None:
        self.sample.show_label(entry)
        self.hues.settle(entry.colour)
        self.line.settle(entry.line)


_LINES: Mapping[Line, object] = {
    Line.SOLID: QT_TRANSLATE_NOOP("Line", "solid"),
    Line.DASHED: QT_TRANSLATE_NOOP("Line", "dashed"),
    Line.DOTTED: QT_TRANSLATE_NOOP("Line", "dotted"),
    Line.DASH_DOT: QT_TRANSLATE_NOOP("Line", "dash-dot"),
}


class DirectionForm(EntryForm[Direction]):
    """A direction and what it means."""

    def _add_fields(self) -> None:
        options = [(translated("Meaning", meaning.value), meaning) for meaning in Meaning]
        self.meaning = Choice(self.tr("Meaning"), options)
        for place, (_words, meaning) in enumerate(options):
            self.meaning.setItemIcon(place, direction_icon(meaning))
        meaning_field = self._add(self.tr("Understood as"), self.meaning)
        self.meaning.chosen.connect(lambda meaning: self._amend(meaning_field, meaning=meaning))
        words = self.tr(
            "“Increased” and “decreased” turn into improved or worsened where the outcome says which way is better."
        )
        self.column.addWidget(plain_label(words, "hint", wraps=True))

    def _show_fields(self, entry: Direction) -> None:
        self.meaning.settle(entry.meaning)


class FieldForm(EntryForm[Field]):
    """An extra field: what it may hold, and for a choice the options."""

    def _add_fields(self) -> None:
        options = [(translated("FieldKind", kind.value), kind) for kind in FieldKind]
        self.kind = Choice(self.tr("Holds"), options)
        kind_field = self._add(self.tr("Holds"), self.kind)
        self.kind.chosen.connect(lambda kind: self._amend(kind_field, kind=kind))
        self.options = Chips(self.tr("Options"), self.tr("one more option"))
        self.options_field = self._add(self.tr("Options, in their order"), self.options)
        self.options.altered.connect(lambda values: self._amend(self.options_field, options=values))

    def _show_fields(self, entry: Field) -> None:
        self.kind.settle(entry.kind)
        self.options.show_values(entry.options)
        self.options_field.setVisible(entry.kind is FieldKind.CHOICE)


def form_for(part: Part, session: Session) -> EntryForm[Any]:
    """The form of a part's records."""
    forms: Mapping[Part, type[EntryForm[Any]]] = {
        Part.THERAPIES: TherapyForm,
        Part.OUTCOMES: OutcomeForm,
        Part.LABELS: LabelForm,
        Part.DIRECTIONS: DirectionForm,
        Part.FIELDS: FieldForm,
    }
    return forms[part](session)
