"""The one family of errors that a person may get to read.

An error is raised where the rule lives and turned into words once, at the edge (the window or the command
line). ``template`` is an English sentence with named gaps, so that the window can translate it before the gaps
are filled: what happened, to which file or row, and what to do about it.
"""

from __future__ import annotations


class CuratorError(Exception):
    """Something a person should be told in a sentence.

    ``template`` holds named gaps in ``str.format`` style; ``details`` fills them.
    """

    def __init__(self, template: str, **details: object) -> None:
        super().__init__(template)
        self.template = template
        self.details = details

    def sentence(self, template: str | None = None) -> str:
        """The filled-in sentence; a translated ``template`` may be given in place of the English one."""
        return (template or self.template).format(**self.details)

    def __str__(self) -> str:
        return self.sentence()


class BadInput(CuratorError):
    """A file, row or value from outside cannot be used as it is."""


class Refused(CuratorError):
    """A rule of the review forbids what was asked (a term in use cannot vanish)."""


class NotFound(CuratorError):
    """A record, report or term that was named does not exist."""


class ChangedMeanwhile(CuratorError):
    """A change was computed from records that are no longer what they were."""


class NothingToUndo(CuratorError):
    """There is no change left to undo, or to redo."""


class ReviewFileProblem(CuratorError):
    """A review file cannot be opened, read or written."""


class NotAReview(ReviewFileProblem):
    """The file is not a review at all."""


class DamagedReview(ReviewFileProblem):
    """The file was a review once, but cannot be read through."""


class NewerReview(ReviewFileProblem):
    """The file was written by a newer version of the program."""


class ReviewInUse(ReviewFileProblem):
    """Somebody else has the review open; ``details`` has ``who``, ``host`` and ``since``."""


class ReadOnlyReview(ReviewFileProblem):
    """The review was opened for reading only, and a change was asked for."""


class CannotWrite(CuratorError):
    """A file could not be written (disk full, locked, read-only); what was there before is untouched."""
