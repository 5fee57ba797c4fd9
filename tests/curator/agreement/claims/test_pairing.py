"""Which claims of two reviewers are about the same thing: by hand, by key, else by what they have in common."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from curator.agreement.claims.reasons import reasons
from curator.agreement.pairing import ClaimPairs, How, pair_claims
from curator.codebook.codebook import Codebook
from curator.ids import new_id
from curator.records import Absence, Claim, Outcome, Pairing
from tests.curator.agreement.trial import CODEBOOK, OUTCOMES, claim


def pairs(first: Sequence[Claim], second: Sequence[Claim], *said: Pairing) -> ClaimPairs:
    found = pair_claims(first, second, CODEBOOK, said)
    assert pair_claims(second, first, CODEBOOK, said).turned() == found, "whichever reviewer comes first"
    return found


def together(found: ClaimPairs) -> set[tuple[str, str]]:
    return {(pair.first, pair.second) for pair in found.pairs}


def said(one: Claim, other: Claim, *, same: bool) -> Pairing:
    first, second = sorted((one.id, other.id))
    return Pairing(id=new_id(), first_claim_id=first, second_claim_id=second, same=same, reviewer_id="c")


def test_the_same_words_therapy_and_outcome_are_a_pair_and_say_so() -> None:
    anna = claim("a", (0, 50), therapy="MSC", against="Placebo", outcome="Relapse", direction="improved")
    ben = claim("b", (0, 50), therapy="MSC", against="Placebo", outcome="Relapse", direction="worsened")
    (pair,) = pairs([anna], [ben]).pairs

    assert (pair.first, pair.second, pair.how, pair.likeness) == (anna.id, ben.id, How.LIKENESS, 1)
    assert reasons(pair) == ("the same words", "same outcome", "same therapies", "same comparators")


def test_each_claim_of_one_sentence_goes_to_the_one_about_its_outcome() -> None:
    anna = [claim("a", (0, 90), therapy="MSC", outcome=name) for name in ("Relapse", "Cost", "Remission")]
    ben = [
        claim("b", (0, 20), (60, 90), therapy="MSC", outcome="Remission"),
        claim("b", (0, 40), therapy="MSC", outcome="Relapse"),
    ]
    found = pairs(anna, ben)

    assert together(found) == {(anna[0].id, ben[1].id), (anna[2].id, ben[0].id)}
    assert [one.id for one in found.only_first] == [anna[1].id]


def test_a_clause_within_a_sentence_is_the_same_place() -> None:
    anna = claim("a", (0, 140), therapy="HSCT", outcome="Cost")
    ben = [claim("b", (110, 125), therapy="HSCT", outcome="Cost"), claim("b", (0, 140), outcome="Relapse")]

    assert together(pairs([anna], ben)) == {(anna.id, ben[0].id)}


def test_a_nearby_outcome_of_the_tree_is_a_disagreement_and_another_one_is_another_claim() -> None:
    anna = claim("a", (0, 60), therapy="MSC", outcome="Disease activity")
    near = claim("b", (10, 60), therapy="MSC", outcome="Remission")
    far = claim("b", (10, 50), therapy="MSC", outcome="Cost")

    assert together(pairs([anna], [near])) == {(anna.id, near.id)}
    assert pairs([anna], [far]).pairs == ()


def test_the_same_words_with_everything_else_different_are_two_claims() -> None:
    anna = claim("a", (0, 60), therapy="MSC", outcome="Cost")
    ben = claim("b", (0, 60), therapy="Steroids", outcome="Relapse")

    assert pairs([anna], [ben]).pairs == ()


def test_the_same_finding_on_other_words_is_a_pair_when_all_terms_are_the_same() -> None:
    anna = claim("a", (0, 60), therapy="MSC", against="Placebo", outcome="Relapse")
    same = claim("b", (900, 960), therapy="MSC", against="Placebo", outcome="Relapse")
    other = claim("b", (900, 960), therapy="MSC", against="Steroids", outcome="Relapse")
    (pair,) = pairs([anna], [same]).pairs

    assert reasons(pair)[0] == "no words in common"
    assert pairs([anna], [other]).pairs == ()


def test_claims_with_nothing_in_common_are_never_paired() -> None:
    anna = [claim("a", (0, 60), therapy="MSC", outcome="Relapse"), claim("a", (200, 220))]
    ben = [claim("b", (80, 90), therapy="Steroids", outcome="Cost"), claim("b", (300, 310))]
    found = pairs(anna, ben)

    assert found.pairs == ()
    assert (len(found.only_first), len(found.only_second)) == (2, 2)


def test_touching_passages_share_no_words() -> None:
    anna, ben = claim("a", (0, 60), therapy="MSC"), claim("b", (60, 90), therapy="MSC")

    assert pairs([anna], [ben]).pairs == ()


def test_claims_on_different_reports_are_never_paired() -> None:
    same = {"therapy": "MSC", "outcome": "Relapse", "key": "7"}
    anna = claim("a", (0, 60), report="one", **same)
    ben = claim("b", (0, 60), report="two", **same)

    assert pairs([anna], [ben]).pairs == ()
    assert pairs([anna], [ben], said(anna, ben, same=True)).pairs == ()


def test_two_nearly_equal_claims_are_not_torn_apart_for_two_middling_pairs() -> None:
    anna = [claim("a", (0, 100), therapy="MSC", outcome="Relapse"), claim("a", (0, 30), outcome="Relapse")]
    ben = [claim("b", (0, 100), therapy="MSC", outcome="Relapse"), claim("b", (70, 100), outcome="Relapse")]

    assert (anna[0].id, ben[0].id) in together(pairs(anna, ben))


def test_one_key_is_one_question_whatever_the_words() -> None:
    anna = [claim("a", (0, 60), therapy="MSC", outcome="Relapse", key="Q 1"), claim("a", key="q2")]
    ben = [claim("b", (500, 560), outcome="Cost", key="Q2"), claim("b", (900, 960), key="q 1")]
    found = pairs(anna, ben)

    assert together(found) == {(anna[0].id, ben[1].id), (anna[1].id, ben[0].id)}
    assert {pair.how for pair in found.pairs} == {How.KEY}


def test_two_keys_that_differ_are_two_questions_whatever_the_words() -> None:
    same = {"therapy": "MSC", "outcome": "Relapse"}
    anna, ben = claim("a", (0, 60), key="1", **same), claim("b", (0, 60), key="2", **same)
    without = claim("b", (0, 60), **same)

    assert pairs([anna], [ben]).pairs == ()
    assert together(pairs([anna], [ben, without])) == {(anna.id, without.id)}


def test_of_several_claims_with_one_key_the_likest_are_pairs() -> None:
    anna = [claim("a", (0, 60), outcome="Relapse", key="1"), claim("a", (100, 160), outcome="Cost", key="1")]
    ben = [claim("b", (100, 150), outcome="Cost", key="1")]

    assert together(pairs(anna, ben)) == {(anna[1].id, ben[0].id)}


def test_what_somebody_said_goes_before_everything() -> None:
    same = {"therapy": "MSC", "outcome": "Relapse", "key": "1"}
    anna = [claim("a", (0, 60), **same), claim("a", (300, 360), outcome="Cost")]
    ben = [claim("b", (0, 60), **same), claim("b", (700, 760), therapy="Steroids")]

    assert together(pairs(anna, ben)) == {(anna[0].id, ben[0].id)}
    crossed = pairs(anna, ben, said(anna[0], ben[1], same=True))
    assert together(crossed) == {(anna[0].id, ben[1].id)}
    assert crossed.pairs[0].how is How.HAND
    assert pairs(anna, ben, said(anna[0], ben[0], same=False)).pairs == ()


def test_terms_of_one_name_are_one_term_however_they_are_spelled() -> None:
    """Two reviewers added the same outcome on their two desktops."""
    ours, theirs = Outcome(id="o-1", name="Renal flare"), Outcome(id="o-2", name="  renal   FLARE ")
    codebook = Codebook(outcomes=[*OUTCOMES.values(), ours, theirs])
    anna = claim("a", (0, 60), therapy="MSC")
    ben = claim("b", (900, 960), therapy="MSC")
    found = pair_claims([_with_outcome(anna, "o-1")], [_with_outcome(ben, "o-2")], codebook)

    assert found.pairs[0].in_common.outcome == 1


def test_a_merged_term_is_the_one_it_was_merged_into() -> None:
    merged = Outcome(id="o-old", name="Flare", retired=True, merged_into_id=OUTCOMES["Relapse"].id)
    codebook = Codebook(outcomes=[*OUTCOMES.values(), merged])
    anna = claim("a", (0, 60), outcome="Relapse")
    ben = _with_outcome(claim("b", (0, 60)), "o-old")

    assert pair_claims([anna], [ben], codebook).pairs[0].in_common.outcome == 1


def _with_outcome(one: Claim, outcome_id: str) -> Claim:
    import msgspec

    return msgspec.structs.replace(one, outcome_id=outcome_id)


def test_an_empty_field_is_unknown_and_one_that_does_not_apply_is_not() -> None:
    anna = claim("a", (0, 60), therapy="MSC", against="Placebo", outcome="Relapse")
    blank = claim("b", (0, 60), therapy="MSC", outcome="Relapse")
    absent = claim("b", (0, 60), therapy="MSC", outcome="Relapse", absent={"comparators": Absence.NOT_APPLICABLE})

    assert pairs([anna], [blank]).pairs[0].in_common.comparators == 0.5
    assert pairs([anna], [absent]).pairs[0].in_common.comparators == 0
    assert pairs([blank], [claim("b", (0, 60), therapy="MSC")]).pairs[0].in_common.comparators is None


def test_where_all_else_is_the_same_the_finer_fields_decide() -> None:
    same = {"therapy": "MSC", "outcome": "Relapse"}
    anna = [claim("a", (0, 60), time_point=when, **same) for when in ("1 year", "2 years")]
    ben = [claim("b", (0, 60), time_point=when, **same) for when in ("2 Years", "1  year")]

    assert together(pairs(anna, ben)) == {(anna[0].id, ben[1].id), (anna[1].id, ben[0].id)}


def test_overlapping_passages_of_one_claim_count_once() -> None:
    anna = claim("a", (0, 60), (40, 100), outcome="Relapse")
    ben = claim("b", (0, 100), outcome="Relapse")

    assert pairs([anna], [ben]).pairs[0].in_common.words == 1


def test_nobody_and_nothing() -> None:
    assert pairs([], []) == ClaimPairs(pairs=(), only_first=(), only_second=())
    alone = claim("a", (0, 60))
    assert pairs([alone], []).only_first == (alone,)


@pytest.mark.parametrize("seed", range(20))
def test_no_other_matching_has_more_in_common(seed: int) -> None:
    """Held to all matchings there are, on small tangles."""
    from itertools import permutations

    chance = random.Random(seed)

    def some(reviewer: str) -> list[Claim]:
        starts = [chance.randrange(60) for _ in range(4)]
        return [
            claim(
                reviewer,
                (start, start + chance.randrange(20, 80)),
                therapy=chance.choice(["MSC", "HSCT"]),
                outcome=chance.choice(["Relapse", "Remission", "Cost"]),
            )
            for start in starts
        ]

    anna, ben = some("a"), some("b")
    worth = {
        (one.id, other.id): max(0.0, found.pairs[0].likeness - 0.55)
        for one in anna
        for other in ben
        if (found := pair_claims([one], [other], CODEBOOK)).pairs
    }
    best = max(
        sum(worth.get((one.id, other.id), 0) for one, other in zip(anna, order, strict=True))
        for order in permutations(ben)
    )

    assert sum(worth[pair] for pair in together(pairs(anna, ben))) == pytest.approx(best, abs=0.01)
