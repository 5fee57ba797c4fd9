"""The formats of references. Adding one is a module with a ``FORMAT`` in it and its name in ``_MODULES``."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from curator.importing.formats.reading import Head
from curator.importing.references.reference import ReferenceFormat

_MODULES = ("ris", "nbib", "wos", "endnote", "bibtex", "tabular")
"""In the order in which they are asked."""


@cache
def formats() -> tuple[ReferenceFormat, ...]:
    """Every format, in the order in which they are asked."""
    return tuple(import_module(f"{__package__}.{name}").FORMAT for name in _MODULES)


def format_for(head: Head) -> ReferenceFormat | None:
    """The format of a file; None where nobody recognises it."""
    return next((one for one in formats() if one.recognises(head)), None)
