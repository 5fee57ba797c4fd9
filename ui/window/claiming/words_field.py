"""Fields of plain words: population, time point, design, attribution, and the study with its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal

from curator.codebook.names import fold, tidy
from curator.errors import CuratorError
from curator.records import Absence, Study
from ui.window.claiming.offer_line import Then
from ui.window.claiming.offers import Offer, OfferKind, study_offers, words_offers
from ui.window.claiming.settled_line import SettledLine
from ui.window.frame.sentences import sentence_of
from ui.window.look.style import set_look


class WordsField(SettledLine):
    """Words typed freely, with those in use offered. Stored when the field is left, by Enter, Tab or otherwise.

    ``reads`` turns what was typed into what is stored and refuses, with a sentence, what cannot be; refused words
    stay in the field, marked, and are not stored. ``filled`` carries what is to be stored, ``faulted`` the sentence
    (empty when all is well again).
    """

    filled = Signal(object)
    faulted = Signal(str)

    def __init__(
        self,
        name: str,
        options: Callable[[], Iterable[str]],
        hint: str = "",
        *,
        reads: Callable[[str], str] = tidy,
        may_be_absent: bool = True,
    ) -> None:
        super().__init__(name, self._words_offered, hint, lights_first=False)
        self._options = options
        self._reads = reads
        self.may_be_absent = may_be_absent
        self.taken.connect(self._taken)
        self.left.connect(self.finish)
        self.moved_on.connect(self.finish)
        self.escaped.connect(self.finish)
        self.textEdited.connect(lambda: self._say_fault(""))

    def show_words(self, words: str, absent: Absence | None) -> None:
        """Shows what is stored now; what somebody is in the middle of typing stays."""
        self.settle(words, absent)

    def look_at_typed(self) -> None:
        if self.typed:
            self._read()
        else:
            self._say_fault("")

    def finish(self) -> None:
        """Stores what was typed, if it is other than what is stored."""
        if self.isReadOnly() or self.text() == self._settled:
            return
        words = self._read()
        if words == self._settled:
            self.setText(words)
        elif words is not None:
            self._store(words)

    def _read(self) -> str | None:
        """The words as they would be stored; None, and the fault said, when they cannot be."""
        try:
            words = self._reads(self.text()) if self.text().strip() else ""
        except CuratorError as problem:
            self._say_fault(sentence_of(problem))
            return None
        self._say_fault("")
        return words

    def _store(self, words: str) -> None:
        self.setText(words)
        self.filled.emit(words)

    def _say_fault(self, sentence: str) -> None:
        set_look(self, "faulty", bool(sentence))
        if sentence and not self.hasFocus():
            self.setCursorPosition(0)
        self.faulted.emit(sentence)

    def _words_offered(self, typed: str) -> list[Offer]:
        offers = words_offers(typed, self._options(), self._settled)
        return offers if self.may_be_absent else [offer for offer in offers if offer.kind is OfferKind.WORDS]

    def _taken(self, offer: Offer, then: Then) -> None:
        self.setText(offer.name)
        self.finish()
        if then is Then.MOVE_ON:
            self.moved_on.emit()


class StudyField(SettledLine):
    """The study that a claim is about: one of the review's, or a new one by its name.

    ``chosen`` gives the study's id (None for none), ``new_study_asked`` the name of one that is not there yet.
    """

    chosen = Signal(object)
    new_study_asked = Signal(str)

    def __init__(
        self, name: str, studies: Callable[[], list[Study]], first: Callable[[], tuple[str, ...]], hint: str
    ) -> None:
        super().__init__(name, self._studies_offered, hint, lights_first=True)
        self._studies, self._first = studies, first
        self._is_waiting, self._usual_tip = False, ""
        self.taken.connect(self._taken)
        self.left.connect(self.finish)
        self.escaped.connect(self.finish)

    def show_study(self, study: Study | None, absent: Absence | None) -> None:
        """Shows the claim's study; what somebody is in the middle of typing stays."""
        self.settle(study.name if study is not None else "", absent)
        self.look_at_typed()

    def is_the_same(self, typed: str, stored: str) -> bool:
        return fold(typed) == fold(stored)

    def finish(self) -> None:
        """Takes a study whose whole name was typed, and no study where all was wiped out."""
        typed = tidy(self.text())
        if self.isReadOnly() or typed == self._settled:
            return
        if not typed:
            self.chosen.emit(None)
            return
        known = next((study for study in self._studies() if fold(study.name) == fold(typed)), None)
        if known is not None:
            self.chosen.emit(known.id)
        self.look_at_typed()

    def look_at_typed(self) -> None:
        waiting = bool(self.typed) and not self.hasFocus()
        if waiting and not self._is_waiting:
            self._usual_tip = self.toolTip()
            self.setToolTip(self.tr("Not a study of this review yet. Enter adds it."))
        elif self._is_waiting and not waiting:
            self.setToolTip(self._usual_tip)
        self._is_waiting = waiting
        set_look(self, "waiting", waiting)

    def _studies_offered(self, typed: str) -> list[Offer]:
        return study_offers(typed, self._studies(), self._first(), self._settled)

    def _taken(self, offer: Offer, then: Then) -> None:
        self.setText(offer.name)
        if offer.kind is OfferKind.NEW:
            self.new_study_asked.emit(offer.name)
        else:
            self.chosen.emit(offer.record_id)
        if then is Then.MOVE_ON:
            self.moved_on.emit()
