"""What LibreOffice saves says what it was given: nothing differs, and what was edited is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from curator.importing.accounts import Fate
from curator.ports import ReviewStore
from curator.records import Claim, ClaimStatus
from tests.curator.exporting.conftest import TEXT, Exported, Sample
from tests.curator.exporting.test_libreoffice import HOSTILE, SOFFICE, convert
from tests.curator.importing.workbook.conftest import Colleague, Reading

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture
def hostile(reopened: Sample, put: Callable[..., None], claim_on: Callable[..., Claim]) -> None:
    """Claims whose notes a spreadsheet would like to make something else of; one is longer than a cell."""
    notes = [*HOSTILE, "long " * 10_000]
    put(*(claim_on(reopened.report, TEXT, (0, 5), note=note, key=f"h{n:02}") for n, note in enumerate(notes)))


@pytest.mark.usefixtures("hostile")
def test_saved_by_libreoffice_an_untouched_workbook_gives_no_difference(
    export: Callable[..., Exported], read_back: Reading, tmp_path: Path
) -> None:
    ours = export(statuses=tuple(ClaimStatus))
    account = read_back(convert(ours.path, "xlsx", tmp_path) / "out.xlsx")
    assert [one.sentence for one in account.lines] == [
        "out.xlsx: already there. It says nothing that the review does not say."
    ]


def test_saved_by_libreoffice_what_was_edited_is_found(
    store: ReviewStore, reopened: Sample, colleague: Colleague, read_back: Reading, tmp_path: Path
) -> None:
    first = reopened.full.estimates[0]
    colleague.write("Claims", reopened.full.id, direction="mixed", note="=2+2")
    path = colleague.write("Estimates", first.id, value=0.1 + 0.2).save()
    account = read_back(convert(path, "xlsx", tmp_path) / "out.xlsx")
    assert {one.difference.column for one in account.with_fate(Fate.AMENDED) if one.difference} == {
        "direction",
        "note",
        "value",
    }
    after = store.get(Claim, reopened.full.id)
    assert after.estimates[0].value == pytest.approx(0.3)
