"""How often each term, field, label, report and study is used, counted from those columns alone that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from curator.ids import is_id
from curator.records import Claim, ClaimStatus, Mark
from db.mapping import collecting_later
from db.tables import table_of

_CLAIM, _MARK = table_of(Claim).c, table_of(Mark).c
_PLAIN = (_CLAIM.report_id, _CLAIM.outcome_id, _CLAIM.direction_id, _CLAIM.study_id)
_NESTED = ((_CLAIM.therapies, _CLAIM.comparators), (_CLAIM.extra, _CLAIM.absent))
_AT_ONCE = 5000
_decode_groups = msgspec.json.Decoder(list[list[str]]).decode
_decode_names = msgspec.json.Decoder(dict[str, str]).decode


def count_uses(connection: sa.Connection) -> Mapping[str, tuple[int, int]]:
    """By id, how many living and how many retracted claims (of a label: marks) name a record; see ``RecordReader``.

    Every claim is read once, in the order in which it lies in the file. Equal columns are counted together before
    they are taken apart, since most claims name the same few things.
    """
    columns = [*_PLAIN, *(column for pair in _NESTED for column in pair), _CLAIM.status]
    plain: list[Counter[tuple[Any, ...]]] = [Counter() for _ in _PLAIN]
    groups: Counter[tuple[Any, ...]] = Counter()
    names: Counter[tuple[Any, ...]] = Counter()
    with collecting_later():
        for rows in connection.execute(sa.select(*columns)).partitions(_AT_ONCE):
            *read, therapies, comparators, extra, absent, status = zip(*rows, strict=True)
            for counter, ids in zip(plain, read, strict=True):
                counter.update(zip(ids, status, strict=True))
            groups.update(zip(therapies, comparators, status, strict=True))
            names.update(zip(extra, absent, status, strict=True))
    total = _Total()
    for counter in plain:
        for (record_id, status), times in counter.items():
            total.add(() if record_id is None else (record_id,), status, times)
    for (therapies, comparators, status), times in groups.items():
        total.add({*_ids_in(therapies), *_ids_in(comparators)}, status, times)
    for (extra, absent, status), times in names.items():
        total.add({*_decode_names(extra), *filter(is_id, _decode_names(absent))}, status, times)
    for label_id, retracted, times in _marks(connection):
        total.add((label_id,), ClaimStatus.RETRACTED if retracted else None, times)
    return total.by_id


def _ids_in(groups: str) -> Iterator[str]:
    for group in _decode_groups(groups):
        yield from group


def _marks(connection: sa.Connection) -> Iterable[Any]:
    counted = sa.select(_MARK.label_id, _MARK.retracted, sa.func.count()).group_by(_MARK.label_id, _MARK.retracted)
    return connection.execute(counted).all()


class _Total:
    """Adds up how often records are named."""

    def __init__(self) -> None:
        self.by_id: dict[str, tuple[int, int]] = {}

    def add(self, ids: Iterable[str], status: str | None, times: int) -> None:
        """So many claims or marks of this status name these records."""
        more, retracted = (0, times) if status == ClaimStatus.RETRACTED else (times, 0)
        for record_id in ids:
            known = self.by_id.get(record_id, (0, 0))
            self.by_id[record_id] = known[0] + more, known[1] + retracted
