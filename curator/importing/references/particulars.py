"""What a reference says of its report: its fields, what has no field by its name in words, and what is odd."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from curator.codebook.names import tidy
from curator.importing.details import says_retracted
from curator.importing.formats.reading import Particulars
from curator.importing.references.reference import Part, Reference, Tags
from curator.records import ReportKind

_YEAR = re.compile(r"\D{0,12}((?:1[5-9]|20)\d\d)(?!\d)")
_DOI = re.compile(r"(?i)(?:^|doi(?:\.org)?[:/\s]*|^doi\s*)(10\.\d{4,9}/[^\s\"<>|]+)")
_PMID = re.compile(r"(?i)(?:PMID:?\s*)?(\d{1,9})")
_PMCID = re.compile(r"(?i)\b(PMC\d{3,9})\b")
_SAYS_RETRACTED = re.compile(r"(?i)^\W*(?:retracted(?:\s+(?:publication|article|paper))?|withdrawn)\b")
_RETRACTED_IN = "RIN"
_LIST = "; "


class SaidOf(NamedTuple):
    """What a reference says: the particulars, the abstract, and what somebody should know of how it says it."""

    particulars: Particulars
    abstract: str
    notes: tuple[str, ...]


def said_of(reference: Reference, tags: Tags) -> SaidOf:
    """What a reference says. Every value is in a field, in the abstract, or under its name in ``details``."""
    found: dict[Part, str] = {}
    held: dict[str, set[str]] = {}
    for part, candidates in tags.parts.items():
        for tag in candidates:
            words = _joined(reference, tag) if part is Part.AUTHORS else _first_fit(part, reference.values(tag))
            if words and part not in found:
                found[part] = words
    for part, words in tags.also(reference).items():
        found.setdefault(part, words)
    for part, candidates in tags.parts.items():
        for tag in candidates:
            values = reference.values(tag)
            kept = set(values) if part is Part.AUTHORS and _LIST.join(values) == found.get(part) else set()
            held[tag] = held.get(tag, set()) | kept | {one for one in values if _is_held(one, found.get(part, ""))}
    notes = [*reference.notes, *_faulty_years(reference, tags, found), *_empty_tags(reference, tags)]
    particulars = Particulars(
        title=tidy(found.get(Part.TITLE, "")),
        authors=tidy(found.get(Part.AUTHORS, "")),
        year=int(found[Part.YEAR]) if Part.YEAR in found else None,
        journal=tidy(found.get(Part.JOURNAL, "")),
        doi=found.get(Part.DOI, ""),
        pmid=found.get(Part.PMID, ""),
        pmcid=found.get(Part.PMCID, ""),
        licence=tidy(found.get(Part.LICENCE, "")),
        kind=ReportKind.ABSTRACT,
        retraction=_retraction(reference, tags, found.get(Part.TITLE, "")),
        details=_details(reference, tags, held),
    )
    return SaidOf(particulars, found.get(Part.ABSTRACT, ""), tuple(notes))


def _year(words: str) -> str:
    found = _YEAR.match(words)
    return found.group(1) if found else ""


def _doi(words: str) -> str:
    found = _DOI.search(words.replace("%2F", "/"))
    return found.group(1).rstrip(".,;)") if found else ""


def _pmid(words: str) -> str:
    found = _PMID.fullmatch(words)
    return found.group(1) if found else ""


def _pmcid(words: str) -> str:
    found = _PMCID.search(words)
    return found.group(1).upper() if found else ""


_READ: Mapping[Part, Callable[[str], str]] = {
    Part.YEAR: _year,
    Part.DOI: _doi,
    Part.PMID: _pmid,
    Part.PMCID: _pmcid,
}


def _first_fit(part: Part, values: list[str]) -> str:
    """The first value that can stand in a field; a faulty year cannot."""
    read = _READ.get(part, str)
    return next((words for value in values if (words := read(value))), "")


def _joined(reference: Reference, tag: str) -> str:
    return _LIST.join(reference.values(tag))


def _is_held(value: str, field: str) -> bool:
    """Whether a field says all of a value already."""
    return field in (value, tidy(value), value.removesuffix(" [doi]")) and field != ""


def _faulty_years(reference: Reference, tags: Tags, found: Mapping[Part, str]) -> list[str]:
    written = [value for tag in tags.parts.get(Part.YEAR, ())[:2] for value in reference.values(tag)]
    faulty = [value for value in dict.fromkeys(written) if not _year(value)]
    instead = f"{found[Part.YEAR]} is taken from its date" if Part.YEAR in found else "it is kept as written"
    return [f"Its year, “{value}”, is no year; {instead}." for value in faulty]


def _empty_tags(reference: Reference, tags: Tags) -> list[str]:
    empty = dict.fromkeys(entry.tag for entry in reference.entries if not entry.value)
    if not empty:
        return []
    named = ", ".join(f"{tag} ({tags.name_of(tag).lower()})" for tag in empty)
    return [f"Empty in it: {named}."]


def _retraction(reference: Reference, tags: Tags, title: str) -> str:
    """What the record says of a retraction of its report; a notice about another report's says nothing here."""
    said = [
        tidy(value)
        for tag in tags.retracted
        for value in reference.values(tag)
        if tag == _RETRACTED_IN or _SAYS_RETRACTED.match(value)
    ]
    if not said and says_retracted(title):
        said = ["Its title says that it was retracted"]
    return _LIST.join(
        f"Retraction in {words}" if tag_said else words
        for words, tag_said in ((one, one in reference.values(_RETRACTED_IN)) for one in dict.fromkeys(said))
    )


def _details(reference: Reference, tags: Tags, held: Mapping[str, set[str]]) -> dict[str, str]:
    """Every value that no field holds, by the name of its tag in words; those under one name one after the other."""
    values: dict[str, dict[str, None]] = {}
    abstract_tags = tags.parts.get(Part.ABSTRACT, ())
    for tag, value in reference.entries:
        if value and value not in held.get(tag, ()):
            name = tags.name_of(tag)
            name = f"{name}, further" if tag in abstract_tags else name
            values.setdefault(name, {})[value] = None
    return {name: _listed(list(several)) for name, several in values.items()}


def _listed(values: list[str]) -> str:
    plain = not any(";" in value or "\n" in value for value in values)
    return (_LIST if plain else "\n").join(values)
