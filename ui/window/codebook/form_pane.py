"""The chosen record of the codebook as a form, with what can be done to it underneath."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.codebook.altering import Entry
from ui.window.codebook.entry_forms import EntryForm, form_for
from ui.window.codebook.parts import Part, part_of
from ui.window.codebook.term_panels import can_be_merged
from ui.window.furniture.fields import let_edit
from ui.window.furniture.pane import SidePane
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import counted, link, plain_label, rule, translated
from ui.window.session import Session


class FormPane(SidePane):
    """Shows one record. What is asked for under the form is done by the room."""

    merge_asked = Signal()
    retire_asked = Signal()
    remove_asked = Signal()
    move_asked = Signal()

    def __init__(self, session: Session, uses: Uses) -> None:
        super().__init__(translated("FormPane", "The chosen term"))
        self._session = session
        self._uses = uses
        self.entry: Entry | None = None
        self.heading = plain_label("", "heading", wraps=True)
        self.state = plain_label("", "muted", wraps=True)
        self.forms: dict[Part, EntryForm[Any]] = {part: form_for(part, session) for part in Part}
        self._nothing = plain_label("", "muted", wraps=True)
        for form in self.forms.values():
            form.move_asked.connect(self.move_asked)
        self.merging = link(self.tr("Merge into …"), key="M", tip=self.tr("Let another term take over all its claims"))
        self.retiring = link(self.tr("Retire"), key="R")
        self.removing = link(self.tr("Remove"), key="Del")
        for asking, signal in (
            (self.merging, self.merge_asked),
            (self.retiring, self.retire_asked),
            (self.removing, self.remove_asked),
        ):
            asking.clicked.connect(signal)
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        for widget in (self.merging, self.retiring, self.removing):
            row.addWidget(widget)
        row.addStretch()
        self._rule = rule()
        for shown in (self.heading, self.state, self._nothing, *self.forms.values(), self._rule, self._acts):
            self.body.addWidget(shown)
        self.body.addStretch()
        uses.counted.connect(self._say_state)

    def show_entry(self, entry: Entry | None, part: Part) -> None:
        """Shows a record; None says what belongs to this part."""
        self.entry = entry
        for widget in (self.heading, self.state, self._rule, self._acts):
            widget.setVisible(entry is not None)
        if entry is None:
            self._nothing.setText(self.tr("Choose a {one}, or make one with Ins.").format(one=part.one))
            self._show_only(self._nothing)
            return
        form = self.forms[part_of(entry)]
        form.show_entry(entry)
        editable = not self._session.store.read_only
        let_edit(form, editable)
        for asking in (self.merging, self.retiring, self.removing):
            asking.setEnabled(editable)
        self._show_only(form)
        self.heading.setText(entry.name)
        self.merging.setVisible(can_be_merged(entry))
        word, tip = (
            (self.tr("Bring back"), self.tr("Offer it again (R)"))
            if entry.retired
            else (self.tr("Retire"), self.tr("No longer offer it; claims keep it (R)"))
        )
        self.retiring.setText(f"{word}  R")
        self.retiring.setAccessibleName(word)
        self.retiring.setToolTip(tip)
        self.retiring.setVisible(getattr(entry, "merged_into_id", None) is None)
        self._say_state()

    def _show_only(self, shown: QWidget) -> None:
        for page in (self._nothing, *self.forms.values()):
            page.setVisible(page is shown)

    def _say_state(self) -> None:
        if self.entry is None:
            return
        entry, parts = self.entry, []
        merged_into = getattr(entry, "merged_into_id", None)
        if merged_into is not None:
            name = self._session.codebook.name_of(merged_into)
            parts.append(self.tr("merged into {name}").format(name=name))
        elif entry.retired:
            parts.append(self.tr("retired: no longer offered"))
        if self._uses.known:
            one, many = (
                (self.tr("{n} mark"), self.tr("{n} marks"))
                if part_of(entry) is Part.LABELS
                else (self.tr("{n} claim"), self.tr("{n} claims"))
            )
            parts.append(self.tr("used by {uses}").format(uses=counted(self._uses[entry.id], one, many)))
            retracted = self._uses.retracted(entry.id)
            if retracted:
                parts.append(counted(retracted, self.tr("{n} retracted"), self.tr("{n} retracted")))
        self.state.setText(" · ".join(parts))
