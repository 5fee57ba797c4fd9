"""Picks terms of the codebook: chips for what was chosen, and a line that finds the next by a few letters.

Several therapies stand one by one; a ``+`` gives the next one together with the one before. What is chosen always
comes from the claim: the picker says what somebody wants, and shows it once it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from curator.records import Absence, Group
from ui.window.claiming.offer_line import OfferLine, Then
from ui.window.claiming.offers import Offer, OfferKind, TermOffers
from ui.window.furniture.chip import Chip
from ui.window.furniture.flow import Flow
from ui.window.furniture.words import plain_label
from ui.window.look.style import say_kind, set_look

_HEIGHT = 34
_CHIP_HEIGHT = 22
_LINE_WIDTH = 72


def _plus() -> QLabel:
    """The sign between two terms that are given together."""
    sign = plain_label("+", "muted")
    sign.setFixedHeight(_CHIP_HEIGHT)
    return sign


class _TermLine(OfferLine):
    """The picker's line: separators take what is lit, Backspace at the beginning goes back to the chips."""

    stepped_back = Signal()
    wiped_back = Signal()
    joined = Signal()

    def __init__(self, offers: Callable[[str], list[Offer]], is_part_of_a_name: Callable[[str], bool]) -> None:
        super().__init__(offers, lights_first=True)
        self.holds_only_what_waits = True
        self._is_part_of_a_name = is_part_of_a_name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed, sign = self.text(), event.text()
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if event.key() == Qt.Key.Key_Backspace and at_start:
            self.wiped_back.emit()
        elif event.key() == Qt.Key.Key_Left and at_start:
            self.stepped_back.emit()
        elif sign in (",", ";", "+") and not self._is_part_of_a_name(typed + sign):
            self._separate(sign)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), _CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _separate(self, sign: str) -> None:
        if self.text().strip():
            self.take_lit(Then.JOIN if sign == "+" else Then.STAY)
        elif sign == "+":
            self.joined.emit()

    def _lit_is_known(self) -> bool:
        return self.lit is not None and self.lit.kind is OfferKind.TERM

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the term that is lit and goes on; a new term is made by Enter only."""
        if forward and self.text().strip() and self._lit_is_known():
            self.take_lit(Then.STAY)
        return super().focusNextPrevChild(forward)


class TermPicker(QFrame):
    """Chooses therapies in groups, or with ``single`` one outcome.

    ``chosen`` gives the groups that are wanted now; ``new_term_asked`` a name, the id of the term it goes under (or
    None), and a function that gives the groups that are wanted once the new term has an id.
    """

    chosen = Signal(tuple)
    new_term_asked = Signal(str, object, object)
    absence_chosen = Signal(object)
    moved_on = Signal()
    escaped = Signal()

    def __init__(self, name: str, offers: TermOffers[Any], hint: str = "", *, single: bool = False) -> None:
        super().__init__()
        say_kind(self, "field")
        self.setAccessibleName(name)
        self._name, self._hint, self._single = name, hint, single
        self._offers = offers
        self._groups: tuple[Group, ...] = ()
        self._joins = False
        self._shown: list[Chip | QLabel] = []
        self._laid_out: tuple[object, ...] = ()
        self.line = _TermLine(self._offered, self._is_part_of_a_name)
        say_kind(self.line, "bare")
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.setFixedHeight(_CHIP_HEIGHT)
        self.line.put_offers_under(self)
        self.line.offers_when_entered = True
        self._flow = Flow(self, spacing=6)
        self._flow.setContentsMargins(9, 5, 9, 5)
        self._flow.addWidget(self.line)
        self._flow.stretch(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(_HEIGHT)
        self.setFocusProxy(self.line)
        self._connect()

    def _connect(self) -> None:
        line = self.line
        line.taken.connect(self._take)
        line.absence_chosen.connect(self.absence_chosen)
        line.moved_on.connect(self.moved_on)
        line.escaped.connect(self.escaped)
        line.entered.connect(self._light)
        line.left.connect(self._leave)
        line.joined.connect(self._join)
        line.wiped_back.connect(self._wipe)
        line.stepped_back.connect(lambda: self._step(len(self.chips), -1))

    @property
    def chips(self) -> list[Chip]:
        """The chips, in order."""
        return [shown for shown in self._shown if isinstance(shown, Chip)]

    @property
    def groups(self) -> tuple[Group, ...]:
        """What is chosen, as the claim has it."""
        return self._groups

    @property
    def typed(self) -> str:
        """What was typed and is not chosen yet."""
        return self.line.text()

    def show_typed(self, words: str) -> None:
        """Puts back what somebody had typed before."""
        self.line.stop_offering()
        self.line.setText(words)
        self._mark_unchosen()
        self._light()

    def show_groups(self, groups: Sequence[Group], absent: Absence | None) -> None:
        """Shows what the claim has now; what is being typed stays."""
        wanted = tuple(tuple(group) for group in groups)
        self.line.show_absence(absent)
        self.line.setPlaceholderText("" if wanted or absent else self._hint)
        self.line.offers_when_entered = not wanted
        self._groups = wanted
        self._joins = self._joins and bool(wanted)
        self._lay_out()

    def set_editable(self, editable: bool) -> None:
        """Whether anything can be chosen, or it is only shown."""
        self.line.setReadOnly(not editable)
        for chip in self.chips:
            chip.setEnabled(editable)

    def _lay_out(self) -> None:
        """Makes the chips anew, if they are other than those that are there."""
        wanted = (self._groups, self._joins, tuple(map(self._term_name, self._flat())))
        if wanted == self._laid_out:
            return
        self._laid_out = wanted
        had_chip = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        for shown in self._shown:
            self._flow.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = []
        names = [(place, self._term_name(term), term) for place, term in enumerate(self._flat())]
        ends = self._ends_of_groups()
        for place, name, term in names:
            if place and place not in ends:
                self._put(_plus())
            self._put(self._chip(place, name, term))
        if self._joins:
            self._put(_plus())
        for shown in self._shown:
            shown.show()
        self._light()
        if had_chip is not None:
            self._step(min(had_chip, len(self.chips)) - 1, 1)
        self.updateGeometry()

    def _put(self, widget: Chip | QLabel) -> None:
        self._flow.insert(len(self._shown), widget)
        self._shown.append(widget)

    def _chip(self, place: int, name: str, term: str) -> Chip:
        path = " › ".join(step.name for step in self._offers.tree().path(term)) or name
        chip = Chip(name, self.tr("{path}\nDelete takes it out").format(path=path))
        chip.removed.connect(lambda: self._remove(place))
        chip.stepped.connect(lambda step: self._step(place, step))
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.setEnabled(not self.line.isReadOnly())
        return chip

    def _term_name(self, term: str) -> str:
        known = self._offers.tree().by_id.get(term)
        return known.name if known is not None else self.tr("unknown term")

    def _flat(self) -> list[str]:
        return [term for group in self._groups for term in group]

    def _ends_of_groups(self) -> set[int]:
        ends, place = set(), 0
        for group in self._groups:
            place += len(group)
            ends.add(place)
        return ends

    def _offered(self, typed: str) -> list[Offer]:
        return self._offers.for_typed(typed, frozenset(self._flat()))

    def _is_part_of_a_name(self, typed: str) -> bool:
        """Whether a comma or plus belongs to a name: "CD34+ cells" is one term, "CYC + HSCT" two."""
        wanted = typed.casefold().lstrip()
        if len(wanted) < len(",+") or wanted.startswith('"'):
            return wanted.startswith('"')
        fits = self._offers.tree().search(wanted, 1)
        return bool(fits)

    def _take(self, offer: Offer, then: Then) -> None:
        before = self._groups
        if offer.kind is OfferKind.NEW:
            self.new_term_asked.emit(offer.name, offer.parent_id, self._with)
        elif offer.record_id is not None:
            self.chosen.emit(self._with(offer.record_id))
        if self._groups == before and (offer.record_id is None or offer.record_id not in self._flat()):
            return
        self.line.clear()
        self._mark_unchosen()
        self._joins = then is Then.JOIN and not self._single
        self._lay_out()
        if then is Then.MOVE_ON:
            self.moved_on.emit()

    def _with(self, term: str) -> tuple[Group, ...]:
        """What is chosen with one more term, given together with the one before after a ``+``."""
        if self._single:
            return ((term,),)
        if self._joins and self._groups:
            *others, last = self._groups
            return (*others, tuple(dict.fromkeys((*last, term))))
        return (*self._groups, (term,)) if (term,) not in self._groups else self._groups

    def _join(self) -> None:
        if self._groups and not self._single:
            self._joins = True
            self._lay_out()

    def _wipe(self) -> None:
        if self.line.isReadOnly():
            return
        if self._joins:
            self._joins = False
            self._lay_out()
        elif self._groups:
            self._remove(len(self._flat()) - 1)
        elif self.line.absent is not None:
            self.absence_chosen.emit(None)

    def _remove(self, place: int) -> None:
        groups, counted = [], 0
        for group in self._groups:
            kept = tuple(term for offset, term in enumerate(group) if counted + offset != place)
            counted += len(group)
            if kept:
                groups.append(kept)
        self.chosen.emit(tuple(groups))

    def _step(self, place: int, step: int) -> None:
        target = place + step
        if target < 0:
            return
        chips = self.chips
        focus = chips[target] if target < len(chips) else self.line
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """A whole name that was typed is chosen when the field is left; other words stay as they are."""
        typed = self.line.text().strip()
        known = self._offers.tree().find(typed) if typed else None
        if known is not None and not known.retired:
            self._take(Offer(kind=OfferKind.TERM, words=known.name, record_id=known.id), Then.STAY)
        self._mark_unchosen()
        self._light()

    def _mark_unchosen(self) -> None:
        waiting = bool(self.line.text().strip()) and not self.line.hasFocus()
        tip = self.tr("Typed, but no term was chosen yet. Enter takes the one that is lit.") if waiting else ""
        self.line.setToolTip(tip)
        set_look(self.line, "waiting", waiting)

    def _light(self) -> None:
        """The frame shows that the line has the keyboard; without it, an empty line takes no room."""
        wants_room = self.line.hasFocus() or bool(self.line.text()) or not self._groups
        self.line.setMinimumWidth(_LINE_WIDTH if wants_room else 4)
        self._flow.invalidate()
        self.updateGeometry()
        set_look(self, "active", self.line.hasFocus())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 120)
        return QSize(super().sizeHint().width(), max(_HEIGHT, self._flow.heightForWidth(width - 2) + 2))
