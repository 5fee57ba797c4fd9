"""What must hold whatever was coded, and the same numbers from formulas written out plainly."""

from __future__ import annotations

import json
import math
from itertools import combinations, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from curator.agreement import Agreement, Bootstrap, Figure, Level, Ratings, agreement_of_ratings

QUICK = settings(max_examples=60, deadline=None)
CATEGORIES = ("w", "x", "y", "z")
NO_BOOTSTRAP = Bootstrap(samples=0)
Columns = list[list[object]]


TWO_TO_FOUR = st.integers(2, 4)
ANY_CATEGORY = st.sampled_from(CATEGORIES)


@st.composite
def tables(draw, coders=TWO_TO_FOUR, codes=ANY_CATEGORY, gaps=True) -> Columns:
    number, units = draw(coders), draw(st.integers(1, 12))
    code = st.one_of(st.none(), codes) if gaps else codes
    return [draw(st.lists(code, min_size=units, max_size=units)) for _ in range(number)]


sets = st.frozensets(st.sampled_from(CATEGORIES), max_size=3)


def agree(columns: Columns, level: Level = Level.NOMINAL, categories=CATEGORIES) -> Agreement:
    coders = [f"coder {number}" for number in range(len(columns))]
    ratings = Ratings.of(coders, columns, level=level, categories=categories)
    return agreement_of_ratings(ratings, bootstrap=NO_BOOTSTRAP)


def values(figures) -> dict[str, float | None]:
    return {name: figure.value for name, figure in figures.figures.items()}


def same(one: dict[str, float | None], two: dict[str, float | None]) -> bool:
    return one.keys() == two.keys() and all(
        (one[name] is None and two[name] is None)
        or (one[name] is not None and two[name] is not None and math.isclose(one[name], two[name], abs_tol=1e-9))
        for name in one
    )


def all_figures(agreement: Agreement) -> list[tuple[str, Figure]]:
    blocks = (agreement.all, *agreement.pairs, *agreement.against_the_rest.values())
    return [(name, figure) for block in blocks for name, figure in block.figures.items()]


@QUICK
@given(tables(), st.sampled_from([Level.NOMINAL, Level.ORDINAL]), st.randoms())
def test_the_order_of_coders_does_not_matter(columns: Columns, level: Level, random) -> None:
    shuffled = random.sample(columns, len(columns))

    assert same(values(agree(columns, level).all), values(agree(shuffled, level).all))


@QUICK
@given(tables(), st.randoms())
def test_the_order_of_units_does_not_matter(columns: Columns, random) -> None:
    order = random.sample(range(len(columns[0])), len(columns[0]))
    shuffled = [[column[place] for place in order] for column in columns]

    assert same(values(agree(columns).all), values(agree(shuffled).all))


@QUICK
@given(tables(), st.permutations(CATEGORIES))
def test_other_names_for_the_categories_change_nothing(columns: Columns, names) -> None:
    renamed = dict(zip(CATEGORIES, names, strict=True))
    columns_renamed = [[renamed.get(code) for code in column] for column in columns]
    found = values(agree(columns_renamed).all)
    back = {
        f"specific_agreement[{old}]": found.pop(f"specific_agreement[{new}]")
        for old, new in renamed.items()
        if f"specific_agreement[{new}]" in found
    }

    assert same(values(agree(columns).all), found | back)


@QUICK
@given(tables(coders=st.just(1), gaps=False), st.integers(2, 3), st.sampled_from([Level.NOMINAL, Level.ORDINAL]))
def test_perfect_agreement_is_1_or_not_defined_with_a_reason(column: Columns, coders: int, level: Level) -> None:
    for _, figure in all_figures(agree(column * coders, level)):
        assert figure.reason if figure.value is None else figure.value == pytest.approx(1)


@QUICK
@given(tables(coders=st.just(2), gaps=False))
def test_nothing_in_common_is_not_defined(columns: Columns) -> None:
    units = len(columns[0])
    apart = [columns[0] + [None] * units, [None] * units + columns[1]]

    for _, figure in all_figures(agree(apart)):
        assert figure.value is None
        assert figure.reason


@QUICK
@given(tables(), st.sampled_from([Level.NOMINAL, Level.ORDINAL]))
def test_every_figure_is_a_number_up_to_1_or_has_a_reason(columns: Columns, level: Level) -> None:
    agreement = agree(columns, level)

    json.dumps(agreement.as_json(), allow_nan=False)
    for name, figure in all_figures(agreement):
        assert (figure.value is None) == (figure.reason is not None)
        assert figure.value is None or figure.value <= 1 + 1e-9
        if figure.ci_low is not None:
            assert figure.ci_low <= figure.value <= figure.ci_high, name


