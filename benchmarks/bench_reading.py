"""The reading room's text beside a bare ``QPlainTextEdit`` with the same text, first paint included."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measurement import Measurement, side_by_side
from curator.ids import new_id
from curator.records import Mark, Passage

if TYPE_CHECKING:
    from ui.window.reading.text_view import TextView

ROOT = Path(__file__).resolve().parents[1]

_SIZE = (668, 724)
_FRAME = 0.016
_LABELS = ("therapy", "outcome", "result", "harm")
_SENTENCES = (
    "The patients in both arms were followed for two years, and relapses fell from 0.75 to 0.31 a year. ",
    "Remission was seen in 12 of 40 patients (30%; 95% CI 17 to 47; p<0.001). ",
    "TNF-α and IL-6 were lower at follow-up, though not in those who had been treated before. ",
    "Infections were as frequent as in the control group. ",
    "No difference was found in mortality. ",
)


def made_up_text(size: int) -> str:
    """A text of ``size`` code points in paragraphs of very different length, the same each time."""
    rng = random.Random(size)
    parts: list[str] = []
    length = 0
    while length < size:
        paragraph = "".join(rng.choices(_SENTENCES, k=rng.randrange(1, 14))) + "\n\n"
        parts.append(paragraph)
        length += len(paragraph)
    return "".join(parts)[:size]


def made_up_marks(text: str, count: int) -> list[Mark]:
    """Marks of four labels all over a text, many of them overlapping."""
    rng = random.Random(count)
    now = datetime.now(UTC)
    marks = []
    for number in range(count):
        start = rng.randrange(len(text) - 100)
        end = start + rng.randrange(5, 90)
        passage = Passage(words=text[start:end], start=start, end=end)
        label = _LABELS[number % len(_LABELS)]
        marks.append(
            Mark(
                id=new_id(), report_id="report", reviewer_id="me", label_id=label, passages=(passage,), recorded_at=now
            )
        )
    return marks


def measure() -> Iterator[Measurement]:
    """Opening, adding a mark, scrolling, memory."""
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    _dress()
    for size, count, name in (
        (1_000_000, 5_000, "1 MB with 5,000 marks"),
        (5_000_000, 50_000, "5 MB with 50,000 marks"),
    ):
        yield _opening(size, count, name)
    yield from _marking()
    yield _memory()
    del application


def _dress() -> None:
    from ui.window.look import palette, typefaces

    typefaces.load()
    palette.choose(palette.LIGHT)


def open_in_view(view: TextView, text: str, marks: Sequence[Mark]) -> None:
    """What happens to a text and its marks between the store and the first paint."""
    from curator.records import Line
    from ui.window.reading.laid_on import mark_stretches
    from ui.window.reading.text_painter import Look

    looks = {
        label: Look(hue, line)
        for label, hue, line in zip(_LABELS, ("#0072B2", "#E69F00", "#009E73", "#D55E00"), Line, strict=True)
    }
    view.show_text("A made-up report", "Nobody · 2024", text)
    view.show_stretches(mark_stretches(marks), looks)
    view.viewport().repaint()


def _shown_view() -> TextView:
    from PySide6.QtWidgets import QApplication

    from ui.window.reading.text_view import TextView

    view = TextView()
    view.resize(*_SIZE)
    view.show()
    QApplication.processEvents()
    return view


def _opening(size: int, count: int, name: str) -> Measurement:
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    text = made_up_text(size)
    marks = made_up_marks(text, count)
    view = _shown_view()
    bare = QPlainTextEdit()
    bare.resize(*_SIZE)
    bare.show()
    QApplication.processEvents()

    def open_bare() -> None:
        bare.setPlainText(text)
        bare.viewport().repaint()

    ours, plain = side_by_side(lambda: open_in_view(view, text, marks), open_bare, times=7)
    view.close()
    bare.close()
    return Measurement(f"open {name}, first paint included", ours, plain, goal=3)


def _marking() -> Iterator[Measurement]:
    """Adding a mark and repainting, in a small and in a large report in turn."""
    views = {}
    for size, count in ((100_000, 500), (5_000_000, 50_000)):
        text = made_up_text(size)
        view = _shown_view()
        open_in_view(view, text, made_up_marks(text, count))
        view.reveal_place(size // 2)
        views[size] = view
    adding: dict[int, list[float]] = {size: [] for size in views}
    scrolling: dict[int, list[float]] = {size: [] for size in views}
    for number in range(200):
        for size, view in views.items():
            adding[size].append(_add_one(view, number))
            scrolling[size].append(_scroll_on(view, number))
    small, large = adding
    tail = statistics.quantiles(adding[large], n=20)[-1]
    yield Measurement(
        "add a mark and repaint: 5 MB/50,000 beside 100 KB/500",
        statistics.median(adding[large]),
        statistics.median(adding[small]),
        goal=1.5,
    )
    yield Measurement("add a mark and repaint: 95th percentile beside 16 ms", tail, _FRAME, goal=1)
    tail = statistics.quantiles(scrolling[large], n=20)[-1]
    yield Measurement("scroll 5 MB/50,000 by three lines: 95th percentile beside 16 ms", tail, _FRAME, goal=1)
    for view in views.values():
        view.close()


def _add_one(view: TextView, number: int) -> float:
    from ui.window.reading.mark_index import Stretch

    first, _after = view.places_seen()
    start = first + 40 + number % 300
    begun = time.perf_counter()
    view.put_stretches(f"new {number}", [Stretch(start, start + 60, "outcome", f"new {number}")])
    view.viewport().repaint()
    return time.perf_counter() - begun


def _scroll_on(view: TextView, number: int) -> float:
    bar = view.verticalScrollBar()
    begun = time.perf_counter()
    bar.setValue(bar.value() + (78 if number % 4 else -78))
    view.viewport().repaint()
    return time.perf_counter() - begun


def _memory() -> Measurement:
    """How much memory a process grows by when it opens 5 MB with 50,000 marks."""
    ours, bare = (_grown(which) for which in ("ours", "bare"))
    return Measurement(
        "memory of 5 MB with 50,000 marks (goal: 20 MiB above bare)",
        ours,
        bare,
        goal=(bare + 20) / bare,
        unit="MiB",
    )


def _grown(which: str) -> float:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_reading", which],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return float(run.stdout.strip().splitlines()[-1])


def _grow(which: str) -> float:
    """Opens the large report in one way and gives by how many MiB this process grew."""
    import psutil
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    application = QApplication([])
    _dress()
    text = made_up_text(5_000_000)
    marks = made_up_marks(text, 50_000)
    process = psutil.Process()
    view = _shown_view() if which == "ours" else QPlainTextEdit()
    view.resize(*_SIZE)
    view.show()
    application.processEvents()
    before = process.memory_info().rss
    if which == "ours":
        open_in_view(view, text, marks)
    else:
        view.setPlainText(text)
        view.viewport().repaint()
    return (process.memory_info().rss - before) / 2**20


if __name__ == "__main__":
    print(_grow(sys.argv[1]))
