"""What texts, notes and references have of words that somebody is still typing: one place for each of a few."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from curator.coding.reports import short_name
from curator.errors import BadInput
from curator.finding.finds import Find, Where
from curator.finding.language import completed, read_question
from curator.finding.searching import search
from curator.ports import RecordReader
from curator.records import Report, Study

LISTED_BY = frozenset({"title", "authors", "year", "file_name", "doi"})
"""The details by which the search line itself lists a report."""

_SHORTEST = 2
"""One letter begins a word in every text."""

_WHERE = (Where.TEXT, Where.NOTE, Where.REFERENCE)


class FirstPlaces(NamedTuple):
    """Finds with the names of their reports or studies. ``typed`` finds every place when it is searched for."""

    typed: str
    finds: list[tuple[Find, str]]


def first_places(
    reader: RecordReader, words: str, most: int, is_wanted: Callable[[], bool] = lambda: True
) -> FirstPlaces:
    """The first place in at most ``most`` reports and studies; ends early once it is wanted no more.

    Words without an operator are first taken as a phrase, then one by one. What cannot be asked finds nothing. Claims
    are not looked at, nor those details of a report by which it is listed itself.
    """
    found: dict[str, Find] = {}
    typed = words
    if len(words) < _SHORTEST:
        return FirstPlaces(typed, [])
    for typed in dict.fromkeys((completed(words), words)):
        try:
            asked = read_question(typed, unfinished=True)
        except BadInput:
            continue
        for find in search(reader, asked, where=_WHERE):
            if find.where is not Where.REFERENCE or find.field not in LISTED_BY:
                found.setdefault(find.report_id or find.record_id, find)
            if len(found) == most or not is_wanted():
                break
        if found:
            break
    names = {report.id: short_name(report) for report in reader.get_many(Report, found).values()}
    names |= {study.id: study.name for study in reader.get_many(Study, found).values()}
    return FirstPlaces(typed, [(find, names[one]) for one, find in found.items() if one in names])
