"""The effect-direction plot: study by study and outcome area by outcome area, which way the effects go.

After M. Boon and H. Thomson, "The effect direction plot revisited: Application of the 2019 Cochrane Handbook guidance
on alternative synthesis methods", Research Synthesis Methods 12 (2021), 29-33, doi:10.1002/jrsm.1458: several outcomes
of one area count as one effect when at least 70 % of them go one way, and as no clear effect otherwise; arrows come in
three sizes by the people in the intervention group; a sign test says how likely so uneven a count is by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import comb

from msgspec import Struct

from curator.codebook.codebook import Codebook
from curator.evidence.evidence_map import MapLine, gathered, gathered_group, study_of
from curator.evidence.lines import TOGETHER, effect
from curator.records import Claim, Group, Meaning

SHARE_OF_ONE_WAY = 0.7
MEDIUM_FROM, LARGE_FROM = 50, 301
"""So many people in the intervention group make an arrow medium, or large."""

_ONE_WAY = (Meaning.IMPROVED, Meaning.WORSENED)
_NO_WAY = (Meaning.NO_DIFFERENCE, Meaning.MIXED, Meaning.UNCLEAR)


class StudyLine(Struct, frozen=True, kw_only=True):
    """A row: one therapy (or several given together) in one study. ``people`` are those in the intervention group.

    ``people`` is the most that an estimate of the row's claims gives, None where none gives a number.
    """

    study: str
    therapy: str
    people: int | None = None


class EffectDirection(Struct, frozen=True, kw_only=True):
    """Which way the effects on one area go in one study: better, worse, or no clear effect (*mixed*).

    ``outcomes`` is how many outcomes of the area it was made from. Several claims on one outcome, such as those of two
    reviewers, are one outcome: it goes the way that all of them say, and no clear way when they differ.
    """

    claim_ids: tuple[str, ...]
    outcomes: int
    meaning: Meaning


class SignTest(Struct, frozen=True, kw_only=True):
    """How many rows go each way, those without a clear effect left out, and the two-sided exact ``p``.

    ``p`` is the chance of a count at least so uneven when both ways are equally likely. It is None where nothing goes
    either way, and where the rows are about more than one therapy: what several therapies did is not one question, and
    a study of several would count more than once. ``several_therapies`` says which of the two it is.
    """

    better: int
    worse: int
    p: float | None
    several_therapies: bool = False


class EffectPlot(Struct, frozen=True, kw_only=True):
    """Rows, columns, the effects by number of row and column, and a sign test for each column.

    ``left_out`` are the ids of claims without therapy or outcome, and of those of which nobody can tell whether they
    are good for the patient: without a direction, or increased where the codebook does not say which way is better.
    """

    rows: tuple[StudyLine, ...]
    columns: tuple[MapLine, ...]
    effects: Mapping[tuple[int, int], EffectDirection]
    tests: tuple[SignTest, ...]
    left_out: tuple[str, ...] = ()


def effect_plot(
    claims: Iterable[Claim],
    codebook: Codebook,
    names_of_studies: Mapping[str, str],
    *,
    outcome_level: int | None = 1,
) -> EffectPlot:
    """The plot of these claims; ``names_of_studies`` has studies, and reports whose study is not said, by id."""
    by_row: dict[tuple[str, Group], dict[str, list[Claim]]] = {}
    left_out = []
    for claim in claims:
        outcome_id = gathered(codebook.outcomes, claim.outcome_id, outcome_level)
        groups = {gathered_group(codebook.therapies, group, None) for group in claim.therapies} - {()}
        if outcome_id is None or not groups or effect(claim, codebook) not in (*_ONE_WAY, *_NO_WAY):
            left_out.append(claim.id)
            continue
        for group in groups:
            by_row.setdefault((study_of(claim), group), {}).setdefault(outcome_id, []).append(claim)
    used = {outcome_id for areas in by_row.values() for outcome_id in areas}
    columns = tuple(MapLine(term_ids=(term.id,), words=term.name) for term in codebook.outcomes if term.id in used)
    column_of = {column.term_ids[0]: number for number, column in enumerate(columns)}
    lines = sorted(
        (
            (_line(study_id, group, areas, codebook, names_of_studies), areas)
            for (study_id, group), areas in by_row.items()
        ),
        key=lambda one: (one[0].study.casefold(), one[0].therapy.casefold()),
    )
    effects = {
        (row, column_of[outcome_id]): _direction(found, codebook)
        for row, (_, areas) in enumerate(lines)
        for outcome_id, found in areas.items()
    }
    rows = tuple(line for line, _ in lines)
    return EffectPlot(
        rows=rows,
        columns=columns,
        effects=dict(sorted(effects.items())),
        tests=tuple(_test(rows, effects, column) for column in range(len(columns))),
        left_out=tuple(left_out),
    )


def sign_test(better: int, worse: int) -> float | None:
    """The two-sided exact p of so many better and so many worse, when each is as likely as the other.

    Twice the smaller tail of the binomial distribution with one half, at most 1; None without any.
    """
    total = better + worse
    if not total:
        return None
    tail: int = sum(comb(total, fewer) for fewer in range(min(better, worse) + 1))
    return float(min(1.0, 2 * tail / 2**total))


def _line(
    study_id: str,
    group: Group,
    areas: Mapping[str, Sequence[Claim]],
    codebook: Codebook,
    names_of_studies: Mapping[str, str],
) -> StudyLine:
    counted = [
        estimate.intervention.n
        for found in areas.values()
        for claim in found
        for estimate in claim.estimates
        if estimate.intervention.n is not None
    ]
    return StudyLine(
        study=names_of_studies.get(study_id, ""),
        therapy=TOGETHER.join(codebook.name_of(term_id) for term_id in group),
        people=max(counted, default=None),
    )


def _direction(claims: Sequence[Claim], codebook: Codebook) -> EffectDirection:
    by_outcome: dict[str | None, set[Meaning | None]] = {}
    for claim in claims:
        by_outcome.setdefault(claim.outcome_id, set()).add(effect(claim, codebook))
    ways = [next(iter(said)) if len(said) == 1 else Meaning.MIXED for said in by_outcome.values()]
    clear = next((way for way in _ONE_WAY if ways.count(way) >= SHARE_OF_ONE_WAY * len(ways)), Meaning.MIXED)
    return EffectDirection(claim_ids=tuple(claim.id for claim in claims), outcomes=len(ways), meaning=clear)


def _test(rows: Sequence[StudyLine], effects: Mapping[tuple[int, int], EffectDirection], column: int) -> SignTest:
    found = {row: one.meaning for (row, at), one in effects.items() if at == column}
    ways = list(found.values())
    better, worse = (ways.count(way) for way in _ONE_WAY)
    several = len({rows[row].therapy for row in found}) > 1
    return SignTest(
        better=better, worse=worse, p=None if several else sign_test(better, worse), several_therapies=several
    )
