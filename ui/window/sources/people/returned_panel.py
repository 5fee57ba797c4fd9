"""Files that came back: what they would bring, what a person has to decide, and then all of it in one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout
from shiboken6 import isValid

from curator.codebook.names import fold
from curator.coding.blinding import BlindReader
from curator.desktops.accounts import Choices, FileAccount, Merge, Take
from curator.desktops.as_seen import as_seen
from curator.desktops.differences import Difference, Differences
from curator.desktops.merging import merge_files
from curator.desktops.refusals import Namesake, Stranger
from curator.ports import ReviewFiles
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.pane import take_away_all
from ui.window.furniture.words import counted, link, plain_label, translated
from ui.window.jobs import Job
from ui.window.session import Session
from ui.window.sources.people.conflict_card import ConflictCard

_MOST_CARDS = 60

Previewed = tuple[Merge, Mapping[str, Sequence[Difference]]]
"""What merging would do, and by record what the two versions of each conflict differ in."""


class ReturnedPanel(AccountPanel):
    """Reads the files anew with every choice that alters what they bring. ``previewed`` when that is told, ``done``."""

    previewed = Signal()
    done = Signal()

    def __init__(self, session: Session, files: ReviewFiles, paths: Sequence[Path]) -> None:
        title = (
            translated("ReturnedPanel", "Merge {file}").format(file=paths[0].name)
            if len(paths) == 1
            else translated("ReturnedPanel", "Merge {n} files").format(n=len(paths))
        )
        super().__init__(title, translated("ReturnedPanel", "Merge"))
        self._session = session
        self._files = files
        self._paths = list(paths)
        self._takes: dict[str, Take] = {}
        self._same: dict[str, str] = {}
        self._reading = False
        self._again = False
        self.merge: Merge | None = None
        self.external = QCheckBox(self.tr("Bring in the work of another review’s people, as external coders"))
        self.joining = QCheckBox("")
        self.namesakes: dict[str, QCheckBox] = {}
        self.all_safe = link(self.tr("Take the safe version of all that is still open"), key="Ctrl+T")
        self.cards: list[ConflictCard] = []
        self._questions = QVBoxLayout()
        self._choices = QVBoxLayout()
        self._choices.setSpacing(8)
        for widget in (self.external, self.joining):
            widget.hide()
            widget.toggled.connect(lambda _on: self.preview())
            self.add_choice(widget)
        self.between.addLayout(self._questions)
        self.between.addLayout(self._choices)
        self.add_choice(self.all_safe)
        self.all_safe.hide()
        self.all_safe.clicked.connect(self.take_all_safe)
        OwnKeys(self).bind("Ctrl+T", self.take_all_safe)
        self.confirmed.connect(self._merge)
        self.confirming.setEnabled(False)

    @property
    def choices(self) -> Choices:
        """What was decided so far."""
        same = tuple(name for key, name in self._same.items() if self.namesakes[key].isChecked())
        return Choices(
            takes=dict(self._takes),
            join_terms=self.joining.isChecked(),
            same_reviewers=same,
            external=self.external.isChecked(),
        )

    def preview(self) -> None:
        """Reads the files with the choices as they are, and tells what they would bring."""
        self.confirming.setEnabled(False)
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._session.run(
            self._work(),
            lambda found: self._read(found) if isValid(self) else None,
            self.tr("Reading the files"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch,
        )

    def _work(self) -> Callable[[Callable[[float, str], object]], Previewed]:
        session, files, paths, choices = self._session, self._files, list(self._paths), self.choices
        me = session.reviewer.id

        def work(progress: Callable[[float, str], object]) -> Previewed:
            found = as_seen(
                merge_files(session.store, files, paths, me, choices, progress), BlindReader(session.store, me)
            )
            conflicts = [one for account in found.files for one in account.conflicts]
            differences = Differences(session.store) if conflicts else None  # it names what all may see
            return found, {one.record_id: differences.of(one) for one in conflicts} if differences else {}

        return work

    def watch(self, job: Job) -> None:
        job.cancelled.connect(self._cancelled)
        super().watch(job)

    def _cancelled(self) -> None:
        self._reading = self._again = False
        self.tell(self.tr("Cancelled. Nothing was merged."))

    def _refuse(self, sentence: str) -> None:
        self._reading = False
        self.saving = False
        self.say_problem(sentence)
        self.tell(self.tr("Nothing was merged."))
        self.previewed.emit()

    def _read(self, found: Previewed) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.preview()
            return
        self.merge, differences = found
        self.say_problem("")
        self._ask(self.merge)
        self._show_conflicts(self.merge, differences)
        self._tell_all(self.merge)
        self._look_whether_decided()
        self.previewed.emit()

    # What a person has to decide ----------------------------------------------------------------------------------

    def _ask(self, merge: Merge) -> None:
        """Offers what would have a refused file taken in, and terms of one name to be joined."""
        problems = [account.refused for account in merge.files if account.refused is not None]
        if any(isinstance(one, Stranger) for one in problems):
            self.external.show()
        for problem in problems:
            if isinstance(problem, Namesake):
                self._ask_about(str(problem.details["reviewer"]))
        joins = [join for account in merge.files for join in account.joins]
        if joins:
            names = ", ".join(f"“{name}”" for name in dict.fromkeys(join.name for join in joins))
            self.joining.setText(self.tr("Both sides added {names}: make one of each").format(names=names))
            self.joining.setToolTip(self.joining.text())
            self.joining.show()

    def _ask_about(self, name: str) -> None:
        if fold(name) in self.namesakes:
            return
        box = QCheckBox(self.tr("“{name}” in the file is the {name} of this review").format(name=name))
        self._same[fold(name)] = name
        self.namesakes[fold(name)] = box
        box.toggled.connect(lambda _on: self.preview())
        self._questions.addWidget(box)

    def _show_conflicts(self, merge: Merge, differences: Mapping[str, Sequence[Difference]]) -> None:
        conflicts = [one for account in merge.files for one in account.conflicts]
        shown = {card.conflict.record_id for card in self.cards}
        if shown == {one.record_id for one in conflicts[:_MOST_CARDS]}:
            return
        self._takes = {key: take for key, take in self._takes.items() if key in {one.record_id for one in conflicts}}
        take_away_all(self._choices)
        self.cards = []
        if conflicts:
            words = counted(
                len(conflicts),
                self.tr("AMENDED ON BOTH SIDES: {n} RECORD"),
                self.tr("AMENDED ON BOTH SIDES: {n} RECORDS"),
            )
            self._choices.addWidget(plain_label(words, "section"))
        for conflict in conflicts[:_MOST_CARDS]:
            card = ConflictCard(conflict, differences.get(conflict.record_id, ()))
            card.settle(self._takes.get(conflict.record_id))
            card.taken.connect(self._take)
            self.cards.append(card)
            self._choices.addWidget(card)
        left_over = len(conflicts) - _MOST_CARDS
        if left_over > 0:
            more = self.tr("and {n} more, shown when these are decided or all are taken as is safe")
            self._choices.addWidget(plain_label(more.format(n=f"{left_over:,}"), "muted", wraps=True))

    def _take(self, record_id: str, take: Take) -> None:
        self._takes[record_id] = take
        self._look_whether_decided()

    def take_all_safe(self) -> None:
        """Takes the safe version of everything about which nothing was decided."""
        if self.merge is None:
            return
        for account in self.merge.files:
            for conflict in account.conflicts:
                self._takes.setdefault(conflict.record_id, conflict.safe)
        for card in self.cards:
            card.settle(self._takes.get(card.conflict.record_id))
        self._look_whether_decided()

    @property
    def still_open(self) -> int:
        """How many records somebody still has to choose a version of."""
        if self.merge is None:
            return 0
        conflicts = {one.record_id for account in self.merge.files for one in account.conflicts}
        return len(conflicts - self._takes.keys())

    def _look_whether_decided(self) -> None:
        merge = self.merge
        if merge is None:
            return
        self.all_safe.setVisible(self.still_open > 0)
        has_conflicts = any(account.conflicts for account in merge.files)
        decided = not merge.refused and not self.still_open and (self.joining.isHidden() or self.joining.isChecked())
        brings = has_conflicts or merge.change is not None
        self.confirming.setEnabled(decided and brings and not self._session.store.read_only)
        if self.confirming.isEnabled() and self.leaving.hasFocus():  # or Enter would cancel what is ready
            self.confirming.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tell(self._summary(merge))

    # What is told -------------------------------------------------------------------------------------------------

    def _summary(self, merge: Merge) -> str:
        if merge.refused:
            refused = counted(len(merge.refused), self.tr("{n} file is refused"), self.tr("{n} files are refused"))
            return self.tr("Nothing can be merged yet: {refused}. Why is told below.").format(refused=refused)
        if self.still_open:
            return counted(
                self.still_open,
                self.tr("{n} record was amended on both sides. Choose which version shall stand; neither is lost."),
                self.tr("{n} records were amended on both sides. Choose which version shall stand; neither is lost."),
            )
        if not self.joining.isHidden() and not self.joining.isChecked():
            return self.tr("Both sides added terms of one name. Say that they become one, or rename them on one side.")
        if all(account.brings_nothing and not account.conflicts for account in merge.files):
            return self.tr("There is nothing new in it. The review has all of it already.")
        return self.tr("Everything is decided. It comes in as one change; Ctrl+Z takes it back.")

    def _tell_all(self, merge: Merge) -> None:
        self.clear()
        refused = [
            f"{account.name}: {sentence_of(account.refused)}" for account in merge.files if account.refused is not None
        ]
        self.add_group(self.tr("REFUSED"), refused, "warning")
        for account in merge.files:
            if account.refused is None:
                self.add_group(self._title_of(account), self._lines_of(account))
                self.add_group(
                    self.tr("WORDS NOT FOUND AGAIN"), [lost.sentence for lost in account.lost_words], "warning"
                )
                self.add_group(self.tr("SETTLED WITHOUT ASKING"), account.notes)

    @staticmethod
    def _title_of(account: FileAccount) -> str:
        return f"{account.name} · {account.reviewer}" if account.reviewer else account.name

    def _lines_of(self, account: FileAccount) -> list[str]:
        kinds = (
            (account.new, self.tr("New: {what}")),
            (account.changed, self.tr("Changed: {what}")),
            (account.taken_away, self.tr("Taken away: {what}")),
        )
        lines = [words.format(what=_counts(counts)) for counts, words in kinds if counts]
        if account.codebook_added:
            lines.append(self.tr("Added to the codebook: {names}").format(names=", ".join(account.codebook_added)))
        return [*lines, self.tr("The same: {n}").format(n=f"{account.same:,}")]

    # What is done -------------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        """Reads the files once more with all that was decided, and applies what comes of it."""
        if self.saving or self._reading:
            return
        self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)
        self.confirming.setEnabled(False)
        self._reading = True
        self._session.run(
            self._work(),
            lambda found: self._apply(found) if isValid(self) else None,
            self.tr("Merging"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch,
        )

    def _apply(self, found: Previewed) -> None:
        self._reading = False
        merge = found[0]
        if self.cancelled:
            self._cancelled()
        elif merge.change is None:
            self._read(found)
        else:
            self._session.apply_beside(
                merge.change,
                lambda _applied: self._merged(merge) if isValid(self) else None,
                self.tr("Saving what was merged"),
                lambda sentence: self._refuse(sentence) if isValid(self) else None,
                watch=self.watch_saving,
            )

    def _merged(self, merge: Merge) -> None:
        self.saving = False
        take_away_all(self._choices)
        take_away_all(self._questions)
        self.cards = []
        for widget in (self.external, self.joining, self.all_safe, self.confirming):
            widget.hide()
        self.call_leaving(self.tr("Close"))
        self._tell_all(merge)
        self.tell(self.tr("Merged, as one change. Ctrl+Z takes all of it back."))
        self.done.emit()


def _counts(counts: Mapping[str, int]) -> str:
    parts = []
    for kind, number in counts.items():
        many = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
        parts.append(f"{number:,} {translated('records', kind if number == 1 else many)}")
    return ", ".join(parts)
