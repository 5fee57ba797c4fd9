"""The workbook, read back as a statistician would."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from curator import product
from curator.changes import Change, amended
from curator.errors import BadInput, NotFound
from curator.exporting.workbook import Choice, export_workbook
from curator.ports import ReviewStore
from curator.records import ClaimStatus, Reviewer

SHEETS = [
    "About",
    "Claims",
    "Passages",
    "Estimates",
    "Marks",
    "Reports",
    "Studies",
    "Therapies",
    "Outcomes",
    "Queries",
    "Log summary",
    "Dictionary",
]


def test_the_sheets_stand_in_their_order_even_when_the_review_is_empty(export):
    assert export().book.sheetnames == SHEETS


def test_a_claim_is_one_row_with_typed_cells_in_words_that_read_back_as_they_were(export, sample):
    row = export().row("Claims", sample.full.id)
    assert row["report"] == "Carl 2024"
    assert row["study"] == "CELLS-1"
    assert row["reviewer"] == "Anna Berg"
    assert row["key"] == "q7"
    assert row["status"] == "complete"
    assert row["therapies"] == "MSC therapy + Prednisone; MSC therapy"
    assert row["comparators"] == "Placebo"
    assert row["outcome"] == "Flares"
    assert row["outcome_area"] == "Disease activity area"
    assert row["direction"] == "decreased"
    assert row["effect"] == "improved"
    assert row["quote"] == "Cells with prednisone … fewer flares"
    assert (row["passages"], row["start"], row["estimates"]) == (2, 0, 2)
    assert row["estimate"] == "RR 0.47 [0.26, 0.83], p < 0.01; 6/60 vs 13/61; about a half"
    assert (row["measure"], row["value"], row["ci_low"], row["ci_high"]) == ("RR", 0.47, 0.26, 0.83)
    assert (row["p_operator"], row["p_value"]) == ("<", 0.01)
    assert row["open_queries"] == 1
    assert row["recorded_at"] == datetime(2026, 3, 4, 5, 6, 7)  # noqa: DTZ001
    assert row["therapy_ids"].count(" + ") == 1
    assert row["therapy_ids"].count("; ") == 1


def test_not_reported_not_applicable_and_not_filled_stay_three_different_things(export, sample):
    workbook = export()
    full, mechanism = workbook.row("Claims", sample.full.id), workbook.row("Claims", sample.mechanism.id)
    assert full["time_point"] == "not reported"
    assert mechanism["therapies"] == "not applicable"
    assert mechanism["estimate"] == "not reported"
    assert mechanism["measure"] is None
    assert mechanism["value"] is None
    assert full["design"] is None
    assert mechanism["comparators"] is None


def test_extra_fields_are_columns_with_numbers_and_dates_where_the_words_are_such(export, sample):
    workbook = export()
    full, mechanism = workbook.row("Claims", sample.full.id), workbook.row("Claims", sample.mechanism.id)
    assert (full["dose_in_mg"], full["seen_on"], full["funded"]) == (12.5, datetime(2024, 3, 31), "yes")  # noqa: DTZ001
    assert (mechanism["dose_in_mg"], mechanism["seen_on"], mechanism["funded"]) == ("about 3", "2024-03", None)


def test_an_extra_field_says_why_it_is_empty(export, sample):
    workbook = export()
    of_ben, mechanism = workbook.row("Claims", sample.of_ben.id), workbook.row("Claims", sample.mechanism.id)
    assert (of_ben["dose_in_mg"], of_ben["seen_on"]) == ("not reported", None)
    assert mechanism["note_2"] == "not applicable"


def test_a_field_called_like_a_column_of_the_claim_gets_a_key_of_its_own(export, sample):
    row = export().row("Claims", sample.full.id)
    assert row["note"] == "=1+1"
    assert row["note_2"] == "own"


def test_claims_stand_by_report_then_place_in_the_text(export, sample):
    ids = [row["claim_id"] for row in export().rows("Claims")]
    assert ids == [sample.full.id, sample.of_ben.id, sample.mechanism.id, sample.in_other_report.id]


def test_every_passage_is_a_row_with_exact_words_and_places(export, sample):
    passages = export().rows("Passages")
    first, second = (row for row in passages if row["claim_id"] == sample.full.id)
    assert (first["kind"], first["number"], first["start"], first["end"]) == ("claim", 1, 0, 21)
    assert (second["number"], second["words"], second["before"][-9:]) == (2, "fewer flares", "e led to ")
    (marked,) = (row for row in passages if row["kind"] == "mark")
    assert (marked["mark_id"], marked["claim_id"], marked["words"]) == (sample.mark.id, None, "prednisone")


def test_every_estimate_is_a_row_that_can_be_used_alone(export, sample):
    first, second = export().rows("Estimates")
    assert (first["claim_id"], first["number"], first["measure"]) == (sample.full.id, 1, "RR")
    assert (first["intervention_n"], first["intervention_events"]) == (60, 6)
    assert (first["control_n"], first["control_events"], first["control_mean"]) == (61, 13, None)
    assert (first["therapies"], first["outcome"], first["effect"]) == (
        "MSC therapy + Prednisone; MSC therapy",
        "Flares",
        "improved",
    )
    assert (second["number"], second["as_reported"], second["value"]) == (2, "about a half", None)


def test_reports_studies_terms_and_queries_have_their_rows(export, sample):
    workbook = export()
    report = workbook.row("Reports", sample.report.id)
    assert (report["report"], report["doi"], report["studies"]) == ("Carl 2024", "10.1234/x.1", "CELLS-1")
    assert (report["claims"], report["marks"], report["codings"]) == (3, 1, "Anna Berg: submitted")
    assert (report["set_aside"], report["characters"]) == ("no", sample.report.characters)
    assert workbook.row("Studies", sample.study.id)["claims"] == 1
    flares = next(row for row in workbook.rows("Outcomes") if row["outcome"] == "Flares")
    assert (flares["path"], flares["level"]) == ("Disease activity area > Flares", 2)
    assert (flares["synonyms"], flares["better"], flares["claims"]) == ("Relapses; BILAG A", "lower is better", 1)
    therapies = {row["therapy"]: row for row in workbook.rows("Therapies")}
    assert (therapies["MSC therapy"]["claims"], therapies["Placebo"]["as_comparator"]) == (1, 1)
    asked = workbook.rows("Queries")
    assert [row["resolved"] for row in asked] == ["no", "yes", "no"]
    assert asked[2]["claim_id"] is None


def test_the_log_has_a_row_for_each_change_newest_first(export, sample, store):
    log = export().rows("Log summary")
    assert [row["sequence"] for row in log] == [3, 2, 1]
    assert (log[0]["change"], log[0]["reviewer"], log[0]["undone"]) == ("Put in", "Anna Berg", "no")
    assert log[0]["records"] == "claim: 5 added; mark: 2 added; query: 3 added"


def test_a_mark_is_a_row(export, sample):
    (row,) = export().rows("Marks")
    assert (row["mark_id"], row["quote"], row["memo"]) == (sample.mark.id, "prednisone", "given together")


def test_about_says_what_the_workbook_is_and_of_which_state(export, sample, store):
    workbook = export()
    about = workbook.about()
    assert about["product"] == product.NAME
    assert about["version"] == product.VERSION
    assert about["review"] == "Stem cells in lupus"
    assert about["changes"] == store.state().sequence
    assert about["last_change_at"] == store.state().changed_at.replace(tzinfo=None, microsecond=0)
    assert (about["reports_chosen"], about["reviewers_chosen"]) == ("all", "all")
    assert about["statuses_chosen"] == "draft; complete"
    assert about["altered_cells"] == 0
    counts = {title: len(workbook.rows(title)) for title in SHEETS if title != "About"}
    assert {title: about[f"rows_{title.lower().replace(' ', '_')}"] for title in counts} == counts
    assert dict(workbook.account.rows) == counts


def test_the_dictionary_has_exactly_the_columns_that_there_are(export, sample):
    workbook = export()
    columns = [(ws.title, cell.value) for ws in workbook.book for cell in ws[1]]
    assert [(row["sheet"], row["column"]) for row in workbook.rows("Dictionary")] == columns
    assert len(set(columns)) == len(columns)
    assert all(row["meaning"] and row["heading"] and row["type"] for row in workbook.rows("Dictionary"))


def test_the_dictionary_lists_the_codebooks_directions_and_labels(export, sample):
    allowed = {(row["sheet"], row["column"]): row["allowed_values"] for row in export().rows("Dictionary")}
    assert "no difference" in allowed["Claims", "direction"]
    assert "Outcome" in allowed["Marks", "label"]
    assert allowed["Claims", "funded"] == "yes · no · not reported · not applicable"
    assert allowed["Claims", "dose_in_mg"] == "any number · not reported · not applicable"


def test_headers_are_frozen_filtered_and_explained(export, sample):
    for worksheet in export().book:
        assert worksheet.freeze_panes == "A2"
        assert worksheet.auto_filter.ref == worksheet.dimensions
        assert all(cell.comment is not None for cell in worksheet[1])
    claims = export().sheet("Claims")
    assert claims["A1"].comment.text.startswith("Claim id\n")
    quote = next(cell for cell in claims[2] if isinstance(cell.value, str) and " … " in cell.value)
    assert quote.alignment.wrap_text
    assert claims.column_dimensions[quote.column_letter].width == 60


def test_links_lead_from_a_claim_to_its_first_passage_and_back(export, sample):
    workbook = export()
    claims, passages, marks = workbook.sheet("Claims"), workbook.sheet("Passages"), workbook.sheet("Marks")
    for row in range(2, claims.max_row + 1):
        sheet, place = claims[f"A{row}"].hyperlink.location.split("!")
        assert sheet == "'Passages'"
        first = passages[place]
        assert (first.value, passages[f"D{first.row}"].value) == (claims[f"A{row}"].value, 1)
    for row in range(2, passages.max_row + 1):
        cell = passages[f"A{row}"] if passages[f"A{row}"].value else passages[f"B{row}"]
        target = {"'Claims'": claims, "'Marks'": marks}
        sheet, place = cell.hyperlink.location.split("!")
        assert target[sheet][place].value == cell.value
    estimate, query = workbook.sheet("Estimates")["B3"], workbook.sheet("Queries")["B2"]
    assert claims[estimate.hyperlink.location.split("!")[1]].value == sample.full.id
    assert claims[query.hyperlink.location.split("!")[1]].value == sample.full.id


def test_no_link_leads_out_of_the_workbook_and_nothing_is_a_formula(export, sample):
    workbook = export()
    for worksheet in workbook.book:
        for row in worksheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target is None
    with zipfile.ZipFile(workbook.path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content
            assert b'TargetMode="External"' not in content


def test_the_same_review_gives_the_same_bytes_whenever_it_is_exported(export, sample, monkeypatch):
    first = export("first.xlsx").path.read_bytes()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert export("second.xlsx").path.read_bytes() == first


def test_the_times_in_the_file_are_those_of_the_last_change(export, sample, store):
    properties = export().book.properties
    assert properties.created == properties.modified
    assert properties.modified == store.state().changed_at.replace(tzinfo=None, microsecond=0)


def test_another_library_reads_the_same_values(export, sample):
    workbook = export()
    other = CalamineWorkbook.from_path(workbook.path)
    for worksheet in workbook.book:
        theirs = other.get_sheet_by_name(worksheet.title).to_python()
        ours = [["" if value is None else value for value in row] for row in worksheet.values]
        assert [[_plain(value) for value in row] for row in theirs] == [[_plain(v) for v in row] for row in ours]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if hasattr(value, "year"):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return float(value) if isinstance(value, int) else value


def test_only_the_chosen_reports_are_written(export, sample):
    workbook = export(report_ids=(sample.other_report.id,))
    assert [row["claim_id"] for row in workbook.rows("Claims")] == [sample.in_other_report.id]
    assert [row["report_id"] for row in workbook.rows("Reports")] == [sample.other_report.id]
    for title in ("Marks", "Studies", "Queries", "Estimates"):
        assert workbook.rows(title) == []
    assert workbook.about()["reports_chosen"] == "A second report"


def test_only_the_chosen_reviewers_are_written(export, sample):
    workbook = export(reviewer_ids=(sample.ben.id,))
    assert [row["claim_id"] for row in workbook.rows("Claims")] == [sample.of_ben.id]
    assert {row["claim_id"] for row in workbook.rows("Passages")} == {sample.of_ben.id}
    assert [row["question"] for row in workbook.rows("Queries")] == ["Is there a protocol?"]
    assert workbook.about()["reviewers_chosen"] == "Ben Osei"


def test_only_the_chosen_statuses_are_written(export, sample):
    workbook = export(statuses=(ClaimStatus.RETRACTED,))
    assert [row["claim_id"] for row in workbook.rows("Claims")] == [sample.retracted.id]
    assert sample.retracted_mark.id in {row["mark_id"] for row in workbook.rows("Marks")}
    assert workbook.about()["statuses_chosen"] == "retracted"


def test_a_choice_of_what_is_not_there_is_refused(store: ReviewStore, sample, tmp_path: Path):
    with pytest.raises(NotFound, match="no report"):
        export_workbook(store, tmp_path / "out.xlsx", Choice(report_ids=("no-such-report",)))
    with pytest.raises(BadInput, match="status"):
        export_workbook(store, tmp_path / "out.xlsx", Choice(statuses=()))
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_claim_that_is_not_there_yet_does_not_spoil_a_snapshot(
    store: ReviewStore, sample, anna: Reviewer, tmp_path: Path
):
    """What is saved while the export runs is not in it, and waits for nothing."""
    with store.snapshot() as reader:

        def save_meanwhile(share: float, _words: str) -> None:
            if share == 0:
                amendment = amended(store.get(type(sample.full), sample.full.id), note="written meanwhile")
                store.apply(Change(title="Write a note", reviewer_id=anna.id, alterations=(amendment,)))

        account = export_workbook(reader, tmp_path / "out.xlsx", progress=save_meanwhile)
    notes = [row["note"] for row in _exported(account).rows("Claims")]
    assert "written meanwhile" not in notes
    assert "=1+1" in notes


def _exported(account):
    from tests.curator.exporting.conftest import Exported

    return Exported(account.path, account)


def test_progress_goes_up_to_the_end(store: ReviewStore, sample, tmp_path: Path):
    heard: list[tuple[float, str]] = []
    export_workbook(store, tmp_path / "out.xlsx", progress=lambda share, words: heard.append((share, words)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(words for _, words in heard)


def test_the_version_is_that_of_the_project():
    import tomllib

    project = Path(__file__).resolve().parents[3] / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == product.VERSION


def test_openpyxl_is_not_loaded_before_it_is_needed():
    import subprocess
    import sys

    said = "import sys, curator.exporting.workbook; print('openpyxl' in sys.modules)"
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", said], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
