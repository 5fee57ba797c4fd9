"""What a web page says of its article: in the tags that publishers put there for reference managers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from curator.codebook.names import tidy
from curator.importing.details import says_retracted
from curator.importing.formats.reading import Particulars

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PMCID = re.compile(r"PMC\d{3,9}", re.IGNORECASE)
_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)", re.IGNORECASE)


def particulars_of(page: LexborHTMLParser) -> Particulars:
    """What the page says; its title is that of the article, else of its only first heading, else of the page."""
    said = _Tags(page)
    title = said.one("citation_title", "dc.title", "og:title") or _first_heading(page)
    doi = _DOI.search(said.one("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi"))
    pmid = said.one("citation_pmid")
    pmcid = _PMCID.search(said.one("citation_pmcid", "ncbi_pcid"))
    year = _YEAR.search(
        said.one("citation_publication_date", "citation_date", "citation_year", "dc.date", "citation_online_date")
    )
    return Particulars(
        title=title,
        authors=_authors(said),
        year=int(year.group()) if year is not None else None,
        journal=said.one("citation_journal_title", "prism.publicationname"),
        doi=doi.group().rstrip(".,;") if doi is not None else "",
        pmid=pmid if pmid.isascii() and pmid.isdigit() else "",
        pmcid=pmcid.group().upper() if pmcid is not None else "",
        licence=_licence(page, said),
        retraction="Its title says that it was retracted" if says_retracted(title) else "",
        details=_details(said),
    )


class _Tags:
    """The ``meta`` tags of a page, by name."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self._values: dict[str, list[str]] = {}
        for tag in page.css("meta"):
            name = (tag.attributes.get("name") or tag.attributes.get("property") or "").lower()
            value = tidy(tag.attributes.get("content") or "")
            if name and value:
                self._values.setdefault(name, []).append(value)

    def one(self, *names: str) -> str:
        """The first value of the first of these names that has one."""
        return next(iter(self.all(*names)), "")

    def all(self, *names: str) -> Sequence[str]:
        """All values of the first of these names that has any."""
        return next((self._values[name] for name in names if name in self._values), ())


def _authors(said: _Tags) -> str:
    several = said.all("citation_author", "citation_authors", "dc.creator", "dc.contributor")
    return "; ".join(several)


def _first_heading(page: LexborHTMLParser) -> str:
    headings = [words for one in page.css("h1") if (words := tidy(one.text()))]
    if len(headings) == 1:
        return headings[0]
    named = page.css_first("title")
    return tidy(named.text()) if named is not None else ""


def _licence(page: LexborHTMLParser, said: _Tags) -> str:
    addresses = [link.attributes.get("href") or "" for link in page.css('link[rel="license"], a[rel~="license"]')]
    for address in (*addresses, *said.all("dc.rights", "dcterms.license")):
        found = _CREATIVE_COMMONS.search(address)
        if found is not None:
            return f"CC {found.group(1).upper()} {found.group(2)}"
    return ""


def _details(said: _Tags) -> dict[str, str]:
    first, last = said.one("citation_firstpage"), said.one("citation_lastpage")
    details = {
        "Volume": said.one("citation_volume"),
        "Issue": said.one("citation_issue"),
        "Pages": "–".join(dict.fromkeys(filter(None, (first, last)))),
        "Keywords": "; ".join(said.all("citation_keywords", "keywords")),
        "Publisher": said.one("citation_publisher", "dc.publisher"),
        "ISSN": said.one("citation_issn"),
        "Language": said.one("citation_language", "dc.language"),
        "Link": said.one("citation_fulltext_html_url", "citation_abstract_html_url", "og:url"),
    }
    return {name: words for name, words in details.items() if words}
