"""The rows of the index, written in the transaction that they are given.

A row of ``searched`` stands for one text (by its SHA-256) or one record with words (by its id). On SQLite the words
themselves are in FTS5's index, which keeps no copy of them; to take a row out of it one has to tell it the words that
it has. Those of records are therefore kept in ``searched``; texts are never taken out, so theirs are kept nowhere. On
PostgreSQL ``searched`` keeps the different words of each, and they are looked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from curator.changes import Alteration
from curator.finding.wording import SEARCHED_KINDS, record_words
from curator.finding.words import RULES, words_to_index
from db.chunks import in_chunks
from db.tables import SEARCHED, SEARCHED_WORDS, TEXT

TEXTS = TEXT.name
"""The kind of the rows that stand for texts."""

_TEXTS_AT_ONCE = 50

WHOLE = "whole"
"""The kind of the one row that says that the index lacks nothing."""

_NUMBERED: dict[str, Any] = {"rowid": sa.bindparam("number"), "words": sa.bindparam("said")}
_PUT = sa.insert(SEARCHED_WORDS).values(_NUMBERED)
_TAKE_OUT = sa.insert(SEARCHED_WORDS).values(searched_words="delete", **_NUMBERED)
_EMPTY = sa.insert(SEARCHED_WORDS).values(searched_words="delete-all")


def has_own_index(connection: sa.Connection) -> bool:
    """Whether the database has an index of words of its own: SQLite."""
    return connection.dialect.name == "sqlite"


def index_texts(connection: sa.Connection, texts: Mapping[str, str]) -> None:
    """Adds texts, by their SHA-256, that the index has not; few at a time, because their words take room, too."""
    keys = list(texts)
    for first in range(0, len(keys), _TEXTS_AT_ONCE):
        some = keys[first : first + _TEXTS_AT_ONCE]
        _put(connection, TEXTS, {sha256: words_to_index(texts[sha256]) for sha256 in some})


def index_alterations(connection: sa.Connection, alterations: Iterable[Alteration]) -> None:
    """Keeps the index as the records are once a change is made."""
    gone: dict[str, set[str]] = {}
    new: dict[str, dict[str, str]] = {}
    for alteration in alterations:
        record = alteration.record()
        if not isinstance(record, SEARCHED_KINDS):
            continue
        kind = record.name_in_log
        if alteration.before is not None and alteration.after is not None:
            words = record_words(alteration.after)
            if words == record_words(alteration.before):
                continue
            new.setdefault(kind, {})[record.id] = words
        elif alteration.after is not None:
            new.setdefault(kind, {})[record.id] = record_words(alteration.after)
        if alteration.before is not None:
            gone.setdefault(kind, set()).add(record.id)
    for kind, ids in gone.items():
        take_out(connection, kind, ids)
    for kind, by_id in new.items():
        _put(connection, kind, by_id)


def put_records(connection: sa.Connection, kind: str, words: Mapping[str, str]) -> None:
    """Adds records of one kind, by id, that the index has not."""
    _put(connection, kind, words)


def take_out(connection: sa.Connection, kind: str, ids: Iterable[str]) -> None:
    """Takes rows out of the index; those that are not in it are passed over."""
    for chunk in in_chunks(ids):
        here = SEARCHED.c.kind == kind, SEARCHED.c.of.in_(chunk)
        if has_own_index(connection):
            kept = connection.execute(sa.select(SEARCHED.c.number, SEARCHED.c.words).where(*here)).all()
            if kept:
                connection.execute(_TAKE_OUT, [{"number": number, "said": words} for number, words in kept])
        connection.execute(sa.delete(SEARCHED).where(*here))


def _put(connection: sa.Connection, kind: str, words: Mapping[str, str]) -> None:
    if not words:
        return
    own_index = has_own_index(connection)
    kept = (lambda said: "" if kind == TEXTS else said) if own_index else different_words
    first = (connection.execute(sa.select(sa.func.max(SEARCHED.c.number))).scalar() or 0) + 1
    rows = [
        {"number": first + place, "kind": kind, "of": of, "rules": RULES, "words": kept(said)}
        for place, (of, said) in enumerate(words.items())
    ]
    connection.execute(sa.insert(SEARCHED), rows)
    if own_index:
        said_at = [{"number": first + place, "said": said} for place, said in enumerate(words.values())]
        connection.execute(_PUT, said_at)


def different_words(words: str) -> str:
    """The different words among those of the index, as they are kept where they are looked through."""
    return f" {' '.join(sorted(set(words.split())))} "


def empty(connection: sa.Connection) -> None:
    """Takes everything out of the index."""
    connection.execute(sa.delete(SEARCHED))
    if has_own_index(connection):
        connection.execute(_EMPTY)


def is_whole(connection: sa.Connection) -> bool:
    """Whether the index lacks nothing, by the rules in force."""
    rules = connection.execute(sa.select(SEARCHED.c.rules).where(SEARCHED.c.kind == WHOLE)).scalar_one_or_none()
    return rules == RULES


def say_whole(connection: sa.Connection) -> None:
    """Writes down that the index lacks nothing."""
    connection.execute(sa.delete(SEARCHED).where(SEARCHED.c.kind == WHOLE))
    first = (connection.execute(sa.select(sa.func.max(SEARCHED.c.number))).scalar() or 0) + 1
    connection.execute(sa.insert(SEARCHED), [{"number": first, "kind": WHOLE, "of": "", "rules": RULES, "words": ""}])
