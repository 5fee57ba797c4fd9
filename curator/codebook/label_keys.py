"""The keys that set labels: one letter or digit, each of one label only. A retired label holds no key."""

from __future__ import annotations

from collections.abc import Iterable

from curator.codebook.names import tidy
from curator.errors import BadInput
from curator.records import Label


def read_key(words: str) -> str:
    """A key as it is kept, in lower case; empty for none. Raises ``BadInput`` for more than one letter or digit."""
    key = tidy(words).lower()
    if key and (len(key) != 1 or not key.isalnum()):
        raise BadInput("“{words}” is no key. A label is set by one letter or digit.", words=tidy(words))
    return key


def label_set_by(key: str, labels: Iterable[Label], besides: str | None = None) -> Label | None:
    """The label that a key sets, the label with the id ``besides`` aside; None for a key that is free."""
    wanted = key.lower()
    return next(
        (
            label
            for label in labels
            if wanted and label.key.lower() == wanted and not label.retired and label.id != besides
        ),
        None,
    )
