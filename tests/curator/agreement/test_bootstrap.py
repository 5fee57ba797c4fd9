"""Drawing patterns of codes is drawing units, whichever way is quicker."""

from __future__ import annotations

import random

import numpy as np
import pytest

from curator.agreement import Bootstrap, Ratings, agreement_of_ratings
from curator.agreement.arrays import Codes
from curator.agreement.bootstrap import resampled
from curator.agreement.krippendorff import paired_codes


def table(units: int, categories: int, seed: int) -> tuple[list[int], list[int]]:
    chance = random.Random(seed)
    first = [chance.randrange(categories) for _ in range(units)]
    return first, [code if chance.random() < 0.7 else chance.randrange(categories) for code in first]


@pytest.mark.parametrize(("units", "categories"), [(300, 3), (60, 6)], ids=["few patterns", "many patterns"])
def test_every_resample_has_all_units_and_patterns_come_as_often_as_they_occur(units: int, categories: int) -> None:
    paired = paired_codes(Codes(Ratings.of(["A", "B"], table(units, categories, seed=1))))
    heard: list[float] = []

    def progress(share: float, words: str) -> None:
        heard.append(share)

    weights = np.concatenate(list(resampled(paired, Bootstrap(samples=3000), progress)))

    assert len(weights) == 3000
    assert np.all(weights.sum(axis=1) == units)
    assert weights.mean(axis=0) == pytest.approx(paired.frequencies, rel=0.1)
    assert weights.var(axis=0) == pytest.approx(paired.frequencies * (1 - paired.frequencies / units), rel=0.2)
    assert heard == sorted(heard)
    assert heard[-1] == 1


@pytest.mark.parametrize(("units", "categories"), [(300, 3), (60, 6)], ids=["few patterns", "many patterns"])
def test_the_interval_is_that_of_units_drawn_one_by_one(units: int, categories: int) -> None:
    first, second = (np.array(column) for column in table(units, categories, seed=2))
    generator, alphas = np.random.default_rng(3), []
    for _ in range(2000):
        drawn = generator.integers(0, units, units)
        one, two = first[drawn], second[drawn]
        shares = np.bincount(np.concatenate((one, two)), minlength=categories)
        n = 2 * units
        alphas.append(1 - (n - 1) * 2 * np.sum(one != two) / (n * n - np.sum(shares**2)))
    low, high = np.percentile(alphas, (2.5, 97.5))
    alpha = agreement_of_ratings(
        Ratings.of(["A", "B"], [first.tolist(), second.tolist()]), bootstrap=Bootstrap(samples=2000)
    ).all["krippendorff_alpha_nominal"]

    assert alpha.ci_low == pytest.approx(low, abs=0.02)
    assert alpha.ci_high == pytest.approx(high, abs=0.02)


def test_more_categories_and_coders_than_fit_into_one_number_are_told_apart() -> None:
    chance = random.Random(4)
    columns = [[chance.randrange(2000) for _ in range(50)] for _ in range(20)]
    few = [[code % 2 for code in column] for column in columns]
    many = agreement_of_ratings(Ratings.of("ABCDEFGHIJKLMNOPQRST", columns), bootstrap=Bootstrap(samples=10)).all
    paired = paired_codes(Codes(Ratings.of("ABCDEFGHIJKLMNOPQRST", columns)))

    assert paired.patterns == 50
    assert many["krippendorff_alpha_nominal"].value == pytest.approx(0, abs=0.05)
    assert paired_codes(Codes(Ratings.of("ABCDEFGHIJKLMNOPQRST", few))).patterns <= 21
