"""Errors in words, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from curator.errors import CuratorError


def sentence_of(problem: CuratorError) -> str:
    """What a person reads about a problem, in their own language where there is a translation."""
    return problem.sentence(QCoreApplication.translate("errors", problem.template))
