"""Where programs give 0, 1 or "nan", a reason is given; where a number can mislead, it is said beside it."""

from __future__ import annotations

import pytest

from curator.agreement import Agreement, Bootstrap, Level, NoInterval, Ratings, Reason, Remark, agreement_of_ratings


def agreement(*columns, categories=("yes", "no"), level=Level.NOMINAL, bootstrap=None) -> Agreement:
    coders = [chr(ord("A") + number) for number in range(len(columns))]
    return agreement_of_ratings(Ratings.of(coders, columns, categories=categories, level=level), bootstrap=bootstrap)


def test_all_in_one_category_is_no_variation_but_plain_agreement_is_shown() -> None:
    figures = agreement(["yes"] * 20, ["yes"] * 20).all

    for name in ("cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "krippendorff_alpha_nominal"):
        assert figures[name].value is None
        assert figures[name].reason is Reason.NO_VARIATION
        assert figures[name].n == 20
    for name in ("percent_agreement", "percent_agreement_all", "gwet_ac1", "pabak", "specific_agreement[yes]"):
        assert figures[name].value == 1
    assert figures["specific_agreement[no]"].reason is Reason.CATEGORY_UNUSED


def test_a_constant_coder_gives_0_without_an_interval() -> None:
    kappa = agreement(["yes"] * 40, ["yes"] * 30 + ["no"] * 10).all["cohen_kappa"]

    assert kappa.value == 0
    assert (kappa.ci_low, kappa.ci_high, kappa.no_interval) == (None, None, NoInterval.CONSTANT_REVIEWER)
    assert Remark.CONSTANT_REVIEWER in kappa.notes


def test_perfect_kappa_has_no_interval() -> None:
    kappa = agreement(["yes", "no"] * 20, ["yes", "no"] * 20).all["cohen_kappa"]

    assert (kappa.value, kappa.ci_low, kappa.no_interval) == (1, None, NoInterval.NO_ERROR)


def test_always_the_other_way_is_minus_1_without_an_interval() -> None:
    kappa = agreement(["yes", "no"] * 20, ["no", "yes"] * 20).all["cohen_kappa"]

    assert (kappa.value, kappa.no_interval) == (-1, NoInterval.NO_ERROR)


def test_nothing_coded_by_two_is_not_defined() -> None:
    agreed = agreement(["yes", "no", None, None], [None, None, "yes", "no"])

    for figures in (agreed.all, agreed.pairs[0], agreed.against_the_rest["A"]):
        assert figures.n == 0
        for figure in figures.figures.values():
            assert figure.value is None
            assert figure.reason in {Reason.NOTHING_TWICE, Reason.NOTHING_BY_ALL}


def test_a_codebook_of_one_category_leaves_no_chance_to_correct_for() -> None:
    figures = agreement(["yes"] * 5, ["yes"] * 5, categories=["yes"]).all

    assert figures["pabak"].reason is Reason.ONE_CATEGORY
    assert figures["gwet_ac1"].reason is Reason.ONE_CATEGORY


def test_a_common_category_and_few_units_are_said_beside_the_number() -> None:
    figures = agreement(["yes"] * 19 + ["no"], ["yes"] * 18 + ["no"] * 2).all

    assert set(figures["cohen_kappa"].notes) == {Remark.ONE_CATEGORY_ABOVE_80, Remark.FEW_UNITS}


def test_thirty_units_in_two_halves_need_no_remark() -> None:
    assert agreement(["yes", "no"] * 15, ["yes", "no"] * 14 + ["no", "no"]).all.notes == ()


def test_unused_levels_count_in_the_weights() -> None:
    columns = [[1, 2, 3, 1, 2, 3], [1, 2, 2, 2, 2, 3]]
    three = agreement(*columns, categories=[1, 2, 3], level=Level.ORDINAL).all["cohen_kappa_linear"].value
    four = agreement(*columns, categories=[1, 2, 3, 4], level=Level.ORDINAL).all["cohen_kappa_linear"].value

    assert three == pytest.approx(four)
    assert agreement(*columns, categories=[1, 9, 2, 3], level=Level.ORDINAL).all["cohen_kappa_linear"].value != four


def test_the_order_is_the_codebooks_not_the_alphabets() -> None:
    columns = [["mild", "severe", "none", "mild"], ["mild", "mild", "none", "none"]]
    order = ["none", "mild", "severe"]
    kappa = agreement(*columns, categories=order, level=Level.ORDINAL).all["cohen_kappa_quadratic"].value
    numbered = [[order.index(word) for word in column] for column in columns]

    assert kappa == agreement(*numbered, categories=[0, 1, 2], level=Level.ORDINAL).all["cohen_kappa_quadratic"].value
    assert (
        kappa != agreement(*columns, categories=sorted(order), level=Level.ORDINAL).all["cohen_kappa_quadratic"].value
    )


def test_two_empty_sets_are_alike() -> None:
    figures = agreement([[], ["x"]], [[], ["x"]], categories=["x", "y"], level=Level.SET).all

    assert figures["jaccard_mean"].value == figures["masi_mean"].value == 1


def test_a_unit_that_is_in_several_pairs_gives_no_interval_against_the_rest() -> None:
    columns = (["yes", "no", "yes", "no"], ["yes", "no", "no", "no"], ["yes", "yes", "yes", None])
    kappa = agreement(*columns).against_the_rest["A"]["cohen_kappa"]

    assert kappa.n == 7
    assert (kappa.ci_low, kappa.no_interval) == (None, NoInterval.UNITS_USED_AGAIN)


def test_rotating_pairs_are_pooled_against_the_rest() -> None:
    first, second = ["yes", "no", "yes", "no", "no", "no"], ["yes", "no", "no", "no", "yes", "no"]
    rotating = agreement(first, second[:3] + [None] * 3, [None] * 3 + second[3:])
    whole = agreement(first, second)

    assert rotating.against_the_rest["A"]["cohen_kappa"] == whole.all["cohen_kappa"]
    assert rotating.against_the_rest["A"].confusion == whole.pairs[0].confusion


def test_the_confusion_table_says_who_said_what() -> None:
    table = agreement(["yes", "yes", "no"], ["yes", "no", "no"], categories=["no", "maybe", "yes"]).pairs[0].confusion

    assert table is not None
    assert table.categories == ("no", "yes")
    assert table.counts == ((1, 0), (1, 1))


def test_lights_kappa_leaves_out_pairs_without_variation_and_says_so() -> None:
    light = agreement(["yes", "no", None], ["yes", "no", "yes"], [None, None, "yes"]).all["light_kappa"]

    assert light.value == 1
    assert Remark.PAIRS_LEFT_OUT in light.notes


def test_the_interval_is_the_same_each_time_and_can_be_done_without() -> None:
    columns = [["yes", "no"] * 20, ["yes", "no"] * 15 + ["no", "yes"] * 5]
    alphas = [agreement(*columns, bootstrap=Bootstrap(samples=200)).all["krippendorff_alpha_nominal"] for _ in range(2)]
    without = agreement(*columns, bootstrap=Bootstrap(samples=0)).all["krippendorff_alpha_nominal"]

    assert alphas[0] == alphas[1]
    assert alphas[0].ci_low < alphas[0].value < alphas[0].ci_high
    assert (without.value, without.no_interval) == (alphas[0].value, NoInterval.NOT_ASKED_FOR)


def test_one_unit_has_no_interval() -> None:
    alpha = agreement(["yes"], ["no"]).all["krippendorff_alpha_nominal"]

    assert (alpha.n, alpha.no_interval) == (1, NoInterval.TOO_FEW)


def test_resamples_without_variation_are_left_out_and_it_is_said() -> None:
    alpha = agreement(["yes"] * 3 + ["no"], ["yes"] * 4).all["krippendorff_alpha_nominal"]

    assert Remark.SOME_RESAMPLES_CONSTANT in alpha.notes


def test_work_on_the_interval_can_be_watched_and_stopped() -> None:
    heard = []

    def stop(share: float, words: str) -> None:
        heard.append((share, words))
        raise KeyboardInterrupt

    ratings = Ratings.of(["A", "B"], [["yes", "no"] * 20, ["yes"] * 40])
    with pytest.raises(KeyboardInterrupt):
        agreement_of_ratings(ratings, progress=stop)

    assert heard[0][0] == 1
    assert heard[0][1]


def test_weights_by_place_end_where_places_are_no_scale_any_more() -> None:
    columns = [[float(number) for number in range(1001)], [float(number) for number in range(1001)]]
    figures = agreement(*columns, categories=None, level=Level.INTERVAL, bootstrap=Bootstrap(samples=10)).all

    assert figures["cohen_kappa_linear"].reason is Reason.TOO_MANY_CATEGORIES
    assert figures["gwet_ac2_linear"].reason is Reason.TOO_MANY_CATEGORIES
    assert figures["krippendorff_alpha_interval"].value == 1


def test_a_large_codebook_lists_only_what_was_used() -> None:
    codebook = [f"therapy {number}" for number in range(60)]
    figures = agreement(["therapy 1", "therapy 2"], ["therapy 1", "therapy 3"], categories=codebook).all

    assert [name for name in figures if name.startswith("specific")] == [
        f"specific_agreement[therapy {number}]" for number in (1, 2, 3)
    ]


def test_options_that_nobody_chose_are_left_out_of_a_large_codebook_of_sets() -> None:
    codebook = [f"therapy {number}" for number in range(60)]
    columns = [[["therapy 1"], ["therapy 2"]], [["therapy 1"], []]]
    figures = agreement(*columns, categories=codebook, level=Level.SET).all

    assert figures["cohen_kappa[therapy 1]"].value == 1
    assert figures["cohen_kappa[therapy 2]"].value == 0
    assert "cohen_kappa[therapy 3]" not in figures


def test_a_pair_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        agreement(["yes"], ["no"]).pair("A", "Z")


def test_nothing_that_varies_when_drawn_anew_gives_no_interval() -> None:
    columns = (["yes", "no"], ["yes", "yes"])
    drawn = [
        agreement(*columns, bootstrap=Bootstrap(samples=1, seed=seed)).all["krippendorff_alpha_nominal"]
        for seed in range(20)
    ]

    assert {figure.no_interval for figure in drawn} == {None, NoInterval.NO_RESAMPLE_VARIES}
    assert all((figure.ci_low is None) == (figure.no_interval is not None) for figure in drawn)
