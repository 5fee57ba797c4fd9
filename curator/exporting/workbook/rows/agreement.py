"""Rows of agreement: one for each figure, at every level and among whomever it is about; and one for each pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curator.agreement.agreement import Agreement, Figures
from curator.agreement.figures import Figure
from curator.agreement.of_review import ReviewAgreement
from curator.agreement.statistics import statistic_of
from curator.evidence.lines import ONE_BY_ONE
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.exporting.workbook.columns_of_comparison import LEVELS, SCOPES
from curator.exporting.workbook.differences import Differences
from curator.text.passages import quote

_FOUND, _FIELD, _WORDS = LEVELS
_ALL, _TWO, _REST = SCOPES


def agreement_rows(found: ReviewAgreement) -> Iterator[Row]:
    """A row for each figure. Of two reviewers, each against the rest would say the same once more."""
    yield from _of_agreement(_FOUND, "", found.claims_found, {})
    for field in found.fields.values():
        yield from _of_agreement(_FIELD, field.title, field.agreement, field.filled_by_one)
    yield from _of_agreement(_WORDS, "", found.passages, {})
    for label, agreement in found.passages.labels.items():
        yield from _of_agreement(_WORDS, label, agreement, {})


def _of_agreement(
    level: str, about: str, agreement: Agreement, filled_by_one: Mapping[tuple[str, ...], int]
) -> Iterator[Row]:
    scopes = [(_ALL, agreement.all), *((_TWO, pair) for pair in agreement.pairs)]
    if len(agreement.pairs) > 1:
        scopes += [(_REST, figures) for figures in agreement.against_the_rest.values()]
    for scope, figures in scopes:
        for name, figure in figures.figures.items():
            yield {
                "level": level,
                "about": about,
                "scope": scope,
                "reviewers": ONE_BY_ONE.join(figures.reviewers),
                **_figure(name, figure, figures),
                "filled_by_one": filled_by_one.get(figures.reviewers),
            }


def _figure(name: str, figure: Figure, figures: Figures) -> Row:
    _, bracket, rest = name.partition("[")
    return {
        "statistic": statistic_of(name).title,
        "category": rest.removesuffix("]") if bracket else "",
        "value": figure.value,
        "ci_low": figure.ci_low,
        "ci_high": figure.ci_high,
        "se": figure.se,
        "n": figure.n,
        "counted": figure.counted.value,
        "agree": figures.agree,
        "counts": ONE_BY_ONE.join(f"{what.replace('_', ' ')}: {count}" for what, count in figure.counts.items()),
        "reason": figure.reason.value if figure.reason else "",
        "no_interval": figure.no_interval.value if figure.no_interval else "",
        "notes": ONE_BY_ONE.join(dict.fromkeys(note.value for note in (*figure.notes, *figures.notes))),
        "key": name,
    }


def pair_rows(chosen: Chosen, found: ReviewAgreement, differences: Differences) -> Iterator[Row]:
    """A row for each two claims that are a pair; the reviewers in the order of the review."""
    for unit in found.units:
        places = {claim.id: place for place, claim in enumerate(unit.claims.values())}
        claims = {claim.id: claim for claim in unit.claims.values()}
        turned = [pair if places[pair.first] < places[pair.second] else pair.turned() for pair in unit.pairs]
        for pair in sorted(turned, key=lambda one: (places[one.first], places[one.second])):
            first, second = claims[pair.first], claims[pair.second]
            common = pair.in_common
            yield {
                "report": chosen.report_names.get(unit.report_id),
                "first_reviewer": chosen.name_of_reviewer(first.reviewer_id),
                "second_reviewer": chosen.name_of_reviewer(second.reviewer_id),
                "paired": pair.how.value,
                "likeness": pair.likeness,
                "characters": common.characters,
                "words": common.words,
                "outcome": common.outcome,
                "therapies": common.therapies,
                "comparators": common.comparators,
                "differing": differences.fields_in_words(differences.between(first, second)),
                "first_quote": quote(first.passages),
                "second_quote": quote(second.passages),
                "first_claim_id": first.id,
                "second_claim_id": second.id,
                "report_id": unit.report_id,
            }
