"""Agreement on words: what reviewers marked under each label, and the words that their claims stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from curator.agreement.agreement import Agreement, Figures
from curator.agreement.figures import Reason, Remark
from curator.agreement.of_spans import agreement_of_spans
from curator.agreement.review.coded import Coded
from curator.agreement.review.merging import merged
from curator.agreement.review.selection import Selection
from curator.agreement.settings import Progress
from curator.agreement.units import CodedText, Span
from curator.codebook.names import fold

CLAIMS = "claims"
"""The label under which the passages of claims stand."""


def agreement_of_passages(coded: Coded, selection: Selection, progress: Progress | None = None) -> Agreement:
    """How far the reviewers agree on words: over all, and for each label and the words of claims by itself.

    A label's figures stand on marks alone, so that a mark on the words of a claim is no overlap. Several claims of a
    reviewer may stand on the same words; for those figures that cannot do with overlapping passages, they are joined.
    When labels are chosen, the words of claims are left out.
    """
    names = _label_names(coded, selection)
    coders = list(coded.reviewers.values())
    spans_of_marks = _spans_of_marks(coded, names)
    spans_of_claims = {} if selection.label_ids else _spans_of_claims(coded, set(names.values()))
    labels = list(dict.fromkeys(names.values()))
    if not spans_of_claims:
        return agreement_of_spans(_texts(coded, spans_of_marks), coders=coders, labels=labels, progress=progress)
    own = _claims_label(set(labels))
    of_claims = _of_claims(coded, spans_of_claims, own, progress)
    if not spans_of_marks:
        return of_claims
    of_marks = agreement_of_spans(_texts(coded, spans_of_marks), coders=coders, labels=labels, progress=progress)
    both = _texts(coded, spans_of_marks, spans_of_claims)
    over_all = agreement_of_spans(both, coders=coders, labels=[*labels, own], progress=progress)
    return replace(over_all, labels={**of_marks.labels, **of_claims.labels})


Spans = Mapping[str, Sequence[Span]]


def _of_claims(coded: Coded, spans: Spans, label: str, progress: Progress | None) -> Agreement:
    coders = list(coded.reviewers.values())
    as_they_are = agreement_of_spans(_texts(coded, spans), coders=coders, labels=[label], progress=progress)
    joined = {report_id: _joined(own) for report_id, own in spans.items()}
    if all(len(joined[report_id]) == len(own) for report_id, own in spans.items()):
        return as_they_are
    without_overlap = agreement_of_spans(_texts(coded, joined), coders=coders, labels=[label], progress=progress)
    by_label = merged(as_they_are.labels[label], without_overlap.labels[label], _defined_by_joining)
    return replace(merged(as_they_are, without_overlap, _defined_by_joining), labels={label: by_label})


def _defined_by_joining(as_they_are: Figures, joined: Figures) -> Figures:
    """The figures, and of those that were not defined because passages overlap the ones of joined passages."""
    figures = {
        name: joined[name].with_notes(Remark.PASSAGES_JOINED)
        if figure.reason is Reason.OWN_PASSAGES_OVERLAP
        else figure
        for name, figure in as_they_are.figures.items()
    }
    return replace(as_they_are, figures=figures)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same words of each reviewer, passages that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.coder, span.start, span.end)):
        last = joined[-1] if joined else None
        if last is not None and last.coder == span.coder and span.start < last.end:
            joined[-1] = replace(last, end=max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def _spans_of_marks(coded: Coded, names: Mapping[str, str]) -> Spans:
    spans: dict[str, list[Span]] = {}
    for mark in coded.marks:
        if mark.label_id in names:
            spans.setdefault(mark.report_id, []).extend(
                Span(coded.reviewers[mark.reviewer_id], passage.start, passage.end, names[mark.label_id])
                for passage in mark.passages
            )
    return spans


def _spans_of_claims(coded: Coded, labels: set[str]) -> Spans:
    """The words of each reviewer's claims; several claims on the same words have them once."""
    label = _claims_label(labels)
    spans: dict[str, dict[Span, None]] = {}
    for claims in coded.claims.values():
        for claim in claims:
            for passage in claim.passages:
                span = Span(coded.reviewers[claim.reviewer_id], passage.start, passage.end, label)
                spans.setdefault(claim.report_id, {})[span] = None
    return {report_id: list(own) for report_id, own in spans.items()}


def _texts(coded: Coded, *spans: Spans) -> list[CodedText]:
    return [
        CodedText(
            name=report.file_name or report.title,
            length=report.characters,
            coders=tuple(coded.reviewers[reviewer_id] for reviewer_id in coded.readers[report.id]),
            spans=[span for some in spans for span in some.get(report.id, ())],
        )
        for report in coded.reports
    ]


def _label_names(coded: Coded, selection: Selection) -> dict[str, str]:
    """By id, the labels in use or used, and what they are called; labels of one name are one label."""
    used = {mark.label_id for mark in coded.marks}
    called: dict[str, str] = {}
    names: dict[str, str] = {}
    for label in coded.codebook.labels.values():
        if selection.label_ids and label.id not in selection.label_ids:
            continue
        if not label.retired or label.id in used:
            names[label.id] = called.setdefault(fold(label.name), label.name)
    return names


def _claims_label(labels: set[str]) -> str:
    return next(name for name in _different_names() if name not in labels)


def _different_names() -> Iterator[str]:
    name = CLAIMS
    while True:
        yield name
        name = f"words of {name}"
