"""The evidence report as one page of HTML that needs nothing but itself, and is made for paper as well.

Every word that comes from a report or a person is escaped; the page can run no script and fetch nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

from curator.exporting.evidence_report.content import Entry, EvidenceReport, OutcomePart, Source, TherapyPart
from curator.exporting.evidence_report.style import STYLE
from curator.records import Meaning

SHAPES: Mapping[Meaning, str] = {
    Meaning.IMPROVED: "▲",
    Meaning.WORSENED: "▼",
    Meaning.NO_DIFFERENCE: "＝",
    Meaning.MIXED: "◆",
    Meaning.UNCLEAR: "?",
    Meaning.INCREASED: "↑",
    Meaning.DECREASED: "↓",
    Meaning.OTHER: "•",
}
"""A direction is a shape before it is a colour."""

_UNFIT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")


class Shown(Struct, frozen=True):
    """A picture that stands at the beginning: what it shows in words, and an SVG or PNG file."""

    words: str
    content: bytes


def html_page(report: EvidenceReport, pictures: Sequence[Shown] = (), style: str = STYLE) -> str:
    """The whole page; another ``style`` is for a printer that knows less than a browser."""
    return "".join(_page(report, pictures, style))


def _page(report: EvidenceReport, pictures: Sequence[Shown], style: str) -> Iterator[str]:
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        'img-src data:">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(report.title)} – evidence</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )
    yield from _head(report)
    for shown in pictures:
        yield f'<figure><img alt="{_text(shown.words)}" src="{_address_of(shown.content)}"><figcaption>'
        yield f"{_text(shown.words)}</figcaption></figure>\n"
    yield from _contents(report.therapies)
    if not report.therapies:
        yield '<p class="hint">There are no claims in what was chosen.</p>\n'
    for number, therapy in enumerate(report.therapies, 1):
        yield from _therapy(therapy, number)
    yield from _sources(report.sources)
    yield "</main>\n</body>\n</html>\n"


def _head(report: EvidenceReport) -> Iterator[str]:
    yield f"<header>\n<h1>{_text(report.title)}</h1>\n"
    if report.question:
        yield f'<p class="question">{_text(report.question)}</p>\n'
    yield f'<p class="facts">{_named(report.facts)}</p>\n</header>\n'


def _contents(therapies: Sequence[TherapyPart]) -> Iterator[str]:
    if len(therapies) < 2:  # noqa: PLR2004 -- one part needs no list of parts
        return
    yield '<nav aria-label="Therapies">\n<ol>\n'
    for number, therapy in enumerate(therapies, 1):
        claims = f"<span>{_counted(therapy.claims)}</span>"
        yield f'<li><a href="#therapy-{number}">{_text(therapy.name)}</a> {claims}</li>\n'
    yield "</ol>\n</nav>\n"


def _counted(claims: int) -> str:
    return f"{claims:,} claim" if claims == 1 else f"{claims:,} claims"


def _therapy(therapy: TherapyPart, number: int) -> Iterator[str]:
    yield f'<section id="therapy-{number}">\n<h2>{_text(therapy.name)}</h2>\n'
    for outcome in therapy.outcomes:
        yield from _outcome(outcome)
    yield "</section>\n"


def _outcome(outcome: OutcomePart) -> Iterator[str]:
    path = f'<span class="path">{_text(outcome.path)}</span>' if outcome.path else ""
    yield f"<section>\n<h3>{path}{_text(outcome.name)}</h3>\n"
    studies = f"{outcome.studies:,} study" if outcome.studies == 1 else f"{outcome.studies:,} studies"
    says = ", ".join(f"{count:,} {meaning.value}" for meaning, count in outcome.says.items())
    yield f'<p class="tally">{studies}{": " if says else ""}{says}</p>\n'
    for entry in outcome.entries:
        yield from _entry(entry)
    yield "</section>\n"


def _entry(entry: Entry) -> Iterator[str]:
    kind = entry.meaning.value.replace(" ", "-") if entry.meaning is not None else "none"
    shape = SHAPES[entry.meaning] if entry.meaning is not None else "○"
    direction = entry.direction or "no direction yet"
    yield f'<article class="{kind}">\n<p class="direction"><span class="shape" aria-hidden="true">{shape}</span> '
    yield f"<strong>{_text(direction)}</strong>"
    yield "".join(f' <span class="estimate">{_text(words)}</span>' for words in entry.estimates)
    yield ' <span class="draft">draft</span>' if entry.is_draft else ""
    yield "</p>\n"
    if entry.statement:
        yield f'<p class="statement">{_text(entry.statement)}</p>\n'
    for quoted in entry.quotes:
        place = f" <cite>{_text(quoted.place)}</cite>" if quoted.place else ""
        yield f"<blockquote><p><q>{_text(quoted.words)}</q>{place}</p></blockquote>\n"
    if entry.details:
        yield f'<p class="details">{_named(entry.details)}</p>\n'
    yield f'<p class="source"><a href="#source-{entry.source}">{_text(entry.report)} [{entry.source}]</a>'
    yield f" · {_text(entry.people)}" if entry.people else ""
    yield f" · {_text(entry.decision)}" if entry.decision else ""
    yield "</p>\n"
    if entry.note:
        yield f'<p class="note">{_text(entry.note)}</p>\n'
    yield "</article>\n"


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    yield '<section class="sources">\n<h2>Sources</h2>\n<ol>\n'
    for source in sources:
        named = " · ".join(f"{name} {_text(words)}" for name, words in source.identifiers)
        yield f'<li id="source-{source.number}" value="{source.number}">{_text(source.citation)}'
        yield f' <span class="hint">{named}</span>' if named else ""
        yield f' <strong class="retracted">Retracted: {_text(source.retraction)}</strong>' if source.retraction else ""
        yield "</li>\n"
    yield "</ol>\n</section>\n"


def _named(rows: Iterable[tuple[str, str]]) -> str:
    """Names and what they stand for, one after the other."""
    return " ".join(
        f'<span class="named"><span class="name">{_text(name)}</span> {_text(words)}</span>' for name, words in rows
    )


def _text(words: str) -> str:
    """Words as they stand in the page: escaped, and without characters that no page may hold."""
    return escape(words.translate(_UNFIT))


def _address_of(content: bytes) -> str:
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/svg+xml"
    return f"data:{kind};base64,{b64encode(content).decode()}"
