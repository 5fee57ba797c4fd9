"""Where in a report a place of its text lies: in which section, and on which page of the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from curator.ports import RecordReader
from curator.records import Page, Report, Section, SectionKind, Structure

WITHIN = " › "
"""What stands between a section and the one that lies in it."""
BETWEEN = " · "
"""What stands between the section and the page."""
SHORT = 48
"""So many characters of a title are shown where there is little room; what is kept or written has all of it."""
_ASKED_ONE_BY_ONE = 30
_PAGES_AROUND = 2


def structure_of(reader: RecordReader, report: Report) -> Structure | None:
    """Where the sections and pages of the report's text are; None when nothing is known of this very text."""
    return structures_of(reader, [report]).get(report.id)


def structures_of(reader: RecordReader, reports: Iterable[Report]) -> dict[str, Structure]:
    """By the id of a report, where the sections and pages of its text are; left out where nothing is known of them."""
    texts = {report.id: report.text_sha256 for report in reports}
    if len(texts) <= _ASKED_ONE_BY_ONE:
        found = [one for report_id in texts for one in reader.all(Structure, report_id=report_id)]
    else:
        found = reader.all(Structure)
    return {one.report_id: one for one in found if texts.get(one.report_id) == one.text_sha256}


def sections_at(structure: Structure | None, start: int) -> tuple[Section, ...]:
    """The sections that the place lies in, the widest one first."""
    if structure is None:
        return ()
    return tuple(one for one in structure.sections if one.start <= start < one.end)


def section_at(structure: Structure | None, start: int) -> Section | None:
    """The narrowest section that the place lies in."""
    around = sections_at(structure, start)
    return around[-1] if around else None


def page_at(structure: Structure | None, start: int) -> Page | None:
    """The page of the original that the place stands on.

    Where a paragraph goes on behind a table that fills a page, its words stand among that page's; what stands where
    goes before that.
    """
    if structure is None:
        return None
    number = next((number for number, one in enumerate(structure.pages) if one.start <= start < one.end), None)
    if number is None:
        return None
    near = structure.pages[max(0, number - _PAGES_AROUND) : number + _PAGES_AROUND + 1]
    return next((one for one in near if _stands_on(one, start)), structure.pages[number])


def _stands_on(page: Page, place: int) -> bool:
    before = bisect_right(page.runs, place, key=lambda run: run.start) - 1
    return before >= 0 and place < page.runs[before].end


def words_for_section(structure: Structure | None, start: int, longest: int | None = None) -> str:
    """The section of a place in words ("Results", "Methods › Statistics"); empty when nothing is known of it.

    The widest section goes by what it is, whatever the report calls it; the narrowest by its own heading. Titles are
    cut to ``longest`` characters where it is given.
    """
    around = sections_at(structure, start)
    if not around:
        return ""
    widest, narrowest = around[0], around[-1]
    named = widest.kind is not SectionKind.OTHER
    first = widest.kind.value.capitalize() if named else _shortened(widest.title, longest)
    if widest.kind in (SectionKind.TABLE, SectionKind.FIGURE):
        first = _shortened(widest.title, longest) or first
    last = "" if narrowest is widest else _shortened(narrowest.title, longest)
    return WITHIN.join(dict.fromkeys(filter(None, (first, last))))


def words_for_page(structure: Structure | None, start: int) -> str:
    """The page of a place in words ("p. 4"); empty when nothing is known of it."""
    page = page_at(structure, start)
    return f"p. {page.label}" if page is not None else ""


def words_for_place(structure: Structure | None, start: int, longest: int | None = None) -> str:
    """The section and the page of a place in words ("Results · p. 4"); empty when nothing is known of either.

    Titles are cut to ``longest`` characters where it is given.
    """
    return BETWEEN.join(filter(None, (words_for_section(structure, start, longest), words_for_page(structure, start))))


def _shortened(title: str, longest: int | None) -> str:
    return title if longest is None or len(title) <= longest else title[: longest - 1].rstrip() + "…"
