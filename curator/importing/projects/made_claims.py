"""Draft claims made of codings by therapies, outcomes and directions: what was coded together is one claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct, field

from curator.coding.claims import in_text_order
from curator.ids import is_id, new_id
from curator.importing.projects.foreign import CodeKind, ForeignMark
from curator.ports import RecordReader
from curator.records import Claim, Passage


class _Made(Struct):
    """A claim in the making."""

    report_id: str
    coder_id: str
    key: str
    at: datetime | None
    passages: list[Passage] = field(default_factory=list)
    codes: dict[CodeKind, dict[str, None]] = field(default_factory=dict)
    memos: dict[str, None] = field(default_factory=dict)


class MadeClaims:
    """Claims being put together from the codings of one project."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str], _Made] = {}

    def add(
        self,
        mark: ForeignMark,
        kind: CodeKind,
        code_id: str,
        report_id: str,
        coder_id: str,
        passages: tuple[Passage, ...],
    ) -> None:
        """One coding by a therapy, an outcome or a direction."""
        thing = mark.thing or str(mark.places)
        made = self._made.get((report_id, coder_id, thing))
        if made is None:
            made = _Made(report_id, coder_id, mark.thing.lower(), mark.at)
            self._made[report_id, coder_id, thing] = made
        made.passages.extend(passages)
        made.codes.setdefault(kind, {})[code_id] = None
        if mark.memo:
            made.memos[mark.memo] = None

    def claims(self, reader: RecordReader) -> Iterator[tuple[Claim, bool]]:
        """Each claim, and whether it is new to the review.

        It is known again by its id, or by what was coded: whose, where, and under which codes. With several outcomes
        or directions the first is taken; the note keeps the remarks.
        """
        there = {claim.id for claim in reader.all(Claim)}
        same = {_same(claim) for claim in reader.all(Claim)}
        for made in self._made.values():
            outcomes, directions = (list(made.codes.get(kind, ())) for kind in (CodeKind.OUTCOME, CodeKind.DIRECTION))
            claim = Claim(
                id=made.key if is_id(made.key) and made.key not in there else new_id(),
                report_id=made.report_id,
                reviewer_id=made.coder_id,
                passages=in_text_order(made.passages),
                therapies=tuple((one,) for one in made.codes.get(CodeKind.THERAPY, ())),
                outcome_id=outcomes[0] if outcomes else None,
                direction_id=directions[0] if directions else None,
                note="\n".join(made.memos),
                recorded_at=made.at or datetime.now(UTC),
            )
            yield claim, made.key not in there and _same(claim) not in same


def _same(claim: Claim) -> tuple[object, ...]:
    places = tuple((passage.start, passage.end) for passage in claim.passages)
    therapies = frozenset(one for group in claim.therapies for one in group)
    return claim.report_id, claim.reviewer_id, places, therapies, claim.outcome_id, claim.direction_id