@QUICK
@given(tables(codes=sets))
def test_sets_too_are_symmetric_and_never_nan(columns: Columns) -> None:
    agreement = agree(columns, Level.SET)

    json.dumps(agreement.as_json(), allow_nan=False)
    assert same(values(agreement.all), values(agree(columns[::-1], Level.SET).all))


def plain_alpha(columns: Columns, distance) -> float | None:
    """Krippendorff 2011, pair by pair."""
    units = [[code for code in codes if code is not None] for codes in zip(*columns, strict=True)]
    units = [codes for codes in units if len(codes) > 1]
    everything = [code for codes in units for code in codes]
    expected = sum(distance(one, two) for one, two in permutations(everything, 2))
    if not expected:
        return None
    observed = sum(sum(distance(one, two) for one, two in permutations(codes, 2)) / (len(codes) - 1) for codes in units)
    return 1 - (len(everything) - 1) * observed / expected


@QUICK
@given(tables())
def test_nominal_alpha_is_that_of_the_plain_formula(columns: Columns) -> None:
    expected = plain_alpha(columns, lambda one, two: one != two)

    assert agree(columns).all["krippendorff_alpha_nominal"].value == pytest.approx(expected)


@QUICK
@given(tables(codes=st.sampled_from([0.0, 0.5, 1.0, 7.0, 40.0])))
def test_interval_and_ratio_alpha_are_those_of_the_plain_formula(columns: Columns) -> None:
    figures = agree(columns, Level.RATIO, [0.0, 0.5, 1.0, 7.0, 40.0]).all
    interval = plain_alpha(columns, lambda one, two: (one - two) ** 2)
    ratio = plain_alpha(columns, lambda one, two: ((one - two) / (one + two)) ** 2 if one + two else 0)

    assert figures["krippendorff_alpha_interval"].value == pytest.approx(interval)
    assert figures["krippendorff_alpha_ratio"].value == pytest.approx(ratio)


@QUICK
@given(tables())
def test_ordinal_alpha_is_that_of_the_plain_formula(columns: Columns) -> None:
    pairable = [codes for codes in zip(*columns, strict=True) if sum(code is not None for code in codes) > 1]
    counts = [sum(codes.count(category) for codes in pairable) for category in CATEGORIES]

    def distance(one: str, two: str) -> float:
        low, high = sorted((CATEGORIES.index(one), CATEGORIES.index(two)))
        return (sum(counts[low : high + 1]) - (counts[low] + counts[high]) / 2) ** 2

    expected = plain_alpha(columns, distance)
    assert agree(columns, Level.ORDINAL).all["krippendorff_alpha_ordinal"].value == pytest.approx(expected)


@QUICK
@given(tables(coders=st.just(2)), st.sampled_from(["linear", "quadratic"]))
def test_weighted_kappa_and_its_error_are_those_of_the_table(columns: Columns, kind: str) -> None:
    pairs = [pair for pair in zip(*columns, strict=True) if None not in pair]
    assume(len({code for pair in pairs for code in pair}) > 1)
    places, n = range(len(CATEGORIES)), len(pairs)
    share = [[sum(pair == (one, two) for pair in pairs) / n for two in CATEGORIES] for one in CATEGORIES]
    weight = [[1 - (abs(i - j) / 3 if kind == "linear" else ((i - j) / 3) ** 2) for j in places] for i in places]
    row, column = [sum(cells) for cells in share], [sum(cells) for cells in zip(*share, strict=True)]
    po = sum(weight[i][j] * share[i][j] for i in places for j in places)
    pe = sum(weight[i][j] * row[i] * column[j] for i in places for j in places)
    kappa = (po - pe) / (1 - pe)
    of_row = [sum(weight[i][j] * column[j] for j in places) for i in places]
    of_column = [sum(weight[i][j] * row[i] for i in places) for j in places]
    squares = sum(
        share[i][j] * (weight[i][j] - (of_row[i] + of_column[j]) * (1 - kappa)) ** 2 for i in places for j in places
    )
    variance = (squares - (kappa - pe * (1 - kappa)) ** 2) / (n * (1 - pe) ** 2)

    figure = agree(columns, Level.ORDINAL).all[f"cohen_kappa_{kind}"]
    assert figure.value == pytest.approx(kappa, abs=1e-9)
    assert figure.se**2 == pytest.approx(max(0, variance), abs=1e-9)


@QUICK
@given(tables())
def test_specific_agreement_pools_pairs_of_codes(columns: Columns) -> None:
    pairs = [
        pair
        for codes in zip(*columns, strict=True)
        for pair in combinations([code for code in codes if code is not None], 2)
    ]
    assume(pairs)
    figures = agree(columns).all
    for category in CATEGORIES:
        given = sum(pair.count(category) for pair in pairs)
        both = 2 * sum(pair == (category, category) for pair in pairs)
        expected = both / given if given else None
        assert figures[f"specific_agreement[{category}]"].value == (pytest.approx(expected) if given else None)
