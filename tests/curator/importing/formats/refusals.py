"""What a reader says to a file that it does not take."""

from __future__ import annotations

from collections.abc import Callable

from curator.errors import BadInput


def refusal(read: Callable[[], object]) -> str:
    """The sentence with which a file is refused; empty when it is read. Any other error than ``BadInput`` is raised."""
    try:
        read()
    except BadInput as problem:
        return problem.sentence()
    return ""
