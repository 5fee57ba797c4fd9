"""Journal XML and web pages read as reports, and passages followed into a corrected text, each beside what is bare."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from rapidfuzz.fuzz import partial_ratio_alignment
from selectolax.lexbor import LexborHTMLParser

from benchmarks.measurement import Measurement, side_by_side
from curator.importing.formats.html import read_html
from curator.importing.formats.jats import read_jats
from curator.text.following import Follower
from curator.text.passages import cut

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "evidence-inference" / "nxml"
_PASSAGES = 500
_LONGEST = 200


def measure() -> Iterator[Measurement]:
    """Measures reading and following; nothing where the articles are not beside the project."""
    articles = [path.read_bytes() for path in sorted(FOLDER.glob("*.nxml"))]
    if not articles:
        return
    ours, bare = side_by_side(
        lambda: [read_jats(article, "") for article in articles], lambda: [etree.fromstring(one) for one in articles]
    )
    remark = f"{1000 * ours / len(articles):.0f} ms an article"
    yield Measurement(f"{len(articles)} articles of journal XML (bare: lxml's tree)", ours, bare, 10, remark=remark)
    texts = [read_jats(article, "").text for article in articles]
    pages = ["<html><body>" + "".join(f"<p>{line}" for line in text.split("\n\n")) for text in texts]
    sources = [page.encode() for page in pages]
    ours, bare = side_by_side(
        lambda: [read_html(source, "") for source in sources],
        lambda: [LexborHTMLParser(page).body.text() for page in pages],  # type: ignore[union-attr]
    )
    yield Measurement(f"{len(pages)} web pages (bare: lexbor's text)", ours, bare, 60)
    yield _following(max(texts, key=len))


def _following(text: str) -> Measurement:
    chance = random.Random(7)
    starts = [chance.randrange(len(text) - _LONGEST) for _ in range(_PASSAGES)]
    passages = [cut(text, start, start + chance.randrange(12, _LONGEST)) for start in starts]
    better = text.replace("tion", "-\ntion")
    ours, bare = side_by_side(
        lambda: list(map(Follower(text, better).follow, passages)),
        lambda: [partial_ratio_alignment(one.words, better) for one in passages],
    )
    return Measurement(
        f"{_PASSAGES} passages followed in {len(text) // 1000} KB with other hyphens (bare: rapidfuzz)", ours, bare, 1
    )
