"""What does not fit into a cell, or cannot stand in one, is said in About and lost nowhere."""

from __future__ import annotations

from curator.records import Review
from tests.curator.exporting.conftest import source

WORDS = "It was seen 😀 in many. "


def test_an_over_long_passage_is_whole_in_the_sheet_long_texts(export, put, claim_on):
    text = WORDS * 3_000
    report, words = source(text, "Long")
    claim = claim_on(report, text, (0, len(text) - 1))
    put(report, claim, texts=(words,))
    workbook = export()
    assert workbook.book.sheetnames[-1] == "Long texts"
    parts = [row for row in workbook.rows("Long texts") if row["sheet"] == "Passages"]
    assert "".join(row["words"] for row in parts) == claim.passages[0].words
    assert {(row["row"], row["column"], row["record_id"], row["parts"]) for row in parts} == {
        (2, "words", claim.id, len(parts))
    }
    passage = workbook.rows("Passages")[0]
    assert passage["words"].startswith(text[:1_000])
    assert passage["words"].endswith("[only the beginning; all of it is in the sheet Long texts]")
    about = workbook.about()
    assert "beginning" in about["Passages, row 2, words"]
    assert "beginning" in about["Claims, row 2, quote"]
    assert about["altered_cells"] == len(workbook.account.altered) == 2
    listed = {(row["sheet"], row["column"]) for row in workbook.rows("Dictionary")}
    assert {("Long texts", cell.value) for cell in workbook.sheet("Long texts")[1]} <= listed


def test_form_feeds_of_an_old_text_are_replaced_and_listed(export, put, claim_on):
    text = "one\x0ctwo"
    report, words = source(text, "Old")
    claim = claim_on(report, text, (0, 7))
    put(report, claim, texts=(words,))
    workbook = export()
    (row,) = workbook.rows("Passages")
    assert row["words"] == "one\ufffdtwo"
    assert (row["start"], row["end"]) == (0, 7)
    assert workbook.about()["Passages, row 2, words"].endswith("U+000C at 3")


def test_over_long_words_of_the_review_itself_are_kept_too(export, put, store):
    from curator.changes import Change, amended

    review = store.all(Review)[0]
    question = "Why? " * 8_000
    store.apply(Change(title="Ask", reviewer_id=None, alterations=(amended(review, question=question),)))
    workbook = export()
    parts = [row["words"] for row in workbook.rows("Long texts") if row["column"] == "value"]
    assert "".join(parts) == question


def test_more_links_than_a_sheet_can_have_are_left_out_and_said(export, sample, monkeypatch):
    monkeypatch.setattr("curator.exporting.workbook.links.MOST_LINKS_OF_A_SHEET", 2)
    workbook = export()
    linked = [row[0].hyperlink is not None for row in workbook.sheet("Claims").iter_rows(min_row=2)]
    assert linked == [True, True, False, False]
    assert workbook.account.links_left_out == 5
    assert workbook.about()["links_left_out_claims"].startswith("2 links")


def test_more_rows_than_a_sheet_holds_are_refused(store, sample, tmp_path, monkeypatch):
    import pytest

    from curator.errors import BadInput
    from curator.exporting.workbook import export_workbook

    monkeypatch.setattr("curator.exporting.workbook.stream.MOST_ROWS", 4)
    with pytest.raises(BadInput, match="Choose fewer reports"):
        export_workbook(store, tmp_path / "out.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))
