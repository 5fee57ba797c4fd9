"""The formats of texts: a file finds its format by its content, and by its ending only where content cannot tell.

Adding one is a module with a ``FORMAT`` in it and its name in ``_MODULES``; nothing else is touched.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from curator.importing.formats.reading import Head, TextFormat

_MODULES = ("pdf", "word", "epub", "jats", "html", "plain")
"""In the order in which they are asked: plain text comes last, since nearly everything can be read as one."""


@cache
def formats() -> tuple[TextFormat, ...]:
    """Every format, in the order in which they are asked."""
    return tuple(import_module(f"{__package__}.{name}").FORMAT for name in _MODULES)


def format_for(head: Head) -> TextFormat | None:
    """The format of a file; None where nobody recognises it."""
    return next((one for one in formats() if one.recognises(head)), None)


@cache
def endings() -> tuple[str, ...]:
    """How the names of texts end, plain texts first."""
    return tuple(dict.fromkeys(ending for one in reversed(formats()) for ending in one.endings))
