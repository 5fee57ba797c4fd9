"""A reference becomes a report: its title and its abstract are the text, its own bytes the original."""

from __future__ import annotations

from msgspec import Struct

from curator.changes import SourceText
from curator.codebook.names import tidy
from curator.ids import new_id
from curator.importing.references.particulars import said_of
from curator.importing.references.reference import Reference, Tags
from curator.records import Report, Section, SectionKind, Structure
from curator.text.decoding import LOST, normalise

_BETWEEN = "\n\n"
_LONGEST_TITLE = 300


class ReportOfReference(Struct, frozen=True, kw_only=True):
    """A report in the making, its text, and where title and abstract are in it."""

    report: Report
    source: SourceText
    structure: Structure
    abstract: str
    notes: tuple[str, ...]


def report_of(reference: Reference, tags: Tags, report_id: str, file_name: str, encoding: str) -> ReportOfReference:
    """The report that a reference makes.

    Keywords are not part of its text: they are a librarian's words, not the authors'. Where there is neither title
    nor abstract, the record itself is the text, for a report without words cannot be.
    """
    said = said_of(reference, tags)
    particulars = said.particulars
    notes = list(said.notes)
    parts = [(SectionKind.TITLE, particulars.title), (SectionKind.ABSTRACT, said.abstract)]
    text, sections = _laid_out([(kind, words.strip()) for kind, words in parts if words.strip()])
    if not text:
        text = "\n".join(f"{tags.name_of(entry.tag)}: {entry.value}" for entry in reference.entries if entry.value)
        notes.append("It has neither title nor abstract; what else it says is its text.")
    decoded = normalise(text or tidy(file_name))
    notes += decoded.notes
    source = SourceText(text=decoded.text, original=reference.original)
    title = particulars.title or _called(reference, particulars.doi, file_name)
    report = Report(
        id=report_id,
        title=tidy(title.replace("\0", LOST))[:_LONGEST_TITLE],
        file_name=file_name,
        text_sha256=source.text_sha256,
        original_sha256=source.original_sha256,
        characters=len(source.text),
        encoding=encoding,
        import_note=" ".join(notes),
        authors=particulars.authors,
        year=particulars.year,
        journal=particulars.journal,
        doi=particulars.doi,
        pmid=particulars.pmid,
        pmcid=particulars.pmcid,
        kind=particulars.kind,
        licence=particulars.licence,
        retraction=particulars.retraction,
        details=dict(particulars.details),
    )
    structure = Structure(id=new_id(), report_id=report_id, text_sha256=source.text_sha256, sections=sections)
    return ReportOfReference(
        report=report, source=source, structure=structure, abstract=said.abstract, notes=tuple(notes)
    )


def _laid_out(parts: list[tuple[SectionKind, str]]) -> tuple[str, tuple[Section, ...]]:
    text = ""
    sections = []
    for kind, words in parts:
        text += _BETWEEN if text else ""
        sections.append(Section(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words
    return text, tuple(sections)


def _called(reference: Reference, doi: str, file_name: str) -> str:
    """What a report without a title is called."""
    return doi or f"Reference {reference.number} of {file_name}"
