"""The evidence map and the effect-direction plot say what the claims say, and count studies, not claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from math import isclose

import pytest
from scipy.stats import binomtest

from curator.codebook.codebook import Codebook
from curator.evidence.effect_directions import effect_plot, sign_test
from curator.evidence.evidence_map import EvidenceMap, evidence_map
from curator.records import Arm, Better, Claim, Direction, Estimate, Group, Meaning, Outcome, Therapy

CODEBOOK = Codebook(
    therapies=[
        Therapy(id="drugs", name="Drugs", position=0),
        Therapy(id="old", name="Old drug", parent_id="drugs", position=0),
        Therapy(id="new", name="New drug", parent_id="drugs", position=1),
        Therapy(id="cells", name="Cells", position=1),
    ],
    outcomes=[
        Outcome(id="harm", name="Harm", position=0, better=Better.LOWER),
        Outcome(id="nausea", name="Nausea", parent_id="harm", position=0, better=Better.LOWER),
        *(
            Outcome(id=f"harm{number}", name=f"Harm {number}", parent_id="harm", position=number)
            for number in range(10)
        ),
        Outcome(id="life", name="Life", position=1),
    ],
    directions=[Direction(id=meaning.value, name=meaning.value, meaning=meaning) for meaning in Meaning],
)


def claim(
    number: int,
    therapies: Sequence[Group],
    outcome: str | None,
    meaning: Meaning | None,
    report: str = "r1",
    study: str | None = None,
    people: int | None = None,
) -> Claim:
    estimates = (Estimate(id=f"e{number}", intervention=Arm(n=people)),) if people is not None else ()
    return Claim(
        id=f"c{number}",
        report_id=report,
        reviewer_id="anna",
        therapies=tuple(therapies),
        outcome_id=outcome,
        direction_id=meaning.value if meaning else None,
        study_id=study,
        estimates=estimates,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def said(drawn: EvidenceMap) -> dict[tuple[str, str], tuple[int, int, Meaning | None]]:
    return {
        (drawn.rows[row].words, drawn.columns[column].words): (len(one.claim_ids), one.studies, one.meaning)
        for (row, column), one in drawn.bubbles.items()
    }


def test_a_bubble_counts_studies_and_says_mixed_where_claims_differ() -> None:
    drawn = evidence_map(
        [
            claim(1, [("new",)], "nausea", Meaning.IMPROVED, "r1", "trial"),
            claim(2, [("new",)], "nausea", Meaning.IMPROVED, "r2", "trial"),
            claim(3, [("new",)], "nausea", Meaning.DECREASED, "r3"),
            claim(4, [("old",)], "life", Meaning.IMPROVED),
            claim(5, [("old",)], "life", Meaning.NO_DIFFERENCE),
            claim(6, [("cells",)], "life", None),
        ],
        CODEBOOK,
    )
    assert said(drawn) == {
        ("New drug", "Nausea"): (3, 2, Meaning.IMPROVED),
        ("Old drug", "Life"): (2, 1, Meaning.MIXED),
        ("Cells", "Life"): (1, 1, None),
    }
    assert [(row.words, row.depth, row.is_heading) for row in drawn.rows] == [
        ("Drugs", 0, True),
        ("Old drug", 1, False),
        ("New drug", 1, False),
        ("Cells", 0, False),
    ]


def test_therapies_given_together_are_a_row_of_their_own() -> None:
    drawn = evidence_map(
        [
            claim(1, [("new", "old")], "life", Meaning.IMPROVED),
            claim(2, [("old", "new")], "life", Meaning.IMPROVED, "r2"),
            claim(3, [("old",), ("cells",)], "life", Meaning.WORSENED),
        ],
        CODEBOOK,
    )
    assert said(drawn) == {
        ("Old drug + New drug", "Life"): (2, 2, Meaning.IMPROVED),
        ("Old drug", "Life"): (1, 1, Meaning.WORSENED),
        ("Cells", "Life"): (1, 1, Meaning.WORSENED),
    }
    gathered = evidence_map([claim(1, [("new", "old")], "nausea", None)], CODEBOOK, therapy_level=1, outcome_level=1)
    assert list(said(gathered)) == [("Drugs", "Harm")]


def test_what_has_no_place_is_counted_and_not_hidden() -> None:
    claims = [
        claim(1, [], "life", Meaning.IMPROVED),
        claim(2, [("new",)], None, Meaning.IMPROVED),
        claim(3, [("new",)], "life", Meaning.INCREASED),
        claim(4, [("new",)], "life", None),
    ]
    assert evidence_map(claims, CODEBOOK).left_out == ("c1", "c2")
    # Nobody can tell whether more life is better here: the codebook does not say which way is.
    assert effect_plot(claims, CODEBOOK, {}).left_out == ("c1", "c2", "c3", "c4")


@pytest.mark.parametrize(
    ("better", "worse", "expected"),
    [(7, 3, Meaning.IMPROVED), (2, 8, Meaning.WORSENED), (6, 4, Meaning.MIXED), (1, 0, Meaning.IMPROVED)],
)
def test_seven_of_ten_outcomes_that_go_one_way_make_an_effect(better: int, worse: int, expected: Meaning) -> None:
    ways = [Meaning.IMPROVED] * better + [Meaning.WORSENED] * worse
    claims = [claim(number, [("new",)], f"harm{number}", way) for number, way in enumerate(ways)]
    plot = effect_plot(claims, CODEBOOK, {"r1": "Carl 2024"})
    (effect,) = plot.effects.values()
    assert (effect.meaning, effect.outcomes) == (expected, better + worse)
    assert [row.study for row in plot.rows] == ["Carl 2024"]
    assert [column.words for column in plot.columns] == ["Harm"]


def test_what_two_reviewers_say_of_one_outcome_is_one_outcome() -> None:
    both = [claim(number, [("new",)], "harm1", Meaning.IMPROVED) for number in range(2)]
    (effect,) = effect_plot(both, CODEBOOK, {}).effects.values()
    assert (effect.meaning, effect.outcomes, len(effect.claim_ids)) == (Meaning.IMPROVED, 1, 2)
    (effect,) = effect_plot([*both, claim(3, [("new",)], "harm1", Meaning.WORSENED)], CODEBOOK, {}).effects.values()
    assert (effect.meaning, effect.outcomes) == (Meaning.MIXED, 1)


def test_a_sign_test_is_the_exact_one_and_is_not_made_over_several_therapies() -> None:
    for better in range(12):
        for worse in range(12):
            expected = binomtest(better, better + worse).pvalue if better + worse else None
            found = sign_test(better, worse)
            assert found is expected if expected is None else found is not None and isclose(found, expected)
    of_one = [claim(number, [("new",)], "life", Meaning.IMPROVED, f"r{number}", people=60) for number in range(5)]
    (test,) = effect_plot(of_one, CODEBOOK, {}).tests
    assert (test.better, test.worse, test.several_therapies) == (5, 0, False)
    assert test.p == pytest.approx(0.0625)
    assert {row.people for row in effect_plot(of_one, CODEBOOK, {}).rows} == {60}
    (test,) = effect_plot([*of_one, claim(9, [("old",)], "life", Meaning.WORSENED)], CODEBOOK, {}).tests
    assert (test.better, test.worse, test.p, test.several_therapies) == (5, 1, None, True)
