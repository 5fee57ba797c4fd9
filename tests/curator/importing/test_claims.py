from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator.changes import Change, added
from curator.checking import check
from curator.codebook.codebook import Codebook
from curator.coding.codings import reopen, submit
from curator.coding.reports import add_study
from curator.ids import new_id
from curator.importing.claims import ClaimImport, read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Direction,
    Field,
    FieldKind,
    Label,
    Mark,
    Meaning,
    Outcome,
    Query,
    Report,
    Reviewer,
    Study,
    Therapy,
)
from curator.text.passages import quote

TEXT = (
    "Cells in lupus\n\n"
    "Relapse was rarer with cells than with standard care (RR 0.47, 95% CI 0.26 to 0.83).\n"
    "Infections were seen in both groups. Survival was 6 ± 4 years with cells. "
    "Infections were mild, and nobody died of infections."
)
OTHER = "Rituximab in lupus\n\nRituximab gave fewer flares. Infections were rare."
CODEBOOK = (
    "kind,name,synonyms,options\n"
    "therapy,Cells,MSC; stem cells,\n"
    "therapy,Rituximab,RTX,\n"
    "therapy,Cells + sirolimus in one bag,,\n"
    "therapy,Standard care,SoC,\n"
    "outcome,Relapse,flares,\n"
    "outcome,Infection,infections,\n"
    "outcome,Death; all causes,,\n"
    'field,Risk of bias,,"low; high"\n'
)

Importing = Callable[..., ClaimImport]


