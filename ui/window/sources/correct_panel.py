"""A report's text corrected: where the better one comes from, what became of each passage, what is to be chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from curator.coding.correcting import SET_ASIDE, Correction, Following, Place, correct, read_correction
from curator.coding.reports import short_name
from curator.importing.formats.reading import Reading
from curator.importing.rereading import extract_again, from_file, from_words
from curator.records import Passage, Report
from curator.text.following import Followed
from ui.window.frame.places import TEXTS, ask_for_file
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.fields import Choice
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.pane import Card
from ui.window.furniture.places import Places
from ui.window.furniture.words import counted, link, plain_label, translated
from ui.window.jobs import Job, Progress
from ui.window.session import Session
from ui.window.sources.coming_in.ways_in import dialog_filter

_UNDECIDED, _ASIDE = -1, 0
_AROUND = 24
_LONGEST = 300


class PassageCard(Card):
    """A passage that could not be followed for sure, and where it may stand. ``decided`` when something was chosen."""

    decided = Signal()

    def __init__(self, following: Following, number: int, where: str) -> None:
        super().__init__("warning-card")
        self.following = following
        self.body.setContentsMargins(14, 10, 14, 12)
        words = " ".join(following.trace.before.words.split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + " …"
        self.body.addWidget(plain_label(f"“{shown}”", "quote", wraps=True))
        claims, marks = len(following.claims), len(following.marks)
        said = [
            counted(claims, self.tr("{n} claim"), self.tr("{n} claims")) if claims else "",
            counted(marks, self.tr("{n} mark"), self.tr("{n} marks")) if marks else "",
            where,
        ]
        self.body.addWidget(plain_label(" · ".join(filter(None, said)), "hint", wraps=True))
        options: list[tuple[str, object]] = [(self.tr("Choose …"), _UNDECIDED)]
        options += [(_around(choice), place) for place, choice in enumerate(following.trace.choices, start=1)]
        options.append((self.tr("Set aside: keep the words in a query"), _ASIDE))
        name = self.tr("Where passage {n} stands now").format(n=number)
        self.choice = Choice(name, options)
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.currentIndexChanged.connect(lambda _place: self.decided.emit())
        self.body.addWidget(self.choice)

    @property
    def is_decided(self) -> bool:
        """Whether somebody chose."""
        return self.choice.value != _UNDECIDED

    @property
    def chosen(self) -> Passage | None:
        """The place that was chosen, or that it is set aside."""
        place = self.choice.value
        chosen = isinstance(place, int) and place > _ASIDE
        return self.following.trace.choices[place - 1] if chosen and isinstance(place, int) else SET_ASIDE

    def set_aside(self) -> None:
        """Sets it aside, unless something was chosen already."""
        if not self.is_decided:
            self.choice.settle(_ASIDE)


class CorrectPanel(AccountPanel):
    """Asks for a better text, tells what it does to every passage, and applies it once all is chosen.

    ``told`` when that was told, ``done`` when the report has its new text.
    """

    told = Signal()
    done = Signal()

    def __init__(self, session: Session, report: Report) -> None:
        title = translated("CorrectPanel", "Correct the text of {report}").format(report=short_name(report))
        super().__init__(title, translated("CorrectPanel", "Correct the text"))
        self._session = session
        self._report = report
        self.correction: Correction | None = None
        self._reading = False
        self._to_choose: list[PassageCard] = []
        self.why = plain_label(
            self.tr("Claims and marks follow by their words. Nothing is altered before you say so."), "hint", wraps=True
        )
        self.again = link(self.tr("Read the original again"), key="A")
        self.other = link(self.tr("Take another file …"), key="F")
        self.clipboard = link(self.tr("Take what is on the clipboard"), key="V")
        self.all_aside = link(self.tr("Set aside all that is left"), key="Shift+S")
        self.all_aside.hide()
        self.again.clicked.connect(self.read_again)
        self.other.clicked.connect(self.ask_for_file)
        self.clipboard.clicked.connect(self.take_clipboard)
        self.all_aside.clicked.connect(self.set_all_aside)
        keys = OwnKeys(self)
        for key, act in (
            ("A", self.read_again),
            ("F", self.ask_for_file),
            ("V", self.take_clipboard),
            ("Shift+S", self.set_all_aside),
        ):
            keys.bind(key, act)
        for widget in (self.why, self.again, self.other, self.clipboard, self.all_aside):
            self.add_choice(widget)
        self.confirmed.connect(self._correct)
        self.confirming.setEnabled(False)

    @property
    def cards(self) -> tuple[PassageCard, ...]:
        """The passages that have to be chosen about."""
        return tuple(self._to_choose)

    def read_again(self) -> None:
        """Reads the report's own original by today's reader."""
        self._read(lambda: (extract_again(self._session.store, self._report), None))

    def ask_for_file(self) -> None:
        """Asks for a file with a better text."""
        path = ask_for_file(self, self.tr("Take another file"), dialog_filter(), TEXTS)
        if path is not None:
            self._read(partial(from_file, path))

    def take_clipboard(self) -> None:
        """Takes the text on the clipboard, from the clipboard itself."""
        text = QGuiApplication.clipboard().text()
        self._read(lambda: (from_words(text), None))

    def set_all_aside(self) -> None:
        """Sets aside all passages about which nothing was chosen yet."""
        for card in self._to_choose:
            card.set_aside()

    def _read(self, source: Callable[[], tuple[Reading, bytes | None]]) -> None:
        if self.is_busy or not self._session.may_change():
            return
        session, report = self._session, self._report
        self.confirming.setEnabled(False)

        def work(progress: Progress) -> Correction:
            reading, original = source()
            return read_correction(session.store, report, reading, original, session.reviewer.id, progress)

        session.run(
            work,
            lambda correction: self._tell(correction) if isValid(self) else None,
            self.tr("Following passages"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch,
        )

    def watch(self, job: Job) -> None:
        job.cancelled.connect(lambda: self.tell(self.tr("Cancelled. Nothing was altered.")))
        super().watch(job)

    def _refuse(self, sentence: str) -> None:
        self.saving = False
        self.clear()
        self._to_choose = []
        self.all_aside.hide()
        self.say_problem(sentence)
        self.tell(self.tr("Nothing was altered."))
        self.told.emit()

    def _tell(self, correction: Correction) -> None:
        self.correction = correction
        self.say_problem("")
        self.clear()
        self.tell(self._in_words(correction))
        self._to_choose = []
        places = Places.of(self._session)
        if correction.open:
            self.groups.addWidget(plain_label(self.tr("WHERE DO THESE STAND NOW?"), "section"))
        for number, following in enumerate(correction.open, start=1):
            card = PassageCard(following, number, places.words(self._report, following.trace.before.start))
            card.decided.connect(self._heed_choices)
            self._to_choose.append(card)
            self.groups.addWidget(card)
        closely = [
            self.tr("“{before}” is “{after}” now").format(before=one.trace.before.words, after=one.trace.after.words)
            for one in correction.of(Followed.CLOSELY)
            if one.trace.after is not None and (one.claims or one.marks)
        ]
        self.add_group(self.tr("FOLLOWED CLOSELY"), closely)
        self.add_group(self.tr("SAID OF THE NEW TEXT"), correction.reading.notes)
        self.all_aside.setVisible(len(self._to_choose) > 1)
        self._heed_choices()
        first: QWidget = self._to_choose[0].choice if self._to_choose else self.confirming
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit()

    def _in_words(self, correction: Correction) -> str:
        if correction.only_structure:
            return self.tr("The words stay as they are; sections and pages are found anew.")
        said = [
            self.tr("{n} characters instead of {before}.").format(
                n=f"{len(correction.reading.text):,}", before=f"{len(correction.text_before):,}"
            )
        ]
        exactly, closely = len(correction.of(Followed.EXACTLY)), len(correction.of(Followed.CLOSELY))
        if correction.followings:
            said.append(
                self.tr("Passages: {exactly} followed exactly, {closely} closely, {open} to choose.").format(
                    exactly=f"{exactly:,}", closely=f"{closely:,}", open=f"{len(correction.open):,}"
                )
            )
        if correction.unseen:
            said.append(
                counted(
                    correction.unseen,
                    self.tr("{n} more, of work not open to you, is set aside with a query that its reviewer finds."),
                    self.tr("{n} more, of work not open to you, are set aside with queries that their reviewers find."),
                )
            )
        return " ".join(said)

    def _heed_choices(self) -> None:
        decided = all(card.is_decided for card in self._to_choose)
        self.confirming.setEnabled(self.correction is not None and decided and not self.saving)

    def _correct(self) -> None:
        correction, session = self.correction, self._session
        if correction is None or self.saving:
            return
        choices: dict[Place, Passage | None] = {card.following.place: card.chosen for card in self._to_choose}
        change = session.attempt(lambda: correct(session.store, correction, choices, session.reviewer.id))
        if change is None:
            return
        self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)
        self.confirming.setEnabled(False)
        session.apply_beside(
            change,
            lambda _applied: self._corrected() if isValid(self) else None,
            self.tr("Correcting the text"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch_saving,
        )

    def _corrected(self) -> None:
        self.saving = False
        self.correction = None
        self.clear()
        self._to_choose = []
        for widget in (self.why, self.again, self.other, self.clipboard, self.all_aside, self.confirming):
            widget.hide()
        self.call_leaving(self.tr("Close"))
        self.tell(self.tr("The text was corrected. Ctrl+Z takes it back."))
        self.done.emit()


def _around(choice: Passage) -> str:
    """A place as it reads: its words with some of what stands around them."""
    words = f"… {choice.before[-_AROUND:]}{choice.words}{choice.after[:_AROUND]} …"
    return " ".join(words.split())
