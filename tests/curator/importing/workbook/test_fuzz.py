"""Whatever somebody writes into a workbook: it is read back or refused, and the review stays whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.checking import check
from curator.importing.accounts import Answer
from curator.ports import ReviewStore
from curator.records import Claim, Mark
from tests.curator.exporting.conftest import Exported, Sample
from tests.curator.importing.workbook.conftest import Reading

SHEETS = ("Claims", "Estimates", "Marks", "Passages", "Reports", "Studies", "Queries", "Therapies")
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "x", "=1+1", "not reported", "retracted", "MSC therapy + Prednisone", "0,5", "draft", "yes", " "]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=20),
)
EDITS = st.lists(
    st.tuples(st.sampled_from(SHEETS), st.integers(1, 7), st.integers(1, 40), VALUES), min_size=1, max_size=12
)


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, answer=st.sampled_from([None, Answer.JOIN]))
def test_any_cells_may_be_written(
    store: ReviewStore,
    reopened: Sample,
    export: Callable[..., Exported],
    read_back: Reading,
    tmp_path: Path,
    edits: list[tuple[str, int, int, object]],
    answer: Answer | None,
) -> None:
    path = export(f"fuzz{len(list(tmp_path.iterdir()))}.xlsx").path
    book = openpyxl.load_workbook(path)
    for title, row, column, value in edits:
        book[title].cell(row, column).value = value
    book.save(path)
    before = {record.id: record.passages for kind in (Claim, Mark) for record in store.all(kind)}
    account = read_back(path, otherwise=answer)
    assert account.lines
    after = {record.id: record.passages for kind in (Claim, Mark) for record in store.all(kind)}
    assert {record_id: after[record_id] for record_id in before} == before
    assert not check(store)
    if account.change is not None:
        store.undo(None)
