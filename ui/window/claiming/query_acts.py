"""What can be done with a query, each applied at once; a refusal is said by the session."""

from __future__ import annotations

from curator.coding import queries
from curator.records import Claim, Query
from ui.window.session import Session


def ask(session: Session, report_id: str, words: str, claim: Claim | None) -> None:
    """Leaves a question on a claim, or on the report as a whole."""
    made = session.attempt(lambda: queries.ask(report_id, session.reviewer.id, words, claim))
    session.apply(made[1] if made is not None else None)


def answer(session: Session, query: Query, words: str) -> None:
    """Answers a query; it stays open."""
    session.apply(session.attempt(lambda: queries.answer(_now(session, query), session.reviewer.id, words)))


def resolve(session: Session, query: Query) -> None:
    """Settles a query."""
    session.apply(session.attempt(lambda: queries.resolve(_now(session, query), session.reviewer.id)))


def reopen(session: Session, query: Query) -> None:
    """Opens a settled query again."""
    session.apply(session.attempt(lambda: queries.reopen(_now(session, query), session.reviewer.id)))


def _now(session: Session, query: Query) -> Query:
    """The query as the review holds it: an answer may have been stored a moment ago."""
    return session.store.get(Query, query.id)
