"""Queries: questions left on a claim or a report, answered and resolved."""

from __future__ import annotations

from datetime import UTC, datetime

from curator.changes import Change, added, amended
from curator.errors import BadInput, Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Claim, Query


def ask(report_id: str, reviewer_id: str, question: str, claim: Claim | None = None) -> tuple[Query, Change]:
    """A new query on a claim, or on the report as a whole; raises ``BadInput`` when nothing was asked."""
    question = question.strip()
    if not question:
        raise BadInput("A query needs a question. Type what should be checked.")
    query = Query(
        id=new_id(),
        report_id=report_id,
        claim_id=claim.id if claim else None,
        reviewer_id=reviewer_id,
        question=question,
        asked_at=datetime.now(UTC),
    )
    return query, Change(title="Ask a query", reviewer_id=reviewer_id, alterations=added([query]))


def answer(query: Query, reviewer_id: str, words: str) -> Change:
    """The change that answers a query; it stays open until it is resolved."""
    return Change(title="Answer a query", reviewer_id=reviewer_id, alterations=(amended(query, answer=words.strip()),))


def resolve(query: Query, reviewer_id: str, words: str | None = None) -> Change:
    """The change that settles a query, with a last answer if one is given."""
    if query.resolved:
        raise Refused("This query is resolved already.")
    said = query.answer if words is None else words.strip()
    return Change(
        title="Resolve a query",
        reviewer_id=reviewer_id,
        alterations=(amended(query, answer=said, resolved=True),),
    )


def reopen(query: Query, reviewer_id: str) -> Change:
    """The change that opens a resolved query again."""
    if not query.resolved:
        raise Refused("This query is open already.")
    return Change(title="Reopen a query", reviewer_id=reviewer_id, alterations=(amended(query, resolved=False),))


def open_queries(reader: RecordReader, report_id: str) -> dict[str | None, list[Query]]:
    """The open queries of a report by the id of the claim they are about; None for the report itself."""
    found: dict[str | None, list[Query]] = {}
    for query in reader.all(Query, report_id=report_id, resolved=False):
        found.setdefault(query.claim_id, []).append(query)
    return found
