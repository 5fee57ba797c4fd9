"""The words of a record that can be searched: those that somebody wrote, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from curator.finding.words import words_to_index
from curator.records import Claim, Mark, Query, Record, Report, Study
from curator.text.passages import quote

JOINT = "\n\u0001\n"
"""Between two fields that are searched as one text: no typed words reach across it."""

NOTES = frozenset({"note", "memo", "question", "answer"})
"""Fields in which a reviewer writes to reviewers; the others are what a claim says or where a report stood."""


class Field(NamedTuple):
    """The words of one field, and what the field is called."""

    name: str
    words: str


def fields_of(record: Record) -> list[Field]:
    """The fields of a record that hold words, in the order in which they are shown; of other records none."""
    fields = _FIELDS.get(type(record))
    return [] if fields is None else [Field(name, words) for name, words in fields(record) if words]


def record_words(record: Record) -> str:
    """The words of the index in a record, with a space between them."""
    return words_to_index(JOINT.join(words for _, words in fields_of(record)))


def _of_claim(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "quote", quote(claim.passages)
    for name in ("statement", "population", "time_point", "design", "attribution"):
        yield name, getattr(claim, name)
    yield "estimates", "\n".join(part for one in claim.estimates for part in (one.as_reported, one.note) if part)
    yield "extra", "\n".join(words for words in claim.extra.values() if words)
    yield "note", claim.note


def _of_mark(mark: Mark) -> Iterator[tuple[str, str]]:
    yield "memo", mark.memo


def _of_query(query: Query) -> Iterator[tuple[str, str]]:
    yield "question", query.question
    yield "answer", query.answer


def _of_report(report: Report) -> Iterator[tuple[str, str]]:
    for name in ("title", "authors", "journal"):
        yield name, getattr(report, name)
    yield "year", "" if report.year is None else str(report.year)
    for name in ("doi", "pmid", "pmcid", "file_name", "retraction"):
        yield name, getattr(report, name)
    yield "details", "\n".join(words for _, words in sorted(report.details.items()) if words)
    yield "note", report.note


def _of_study(study: Study) -> Iterator[tuple[str, str]]:
    yield "name", study.name
    yield "registration", study.registration
    yield "design", study.design
    yield "note", study.note


_FIELDS: Mapping[type[Record], Callable[[Any], Iterator[tuple[str, str]]]] = {
    Study: _of_study,
    Report: _of_report,
    Claim: _of_claim,
    Mark: _of_mark,
    Query: _of_query,
}

SEARCHED_KINDS: tuple[type[Record], ...] = tuple(_FIELDS)
"""The kinds of records that hold words to search."""
