"""Agreement of two reviewers: a large table of ratings, and many marks in many reports."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from benchmarks.measurement import Measurement, seconds, side_by_side
from curator.agreement import Bootstrap, CodedText, Ratings, Span, agreement_of_spans
from curator.agreement.arrays import Codes
from curator.agreement.distances import NominalDistance
from curator.agreement.krippendorff import krippendorff_alpha, paired_codes

UNITS, CATEGORIES, SAMPLES = 100_000, 20, 1000
REPORTS, CHARACTERS, MARKS = 100, 50_000, 40_000
LABELS = ("Therapy", "Outcome", "Result", "Harm", "Population")
_LONGEST_MARK = 200
_SAME = 0.8

Codings = tuple[np.ndarray, np.ndarray]


def measure() -> Iterator[Measurement]:
    """Alpha with its interval beside drawing units one by one; passages beside painting every character."""
    codings = _codings()
    ratings = Ratings.of(["A", "B"], [coding.tolist() for coding in codings])
    ours, bare = side_by_side(lambda: _alpha(ratings), lambda: _bare_alpha(codings), times=3)
    yield Measurement(
        f"alpha and {SAMPLES:,} resamples of 2 x {UNITS:,} ratings (bare: plain numpy, unit by unit)",
        ours,
        bare,
        goal=1.0,
    )
    texts = _texts()
    ours, bare = side_by_side(lambda: agreement_of_spans(texts), lambda: _bare_characters(texts), times=3)
    remark = "ours has all figures, over all and by label; bare has character F1 alone"
    yield Measurement(
        f"agreement on {MARKS:,} marks in {REPORTS} x {CHARACTERS:,} characters (bare: characters painted)",
        ours,
        bare,
        goal=5.0,
        remark=remark,
    )
    longer = _texts(times_longer=10)
    yield Measurement(
        "the same marks in reports ten times as long (bare: as they were)",
        seconds(lambda: agreement_of_spans(longer), times=3),
        seconds(lambda: agreement_of_spans(texts), times=3),
        goal=1.3,
    )


def _codings() -> Codings:
    generator = np.random.default_rng(1)
    first = generator.integers(0, CATEGORIES, UNITS)
    second = np.where(generator.random(UNITS) < _SAME, first, generator.integers(0, CATEGORIES, UNITS))
    return first, second


def _alpha(ratings: Ratings) -> None:
    krippendorff_alpha(paired_codes(Codes(ratings)), NominalDistance(), Bootstrap(samples=SAMPLES))


def _bare_alpha(codings: Codings) -> tuple[float, float]:
    generator = np.random.default_rng(1)
    cells = codings[0] * CATEGORIES + codings[1]
    alphas = []
    for _ in range(SAMPLES):
        drawn = np.bincount(cells[generator.integers(0, UNITS, UNITS)], minlength=CATEGORIES**2)
        table = drawn.reshape(CATEGORIES, CATEGORIES)
        margins = table.sum(axis=0) + table.sum(axis=1)
        total = margins.sum()
        observed = 2 * (UNITS - np.trace(table))
        alphas.append(1 - (total - 1) * observed / (total**2 - (margins**2).sum()))
    low, high = np.percentile(alphas, (2.5, 97.5))
    return float(low), float(high)


def _texts(times_longer: int = 1) -> list[CodedText]:
    chance = random.Random(3)
    each = MARKS // REPORTS // 2
    texts = []
    for number in range(REPORTS):
        spans = []
        for coder in "AB":
            for _ in range(each):
                start = chance.randrange(CHARACTERS - _LONGEST_MARK) * times_longer
                length = chance.randrange(10, _LONGEST_MARK) * times_longer
                spans.append(Span(coder, start, start + length, chance.choice(LABELS)))
        length = CHARACTERS * times_longer
        texts.append(CodedText(name=str(number), length=length, coders=("A", "B"), spans=spans))
    return texts


def _bare_characters(texts: list[CodedText]) -> float:
    both = marked = 0
    for text in texts:
        painted = np.zeros((2, len(LABELS), text.length), dtype=np.bool_)
        for span in text.spans:
            painted["AB".index(span.coder), LABELS.index(span.label), span.start : span.end] = True
        both += int((painted[0] & painted[1]).sum())
        marked += int(painted.sum())
    return 2 * both / marked
