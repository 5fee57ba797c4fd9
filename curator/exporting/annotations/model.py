"""The parts of the W3C Web Annotation Data Model that are written.

An annotation has a target for each passage: the text, named by its SHA-256 (``urn:sha256:…``), and the two selectors
that find the words in it.
"""

from __future__ import annotations

from typing import Any

from curator.exporting.jsonlines.lines import Place
from curator.records import Passage, Report, Structure
from curator.text.structure import words_for_place

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TEXT_URN = "urn:sha256:"
ID_URN = "urn:uuid:"


def target(report: Report, passage: Passage, structure: Structure | None = None) -> dict[str, Any]:
    """One passage of a report's text; its ``label`` says the section and the page, where they are known."""
    place = Place.of(passage)
    position, quote = place.selector
    words = words_for_place(structure, passage.start)
    return {
        "type": "SpecificResource",
        **({"label": words} if words else {}),
        "source": {
            "id": f"{TEXT_URN}{report.text_sha256}",
            "type": "Text",
            "format": "text/plain",
            "name": report.file_name or report.title,
        },
        "selector": [
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        ],
    }


def body(words: str, purpose: str) -> dict[str, str]:
    """Words that say something of the passages."""
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose}
