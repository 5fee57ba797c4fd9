"""For the picture of a merge: a file that came back, in which and beside which one outcome was amended."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QEventLoop

from curator.changes import Change, amended
from curator.codebook.altering import add_term
from curator.codebook.codebook import Codebook
from curator.coding.claims import amend_claim
from curator.coding.progress import reopen_several, submit_several
from curator.demo import SECOND_REVIEWER
from curator.desktops.handing_out import hand_out
from curator.ports import ReviewStore
from curator.records import Claim, Outcome, Reviewer
from ui.window.main_window import MainWindow
from ui.window.sources.people.returned_panel import ReturnedPanel
from ui.window.workplace import Workplace

_HERE = "Patients with nephritis alone"
_THERE = "A rise of at least 3 points after response"


def merge(window: MainWindow, review: Path) -> None:
    """What a file would bring, and a record that was amended on both sides."""
    workplace = open_a_copy(window, review, "merging")
    session = workplace.session
    theirs = review.parent / "merging" / f"{SECOND_REVIEWER}.curator"
    hand_out(session.store, window.files, theirs, SECOND_REVIEWER, session.reviewer.id)
    elsewhere = window.files.open(theirs)
    _work(elsewhere)
    elsewhere.close()
    _define(session.store, _HERE, session.reviewer.id)
    workplace.do("people")
    workplace.sources.people.merge([theirs])
    panel = workplace.sources.panel
    if not isinstance(panel, ReturnedPanel):
        raise TypeError("no file is being merged")
    told = QEventLoop()
    panel.previewed.connect(told.quit)
    told.exec()


def open_a_copy(window: MainWindow, review: Path, folder: str) -> Workplace:
    """Opens a copy of a review, in a folder of this name beside it."""
    place = review.parent / folder
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    window.close_review()
    shutil.copyfile(review, place / review.name)
    window.open_review(place / review.name)
    if window.workplace is None:
        raise RuntimeError("the copy of the demo review did not open")
    return window.workplace


def _work(store: ReviewStore) -> None:
    ben = store.all(Reviewer)[0].id
    _define(store, _THERE, ben)
    term, change = add_term(Codebook.read(store), Outcome, "Thrombosis", ben)
    if change is not None:
        store.apply(change)
    store.apply(reopen_several(store, None, ben, ben))
    for claim in store.all(Claim)[:3]:
        change = amend_claim(store, claim, ben, outcome_id=term.id)
        if change is not None:
            store.apply(change)
    store.apply(submit_several(store, None, ben, ben))


def _define(store: ReviewStore, words: str, by: str) -> None:
    relapse = next(outcome for outcome in store.all(Outcome) if outcome.name == "Relapse")
    store.apply(Change(title="Define", reviewer_id=by, alterations=(amended(relapse, definition=words),)))