@pytest.fixture
def review(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> ReviewStore:
    """A review with two reports and a codebook."""
    for name, text in (("cells.txt", TEXT), ("rituximab.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    (tmp_path / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    for account in (
        read_texts([tmp_path / "cells.txt", tmp_path / "rituximab.txt"], store, anna.id),
        read_codebook(tmp_path / "codebook.csv", store, anna.id),
    ):
        assert account.change is not None
        store.apply(account.change)
    return store


@pytest.fixture
def bring_in(review: ReviewStore, anna: Reviewer, tmp_path: Path) -> Importing:
    """Brings in rows, given as dictionaries, and applies the change."""

    def importing(*rows: dict[str, Any], **choices: bool) -> ClaimImport:
        columns = list(dict.fromkeys(name for row in rows for name in row))
        with (tmp_path / "claims.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        account = read_claims(tmp_path / "claims.csv", review, anna.id, **choices)
        if account.change is not None:
            review.apply(account.change)
        return account

    return importing


def row(words: str = "Relapse was rarer with cells", text: str = TEXT, **cells: str) -> dict[str, str]:
    start = text.index(words)
    full = {"report": "cells.txt", "fragments": f"{start}-{start + len(words)}", "quote": words}
    return {**full, "therapy": "Cells", "outcome": "Relapse", "direction": "improved", **cells}


def only(store: ReviewStore) -> Claim:
    (claim,) = store.all(Claim)
    return claim


def refusals(account: ClaimImport) -> list[str]:
    return [refused.sentence for refused in account.refused]


def names(review: ReviewStore, groups: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    codebook = Codebook.read(review)
    return [[codebook.name_of(term_id) for term_id in group] for group in groups]


def test_a_row_becomes_a_complete_claim_on_its_words(review: ReviewStore, anna: Reviewer, bring_in: Importing) -> None:
    account = bring_in(
        row(
            comparator="SoC",
            population=" adults ",
            timepoint="2 years",
            design="randomised trial",
            estimate="RR 0.47 [0.26, 0.83]",
            attribution="own results",
            note="clear",
            statement="Cells prevent relapse.",
            study="LUCY",
            **{"Risk of bias": "LOW"},
        )
    )
    assert account.change is not None
    assert account.change.title == "Import 1 claim"
    claim = only(review)
    assert quote(claim.passages) == "Relapse was rarer with cells"
    assert names(review, claim.therapies + claim.comparators) == [["Cells"], ["Standard care"]]
    assert (claim.population, claim.time_point, claim.note) == ("adults", "2 years", "clear")
    assert (claim.reviewer_id, claim.status) == (anna.id, ClaimStatus.COMPLETE)
    (estimate,) = claim.estimates
    assert (estimate.measure, estimate.value, estimate.ci_low, estimate.ci_high) == ("RR", 0.47, 0.26, 0.83)
    assert estimate.as_reported == "RR 0.47 [0.26, 0.83]"
    assert list(claim.extra.values()) == ["low"]
    (study,) = review.all(Study)
    assert claim.study_id == study.id
    assert review.get(Report, claim.report_id).study_ids == (study.id,)
    assert [coding.status for coding in review.all(Coding)] == [CodingStatus.IN_PROGRESS]
    assert check(review) == []


def test_undo_takes_an_import_out_whole_and_redo_brings_it_back(
    review: ReviewStore, anna: Reviewer, bring_in: Importing
) -> None:
    bring_in(row(reviewer="Ben", study="LUCY"), row(therapy="New drug", study="LUCY"), add_terms=True)
    before = review.all(Claim)
    review.undo(anna.id)
    assert [review.count(kind) for kind in (Claim, Study, Coding)] == [0, 0, 0]
    assert review.count(Reviewer) == 1
    assert Codebook.read(review).therapies.find("New drug") is None
    review.redo(anna.id)
    assert review.all(Claim) == before


def test_therapies_are_split_one_by_one_and_joined_together(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(row(therapy="RTX; MSC\u00a0+  SoC ;Cells + sirolimus in one bag;", comparator="Cells;cells"))
    claim = only(review)
    assert names(review, claim.therapies) == [
        ["Rituximab"],
        ["Cells", "Standard care"],
        ["Cells + sirolimus in one bag"],
    ]
    assert names(review, claim.comparators) == [["Cells"]]


def test_an_outcome_is_never_split(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(row(outcome="death;  ALL causes"))
    assert Codebook.read(review).name_of(only(review).outcome_id) == "Death; all causes"


def test_what_a_web_page_left_in_a_name_is_read_as_meant(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(row(therapy="fimasartan 120&nbsp;mg; A&amp;B &lt;5"), add_terms=True)
    assert names(review, only(review).therapies) == [["fimasartan 120 mg"], ["A&B <5"]]


def test_rows_of_one_reviewer_under_one_key_are_one_claim(review: ReviewStore, bring_in: Importing) -> None:
    first, second = "Relapse was rarer with cells", "95% CI 0.26 to 0.83"
    account = bring_in(
        row(first, key="7", reviewer="Ben", note=""),
        row(second, key="7", reviewer="Cleo"),
        row(second, key="7", reviewer="Ben", direction="mixed", note="added"),
        row(first, key="7", reviewer="Ben"),
    )
    ben, cleo = review.all(Claim)
    assert quote(ben.passages) == f"{first} … {second}"
    assert quote(cleo.passages) == second
    assert (ben.key, ben.note) == ("7", "added")
    assert Codebook.read(review).name_of(ben.direction_id) == "improved"
    assert [note.sentence for note in account.notes] == [
        "Row 4: its direction differs from that of row 2, which is kept."
    ]


def test_a_row_with_a_label_and_no_claim_is_a_mark(review: ReviewStore, bring_in: Importing) -> None:
    mark = {"report": "cells", "label": "harm", "quote": "Infections were mild", "key": "h", "note": "mild"}
    more = {**mark, "quote": "nobody died of infections", "note": ""}
    account = bring_in(mark, more)
    (made,) = review.all(Mark)
    assert quote(made.passages) == "Infections were mild … nobody died of infections"
    assert (made.memo, made.key) == ("mild", "h")
    assert review.get(Label, made.label_id).name == "Harm"
    assert account.change is not None
    assert account.change.title == "Import 1 mark"
    assert review.count(Claim) == 0


def test_a_label_on_a_claim_is_not_silently_lost(bring_in: Importing) -> None:
    account = bring_in(row(label="Harm"), {**row(), "label": "Harm", "therapy": "", "outcome": "", "direction": ""})
    assert [len(account.claims), len(account.marks)] == [1, 1]
    assert "its label is not kept" in account.notes[0].sentence


@pytest.mark.parametrize("name", ["cells.txt", "CELLS", "Cells in lupus", "texts/cells.txt", "C:\\texts\\cells.txt"])
def test_a_report_is_named_by_its_file_or_its_title(review: ReviewStore, bring_in: Importing, name: str) -> None:
    bring_in(row(report=name))
    assert only(review).report_id == review.all(Report, file_name="cells.txt")[0].id


def test_an_unknown_report_is_refused_with_the_nearest_name(bring_in: Importing) -> None:
    account = bring_in(row(report="cels.txt"), row(report=""))
    assert "no report “cels.txt” in the review. Did you mean “cells.txt”?" in refusals(account)[0]
    assert refusals(account)[1] == "Row 3: It names no report."


def test_a_report_name_that_two_reports_have_is_refused(
    review: ReviewStore, anna: Reviewer, bring_in: Importing, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "cells.txt").write_text("Another text of the same name.")
    change = read_texts([tmp_path / "b" / "cells.txt"], review, anna.id).change
    assert change is not None
    review.apply(change)
    account = bring_in(row())
    assert account.change is None
    assert "2 reports are called “cells.txt”" in refusals(account)[0]


def test_unknown_terms_are_refused_together_with_what_was_perhaps_meant(bring_in: Importing) -> None:
    account = bring_in(row(therapy="Rituximap; Unheard-of", outcome="Relaps", direction="improvd", label="Ham"))
    assert account.change is None
    said = refusals(account)
    assert len(said) == 4
    for words in (
        "no therapy “Rituximap”, “Unheard-of”. Did you mean “Rituximab”?",
        "no outcome “Relaps”. Did you mean “Relapse”?",
        "no direction “improvd”. Did you mean “improved”?",
        "no label “Ham”. Did you mean “Harm”?",
    ):
        assert any(words in sentence for sentence in said)


def test_terms_that_are_lacking_are_added_when_asked_for(review: ReviewStore, bring_in: Importing) -> None:
    mark = {**row(), "therapy": "", "outcome": "", "direction": "", "label": "Dose"}
    account = bring_in(
        row(therapy="A + B", comparator="Placebo", outcome="Weight", direction="invalid prompt"),
        row(therapy="placebo;b", outcome="weight", direction="no difference"),
        mark,
        {**row(), "report": "nowhere", "therapy": "Left out"},
        add_terms=True,
        skip_bad=True,
    )
    assert [record.name for record in account.added if isinstance(record, Therapy | Outcome | Direction | Label)] == [
        "A",
        "B",
        "Placebo",
        "Weight",
        "invalid prompt",
        "Dose",
    ]
    direction = Codebook.read(review).direction_named("invalid prompt")
    assert direction is not None
    assert direction.meaning is Meaning.OTHER
    assert Codebook.read(review).therapies.find("Left out") is None
    assert check(review) == []


def test_words_that_moved_are_found_nearest_first_and_listed(review: ReviewStore, bring_in: Importing) -> None:
    second = TEXT.index("Infections were mild")
    account = bring_in(row("Infections were", fragments=f"{second + 4}-{second + 19}"))
    assert only(review).passages[0].start == second
    (moved,) = account.moved
    assert (moved.row, moved.found) == (2, (second, second + 15))
    assert f"instead of {second + 4}–{second + 19}" in moved.sentence


def test_words_not_letter_by_letter_are_found_and_listed(review: ReviewStore, bring_in: Importing) -> None:
    account = bring_in(
        {**row(), "fragments": "", "quote": "Survival was 6 � 4 years with cells."},
        {**row(), "fragments": "", "quote": "rarer  with CELLS"},
    )
    assert [quote(claim.passages) for claim in review.all(Claim)] == [
        "Survival was 6 ± 4 years with cells.",
        "rarer with cells",
    ]
    assert [moved.how.value for moved in account.moved] == ["close", "normalised"]


def test_a_report_with_other_newlines_keeps_its_words_though_its_offsets_move(
    review: ReviewStore, anna: Reviewer, bring_in: Importing, tmp_path: Path
) -> None:
    text = "One line.\r\nAnother line.\r\nFewer flares\r\nwere seen."
    (tmp_path / "crlf.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    change = read_texts([tmp_path / "crlf.txt"], review, anna.id).change
    assert change is not None
    review.apply(change)
    account = bring_in(row("Fewer flares\r\nwere seen", text, report="crlf"))
    assert quote(only(review).passages) == "Fewer flares\nwere seen"
    assert [moved.how.value for moved in account.moved] == ["exact"]


def test_a_row_that_adds_nothing_to_its_claim_is_named(bring_in: Importing) -> None:
    account = bring_in(row(key="1"), row(key="1"))
    assert [len(account.claims), account.already_there[0].sentence] == [1, "Row 3: adds nothing to row 2."]


def test_offsets_alone_are_enough(review: ReviewStore, bring_in: Importing) -> None:
    start = TEXT.index("Relapse")
    bring_in({"report": "cells", "start": str(start), "end": str(start + 7), "direction": "improved"})
    assert quote(only(review).passages) == "Relapse"
    assert only(review).status is ClaimStatus.DRAFT


def test_a_quote_may_itself_have_the_joint_in_it(
    review: ReviewStore, anna: Reviewer, bring_in: Importing, tmp_path: Path
) -> None:
    text = "He said: so … it goes. And it … went. So … it goes again."
    (tmp_path / "dots.txt").write_text(text, encoding="utf-8")
    change = read_texts([tmp_path / "dots.txt"], review, anna.id).change
    assert change is not None
    review.apply(change)
    bring_in(
        row("so … it goes", text, report="dots"),
        {**row("so … it goes", text, report="dots"), "fragments": "", "quote": "And it … went"},
        {
            **row("so … it goes", text, report="dots"),
            "fragments": "9-21;23-36",
            "quote": "so … it goes … And it … went",
        },
        {**row("so … it goes", text, report="dots"), "fragments": "", "quote": "He said … went. So"},
    )
    assert [[passage.words for passage in claim.passages] for claim in review.all(Claim)] == [
        ["so … it goes"],
        ["And it … went"],
        ["so … it goes", "And it … went"],
        ["He said", "went. So"],
    ]


def test_words_that_cannot_be_told_are_refused(bring_in: Importing) -> None:
    account = bring_in(
        {**row(), "fragments": "", "quote": "Infections were"},
        {**row(), "fragments": "", "quote": "Nobody ever wrote this in any report"},
        {**row(), "fragments": "", "quote": "(RR 0.74, 95% CI 0.26 to 0.83)"},
        {**row(), "fragments": "90000-90010", "quote": ""},
        {**row(), "fragments": "here and there", "quote": ""},
        {**row(), "fragments": "", "quote": " "},
    )
    assert account.change is None
    said = refusals(account)
    for sentence, words in zip(
        said,
        (
            "more than once (at ",
            "Its words are not in cells.txt: “Nobody ever wrote this in any report”.",
            "has other numbers: “",
            "Its place is not in the report",
            "“here and there” are no places",
            "It gives no words.",
        ),
        strict=True,
    ):
        assert words in sentence


def test_one_bad_row_keeps_everything_out_and_all_bad_rows_are_told(review: ReviewStore, bring_in: Importing) -> None:
    account = bring_in(row(), row(therapy="Unheard-of"), row(), row(report="nowhere"))
    assert account.change is None
    assert [refused.row for refused in account.refused] == [3, 5]
    assert review.count(Claim) == 0


def test_skipping_bad_rows_leaves_out_unknown_terms_but_keeps_claims_whose_words_are_lost(
    review: ReviewStore, bring_in: Importing
) -> None:
    account = bring_in(
        row(key="1"),
        {**row(key="1"), "fragments": "", "quote": "Not in any report whatsoever"},
        {**row(key="2"), "fragments": "", "quote": "Not in any report whatsoever"},
        {**row(key="3"), "fragments": "", "quote": "", "status": "complete"},
        row(key="4", therapy="Unheard-of"),
        skip_bad=True,
    )
    claims = {claim.key: claim for claim in review.all(Claim)}
    assert sorted(claims) == ["1", "2", "3"]
    assert [claims[key].status for key in "123"] == [ClaimStatus.COMPLETE, ClaimStatus.DRAFT, ClaimStatus.DRAFT]
    assert {query.claim_id: query.question for query in review.all(Query)} == {
        claims[
            "2"
        ].id: "Where are its words? Not found in the text: “Not in any report whatsoever” (row 4 of claims.csv).",
        claims["3"].id: "Which words does it stand on? Row 5 of claims.csv gives none.",
    }
    assert [(refused.row, refused.of_words) for refused in account.refused] == [
        (3, True),
        (4, True),
        (5, True),
        (6, False),
    ]


def test_a_mark_without_words_is_left_out_and_listed(review: ReviewStore, bring_in: Importing) -> None:
    mark = {"report": "cells", "label": "Harm", "quote": "Not in any report whatsoever"}
    account = bring_in(mark, {**mark, "quote": "nobody died"}, skip_bad=True)
    assert review.count(Mark) == 1
    assert [(refused.row, refused.of_words) for refused in account.refused] == [(2, False)]


def test_not_reported_and_not_applicable_are_reasons_and_not_words(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(
        row(
            population="Not reported",
            comparator="not applicable",
            estimate="not reported",
            study="not applicable",
            design="NR",
            outcome="not reported",
            note="not reported",
        )
    )
    claim = only(review)
    assert claim.absent == {
        "population": Absence.NOT_REPORTED,
        "comparators": Absence.NOT_APPLICABLE,
        "estimates": Absence.NOT_REPORTED,
        "study_id": Absence.NOT_APPLICABLE,
        "outcome_id": Absence.NOT_REPORTED,
    }
    assert (claim.design, claim.note, claim.study_id, claim.estimates) == ("NR", "not reported", None, ())
    assert claim.status is ClaimStatus.COMPLETE
    assert check(review) == []


def test_an_extra_field_can_be_not_reported_unless_it_has_that_as_a_choice(
    review: ReviewStore, bring_in: Importing
) -> None:
    dose = Field(id=new_id(), name="Dose", kind=FieldKind.NUMBER)
    blinding = Field(id=new_id(), name="Blinding", kind=FieldKind.CHOICE, options=("double", "Not reported"))
    review.apply(Change(title="Add fields", reviewer_id=None, alterations=added([dose, blinding])))
    bring_in(row(dose="Not Reported", blinding="not reported", risk_of_bias="not applicable"))
    claim = only(review)
    (bias,) = review.all(Field, name="Risk of bias")
    assert claim.absent == {dose.id: Absence.NOT_REPORTED, bias.id: Absence.NOT_APPLICABLE}
    assert claim.extra == {blinding.id: "Not reported"}
    assert check(review) == []


def test_an_estimate_whose_words_are_not_all_numbers_is_kept_as_reported(
    review: ReviewStore, bring_in: Importing
) -> None:
    bring_in(row(estimate="60% responded"))
    (estimate,) = only(review).estimates
    assert (estimate.as_reported, estimate.value) == ("60% responded", None)


def test_a_status_column_is_believed(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(row(status="Draft"), row(status="retracted", note="wrong"), row(status="", note="right"))
    assert [claim.status.value for claim in review.all(Claim)] == ["draft", "retracted", "complete"]
    assert "“finished” is no status" in refusals(bring_in(row(status="finished")))[0]


def test_a_table_brought_in_twice_changes_nothing(review: ReviewStore, bring_in: Importing) -> None:
    mark = {"report": "cells", "label": "Harm", "quote": "nobody died", "reviewer": "Ben"}
    rows = (row(), row(key="1", study="LUCY", estimate="RR 0.5"), row("95% CI", key="1"), mark)
    bring_in(*rows)
    state = review.state()
    again = bring_in(*rows, row(note="new"))
    assert [len(again.claims), len(again.marks), len(again.already_there)] == [1, 0, 4]
    assert again.already_there[0].sentence == "Row 2: is in the review already."
    assert review.state().sequence == state.sequence + 1
    assert bring_in(*rows).change is None


def test_a_row_that_the_table_repeats_comes_in_once(review: ReviewStore, bring_in: Importing) -> None:
    account = bring_in(row(), row())
    assert review.count(Claim) == 1
    assert account.already_there[0].sentence == "Row 3: repeats row 2; it comes in once."


def test_something_else_under_a_key_in_use_is_refused(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(row(key="1"))
    account = bring_in(row(key="1", direction="worsened"))
    assert "under the key “1”" in refusals(account)[0]
    assert review.count(Claim) == 1


def test_a_submitted_coding_takes_nothing_in(review: ReviewStore, anna: Reviewer, bring_in: Importing) -> None:
    bring_in(row())
    review.apply(submit(review, only(review).report_id, anna.id))
    assert "has submitted this report" in refusals(bring_in(row(note="late")))[0]


def test_finished_work_submits_the_codings_that_it_fills(
    review: ReviewStore, anna: Reviewer, bring_in: Importing
) -> None:
    rows = (row(), {**row("Rituximab gave fewer flares", OTHER), "report": "rituximab.txt", "therapy": "Rituximab"})
    assert bring_in(rows[0], submit=False).submitted == 0
    assert {coding.status for coding in review.all(Coding)} == {CodingStatus.IN_PROGRESS}
    assert bring_in(*rows, row(note="more"), submit=True).submitted == 2
    assert {coding.status for coding in review.all(Coding)} == {CodingStatus.SUBMITTED}
    again = bring_in(*rows, submit=True)
    assert (again.change, again.refused, len(again.already_there)) == (None, (), 2), "what is there is not refused"
    late = bring_in(rows[0], row(note="late"), submit=True)
    assert [(one.row, "Reopen the coding first" in one.sentence) for one in late.refused] == [(3, True)]
    assert late.change is None
    review.apply(reopen(review, only_report(review, "cells.txt"), anna.id))
    assert bring_in(rows[0], row(note="late"), submit=True).submitted == 1
    assert review.count(Claim) == 4


def only_report(review: ReviewStore, file_name: str) -> str:
    return next(report.id for report in review.all(Report) if report.file_name == file_name)


def test_reviewers_and_studies_are_found_again_by_name(
    review: ReviewStore, anna: Reviewer, bring_in: Importing
) -> None:
    study, change = add_study(review, "LUCY", anna.id)
    assert change is not None
    review.apply(change)
    bring_in(row(reviewer=" anna  BERG", study="lucy"))
    assert only(review).reviewer_id == anna.id
    assert only(review).study_id == study.id
    assert review.count(Reviewer) == 1


def test_columns_that_mean_nothing_are_named_and_extra_values_are_checked(bring_in: Importing) -> None:
    account = bring_in(row(**{"Shoe size": "44", "risk_of_bias": "enormous"}))
    assert account.ignored_columns == ("Shoe size",)
    assert "“enormous” is not a choice of “Risk of bias”" in refusals(account)[0]


def test_claims_stay_in_the_order_of_their_rows(review: ReviewStore, bring_in: Importing) -> None:
    bring_in(*(row(note=str(number)) for number in range(300)))
    assert [claim.note for claim in review.all(Claim)] == [str(number) for number in range(300)]


def test_an_import_can_be_cancelled(review: ReviewStore, anna: Reviewer, tmp_path: Path, bring_in: Importing) -> None:
    bring_in(row(), row(direction="nonsense"))
    account = read_claims(tmp_path / "claims.csv", review, anna.id, progress=lambda _share, _words: False)
    assert account.cancelled
    assert account.change is None
