"""Gives an older review its index of words, beside the window: searching works meanwhile, only more slowly."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.window.jobs import Job
from ui.window.session import Session


def index_words(session: Session) -> Job | None:
    """Begins to add to the index what it lacks; None when it lacks nothing, or nothing may be written."""
    store = session.store
    if store.read_only or store.words_are_indexed():
        return None
    title = QCoreApplication.translate("Indexing", "Making the index for searching")
    ready = QCoreApplication.translate("Indexing", "The index for searching is ready.")
    return session.run(store.index_words, lambda _added: session.said.emit(ready), title)
