"""Claims and marks made on another text of a report, put on the text that this review has.

A place in one text means nothing in another, so every passage is looked for by its words. Those that stand there,
letter for letter or but for what typesetting alters, are taken as found. Anything else is uncertain: the claim becomes
a draft, and a query asks about the words.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

import msgspec

from curator.coding.claims import in_text_order
from curator.desktops.accounts import LostWords
from curator.records import Claim, ClaimStatus, Mark, Passage, Query, Report
from curator.text.finding import Ambiguous, Found, How, find
from curator.text.passages import cut

_WORDS_IN_A_ROW = 5
_LEAST_IN_COMMON = 0.5


class FoundAgain(NamedTuple):
    """A claim or mark on the other text; None for a mark none of whose words were found."""

    record: Claim | Mark | None
    queries: tuple[Query, ...]
    lost: tuple[LostWords, ...]


def are_versions(first: str, second: str) -> bool:
    """Whether two texts are versions of one: half of the runs of five words of the shorter stand in the longer."""
    rows = [_rows(text) for text in (first, second)]
    fewer = min(map(len, rows))
    return fewer > 0 and len(rows[0] & rows[1]) >= _LEAST_IN_COMMON * fewer


def _rows(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    last = max(1, len(words) - _WORDS_IN_A_ROW + 1)
    return {tuple(words[place : place + _WORDS_IN_A_ROW]) for place in range(last)} if words else set()


def find_again(record: Claim | Mark, report: Report, text: str, what: str) -> FoundAgain:
    """A claim or mark with its passages at the places of another text; ``what`` is what the account calls it."""
    passages: list[Passage] = []
    lost: list[LostWords] = []
    for passage in record.passages:
        answer = find(text, passage.words, before=passage.before, after=passage.after)
        place = _place(answer)
        if place is not None:
            passages.append(cut(text, *place))
        if not isinstance(answer, Found) or answer.how is How.CLOSE:
            lost.append(
                LostWords(
                    report=report.title,
                    what=what,
                    words=passage.words,
                    closely=place is not None,
                    report_id=report.id,
                    reviewer_id=record.reviewer_id,
                )
            )
    queries = tuple(_query(record, report, one) for one in lost)
    placed = msgspec.structs.replace(record, report_id=report.id, passages=in_text_order(passages))
    if isinstance(placed, Mark):
        return FoundAgain(placed if placed.passages else None, queries, tuple(lost))
    if lost and placed.status is not ClaimStatus.RETRACTED:
        placed = msgspec.structs.replace(placed, status=ClaimStatus.DRAFT)
    return FoundAgain(placed, queries, tuple(lost))


def _place(answer: Found | Ambiguous | None) -> tuple[int, int] | None:
    """Where words certainly or closely stand; those that stand at several places stand nowhere."""
    return (answer.start, answer.end) if isinstance(answer, Found) else None


def _query(record: Claim | Mark, report: Report, lost: LostWords) -> Query:
    """The query about lost words. It is the same whenever it is made, so that it comes in once."""
    if lost.closely:
        question = f"Are these its words? They were found only closely in this text: “{lost.words}”."
    else:
        question = f"Where are its words? They were not found in this text: “{lost.words}”."
    if isinstance(record, Mark):
        question += " A mark stood on them."
    return Query(
        id=_id_from(f"{record.id} {report.id} {lost.words}"),
        report_id=report.id,
        claim_id=record.id if isinstance(record, Claim) else None,
        reviewer_id=record.reviewer_id,
        question=question,
        asked_at=record.recorded_at,
    )


def _id_from(words: str) -> str:
    """An id made from words (a UUID of version 8, RFC 9562), always the same for the same words."""
    digits = sha256(words.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"
