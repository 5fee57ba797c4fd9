"""A full text that comes after its reference is offered to join it; what was marked in the abstract follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.checking import check
from curator.coding.claims import record_claim
from curator.importing.accounts import Answer, Answers, Fate, ImportAccount
from curator.importing.references.intake import read_references
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import Claim, Query, Report, ReportKind, Reviewer
from curator.text.passages import cut
from tests.conftest import shared_folder

RAREST = "Relapse was much rarer with cells than with placebo in both of the groups that were followed"
ABSTRACT = f"{RAREST}. Nothing else was said anywhere."
RIS = (
    "TY  - JOUR\nTI  - Cells for refractory lupus\nAU  - Yuan, X\nDO  - 10.1000/abcd\nVL  - 7\n"
    f"AB  - {ABSTRACT}\nER  -\n"
)
FULL = f"# Cells for refractory lupus\n\ndoi: 10.1000/ABCD\n\nMethods were used.\n\n{RAREST}.\n"


@pytest.fixture
def reference(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> Report:
    """A reference in the review."""
    path = tmp_path / "refs.ris"
    path.write_text(RIS, "utf-8")
    change = read_references([path], store, anna.id).change
    assert change is not None
    store.apply(change)
    return store.all(Report)[0]


@pytest.fixture
def full_text(tmp_path: Path) -> Path:
    """Its full text, as a file."""
    path = tmp_path / "yuan.md"
    path.write_text(FULL, "utf-8")
    return path


def bring_in(
    store: ReviewStore, anna: Reviewer, path: Path, answer: Answer | None = None, *, answered: bool = True
) -> ImportAccount:
    account = read_texts([path], store, anna.id, None, Answers(otherwise=answer if answered else None))
    if account.change is not None:
        store.apply(account.change)
    return account


def test_a_full_text_is_offered_to_its_reference_and_joins_it_when_somebody_says_so(
    store: ReviewStore, anna: Reviewer, reference: Report, full_text: Path
) -> None:
    text = store.text(reference.text_sha256)
    claims = []
    for words in (RAREST, "Nothing else was"):
        start = text.index(words)
        claim, change = record_claim(store, reference.id, anna.id, [cut(text, start, start + len(words))])
        store.apply(change)
        claims.append(claim)
    [line] = bring_in(store, anna, full_text).lines
    assert line.fate is Fate.TO_DECIDE
    assert line.offer is not None
    assert (line.offer.report, line.offer.reason) == (reference, "The DOI is the same: 10.1000/abcd.")
    [line] = bring_in(store, anna, full_text, Answer.JOIN).lines
    assert line.fate is Fate.AMENDED
    assert "1 marked passages follow by their words; 1 were not found again" in line.sentence
    [report] = store.all(Report)
    assert (report.id, report.file_name, report.kind) == (reference.id, "yuan.md", ReportKind.OTHER)
    assert (report.authors, report.details["Volume"]) == ("Yuan, X", "7")
    full = store.text(report.text_sha256)
    assert full == FULL
    assert store.original(report.original_sha256) == full_text.read_bytes()
    [passage] = store.get(Claim, claims[0].id).passages
    assert full[passage.start : passage.end] == RAREST
    assert "Nothing else was" in store.all(Query)[0].question
    assert "Nothing else was said anywhere." in " ".join(report.details.values())
    assert not check(store)
    store.undo(anna.id)
    assert store.all(Report) == [reference]
    assert store.get(Claim, claims[0].id) == claims[0]


def test_a_full_text_may_be_kept_apart_or_left_out(
    store: ReviewStore, anna: Reviewer, reference: Report, full_text: Path
) -> None:
    [line] = bring_in(store, anna, full_text, Answer.LEAVE).lines
    assert line.fate is Fate.PASSED_OVER
    [line] = bring_in(store, anna, full_text, Answer.KEEP).lines
    assert line.fate is Fate.CAME_IN
    assert store.count(Report) == 2


def test_a_reference_is_joined_by_one_text_only(
    store: ReviewStore, anna: Reviewer, reference: Report, full_text: Path, tmp_path: Path
) -> None:
    other = tmp_path / "z.md"
    other.write_text(FULL + "More of it.\n", "utf-8")
    account = read_texts([full_text, other], store, anna.id, None, Answers(otherwise=Answer.JOIN))
    assert [line.fate for line in account.lines] == [Fate.AMENDED, Fate.CAME_IN]
    assert account.change is not None
    store.apply(account.change)
    assert not check(store)


def test_a_pdf_joins_its_reference_by_its_doi(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    pdf = shared_folder("data", "pdf") / "PMC4884402.pdf"
    if not pdf.exists():
        pdf = next(iter(sorted(shared_folder("data", "pdf").glob("*.pdf"))))
    read = read_texts([pdf], store, anna.id)
    [found] = read.reports
    if not found.doi:
        pytest.skip("the PDF does not say its DOI clearly")
    path = tmp_path / "one.ris"
    path.write_text(f"TY  - JOUR\nTI  - {found.title}\nDO  - {found.doi.upper()}\nJF  - A journal\nER  -\n", "utf-8")
    change = read_references([path], store, anna.id).change
    assert change is not None
    store.apply(change)
    [line] = bring_in(store, anna, pdf, Answer.JOIN).lines
    assert line.fate is Fate.AMENDED
    assert store.all(Report)[0].journal == "A journal"
    assert not check(store)
