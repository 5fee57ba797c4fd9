"""What a text has of words that somebody is still typing: one place for each of a few reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from curator.coding.reports import short_name
from curator.errors import BadInput
from curator.finding.finds import Find, Where
from curator.finding.language import completed, read_question
from curator.finding.searching import search
from curator.ports import RecordReader
from curator.records import Report


class FirstPlaces(NamedTuple):
    """Finds with the names of their reports. ``typed`` finds every place when it is searched for."""

    typed: str
    finds: list[tuple[Find, str]]


def first_places(
    reader: RecordReader, words: str, most: int, is_wanted: Callable[[], bool] = lambda: True
) -> FirstPlaces:
    """The first place in texts and notes of at most ``most`` reports; ends early once it is wanted no more.

    Words without an operator are first taken as a phrase, then one by one. What cannot be asked finds nothing.
    """
    found: dict[str, Find] = {}
    typed = words
    for typed in dict.fromkeys((completed(words), words)):
        try:
            asked = read_question(typed, unfinished=True)
        except BadInput:
            continue
        for find in search(reader, asked, where=(Where.TEXT, Where.NOTE)):
            found.setdefault(find.report_id, find)
            if len(found) == most or not is_wanted():
                break
        if found:
            break
    reports = reader.get_many(Report, found)
    return FirstPlaces(typed, [(find, short_name(reports[one])) for one, find in found.items() if one in reports])
