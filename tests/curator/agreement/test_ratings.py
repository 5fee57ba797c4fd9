"""Codes become whole numbers, and nothing that somebody typed is mistaken for a missing code."""

from __future__ import annotations

import pytest

from curator.agreement import Level, Ratings, Reason, agreement_of_ratings
from curator.errors import BadInput

WORDS = ["nan", "None", "NA", "", "null"]


def test_labels_that_look_like_nothing_are_categories_like_any_other() -> None:
    plain = ["a", "b", "c", "d", "e"]
    codes = [0, 1, 2, 3, 4, 0, 1, 0, 0, 3]
    other = [0, 1, 2, 3, 0, 0, 1, 1, 0, 3]

    def figures(labels: list[str]) -> dict[str, object]:
        columns = [[labels[code] for code in codes], [labels[code] for code in other]]
        agreement = agreement_of_ratings(Ratings.of(["A", "B"], columns, categories=labels))
        return {name: figure for name, figure in agreement.all.figures.items() if "[" not in name}

    assert figures(WORDS) == figures(plain)


def test_without_a_codebook_it_is_what_was_used() -> None:
    ratings = Ratings.of(["A", "B"], [["yes", None], ["yes", "no"]])

    assert ratings.categories == ("yes", "no")


def test_numbers_are_put_in_order() -> None:
    ratings = Ratings.of(["A", "B"], [[10, 2], [1, None]], level=Level.ORDINAL)

    assert ratings.categories == (1, 2, 10)


def test_an_order_of_words_must_be_given() -> None:
    with pytest.raises(BadInput, match="lowest to the highest"):
        Ratings.of(["A", "B"], [["mild"], ["severe"]], level=Level.ORDINAL)


@pytest.mark.parametrize(
    ("columns", "level", "categories", "said"),
    [
        ([["x"], ["y"]], Level.NOMINAL, ["x"], "“y” is not one of the categories"),
        ([["x"], ["y"]], Level.INTERVAL, None, "“x” is not a number"),
        ([[1], [float("nan")]], Level.INTERVAL, None, "not a number"),
        ([[1], [-1]], Level.RATIO, None, "below 0"),
        ([[1], [1, 2]], Level.NOMINAL, None, "same length"),
        ([["x"], ["x"]], Level.NOMINAL, ["x", "x"], "given twice"),
        ([["x"], [["x"]]], Level.SET, ["x"], "not a set"),
        ([[["x"]], [["z"]]], Level.SET, ["x"], "“z” is not one of the categories"),
        ([["x"]], Level.NOMINAL, None, "1 columns for 2 coders"),
        ([[("x",)], ["x"]], Level.NOMINAL, None, "cannot be a category"),
    ],
)
def test_what_is_no_table_is_refused_in_words(columns, level, categories, said) -> None:
    with pytest.raises(BadInput, match=said):
        Ratings.of(["A", "B"], columns, level=level, categories=categories)


def test_two_coders_of_one_name_are_refused() -> None:
    with pytest.raises(BadInput, match="“A”"):
        Ratings.of(["A", "A"], [["x"], ["x"]])


def test_a_coder_without_a_code_takes_no_part_but_is_listed() -> None:
    columns = [["x", "y", "x"], ["x", "y", "y"], [None, None, None]]
    agreement = agreement_of_ratings(Ratings.of(["A", "B", "C"], columns))

    assert agreement.all["percent_agreement_all"].n == 3
    assert agreement.all["cohen_kappa"] == agreement.pair("A", "B")["cohen_kappa"]
    assert agreement.pair("C", "A")["cohen_kappa"].reason is Reason.NOTHING_TWICE


def test_an_empty_table_is_not_defined_throughout() -> None:
    agreement = agreement_of_ratings(Ratings.of(["A", "B"], [[], []], categories=["x", "y"]))

    assert agreement.all.n == 0
    assert all(figure.value is None and figure.reason for figure in agreement.all.figures.values())
