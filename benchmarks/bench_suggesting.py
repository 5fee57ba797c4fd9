"""Suggestions in a report of 100 KB with a codebook of 10,000 synonyms, beside the bare library."""

from __future__ import annotations

import random
from collections.abc import Iterator

import ahocorasick  # type: ignore[import-not-found]

from benchmarks.measurement import Measurement, seconds, side_by_side
from curator.finding.words import SearchedText
from curator.ids import new_id
from curator.records import Outcome, Term, Therapy
from curator.suggesting.numbers import find_numbers
from curator.suggesting.results import suggest
from curator.suggesting.terms import TermFinder

_SYNONYMS = 10_000
_IN_A_TERM = 10
_CHARACTERS = 100_000
_GOAL_MS = 50


def _words(chance: random.Random) -> list[str]:
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    return ["".join(chance.choices(letters, k=chance.randint(3, 11))) for _ in range(8_000)]


def _terms(chance: random.Random, words: list[str]) -> list[Term]:
    drawn: dict[str, None] = {}
    while len(drawn) < _SYNONYMS:
        drawn[" ".join(chance.sample(words, chance.randint(1, 3)))] = None
    names = list(drawn)
    kinds = (Therapy, Outcome)
    return [
        kinds[start // _IN_A_TERM % 2](
            id=new_id(), name=names[start], synonyms=tuple(names[start + 1 : start + _IN_A_TERM])
        )
        for start in range(0, _SYNONYMS, _IN_A_TERM)
    ]


def _text(chance: random.Random, words: list[str], names: list[str]) -> str:
    """Sentences of common words, with a term in each third one and numbers in each fifth."""
    weights = [1 / (rank + 3) for rank in range(len(words))]
    sentences: list[str] = []
    length = 0
    while length < _CHARACTERS:
        drawn = chance.choices(words, weights, k=16)
        if chance.random() < 1 / 3:
            drawn[5] = chance.choice(names)
        if chance.random() < 1 / 5:
            drawn[9] = f"in {chance.randint(1, 50)} of 60 (RR 0.47, 95% CI 0.26 to 0.83; p = 0.01) and"
        sentences.append(" ".join(drawn).capitalize() + ". ")
        length += len(sentences[-1])
    return "".join(sentences)[:_CHARACTERS]


def measure() -> Iterator[Measurement]:
    """All measurements of the suggestions."""
    chance = random.Random(7)
    words = _words(chance)
    terms = _terms(chance, words)
    names = [name for term in terms for name in (term.name, *term.synonyms)]
    text = _text(chance, words, names)
    bare = ahocorasick.Automaton()

    def build_bare() -> None:
        for name in names:
            bare.add_word(name.lower(), name)
        bare.make_automaton()

    plain = seconds(build_bare)
    finder = TermFinder(terms)
    built = seconds(lambda: TermFinder(terms), times=3)
    remark = "once for a codebook"
    yield Measurement("learn 10,000 synonyms (bare: pyahocorasick)", built, plain, goal=12, remark=remark)
    folded = SearchedText(text)
    ours, plain = side_by_side(lambda: finder.find(folded), lambda: list(bare.iter(folded.text)), times=9)
    remark = f"{len(finder.find(folded)):,} terms as whole words, the longest at each place"
    yield Measurement("find them in 100 KB (bare: pyahocorasick, any hit)", ours, plain, goal=12, remark=remark)
    ours, plain = side_by_side(lambda: suggest(text, finder), lambda: list(bare.iter(text.lower())), times=9)
    found = suggest(text, finder)
    met = "met" if ours * 1000 <= _GOAL_MS else "missed"
    remark = (
        f"{len(found.terms):,} terms, {len(find_numbers(folded)):,} numbers, {len(found.results):,} results; "
        f"goal {_GOAL_MS} ms: {met}"
    )
    yield Measurement("all suggestions of 100 KB, beside the window (bare: terms)", ours, plain, goal=20, remark=remark)
