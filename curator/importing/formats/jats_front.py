"""What journal XML says of its article: authors, ids, journal, year, licence, and whether it was retracted."""

from __future__ import annotations

import re

from lxml import etree

from curator.codebook.names import tidy
from curator.importing.details import says_retracted
from curator.importing.formats.jats_words import words_of
from curator.importing.formats.reading import Particulars
from curator.importing.formats.xml import name_of
from curator.records import ReportKind

_KINDS = {
    "abstract": ReportKind.ABSTRACT,
    "meeting-report": ReportKind.ABSTRACT,
    "case-report": ReportKind.CASE_REPORT,
    "review-article": ReportKind.REVIEW,
    "systematic-review": ReportKind.REVIEW,
    "protocol": ReportKind.PROTOCOL,
}
_RETRACTED_BY = ("retraction-forward", "retraction")
_RETRACTS = ("retracted-article", "retraction-of")
_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark))", re.IGNORECASE
)
_HREF = "{http://www.w3.org/1999/xlink}href"
_PMC = re.compile(r"(?:PMC)?(\d{3,9})", re.IGNORECASE)
_EARLIEST, _LATEST = 1500, 2100


def particulars_of(article: etree._Element, front: etree._Element) -> Particulars:
    """What the front matter of an article says."""
    meta = next(iter(front.findall("{*}article-meta")), front)
    ids = {one.get("pub-id-type", ""): tidy(words_of(one)) for one in reversed(meta.findall("{*}article-id"))}
    title = _first(meta, "{*}title-group/{*}article-title") or _first(meta, "{*}article-title")
    pmcid = _PMC.fullmatch(ids.get("pmc") or ids.get("pmcid") or "")
    return Particulars(
        title=title,
        authors=_authors(meta),
        year=_year(meta),
        journal=_first(front, "{*}journal-meta//{*}journal-title") or _first(front, "{*}journal-meta/{*}journal-id"),
        doi=ids.get("doi", ""),
        pmid=ids.get("pmid", ""),
        pmcid=f"PMC{pmcid.group(1)}" if pmcid else "",
        licence=_licence(meta),
        kind=_KINDS.get(article.get("article-type", ""), ReportKind.OTHER),
        retraction=_retraction(article, meta, title),
        details=_details(article, front, meta),
    )


def _first(parent: etree._Element, path: str) -> str:
    found = parent.find(path)
    return tidy(words_of(found)) if found is not None else ""


def _authors(meta: etree._Element) -> str:
    """The authors, "Family, Given" each, parted by "; "; groups by their names."""
    authors = []
    for contributor in meta.findall("{*}contrib-group/{*}contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        person = contributor.find("{*}name")
        if person is None:
            person = contributor.find("{*}name-alternatives/{*}name")
        if person is not None:
            family, given = _first(person, "{*}surname"), _first(person, "{*}given-names")
            authors.append(", ".join(filter(None, (family, given))))
        else:
            group = contributor.find("{*}collab")
            group = contributor.find("{*}string-name") if group is None else group
            authors.append(_group_name(group) if group is not None else "")
    return "; ".join(filter(None, authors))


def _group_name(group: etree._Element) -> str:
    """The name of a group of authors, without those who belong to it."""
    inside = [words_of(part) + (part.tail or "") for part in group if name_of(part) not in ("contrib-group", "xref")]
    return tidy((group.text or "") + "".join(inside))


def _year(meta: etree._Element) -> int | None:
    """The year of the issue where there is one, else the earliest that the article was published in."""
    years = {}
    for date in meta.findall("{*}pub-date"):
        said = _first(date, "{*}year")
        if said.isascii() and said.isdigit() and _EARLIEST <= int(said) <= _LATEST:
            years[date.get("pub-type") or date.get("date-type") or ""] = int(said)
    for kind in ("collection", "ppub", "issue"):
        if kind in years:
            return years[kind]
    return min(years.values(), default=None)


def _licence(meta: etree._Element) -> str:
    """The licence: by its short name where it is one of Creative Commons, else as it says."""
    permissions = meta.find("{*}permissions")
    if permissions is None:
        return _first(meta, "{*}copyright-statement")
    addresses = [element.get(_HREF, "") for element in permissions.iter()]
    for address in (*addresses, " ".join(map(str, permissions.itertext()))):
        found = _CREATIVE_COMMONS.search(address)
        if found is not None:
            public = {"zero": "CC0", "mark": "Public domain"}.get((found.group(3) or "").lower())
            return public or f"CC {found.group(1).upper()} {found.group(2)}"
    return _first(permissions, "{*}license") or _first(permissions, "{*}copyright-statement")


def _retraction(article: etree._Element, meta: etree._Element, title: str) -> str:
    """What the article says of its own retraction, or that it is the notice of another's."""
    said = []
    for related in meta.findall("{*}related-article"):
        kind = related.get("related-article-type", "").lower()
        named = related.get(_HREF) or tidy(words_of(related))
        if kind in _RETRACTED_BY:
            said.append(f"Retraction in {named}".strip())
        elif kind in _RETRACTS:
            said.append(f"This is a notice that retracts {named}".strip())
    if not said and article.get("article-type") == "retraction":
        said.append("This is a notice of retraction")
    if not said and says_retracted(title):
        said.append("Its title says that it was retracted")
    return "; ".join(dict.fromkeys(said))


def _details(article: etree._Element, front: etree._Element, meta: etree._Element) -> dict[str, str]:
    first, last = _first(meta, "{*}fpage"), _first(meta, "{*}lpage")
    said = {
        "Volume": _first(meta, "{*}volume"),
        "Issue": _first(meta, "{*}issue"),
        "Pages": "–".join(dict.fromkeys(filter(None, (first, last)))) or _first(meta, "{*}elocation-id"),
        "Keywords": "; ".join(filter(None, (tidy(words_of(word)) for word in meta.iter("{*}kwd")))),
        "Publisher": _first(front, "{*}journal-meta/{*}publisher/{*}publisher-name"),
        "ISSN": _first(front, "{*}journal-meta/{*}issn"),
        "Type": article.get("article-type", ""),
        "Language": article.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
    }
    return {name: words for name, words in said.items() if words}
