"""Where it is worth looking for the words of a question: the texts and records that an index says may have them."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from curator.finding.candidates import Candidates
from curator.finding.question import Every, Needed, Row
from curator.finding.wording import SEARCHED_KINDS
from curator.finding.words import RULES
from db.searching.rows import TEXTS, has_own_index, is_whole
from db.tables import SEARCHED, SEARCHED_WORDS, TEXT, table_of

_ROWS = sa.select(SEARCHED.c.kind, SEARCHED.c.of).where(SEARCHED.c.rules == RULES)
_BY_INDEX = _ROWS.join(SEARCHED_WORDS, SEARCHED_WORDS.c.rowid == SEARCHED.c.number).where(
    SEARCHED_WORDS.c.searched_words.op("MATCH")(sa.bindparam("asked"))
)


def worth_searching(connection: sa.Connection, needed: Needed) -> Candidates:
    """The texts and records that may have what is needed; those that are not in the index yet always may."""
    found: dict[str, list[str]] = {}
    for kind, of in [*_indexed(connection, needed), *([] if is_whole(connection) else _not_indexed(connection))]:
        found.setdefault(kind, []).append(of)
    records = {kind: tuple(sorted(found.get(kind.name_in_log, ()))) for kind in SEARCHED_KINDS}
    return Candidates(texts=frozenset(found.get(TEXTS, ())), records=records)


def _indexed(connection: sa.Connection, needed: Needed) -> list[tuple[str, str]]:
    if not has_own_index(connection):
        rows = connection.execute(_ROWS.where(_looked_through(needed)))
    elif asked := _for_fts5(needed):
        rows = connection.execute(_BY_INDEX, {"asked": asked})
    else:
        rows = connection.execute(_ROWS)
    return [(kind, of) for kind, of in rows.all()]


def _for_fts5(needed: Needed) -> str:
    """What is needed, as FTS5 asks. Words of the index are letters and digits only, so nothing of them is a command."""
    match needed:
        case Row():
            return f'"{" ".join(needed.words)}"{" *" if needed.begins else ""}'
        case Every():
            return f"({' AND '.join(map(_for_fts5, needed.parts))})" if needed.parts else ""
        case _:
            return f"({' OR '.join(map(_for_fts5, needed.parts))})"


def _looked_through(needed: Needed) -> sa.ColumnElement[bool]:
    match needed:
        case Row():
            ends = [" "] * (len(needed.words) - 1) + ["" if needed.begins else " "]
            return sa.and_(
                *(
                    sa.func.strpos(SEARCHED.c.words, f" {word}{end}", type_=sa.Integer()) > 0
                    for word, end in zip(needed.words, ends, strict=True)
                )
            )
        case Every():
            return sa.and_(sa.true(), *map(_looked_through, needed.parts))
        case _:
            return sa.or_(sa.false(), *map(_looked_through, needed.parts))


def _not_indexed(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    for kind, key in [(TEXTS, TEXT.c.sha256), *((one.name_in_log, table_of(one).c.id) for one in SEARCHED_KINDS)]:
        there = sa.select(SEARCHED.c.of).where(SEARCHED.c.kind == kind, SEARCHED.c.rules == RULES)
        for of in connection.execute(sa.select(key).where(key.not_in(there))).scalars():
            yield kind, of
