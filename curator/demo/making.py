"""Makes the demo review by the same services that a reviewer's work goes through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curator.changes import Change
from curator.coding.assignments import assign
from curator.coding.claims import amend_claim
from curator.coding.progress import submit_several
from curator.coding.queries import ask, resolve
from curator.coding.reports import amend_report, amend_study
from curator.coding.reviews import add_reviewer, amend_review, new_review
from curator.errors import CannotWrite
from curator.importing.claims import read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import read_texts
from curator.ports import ReviewFiles, ReviewStore
from curator.records import Claim, Query, Report, ReportKind, Review, Reviewer, Study

DEMO_REVIEWER = "Anna Berg"
SECOND_REVIEWER = "Ben Ito"
FILE_NAME = "demo.curator"

_HERE = Path(__file__).parent
_TITLE = "Stem cell therapy in lupus (demo)"
_QUESTION = "In people with systemic lupus erythematosus, what do stem cells do, against usual care?"

_DETAILS: dict[str, dict[str, Any]] = {
    "cord_cell_trial.txt": {
        "title": "Cord-derived mesenchymal cells added to standard care in active lupus: the CORALINE randomised trial",
        "authors": "Oduya H, Lindqvist M, Sarmento R",
        "year": 2021,
        "journal": "Written for the demo",
        "kind": ReportKind.TRIAL_REPORT,
    },
    "transplant_review.txt": {
        "title": "Stem cells for severe lupus: where do we stand?",
        "authors": "Achterberg P",
        "year": 2022,
        "journal": "Written for the demo",
        "kind": ReportKind.REVIEW,
    },
    "norstem_registry.txt": {
        "title": "Autologous transplantation of blood-forming cells in refractory lupus: five years of the registry",
        "authors": "Haugland K, Brandvik E, Nurmi T",
        "year": 2016,
        "journal": "Written for the demo",
        "kind": ReportKind.OBSERVATIONAL,
    },
    "mouse_study.txt": {
        "title": "Mesenchymal cells from healthy donors restore regulatory T cells in lupus-prone mice",
        "authors": "Wakahisa T, Ferro G",
        "year": 2018,
        "journal": "Written for the demo",
        "kind": ReportKind.OTHER,
        "note": "Animal evidence: keep apart from trials in people",
    },
    "plain_summary.txt": {
        "title": "Can stem cells help people with lupus? A summary in plain words",
        "journal": "Written for the demo",
        "year": 2021,
        "kind": ReportKind.LAY_SUMMARY,
    },
}
_STUDIES: dict[str, dict[str, Any]] = {
    "CORALINE": {"year": 2021, "design": "randomised trial", "note": "Made up for the demo"},
    "NORSTEM": {"year": 2016, "design": "cohort study", "note": "Made up for the demo"},
    "Porto 2012": {"year": 2012, "design": "comparative study", "note": "Made up for the demo"},
    "Wakahisa mice": {"year": 2018, "design": "animal study", "note": "Made up for the demo"},
}
_ROUNDS = {
    "Pilot": ("plain_summary.txt", "mouse_study.txt"),
    "Main": ("cord_cell_trial.txt", "transplant_review.txt", "norstem_registry.txt"),
}
"""Both reviewers code everything, the shorter texts first, to try the codebook out."""

_STILL_OPEN = "cord_cell_trial.txt"
"""The report that only the second reviewer has submitted: what they did on it stays hidden from the first one."""

_QUERIES = {
    "t4": ("The conclusion names 2 years, the primary outcome was at 12 months. Which one do we extract?", ""),
    "t6": ("The interval crosses 1: unclear, or no difference? The guidance does not say.", ""),
    "r4": ("Is NORSTEM one registry with the 4 of 87 deaths in CORALINE's discussion?", "Yes, the same 87 patients."),
}


def demo_review(files: ReviewFiles, folder: Path) -> Path:
    """The demo review in ``folder``; made when it is not there yet, and left as it is when it is."""
    path = folder / FILE_NAME
    return path if path.exists() else make_demo(files, folder)


def make_demo(files: ReviewFiles, folder: Path) -> Path:
    """Makes the demo review in ``folder`` and returns its path; raises ``CannotWrite`` when it is there already."""
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWrite(
            "The folder {folder} cannot be made ({why}). Choose another one.", folder=folder, why=problem.strerror
        ) from problem
    store = files.create(path)
    try:
        _fill(store)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    store.close()
    return path


def _fill(store: ReviewStore) -> None:
    store.apply(new_review(_TITLE, DEMO_REVIEWER))
    anna = store.all(Reviewer)[0].id
    review = store.all(Review)[0]
    store.apply(amend_review(review, anna, question=_QUESTION))
    texts = [_HERE / "texts" / name for name in _DETAILS]
    _apply(store, read_texts(texts, store, anna).change)
    _apply(store, read_codebook(_HERE / "codebook.csv", store, anna).change)
    for report in store.all(Report):
        _apply(store, amend_report(report, anna, **_DETAILS[report.file_name]))
    _apply(store, read_claims(_HERE / "claims.csv", store, anna).change)
    for study in store.all(Study):
        _apply(store, amend_study(store, study, anna, **_STUDIES.get(study.name, {})))
    _ask(store, anna)
    _code_twice(store, anna)


def _code_twice(store: ReviewStore, anna: str) -> None:
    """A second reviewer codes the same reports, and both submit all of them but one."""
    ben, added = add_reviewer(store, SECOND_REVIEWER, anna)
    _apply(store, added)
    reports = {report.file_name: report.id for report in store.all(Report)}
    for name, files in _ROUNDS.items():
        _apply(store, assign(store, [reports[file] for file in files], (anna, ben.id), anna, name))
    _apply(store, read_claims(_HERE / "claims_of_the_second.csv", store, ben.id, submit=True).change)
    finished = [report_id for file, report_id in reports.items() if file != _STILL_OPEN]
    store.apply(submit_several(store, finished, anna, anna))


def _ask(store: ReviewStore, reviewer_id: str) -> None:
    by_key = {claim.key: claim for claim in store.all(Claim)}
    for key, (question, answer) in _QUERIES.items():
        claim = by_key[key]
        query, change = ask(claim.report_id, reviewer_id, question, claim)
        store.apply(change)
        if answer:
            store.apply(resolve(store.get(Query, query.id), reviewer_id, answer))
    draft = by_key["r12"]
    _apply(store, amend_claim(store, draft, reviewer_id, note="Nothing published yet: look again before submitting"))


def _apply(store: ReviewStore, change: Change | None) -> None:
    if change is not None:
        store.apply(change)
