"""Searching 2,000 reports of 50 KB: the first finds while one types, and every place, beside bare FTS5."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.measurement import Measurement, seconds
from curator.changes import Change, SourceText, added
from curator.coding.reviews import new_review
from curator.finding.first_places import first_places
from curator.finding.language import completed, read_question
from curator.finding.searching import search
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Report
from db.files import SqliteFiles

_REPORTS = 2_000
_CHARACTERS = 50_000
_FIRST = 25
_TYPED = ("r", "re", "rel", "relap", "relapse", "relapse r", "relapse rate", "il-6", "p<0.0")
"""What somebody types, key by key; the last word is a beginning each time."""
_ALL = ("relapse", '"relapse rate"', "relaps* NEAR/5 cells", "p<0.001 -relapse", "rareword17*")
_CLINICAL = ("relapse", "rate", "cells", "IL-6", "p<0.001", "0.75", "95% CI", "placebo", "TNF-α", "relapses")


def measure() -> Iterator[Measurement]:
    """All measurements of the search."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _measure(Path(folder))


def _texts() -> Iterator[str]:
    """Words as frequent as words are: a few everywhere, most of them rare."""
    chance = random.Random(4)
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(30_000)] + list(_CLINICAL)
    weights = [1 / (rank + 3) for rank in range(30_000)] + [0.004] * len(_CLINICAL)
    for number in range(_REPORTS):
        drawn = chance.choices(words, weights, k=_CHARACTERS // 7)
        yield f"Report {number}. {' '.join(drawn)}"[: _CHARACTERS - 20] + f" rareword{number}."


def _measure(folder: Path) -> Iterator[Measurement]:
    texts = list(_texts())
    bare = sqlite3.connect(folder / "bare.db")
    store = SqliteFiles(folder / "backups").create(folder / "search.curator")
    store.apply(new_review("Benchmark", "Anna"))
    sources = tuple(SourceText(text=text, original=b"") for text in texts)
    reports = [
        Report(id=new_id(), title=f"R{number}", text_sha256=source.text_sha256, characters=len(source.text))
        for number, source in enumerate(sources)
    ]
    with closing(bare), closing(store):

        def fill_bare() -> None:
            bare.execute("CREATE VIRTUAL TABLE bare USING fts5(words)")
            with bare:
                bare.executemany("INSERT INTO bare VALUES (?)", ((text,) for text in texts))

        stored = seconds(fill_bare)
        ours = seconds(
            lambda: store.apply(Change(title="Import", reviewer_id=None, alterations=added(reports), texts=sources))
        )
        size = (folder / "search.curator").stat().st_size / (folder / "bare.db").stat().st_size
        remark = f"the file is {size:.2f} × the bare one's size"
        yield Measurement("store and index 2,000 reports of 50 KB (bare: FTS5 insert)", ours, stored, 5, remark=remark)
        rebuilt = seconds(lambda: store.index_words(anew=True))
        yield Measurement("make the index anew, beside the window (bare: FTS5 insert)", rebuilt, stored, 5)
        yield from _measure_typing(store, bare)
        yield from _measure_all(store, bare)


def _bare_question(typed: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in typed).split()
    return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}" *'


def _measure_typing(store: ReviewStore, bare: sqlite3.Connection) -> Iterator[Measurement]:
    """What the panel under the search line asks at every key, and what the list of places shows first."""
    asked = "SELECT rowid, snippet(bare, 0, '[', ']', '…', 20) FROM bare WHERE bare MATCH ? LIMIT 25"
    panel = [seconds(lambda typed=typed: first_places(store, typed, 6), times=5) for typed in _TYPED]
    listed = [
        seconds(lambda typed=typed: list(islice(search(store, read_question(completed(typed))), _FIRST)), times=5)
        for typed in _TYPED
    ]
    plain = [
        seconds(lambda typed=typed: bare.execute(asked, [_bare_question(typed)]).fetchall(), times=5)
        for typed in _TYPED
    ]
    for name, taken in (("under the search line", panel), ("in the list of places", listed)):
        remark = "slowest key " + f"{max(taken) * 1000:.0f} ms"
        ours, others = sum(taken) / len(taken), sum(plain) / len(plain)
        yield Measurement(f"first finds {name}, a key (bare: 25 FTS5 snippets)", ours, others, 10, remark=remark)


def _measure_all(store: ReviewStore, bare: sqlite3.Connection) -> Iterator[Measurement]:
    for typed in _ALL:
        count = 0

        def look(typed: str = typed) -> None:
            nonlocal count
            count = sum(1 for _ in search(store, read_question(typed)))

        ours = seconds(look, times=2)
        plain = seconds(_scan(bare, typed), times=1)
        remark = f"{count:,} places"
        yield Measurement(
            f"every place of {typed} (bare: str.find over all texts, folded)", ours, plain, 10, remark=remark
        )


def _scan(bare: sqlite3.Connection, typed: str) -> Callable[[], None]:
    word = typed.split(maxsplit=1)[0].strip('"*').casefold()

    def scan() -> None:
        for (text,) in bare.execute("SELECT words FROM bare"):
            text.casefold().count(word)

    return scan
