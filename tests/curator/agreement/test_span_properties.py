"""What must hold wherever passages are, and the same numbers from counting characters one by one."""

from __future__ import annotations

import json
import math
from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.agreement import Agreement, CodedText, Gamma, Span, agreement_of_spans

QUICK = settings(max_examples=60, deadline=None)
LENGTH, LABELS = 40, ("x", "y")
Passage = tuple[int, int, str]

passages = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12), st.sampled_from(LABELS)).map(
        lambda drawn: (drawn[0], min(LENGTH, drawn[0] + drawn[1]), drawn[2])
    ),
    max_size=6,
    unique=True,
)


@st.composite
def apart(draw) -> list[Passage]:
    """Passages that do not overlap."""
    borders = sorted(draw(st.lists(st.integers(0, LENGTH), max_size=10, unique=True)))
    found = [(start, end, draw(st.sampled_from((*LABELS, "")))) for start, end in pairwise(borders)]
    return [passage for passage in found if passage[2]]


def agree(*coders: list[Passage], **chosen) -> Agreement:
    names = tuple("ABCDE"[: len(coders)])
    spans = [Span(name, *passage) for name, own in zip(names, coders, strict=True) for passage in own]
    return agreement_of_spans(
        [CodedText(name="report", length=LENGTH, coders=names, spans=spans)], labels=LABELS, **chosen
    )


def values(agreement: Agreement) -> dict[str, float | None]:
    return {
        name: figure.value if figure.value is None else round(figure.value, 9)
        for name, figure in agreement.all.figures.items()
    }


def unlike(first: Passage, second: Passage) -> float:
    apart = abs(first[0] - second[0]) + abs(first[1] - second[1])
    return (apart / (first[1] - first[0] + second[1] - second[0])) ** 2 + (first[2] != second[2])


def characters(own: list[Passage]) -> set[tuple[int, str]]:
    return {(place, label) for start, end, label in own for place in range(start, end)}


@QUICK
@given(st.lists(passages, min_size=2, max_size=3), st.randoms())
def test_the_order_of_coders_does_not_matter(coders, random) -> None:
    assert values(agree(*coders)) == pytest.approx(values(agree(*random.sample(coders, len(coders)))))


@QUICK
@given(passages, passages)
def test_other_names_for_the_labels_change_nothing(one, two) -> None:
    other = {"x": "y", "y": "x"}
    renamed = [[(start, end, other[label]) for start, end, label in own] for own in (one, two)]
    found, again = agree(one, two), agree(*renamed)

    assert values(again) == pytest.approx(values(found))
    assert values(again.labels["x"]) == pytest.approx(values(found.labels["y"]))


@QUICK
@given(passages, st.integers(2, 3))
def test_perfect_agreement_is_1_or_not_defined_with_a_reason(own, coders: int) -> None:
    agreement = agree(*[own] * coders)

    for block in (agreement.all, *agreement.pairs, *(label.all for label in agreement.labels.values())):
        for name, figure in block.figures.items():
            assert figure.reason if figure.value is None else figure.value == pytest.approx(1), name


@QUICK
@given(passages, st.lists(passages, max_size=2))
def test_one_coder_alone_never_agrees(own, others) -> None:
    """However the marks of one coder overlap, there is nobody to agree with."""
    coders = [own] + [[] for _ in others]
    agreement = agree(*coders)

    assert agreement.all.agree == 0
    assert not any(figure.value for name, figure in agreement.all.figures.items() if "f1" in name or "jaccard" in name)
    for figures in agreement.pairs:
        kappa = figures["char_kappa_binary"].value
        assert kappa is None or kappa <= 0


@QUICK
@given(st.lists(passages, min_size=1, max_size=3))
def test_every_figure_is_a_number_up_to_1_or_has_a_reason(coders) -> None:
    agreement = agree(*coders, gamma=Gamma(samples=2))

    json.dumps(agreement.as_json(), allow_nan=False)
    for name, figure in agreement.all.figures.items():
        assert (figure.value is None) == (figure.reason is not None)
        assert figure.value is None or name == "gamma_observed_disorder" or figure.value <= 1 + 1e-9


@QUICK
@given(passages, passages)
def test_characters_are_counted_right(one, two) -> None:
    figures, first, second = agree(one, two).all, characters(one), characters(two)
    if not first | second:
        assert figures["char_f1"].value is None
        return
    assert figures["char_f1"].value == pytest.approx(2 * len(first & second) / (len(first) + len(second)))
    assert figures["char_jaccard"].value == pytest.approx(len(first & second) / len(first | second))
    marked = [{place for place, _ in own} for own in (first, second)]
    observed = sum((place in marked[0]) == (place in marked[1]) for place in range(LENGTH)) / LENGTH
    shares = [len(own) / LENGTH for own in marked]
    by_chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    expected = (observed - by_chance) / (1 - by_chance) if by_chance < 1 else None
    kappa = figures["char_kappa_binary"].value
    assert kappa is None if expected is None else kappa == pytest.approx(expected)


