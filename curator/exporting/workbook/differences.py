"""Claims that are compared, in words: which fields differ, and what each reviewer's claim has in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from curator.adjudication.comparing import Comparing
from curator.adjudication.queue import Disagreement
from curator.evidence.lines import ONE_BY_ONE, ClaimLine
from curator.evidence.question import Column
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.rows.claims import estimates_in_words
from curator.records import Claim

_IN_WORDS = {
    "therapies": Column.THERAPY,
    "comparators": Column.COMPARATOR,
    "outcome_id": Column.OUTCOME,
    "direction_id": Column.DIRECTION,
    "population": Column.POPULATION,
    "time_point": Column.TIME_POINT,
    "design": Column.DESIGN,
    "attribution": Column.ATTRIBUTION,
    "study_id": Column.STUDY,
    "statement": Column.STATEMENT,
    "passages": Column.QUOTE,
}
_NOT_FILLED = "(not filled in)"


class Differences:
    """Says in words what a comparison finds, with the names that the workbook uses."""

    def __init__(self, chosen: Chosen, disagreements: Iterable[Disagreement]) -> None:
        self._chosen = chosen
        self._known = {one.key: one.differing for one in disagreements}
        self._comparing = Comparing(chosen.codebook, chosen.studies.values())

    def between(self, *claims: Claim) -> tuple[str, ...]:
        """The codes of the fields in which claims differ."""
        known = self._known.get(tuple(sorted(claim.id for claim in claims)))
        return self._comparing.differing(claims) if known is None else known

    def fields_in_words(self, codes: Iterable[str]) -> str:
        """The names of fields, joined."""
        return ONE_BY_ONE.join(map(self.name_of, codes))

    def what_each_says(self, claims: Sequence[Claim], codes: Iterable[str]) -> str:
        """A line for each field, with what each reviewer's claim has there; of a single claim, what it says at all."""
        if len(claims) == 1:
            return self.in_words(claims[0])
        lines = [(self._chosen.name_of_reviewer(claim.reviewer_id), self._chosen.lines.line(claim)) for claim in claims]
        return "\n".join(
            f"{self.name_of(code)} — " + ONE_BY_ONE.join(f"{name}: {self._held(line, code)}" for name, line in lines)
            for code in codes
        )

    def in_words(self, claim: Claim) -> str:
        """A claim in one line, under the name of its reviewer: therapy, comparator, outcome and direction."""
        line = self._chosen.lines.line(claim)
        against = f" vs {line[Column.COMPARATOR]}" if line[Column.COMPARATOR] else ""
        parts = (f"{line[Column.THERAPY]}{against}", line[Column.OUTCOME], line[Column.DIRECTION])
        said = " → ".join(part for part in parts if part) or line[Column.STATEMENT] or line[Column.QUOTE]
        return f"{self._chosen.name_of_reviewer(claim.reviewer_id)}: {said}"

    def name_of(self, code: str) -> str:
        """What a field is called."""
        field = self._chosen.codebook.fields.get(code)
        return field.name if field is not None else code.removesuffix("_id").replace("_", " ")

    def _held(self, line: ClaimLine, code: str) -> str:
        claim = line.claim
        if code in self._chosen.codebook.fields:
            absent = claim.absent.get(code)
            held = absent.value if absent is not None else claim.extra.get(code, "")
        else:
            held = estimates_in_words(line) if code == "estimates" else line[_IN_WORDS[code]]
        return held or _NOT_FILLED
