"""A table of ratings from a file: what is read, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from curator.agreement import Level, Ratings, agreement_of_ratings, read_ratings_table
from curator.errors import BadInput

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "ratings.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def codes_of(ratings: Ratings) -> dict[str, list[object]]:
    def words(column) -> list[object]:
        return [None if code < 0 else ratings.categories[code] for code in column]

    return {coder: words(column) for coder, column in zip(ratings.coders, ratings.columns, strict=True)}


def test_coders_stand_in_the_first_row_and_units_in_the_first_column(write: Write) -> None:
    ratings = read_ratings_table(write("unit,Anna,Ben\nu1,yes,no\nu2,,yes\n"))

    assert codes_of(ratings) == {"Anna": ["yes", None], "Ben": ["no", "yes"]}


def test_what_spreadsheets_write_is_read_too(write: Write) -> None:
    text = "\ufeff;Anna;Ben;\r\nu1; yes ;no;\r\n\r\n;;;\r\nu2;;yes;\r\n"

    assert codes_of(read_ratings_table(write(text))) == {"Anna": ["yes", None], "Ben": ["no", "yes"]}


def test_labels_are_what_is_written(write: Write) -> None:
    ratings = read_ratings_table(write("u,A,B\n1,nan,None\n2,NA,nan\n3,1.0,1\n"))

    assert codes_of(ratings) == {"A": ["nan", "NA", "1.0"], "B": ["None", "nan", "1"]}


def test_a_table_of_nan_and_none_has_figures(write: Write) -> None:
    agreement = agreement_of_ratings(read_ratings_table(write("u,A,B\n1,nan,nan\n2,None,None\n3,nan,None\n")))

    assert agreement.all.n == 3
    assert agreement.all["percent_agreement"].value == pytest.approx(2 / 3)


def test_ordinal_numbers_are_in_the_order_of_numbers(write: Write) -> None:
    ratings = read_ratings_table(write("u,A,B\n1,10,9\n2,2,10\n"), Level.ORDINAL)

    assert ratings.categories == (2, 9, 10)


def test_named_categories_are_the_codebook_in_their_order(write: Write) -> None:
    ratings = read_ratings_table(write("u,A,B\n1,mild,severe\n"), Level.ORDINAL, ["none", "mild", "severe"])

    assert ratings.categories == ("none", "mild", "severe")


def test_numbers_written_in_two_ways_are_one_at_a_level_of_numbers(write: Write) -> None:
    agreement = agreement_of_ratings(read_ratings_table(write("u,A,B\n1,1.0,1\n2,2,2e0\n"), Level.INTERVAL))

    assert agreement.all.agree == 2


@pytest.mark.parametrize(
    ("text", "level", "categories", "said"),
    [
        ("u,A,B\n1,x,y\n2,x,z\n", Level.NOMINAL, ["x", "y"], "row 3: “z” of B is not one of the categories"),
        ("u,A,B\n1,1,2\n2,nan,2\n", Level.INTERVAL, None, "row 3: “nan” of A is not a number"),
        ("u,A,B\n1,1,2\n2,inf,2\n", Level.RATIO, None, "row 3: “inf” of A is not a number"),
        ('u,A,B\n1,1,2\n2,"0,5",2\n', Level.INTERVAL, None, "row 3: “0,5” of A is not a number.*point"),
        ("u,A,B\n1,1,-2\n", Level.RATIO, None, "row 2: -2 of B is below 0"),
        ("u,A,B\n1,x\n", Level.NOMINAL, None, "row 2: It has 2 cells where the header has 3"),
        ("u,A,B\n1,x,y,z\n", Level.NOMINAL, None, "row 2: It has 4 cells"),
        ("u,A,B\n1,x,y\n1,x,x\n", Level.NOMINAL, None, "row 3: the unit “1” stands in row 2 already"),
        ("u,A,B\n,x,y\n", Level.NOMINAL, None, "row 2: the first column does not name a unit"),
        ("u,A,\n1,x,y\n", Level.NOMINAL, None, "row 2: there is a code in column 3"),
        ("u,A,A\n1,x,y\n", Level.NOMINAL, None, "“a” twice"),
        ("u,A\n1,x\n", Level.NOMINAL, None, "two coders or more"),
        ("u,A,B\n", Level.NOMINAL, None, "no units"),
        ("u,A,B\n1,mild,severe\n", Level.ORDINAL, None, "Name them all, from the lowest to the highest"),
        ("u,A,B\n1,1,2\n", Level.INTERVAL, ["1", "two"], "“two” is not a number"),
        ('u,A,B\n1,"x,y\n', Level.NOMINAL, None, "quotation marks"),
        ("", Level.NOMINAL, None, "empty"),
    ],
)
def test_a_bad_table_is_refused_with_its_row(write: Write, text, level, categories, said) -> None:
    with pytest.raises(BadInput, match=said):
        read_ratings_table(write(text), level, categories)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"ratings\.csv"):
        read_ratings_table(tmp_path / "ratings.csv")


def test_sets_do_not_fit_into_a_table(write: Write) -> None:
    with pytest.raises(BadInput, match="column to each category"):
        read_ratings_table(write("u,A,B\n1,x,y\n"), Level.SET)
