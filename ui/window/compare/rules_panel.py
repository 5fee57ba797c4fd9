"""What may be chosen about pairing, comparing and settling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from curator.agreement.of_review import Comparison
from curator.agreement.review.selection import Selection
from curator.agreement.review.tolerance import Tolerance
from curator.codebook.codebook import Codebook
from curator.coding.reviews import amend_review
from curator.errors import BadInput
from curator.records import Assignment, FieldKind
from ui.window.compare.settings import Settings, Shown, Weights
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.fields import Choice, LabelledField, OneLine
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import plain_label, rule, translated
from ui.window.session import Session

R = TypeVar("R")

_DATE_HINT = "2025-03-31"


class RulesPanel(Panel):
    """``chosen`` carries the settings as they were chosen; what the review itself asks for is stored at once."""

    chosen = Signal(object)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(translated("RulesPanel", "Rules of comparing"), translated("RulesPanel", "Use these"))
        self._session = session
        self._settings = settings
        comparison = settings.comparison
        self.shown = Choice(self.tr("Beside each field"), _statistics())
        self.shown.settle(settings.shown)
        self.weights = Choice(self.tr("Near misses in fields in rank order"), _weights())
        self.weights.settle(settings.weights)
        self.level = Choice(self.tr("Therapies and outcomes compared"), _levels(session.codebook))
        self.level.settle(comparison.tree_level)
        self.tolerance = OneLine(self.tr("Numbers may be apart by"), self.tr("0.05, or a share such as 5%"))
        self.tolerance.replace(_tolerance_in_words(comparison.tolerance))
        self.tolerance_field = LabelledField(self.tr("Numbers may be apart by"), self.tolerance)
        self.rounds = Choice(self.tr("Reports assigned in"), _rounds(session))
        self.rounds.settle(settings.selection.rounds)
        self.since = OneLine(self.tr("Codings finished since"), _DATE_HINT)
        self.since.replace(_day_in_words(settings.selection.since))
        self.since_field = LabelledField(self.tr("Codings finished since"), self.since)
        self.until = OneLine(self.tr("and until"), _DATE_HINT)
        self.until.replace(_day_in_words(settings.selection.until))
        self.until_field = LabelledField(self.tr("and until"), self.until)
        self.ordered = {name: QCheckBox(title) for name, title in _may_be_ordered(session.codebook)}
        for name, box in self.ordered.items():
            box.setChecked(name in comparison.ordered)
        self.why_needed = QCheckBox(self.tr("Nothing is settled without a reason"))
        self.why_needed.setChecked(session.review.rationale_required)
        self.why_needed.setEnabled(not session.store.read_only)
        self.first: QWidget = self.shown
        self._fill()
        self.confirmed.connect(self._use)
        self.finish()
        self._tell_of_pairing()

    def _fill(self) -> None:
        for name, control in (
            (self.tr("Beside each field"), self.shown),
            (self.tr("Near misses in fields in rank order"), self.weights),
            (self.tr("Therapies and outcomes compared"), self.level),
        ):
            self.body.addWidget(LabelledField(name, control))
        self.body.addWidget(self.tolerance_field)
        self.body.addWidget(LabelledField(self.tr("Reports assigned in"), self.rounds))
        days = QHBoxLayout()
        days.setSpacing(12)
        for field in (self.since_field, self.until_field):
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(days)
        self.body.addWidget(plain_label(self.tr("Fields whose categories are in rank order"), "muted"))
        for box in self.ordered.values():
            self.body.addWidget(box)
        self.body.addWidget(rule())
        self.body.addWidget(plain_label(self.tr("SETTLING"), "section"))
        self.body.addWidget(self.why_needed)

    def _tell_of_pairing(self) -> None:
        """Under the buttons, so that it never hides them."""
        sentences = (
            self.tr("Claims of two reviewers on one report are put together in this order:"),
            self.tr("1. as somebody said by hand (P), or settled as one;"),
            self.tr("2. by key, where a table from outside gave both one;"),
            self.tr("3. by likeness, one to one: words and outcome count 4 each, therapy 2, comparator 1."),
            self.tr("Claims less alike than .55 stay alone. The direction has no part in it."),
        )
        told = plain_label("\n".join(sentences), "hint", wraps=True)
        for widget in (rule(), plain_label(self.tr("PAIRING"), "section"), told):
            self.body.insertWidget(self.body.count() - 1, widget)

    def _use(self) -> None:
        tolerance = _read(self.tolerance_field, Tolerance.read)
        since = _read(self.since_field, lambda words: day_from(words, time.min))
        until = _read(self.until_field, lambda words: day_from(words, time.max))
        if tolerance is None or self.since_field.fault or self.until_field.fault:
            return
        level = self.level.value
        shown, weights = self.shown.value, self.weights.value
        settings = Settings(
            comparison=Comparison(
                tree_level=level if isinstance(level, int) else None,
                tolerance=tolerance,
                ordered=tuple(name for name, box in self.ordered.items() if box.isChecked()),
                bootstrap=self._settings.comparison.bootstrap,
            ),
            shown=shown if isinstance(shown, Shown) else Shown.USUAL,
            weights=weights if isinstance(weights, Weights) else Weights.LINEAR,
            between=self._settings.between,
            selection=Selection(rounds=self._chosen_rounds(), since=since, until=until),
        )
        self._keep_rule()
        self.left.emit()
        self.chosen.emit(settings)

    def _chosen_rounds(self) -> tuple[str, ...]:
        value = self.rounds.value
        return tuple(str(one) for one in value) if isinstance(value, tuple) else ()

    def _keep_rule(self) -> None:
        session, wanted = self._session, self.why_needed.isChecked()
        if wanted is not session.review.rationale_required:
            session.apply(amend_review(session.review, session.reviewer.id, rationale_required=wanted))


def _read(field: LabelledField, read: Callable[[str], R]) -> R | None:
    """What was typed into a field; None when it cannot be read, which is said under it."""
    control = field.control
    if not isinstance(control, OneLine):
        raise TypeError("only fields of one line are read")
    try:
        value = read(control.text())
    except BadInput as problem:
        field.say_fault(sentence_of(problem))
        control.setFocus()
        return None
    field.say_fault("")
    return value


def day_from(words: str, moment: time) -> datetime | None:
    """The beginning or the end of a day as typed, where this computer is; None for blank. Raises ``BadInput``."""
    if not words.strip():
        return None
    try:
        day = date.fromisoformat(words.strip())
    except ValueError as wrong:
        raise BadInput("“{words}” is not a date. Write it as 2025-03-31.", words=words.strip()) from wrong
    return datetime.combine(day, moment).astimezone()


def _day_in_words(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment is not None else ""


def _rounds(session: Session) -> Sequence[tuple[str, object]]:
    names = dict.fromkeys(one.round for one in session.reader.all(Assignment) if one.round)
    return [(translated("RulesPanel", "any round, or none"), ()), *((name, (name,)) for name in names)]


def _statistics() -> Sequence[tuple[str, object]]:
    return [
        (translated("RulesPanel", "Kappa for two reviewers, alpha for more"), Shown.USUAL),
        (translated("RulesPanel", "Krippendorff’s alpha"), Shown.ALPHA),
        (translated("RulesPanel", "Gwet’s AC1"), Shown.AC1),
        (translated("RulesPanel", "PABAK"), Shown.PABAK),
        (translated("RulesPanel", "Agreement in percent"), Shown.PERCENT),
    ]


def _weights() -> Sequence[tuple[str, object]]:
    return [
        (translated("RulesPanel", "count in part, by their distance"), Weights.LINEAR),
        (translated("RulesPanel", "count in part, by the square of it"), Weights.QUADRATIC),
        (translated("RulesPanel", "count as misses"), Weights.NONE),
    ]


def _levels(codebook: Codebook) -> Sequence[tuple[str, object]]:
    trees = (codebook.therapies, codebook.outcomes)
    deepest = max((len(tree.path(term.id)) for tree in trees for term in tree), default=1)
    options: list[tuple[str, object]] = [(translated("RulesPanel", "as they are"), None)]
    for level in range(1, deepest):
        words = (
            translated("RulesPanel", "at the top of the codebook")
            if level == 1
            else translated("RulesPanel", "at level {n} of the codebook").format(n=level)
        )
        options.append((words, level))
    return options


def _may_be_ordered(codebook: Codebook) -> Sequence[tuple[str, str]]:
    """The fields of a few categories: names as they are compared, and what they are called."""
    own = [(field.name, field.name) for field in codebook.fields.values() if field.kind is FieldKind.CHOICE]
    known = [
        ("direction", translated("RulesPanel", "Direction")),
        ("design", translated("RulesPanel", "Design")),
        ("attribution", translated("RulesPanel", "Attribution")),
    ]
    return [*known, *own]


def _tolerance_in_words(tolerance: Tolerance) -> str:
    if tolerance.relative:
        return f"{tolerance.relative * 100:g}%"
    return f"{tolerance.absolute:g}"
