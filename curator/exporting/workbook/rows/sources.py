"""Rows about reports, the trials that they are about, and the questions left on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curator.evidence.lines import ONE_BY_ONE
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.records import Coding, CodingStatus, Report, Study


def report_rows(chosen: Chosen) -> Iterator[Row]:
    """A row for each chosen report. Claims and marks must have been counted before."""
    codings = _codings(chosen)
    for report in chosen.reports:
        yield {
            "report_id": report.id,
            "report": chosen.report_names[report.id],
            "title": report.title,
            "authors": report.authors,
            "year": report.year,
            "journal": report.journal,
            "doi": report.doi,
            "pmid": report.pmid,
            "pmcid": report.pmcid,
            "kind": report.kind.value,
            "licence": report.licence,
            "retraction": report.retraction,
            "studies": ONE_BY_ONE.join(
                chosen.studies[study_id].name for study_id in report.study_ids if study_id in chosen.studies
            ),
            "claims": chosen.tally.claims_of[report.id],
            "marks": chosen.tally.marks_of[report.id],
            "codings": codings.get(report.id),
            "note": report.note,
            "details": "\n".join(f"{name}: {words}" for name, words in report.details.items()),
            "set_aside": report.retired,
            "file_name": report.file_name,
            "characters": report.characters,
            "encoding": report.encoding,
            "import_note": report.import_note,
            "study_ids": ONE_BY_ONE.join(report.study_ids),
            "text_sha256": report.text_sha256,
            "original_sha256": report.original_sha256,
        }


def _codings(chosen: Chosen) -> dict[str, str]:
    wanted = chosen.choice.reviewer_ids
    said: dict[str, list[str]] = {}
    for coding in chosen.reader.all(Coding):
        if not wanted or coding.reviewer_id in wanted:
            words = f"{chosen.name_of_reviewer(coding.reviewer_id)}: {_status(chosen, coding).value}"
            said.setdefault(coding.report_id, []).append(words)
    return {report_id: ONE_BY_ONE.join(sorted(words)) for report_id, words in said.items()}


def _status(chosen: Chosen, coding: Coding) -> CodingStatus:
    """How far a coding has come. The consensus is not finished any more when a claim was amended after it was."""
    reviewer = chosen.reviewers.get(coding.reviewer_id)
    is_consensus = reviewer is not None and reviewer.consensus
    return CodingStatus.IN_PROGRESS if is_consensus and coding.report_id in chosen.unsettled else coding.status


def study_rows(chosen: Chosen) -> Iterator[Row]:
    """A row for each trial that the chosen reports or the written claims are about; each one when all are chosen."""
    reports_of: dict[str, list[Report]] = {}
    for report in chosen.reports:
        for study_id in report.study_ids:
            reports_of.setdefault(study_id, []).append(report)
    for study in chosen.studies.values():
        if not chosen.choice.report_ids or study.id in reports_of or chosen.tally.claims_of[study.id]:
            yield _study_row(chosen, study, reports_of.get(study.id, ()))


def _study_row(chosen: Chosen, study: Study, reports: Iterable[Report]) -> Row:
    return {
        "study_id": study.id,
        "study": study.name,
        "registration": study.registration,
        "year": study.year,
        "design": study.design,
        "note": study.note,
        "reports": ONE_BY_ONE.join(chosen.report_names[report.id] for report in reports),
        "claims": chosen.tally.claims_of[study.id],
        "report_ids": ONE_BY_ONE.join(report.id for report in reports),
    }


def query_rows(chosen: Chosen, written_claims: Iterable[str]) -> Iterator[Row]:
    """A row for each question on a chosen report, or on a claim that was written."""
    written = set(written_claims)
    for query in chosen.queries:
        if query.claim_id is None or query.claim_id in written:
            yield {
                "query_id": query.id,
                "claim_id": query.claim_id,
                "report": chosen.report_names.get(query.report_id),
                "reviewer": chosen.name_of_reviewer(query.reviewer_id),
                "question": query.question,
                "answer": query.answer,
                "resolved": query.resolved,
                "asked_at": query.asked_at,
                "report_id": query.report_id,
                "reviewer_id": query.reviewer_id,
            }
