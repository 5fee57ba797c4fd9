"""The fields of a claim under each other, each with its name, its key and its way of being typed into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from curator.coding.offered import ATTRIBUTIONS, DESIGNS
from curator.ids import is_id
from curator.records import Absence, Claim, Study
from curator.text.passages import quote
from ui.window.claiming.direction_row import DirectionRow
from ui.window.claiming.extra_fields import ExtraFields
from ui.window.claiming.keyed_field import KeyedField
from ui.window.claiming.offers import TermOffers, absence_in_words
from ui.window.claiming.picker import TermPicker
from ui.window.claiming.remark import Remark
from ui.window.claiming.words_field import StudyField, WordsField
from ui.window.furniture.words import button, plain_tip, translated, unkeyed, with_key
from ui.window.session import Session

KEYS = {
    "therapies": "T",
    "comparators": "C",
    "outcome_id": "O",
    "direction_id": "1",
    "population": "U",
    "time_point": "M",
    "study_id": "Y",
    "attribution": "A",
    "design": "D",
    "statement": "G",
}
"""The key that leads from the text to each field."""

AFTER = {
    "therapies": "outcome_id",
    "comparators": "outcome_id",
    "outcome_id": "direction_id",
    "population": "time_point",
    "time_point": "study_id",
    "study_id": "attribution",
    "attribution": "design",
    "design": "statement",
}
"""Where Enter goes on to from a field; from any other one it goes to the button that saves."""

_GAP = 6
_MORE = ("design", "statement")


class ClaimFields(QWidget):
    """All fields of the claim in hand.

    ``filled`` carries a field's name and value, ``absence_chosen`` its name and the reason, and the others what
    only some fields can ask for. ``finished`` says that Enter went beyond the last main field.
    """

    filled = Signal(str, object)
    absence_chosen = Signal(str, object)
    extra_filled = Signal(str, str)
    new_term_asked = Signal(str, str, object, object)
    new_study_asked = Signal(str)
    escaped = Signal()
    finished = Signal()

    def __init__(self, session: Session, words_in_use: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._session = session
        self._words_in_use = words_in_use
        self._claim: Claim | None = None
        self._studies: list[Study] | None = None
        self._first_studies: tuple[str, ...] = ()
        self._opened = False
        self.therapies = self._picker("therapies", self.tr("Therapy"), self.tr("none stated"))
        self.comparators = self._picker("comparators", self.tr("Comparator"), self.tr("none stated"))
        self.outcome = self._picker("outcome_id", self.tr("Outcome"), self.tr("what was looked at"))
        self.direction = DirectionRow(self.tr("Direction"))
        self.population = WordsField(self.tr("Population"), self._used("population"))
        self.time_point = WordsField(self.tr("Time point"), self._used("time_point"))
        self.study = StudyField(self.tr("Study"), self._all_studies, lambda: self._first_studies, "")
        self.attribution = WordsField(self.tr("Attribution"), self._used("attribution", ATTRIBUTIONS))
        self.design = WordsField(self.tr("Design"), self._used("design", DESIGNS))
        self.statement = Remark(self.tr("Statement"), self.tr("the claim in one sentence"), may_be_absent=True)
        self.extra = ExtraFields()
        self.controls: dict[str, Any] = {
            "therapies": self.therapies,
            "comparators": self.comparators,
            "outcome_id": self.outcome,
            "direction_id": self.direction,
            "population": self.population,
            "time_point": self.time_point,
            "study_id": self.study,
            "attribution": self.attribution,
            "design": self.design,
            "statement": self.statement,
        }
        self.labelled = {name: self._labelled(name) for name in self.controls}
        self.more = button("", "place")
        self.more.clicked.connect(self.show_more)
        self._lay_out()
        self._connect()

    # How it is laid out -------------------------------------------------------------------------------------------

    def _picker(self, field: str, name: str, hint: str) -> TermPicker:
        if field == "outcome_id":
            offers: TermOffers[Any] = TermOffers(
                tree=lambda: self._session.codebook.outcomes, in_words=self._words, new_name=_new_outcome
            )
        else:
            offers = TermOffers(
                tree=lambda: self._session.codebook.therapies, in_words=self._words, new_name=_new_therapy
            )
        return TermPicker(name, offers, hint, single=field == "outcome_id")

    def _labelled(self, field: str) -> KeyedField:
        control: QWidget = self.controls[field]
        name = control.accessibleName()
        key = KEYS[field]
        control.setToolTip(plain_tip(with_key(name, self.tr("{key} in the text").format(key=key))))
        return KeyedField(name, control, key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for field in ("therapies", "comparators", "outcome_id", "direction_id"):
            column.addWidget(self.labelled[field])
        pairs = QGridLayout()
        pairs.setHorizontalSpacing(10)
        pairs.setVerticalSpacing(_GAP)
        for place, field in enumerate(("population", "time_point", "study_id", "attribution", "design")):
            pairs.addWidget(self.labelled[field], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        pairs.setColumnStretch(0, 1)
        pairs.setColumnStretch(1, 1)
        column.addLayout(pairs)
        column.addWidget(self.labelled["statement"])
        column.addWidget(self.extra)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        for field in ("therapies", "comparators"):
            self.controls[field].chosen.connect(lambda groups, field=field: self.filled.emit(field, groups))
        self.outcome.chosen.connect(lambda groups: self.filled.emit("outcome_id", groups[0][0] if groups else None))
        for field in ("therapies", "comparators", "outcome_id"):
            self.controls[field].new_term_asked.connect(
                lambda name, parent, chosen, field=field: self.new_term_asked.emit(field, name, parent, chosen)
            )
        self.direction.chosen.connect(lambda direction: self.filled.emit("direction_id", direction))
        self.study.chosen.connect(lambda study: self.filled.emit("study_id", study))
        self.study.new_study_asked.connect(self.new_study_asked)
        for field in ("population", "time_point", "attribution", "design", "statement"):
            self.controls[field].filled.connect(lambda words, field=field: self.filled.emit(field, words))
        for field, control in self.controls.items():
            control.absence_chosen.connect(lambda reason, field=field: self.absence_chosen.emit(field, reason))
            control.moved_on.connect(lambda field=field: self._move_on(field))
            control.escaped.connect(self.escaped)
        self.extra.filled.connect(self.extra_filled)
        self.extra.absence_chosen.connect(self.absence_chosen)
        self.extra.moved_on.connect(self.finished)
        self.extra.escaped.connect(self.escaped)

    # What it shows ------------------------------------------------------------------------------------------------

    def show_claim(self, claim: Claim | None, first_studies: tuple[str, ...], *, editable: bool) -> None:
        """Shows what the claim has now. What somebody is typing stays, and so does the keyboard."""
        self._claim, self._first_studies = claim, first_studies
        if claim is None:
            return
        absent: Mapping[str, Absence] = claim.absent
        codebook = self._session.codebook
        self.therapies.show_groups(claim.therapies, absent.get("therapies"))
        self.comparators.show_groups(claim.comparators, absent.get("comparators"))
        self.outcome.show_groups(((claim.outcome_id,),) if claim.outcome_id else (), absent.get("outcome_id"))
        self.direction.show_directions(codebook.directions.values(), claim.direction_id, absent.get("direction_id"))
        for field in ("population", "time_point", "attribution", "design", "statement"):
            self.controls[field].show_words(getattr(claim, field), absent.get(field))
        self.study.show_study(self._study(claim.study_id), absent.get("study_id"))
        self.extra.show_claim(codebook.fields, claim, editable=editable)
        for control in self.controls.values():
            control.set_editable(editable)
        reason = absence_in_words(absent.get("direction_id"))
        self.labelled["direction_id"].say_key(reason or self.direction.keys, said=bool(reason))
        self._show_what_is_filled(claim)

    def forget_studies(self) -> None:
        """Studies were altered: they are read again when they are needed."""
        self._studies = None

    def show_more(self) -> None:
        """Shows design, statement and the codebook's own fields also when they are empty."""
        self._opened = True
        if self._claim is not None:
            self._show_what_is_filled(self._claim)

    def _show_what_is_filled(self, claim: Claim) -> None:
        hidden = []
        for field in _MORE:
            shown = self._opened or bool(getattr(claim, field)) or field in claim.absent
            shown = shown or self.controls[field].hasFocus() or bool(self.controls[field].typed)
            self.labelled[field].setVisible(shown)
            hidden += [] if shown else [self.controls[field].accessibleName()]
        says_extra = any(claim.extra.values()) or any(map(is_id, claim.absent))
        shows_extra = self._opened or says_extra or bool(self.extra.typed)
        self.extra.setVisible(shows_extra and bool(self.extra.names()))
        hidden += [] if shows_extra else self.extra.names()
        self.more.setVisible(bool(hidden))
        self.more.setText("+ " + unkeyed(" · ".join(hidden)))
        self.more.setToolTip(self.tr("Show these fields"))

    # The keyboard -------------------------------------------------------------------------------------------------

    def focus(self, field: str) -> None:
        """Puts the keyboard into a field, and shows it first if need be."""
        if field in _MORE and self.labelled[field].isHidden():
            self.show_more()
        if field == "direction_id":
            self.direction.focus_first()
        elif field in self.controls:
            self.controls[field].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> None:
        """Stores what is being typed into fields of words."""
        for field in ("population", "time_point", "study_id", "attribution", "design", "statement"):
            self.controls[field].finish()
        self.extra.finish()

    @property
    def typed(self) -> dict[str, str]:
        """By field, what was typed and could not be stored yet: half a term, a study that is not there."""
        return {
            field: control.typed
            for field, control in self.controls.items()
            if field != "direction_id" and control.typed.strip()
        } | self.extra.typed

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what was typed into this claim before; nothing where nothing was."""
        for field in ("therapies", "comparators", "outcome_id"):
            self.controls[field].show_typed(typed.get(field, ""))
        for field in ("population", "time_point", "study_id", "attribution", "design", "statement"):
            self.controls[field].forget_typed()
            self.controls[field].show_typed(typed.get(field, ""))
        self.extra.show_typed(typed)
        if self._claim is not None:
            self._show_what_is_filled(self._claim)

    def in_order(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        order: list[QWidget] = [self.therapies.line, self.comparators.line, self.outcome.line]
        order += self.direction.buttons
        order += [self.population, self.time_point, self.study, self.attribution, self.design, self.statement]
        return [*order, *self.extra.controls.values(), self.more]

    def _move_on(self, field: str) -> None:
        following = AFTER.get(field)
        if following is None or (following in _MORE and self.labelled[following].isHidden()):
            self.finished.emit()
        else:
            self.focus(following)

    # Where offers come from ---------------------------------------------------------------------------------------

    def _words(self) -> str:
        return quote(self._claim.passages) if self._claim is not None else ""

    def _used(self, field: str, usual: tuple[str, ...] = ()) -> Callable[[], list[str]]:
        return lambda: [*usual, *self._words_in_use(field)]

    def _all_studies(self) -> list[Study]:
        if self._studies is None:
            self._studies = self._session.reader.all(Study)
        return self._studies

    def _study(self, study_id: str | None) -> Study | None:
        if study_id is None:
            return None
        return next((study for study in self._all_studies() if study.id == study_id), None)


def _new_therapy(name: str) -> str:
    return translated("ClaimFields", "New therapy “{name}”").format(name=name)


def _new_outcome(name: str) -> str:
    return translated("ClaimFields", "New outcome “{name}”").format(name=name)
