"""What a heading says about the part of a report that it stands over."""

from __future__ import annotations

import re

from curator.records import SectionKind

_KINDS = {
    SectionKind.ABSTRACT: "abstract|summary|synopsis|structured abstract|plain language summary|lay summary",
    SectionKind.INTRODUCTION: (
        "introduction|background|intro|objective|objectives|aim|aims|purpose|background and objectives?"
        "|background and aims?|aims? and objectives?|rationale|hypothes[ie]s|study objectives?|context"
    ),
    SectionKind.METHODS: (
        "(?:(?:materials?|patients?|subjects?|participants?|population|design|study|trial|research|experimental|clinical"
        "|statistical|setting|and|&),? )*(?:methods?|methodology)"
        "|methods? (?:and|&) (?:materials?|analysis|design|patients|subjects|participants|procedures)"
        "|methods/design|study design|design|research design|trial design|experimental procedures?"
        "|experimental section|design and methods|statistical analys[ie]s|statistics"
    ),
    SectionKind.RESULTS: "(?:main |key |study |clinical )?(?:results?|findings)|results and (?:discussion|analysis)",
    SectionKind.DISCUSSION: (
        "(?:general )?discussion|comments?|interpretation|limitations|strengths and limitations"
        "|study limitations|discussion and conclusions?"
    ),
    SectionKind.CONCLUSION: (
        "(?:overall |main |general )?conclusions?|concluding remarks|summary and conclusions?"
        "|conclusions? and (?:perspectives|recommendations|implications|relevance|future directions)|perspectives"
    ),
    SectionKind.REFERENCES: (
        "references?(?: list| cited)?|bibliography|literature(?: cited)?|works cited|notes and references|citations"
    ),
    SectionKind.TABLE: r"tables?(?: s?\d+\w?)?",
    SectionKind.FIGURE: r"(?:figures?|figs?\.?)(?: s?\d+\w?)?",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_NUMBER = re.compile(r"\A(?:(?:section|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-h])[.):]?\s+(?=\S)")
_LONGEST = 60
"""Headings that say no more than what part they are, are short."""


def kind_of_heading(words: str) -> SectionKind:
    """What part of a report stands under a heading; ``OTHER`` unless the heading says just that."""
    said = " ".join(words.split()).strip(" *_#").lower()
    if len(said) > _LONGEST:
        return SectionKind.OTHER
    said = _NUMBER.sub("", said, count=1).rstrip(" .:") or said
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(said)), SectionKind.OTHER)
