"""Rows about claims: the claim itself, its passages and its estimates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curator.evidence.lines import ONE_BY_ONE, TOGETHER, ClaimLine
from curator.evidence.question import Column as Said
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row, Value
from curator.exporting.workbook.columns import field_keys
from curator.exporting.workbook.columns_of_comparison import SOURCES
from curator.exporting.workbook.extra_fields import extra_values
from curator.exporting.workbook.rows.places import place_of
from curator.records import Arm, Claim, Estimate, Group
from curator.text.estimate_words import show_estimate

_NO_ESTIMATE = Estimate(id="")
_CONSENSUS, _AS_EXTRACTED = SOURCES


class ClaimRows:
    """Makes the rows about one claim after another."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._fields = chosen.codebook.fields
        self._field_keys = field_keys(chosen.codebook)
        self._area_of = _areas(chosen)
        self._decision_on = {
            claim_id: one.id for one in chosen.decisions for claim_id in (*one.claim_ids, *one.consensus_claim_ids)
        }

    def claim(self, line: ClaimLine) -> Row:
        """The row of a claim."""
        claim, said = line.claim, line.words
        first = claim.estimates[0] if claim.estimates else _NO_ESTIMATE
        return {
            "claim_id": claim.id,
            "report": said[Said.REPORT],
            "study": said[Said.STUDY],
            "reviewer": said[Said.REVIEWER],
            "key": claim.key,
            "status": said[Said.STATUS],
            **_what_is_claimed(line),
            "outcome_area": self._area_of.get(claim.outcome_id or "", ""),
            "direction": said[Said.DIRECTION],
            "effect": line.meaning.value if line.meaning else "",
            "population": said[Said.POPULATION],
            "time_point": said[Said.TIME_POINT],
            "design": said[Said.DESIGN],
            "attribution": said[Said.ATTRIBUTION],
            "statement": said[Said.STATEMENT],
            "quote": said[Said.QUOTE],
            "passages": len(claim.passages),
            "start": claim.passages[0].start if claim.passages else None,
            **place_of(self._chosen, claim.report_id, claim.passages),
            "estimates": len(claim.estimates),
            "estimate": estimates_in_words(line),
            **_numbers(first),
            "note": claim.note,
            "open_queries": self._chosen.open_queries[claim.id],
            "recorded_at": claim.recorded_at,
            "report_id": claim.report_id,
            "study_id": claim.study_id,
            "reviewer_id": claim.reviewer_id,
            "therapy_ids": _ids(claim.therapies),
            "comparator_ids": _ids(claim.comparators),
            "outcome_id": claim.outcome_id,
            "direction_id": claim.direction_id,
            **self._origin(claim),
            **extra_values(self._fields, self._field_keys, claim),
        }

    def _origin(self, claim: Claim) -> Row:
        """Whether a claim was settled, and what it came from."""
        chosen = self._chosen
        reviewer = chosen.reviewers.get(claim.reviewer_id)
        made_by = dict.fromkeys(chosen.made_by[one] for one in claim.from_claim_ids if one in chosen.made_by)
        return {
            "source": _CONSENSUS if reviewer is not None and reviewer.consensus else _AS_EXTRACTED,
            "from_reviewers": ONE_BY_ONE.join(sorted(map(chosen.name_of_reviewer, made_by))),
            "from_claim_ids": ONE_BY_ONE.join(claim.from_claim_ids),
            "decision_id": self._decision_on.get(claim.id, ""),
        }

    def passages(self, line: ClaimLine) -> Iterator[Row]:
        """A row for each passage of a claim."""
        claim, said = line.claim, line.words
        for number, passage in enumerate(claim.passages, 1):
            yield {
                "claim_id": claim.id,
                "mark_id": None,
                "kind": "claim",
                "number": number,
                "report": said[Said.REPORT],
                "reviewer": said[Said.REVIEWER],
                "start": passage.start,
                "end": passage.end,
                "words": passage.words,
                "before": passage.before,
                "after": passage.after,
                **place_of(self._chosen, claim.report_id, (passage,)),
                "report_id": claim.report_id,
                "reviewer_id": claim.reviewer_id,
            }

    def estimates(self, line: ClaimLine) -> Iterator[Row]:
        """A row for each estimate of a claim."""
        claim, said = line.claim, line.words
        for number, estimate in enumerate(claim.estimates, 1):
            yield {
                "estimate_id": estimate.id,
                "claim_id": claim.id,
                "number": number,
                "report": said[Said.REPORT],
                "study": said[Said.STUDY],
                "reviewer": said[Said.REVIEWER],
                **_what_is_claimed(line),
                "direction": said[Said.DIRECTION],
                "effect": line.meaning.value if line.meaning else "",
                "time_point": said[Said.TIME_POINT],
                **_numbers(estimate),
                **_arm("intervention", estimate.intervention),
                **_arm("control", estimate.control),
                "as_reported": estimate.as_reported,
                "note": estimate.note,
                "claim_status": said[Said.STATUS],
                "report_id": claim.report_id,
                "study_id": claim.study_id,
            }


def _what_is_claimed(line: ClaimLine) -> Row:
    return {
        "therapies": line.words[Said.THERAPY],
        "comparators": line.words[Said.COMPARATOR],
        "outcome": line.words[Said.OUTCOME],
    }


def _numbers(estimate: Estimate) -> Row:
    return {
        "measure": estimate.measure,
        "value": estimate.value,
        "ci_low": estimate.ci_low,
        "ci_high": estimate.ci_high,
        "ci_level": estimate.ci_level,
        "p_operator": estimate.p_operator,
        "p_value": estimate.p_value,
        "unit": estimate.unit,
    }


def _arm(name: str, arm: Arm) -> Mapping[str, Value]:
    return {f"{name}_n": arm.n, f"{name}_events": arm.events, f"{name}_mean": arm.mean, f"{name}_sd": arm.sd}


def estimates_in_words(line: ClaimLine) -> str:
    """All estimates of a claim, one by one, or why there are none."""
    absent = line.claim.absent.get("estimates")
    return absent.value if absent else ONE_BY_ONE.join(filter(None, map(show_estimate, line.claim.estimates)))


def _ids(groups: tuple[Group, ...]) -> str:
    return ONE_BY_ONE.join(TOGETHER.join(group) for group in groups)


def _areas(chosen: Chosen) -> dict[str, str]:
    outcomes = chosen.codebook.outcomes
    return {outcome_id: outcomes.path(outcome_id)[0].name for outcome_id in outcomes.by_id}