@QUICK
@given(passages, passages)
def test_passages_are_matched_right(one, two) -> None:
    figures = agree(one, two).all
    n = len(one) + len(two)
    if not n:
        return

    def overlap(first: Passage, second: Passage) -> bool:
        return first[2] == second[2] and first[0] < second[1] and second[0] < first[1]

    def half(first: Passage, second: Passage) -> bool:
        shared, union = (
            characters([first]) & characters([second]),
            characters([first]) | characters([second]),
        )
        return 2 * len(shared) >= len(union)

    assert figures["span_f1_exact"].value == pytest.approx(2 * len(set(one) & set(two)) / n)
    assert figures["span_f1_overlap_1to1"].value == pytest.approx(2 * most_pairs(one, two, overlap) / n)
    assert figures["span_f1_iou50"].value == pytest.approx(2 * most_pairs(one, two, half) / n)
    if one and two:
        shares = [
            sum(any(overlap(own, other) for other in others) for own in owns) / len(owns)
            for owns, others in ((one, two), (two, one))
        ]
        expected = 2 * shares[0] * shares[1] / sum(shares) if sum(shares) else 0
        assert figures["span_f1_overlap"].value == pytest.approx(expected)


def most_pairs(one: list[Passage], two: list[Passage], fits) -> int:
    """The largest one-to-one matching, by trying every choice."""
    if not one or not two:
        return 0
    rest = most_pairs(one[1:], two, fits)
    tries = [
        1 + most_pairs(one[1:], two[:place] + two[place + 1 :], fits)
        for place, other in enumerate(two)
        if fits(one[0], other)
    ]
    return max([rest, *tries])


@QUICK
@given(st.lists(apart(), min_size=2, max_size=3))
def test_u_alpha_is_that_of_the_characters(coders) -> None:
    """Krippendorff et al. 2016, with every character written out."""
    values_of = [[""] * LENGTH for _ in coders]
    for own, marked in zip(coders, values_of, strict=True):
        for start, end, label in own:
            marked[start:end] = [label] * (end - start)
    lengths = {value: sum(marked.count(value) for marked in values_of) for value in ("x", "y", "")}
    total = LENGTH * len(coders)
    squares = lengths[""] + sum((end - start) ** 2 for own in coders for start, end, _ in own)
    observed = sum(
        sum(one != two for one, two in zip(first, second, strict=True)) for first, second in permutations(values_of, 2)
    ) / (len(coders) - 1)
    unlike = total**2 - sum(length**2 for length in lengths.values())
    figure = agree(*coders).all["u_alpha"]

    if unlike == 0:
        assert figure.value is None
    else:
        assert figure.value == pytest.approx(1 - observed / (total * unlike / (total**2 - squares)))


@QUICK
@given(apart(), apart())
def test_nominal_kappa_is_that_of_the_characters(one, two) -> None:
    marked = [dict(characters(own)) for own in (one, two)]
    codes = [[own.get(place, "") for place in range(LENGTH)] for own in marked]
    observed = sum(first == second for first, second in zip(*codes, strict=True)) / LENGTH
    by_chance = sum(codes[0].count(value) * codes[1].count(value) for value in ("x", "y", "")) / LENGTH**2
    kappa = agree(one, two).all["char_kappa_nominal"].value

    assert (
        kappa is None
        if math.isclose(by_chance, 1)
        else kappa == pytest.approx((observed - by_chance) / (1 - by_chance))
    )


@QUICK
@given(passages, passages)
def test_the_best_alignment_costs_as_little_as_can_be(one, two) -> None:
    """The observed disorder of gamma, by trying every one-to-one alignment."""
    if not one or not two:
        return

    best = min(
        len(one) + len(two) - 2 * size + sum(map(unlike, some, others))
        for size in range(min(len(one), len(two)) + 1)
        for some in combinations(one, size)
        for others in permutations(two, size)
    )
    figure = agree(one, two, gamma=Gamma(samples=1)).all["gamma_observed_disorder"]

    assert figure.value == pytest.approx(best / ((len(one) + len(two)) / 2))


@settings(max_examples=30, deadline=None)
@given(st.tuples(*[passages.filter(lambda own: 0 < len(own) < 3)] * 3))
def test_the_best_alignment_of_three_costs_as_little_as_can_be(coders) -> None:
    """Mathet et al. 2015: every unit once, a way to take units costs the mean of its pairs, with nothing 1."""

    def cost(way) -> float:
        return sum(unlike(*pair) if all(pair) else 1 for pair in combinations(way, 2)) / 3

    def best(left) -> float:
        taken = next((number for number, own in enumerate(left) if own), None)
        if taken is None:
            return 0
        choices = [
            [own[0]] if number == taken else [None] if number < taken else [None, *own]
            for number, own in enumerate(left)
        ]
        return min(
            cost(way) + best([[unit for unit in own if unit is not one] for own, one in zip(left, way, strict=True)])
            for way in product(*choices)
        )

    figure = agree(*coders, gamma=Gamma(samples=1)).all["gamma_observed_disorder"]

    assert figure.value == pytest.approx(best([list(own) for own in coders]) / (sum(map(len, coders)) / 3))
