"""Passages: what counts as the same, what does not, and what peers get wrong."""

from __future__ import annotations

import pytest

from curator.agreement import Agreement, CodedText, Gamma, Reason, Remark, Span, agreement_of_spans
from curator.errors import BadInput


def text(*spans: tuple, length: int = 100, coders: tuple[str, ...] = ("A", "B"), name: str = "report") -> CodedText:
    return CodedText(name=name, length=length, coders=coders, spans=[Span(*span) for span in spans])


def agree(*texts: CodedText, **chosen) -> Agreement:
    return agreement_of_spans(texts, **chosen)


def test_two_overlapping_marks_of_one_coder_are_no_agreement() -> None:
    figures = agree(text(("A", 0, 20, "x"), ("A", 10, 30, "x"))).all

    assert figures.agree == 0
    for name in ("span_f1_exact", "span_f1_overlap", "span_f1_iou50", "char_f1", "char_jaccard"):
        assert figures[name].value == 0
    assert figures["char_kappa_binary"].value == 0
    assert figures["u_alpha"].reason is Reason.OWN_PASSAGES_OVERLAP


def test_a_passage_of_one_coder_only_lowers_agreement() -> None:
    both = agree(text(("A", 0, 20, "x"), ("B", 0, 20, "x"))).all
    more = agree(text(("A", 0, 20, "x"), ("B", 0, 20, "x"), ("B", 50, 60, "x"))).all

    for name in ("span_f1_exact", "span_f1_overlap", "char_f1", "char_kappa_binary", "u_alpha"):
        assert more[name].value < both[name].value == 1
    assert more["span_f1_exact"].counts == {"both": 1, "only_first": 0, "only_second": 1}


def test_half_an_overlap_is_what_it_is() -> None:
    """The case in which a peer's kappa gives 0.30."""
    kappa = agree(text(("A", 0, 20, "x"), ("B", 10, 30, "x"))).all["char_kappa_binary"]

    assert kappa.value == pytest.approx(((10 + 70) / 100 - (0.04 + 0.64)) / (1 - (0.04 + 0.64)))
    assert kappa.n == 100
    assert kappa.ci_low is None


def test_passages_that_touch_do_not_overlap() -> None:
    figures = agree(text(("A", 0, 10, "x"), ("B", 10, 20, "x"))).all

    assert figures["span_f1_overlap"].value == figures["char_f1"].value == 0


def test_another_label_is_another_passage_unless_labels_do_not_matter() -> None:
    figures = agree(text(("A", 0, 10, "x"), ("B", 0, 10, "y"))).all

    assert figures["span_f1_exact"].value == figures["char_f1"].value == 0
    assert figures["span_f1_exact_unlabelled"].value == figures["char_f1_unlabelled"].value == 1


def test_half_in_common_counts() -> None:
    figures = agree(text(("A", 0, 10, "x"), ("B", 0, 20, "x"), ("A", 50, 60, "x"), ("B", 50, 71, "x"))).all

    assert figures["span_f1_iou50"].value == 0.5
    assert figures["span_f1_overlap_1to1"].value == 1


def test_one_to_one_finds_the_largest_matching() -> None:
    """Taking the first that fits would leave the last passage alone."""
    spans = [("A", 0, 10, "x"), ("A", 20, 30, "x"), ("B", 5, 25, "x"), ("B", 0, 3, "x")]
    figures = agree(text(*spans)).all

    assert figures["span_f1_overlap_1to1"].value == 1


def test_many_to_one_is_one_pair_only_one_to_one() -> None:
    figures = agree(text(("A", 0, 30, "x"), ("B", 0, 5, "x"), ("B", 10, 15, "x"), ("B", 20, 25, "x"))).all

    assert figures["span_f1_overlap"].value == 1
    assert figures["span_f1_overlap"].counts == {
        "first_matched": 1,
        "second_matched": 3,
        "only_first": 0,
        "only_second": 0,
    }
    assert figures["span_f1_overlap_1to1"].value == 0.5


def test_a_passage_that_is_there_twice_counts_once_and_is_said() -> None:
    once = agree(text(("A", 0, 10, "x"), ("B", 0, 10, "x")))
    twice = agree(text(("A", 0, 10, "x"), ("A", 0, 10, "x"), ("B", 0, 10, "x")))

    assert twice.all == once.all
    assert twice.duplicates == {"A": 1}
    assert twice.as_json()["duplicates"] == {"A": 1}


def test_nobody_marked_anything_is_not_defined() -> None:
    agreement = agree(text(), gamma=Gamma(samples=1))

    for name, figure in agreement.all.figures.items():
        assert figure.value is None, name
        assert figure.reason in {Reason.NOTHING_MARKED, Reason.NO_VARIATION, Reason.NOTHING_MARKED_TWICE}


def test_who_read_and_marked_nothing_has_an_f1_of_0() -> None:
    figures = agree(text(("A", 0, 10, "x")), gamma=Gamma(samples=1)).all

    assert figures["span_f1_exact"].value == 0
    assert figures["gamma"].reason is Reason.ONE_MARKED_NOTHING
    assert Remark.ONE_MARKED_NOTHING in figures["span_f1_exact"].notes


def test_who_has_not_read_a_text_is_not_compared_on_it() -> None:
    shared = text(("A", 0, 10, "x"), ("B", 0, 10, "x"), name="one")
    alone = text(("A", 30, 40, "x"), coders=("A",), name="two")

    assert agree(shared, alone).all == agree(shared).all


def test_no_text_in_common_is_not_defined() -> None:
    one, two = text(("A", 0, 10, "x"), coders=("A",)), text(("B", 0, 10, "x"), coders=("B",))
    agreement = agree(one, two, gamma=Gamma(samples=1))

    assert agreement.all.texts == 0
    for figures in (agreement.all, agreement.pairs[0], agreement.against_the_rest["A"], agreement.labels["x"].all):
        assert all(figure.value is None and figure.reason for figure in figures.figures.values())


def test_counts_are_added_up_over_texts() -> None:
    one = text(("A", 0, 10, "x"), ("B", 0, 10, "x"), name="one")
    two = text(("A", 0, 10, "x"), ("B", 50, 60, "y"), name="two")
    empty = text(name="three")
    figures = agree(one, two, empty).all

    assert figures.texts == 3
    assert (figures.n, figures.agree) == (3, 1)
    assert figures["span_f1_exact"].value == 0.5
    assert figures["char_f1"].value == 0.5
    assert figures["char_kappa_binary"].n == 300


def test_texts_laid_end_to_end_do_not_touch() -> None:
    """A mark at the end of one text and one at the beginning of the next have nothing to do with each other."""
    one = text(("A", 90, 100, "x"), ("B", 90, 100, "x"), name="one")
    two = text(("A", 0, 10, "x"), ("B", 0, 10, "x"), name="two")
    figures = agree(one, two, gamma=Gamma(samples=5)).all

    assert figures.n == 2
    for name in ("span_f1_exact", "char_f1", "char_kappa_binary", "u_alpha", "alpha_unitizing_1995", "gamma"):
        assert figures[name].value == pytest.approx(1), name


def test_coders_stand_in_the_order_that_is_asked_for() -> None:
    agreement = agree(text(("A", 0, 10, "x"), ("B", 0, 10, "x"), ("B", 50, 60, "x")), coders=["B", "A"])

    assert agreement.pairs[0].reviewers == ("B", "A")
    assert agreement.pairs[0]["span_f1_exact"].counts == {"both": 1, "only_first": 1, "only_second": 0}


def test_only_coders_that_are_asked_for_are_compared() -> None:
    three = text(("A", 0, 10, "x"), ("B", 0, 10, "x"), ("C", 50, 60, "x"), coders=("A", "B", "C"))

    assert agree(three, coders=["A", "B"]).all == agree(text(("A", 0, 10, "x"), ("B", 0, 10, "x"))).all


def test_labels_have_figures_of_their_own() -> None:
    agreement = agree(text(("A", 0, 10, "x"), ("B", 0, 10, "x"), ("A", 30, 40, "y")), labels=["y", "x", "z"])

    assert list(agreement.labels) == ["y", "x", "z"]
    assert agreement.labels["x"].all["span_f1_exact"].value == 1
    assert agreement.labels["x"].pair("B", "A")["char_kappa"].value == 1
    assert agreement.labels["y"].all["span_f1_exact"].value == 0
    assert agreement.labels["z"].all["span_f1_exact"].reason is Reason.NOTHING_MARKED
    assert agreement.as_json()["labels"]["x"]["all"]["span_f1_exact_both"] == 1


def test_three_coders_are_compared_pair_by_pair_and_against_the_rest() -> None:
    spans = [("A", 0, 10, "x"), ("B", 0, 10, "x"), ("C", 50, 60, "x")]
    agreement = agree(text(*spans, coders=("A", "B", "C")))

    assert [figures.agree for figures in agreement.pairs] == [1, 0, 0]
    assert agreement.all["span_f1_exact"].value == pytest.approx(1 / 3)
    assert agreement.against_the_rest["C"]["span_f1_exact"].value == 0
    assert agreement.against_the_rest["B"]["span_f1_exact"].counts["both"] == 1
    assert "char_kappa_binary" not in agreement.all
    assert Remark.IMPLEMENTATIONS_DIFFER in agreement.all["cu_alpha"].notes


def test_a_coder_against_the_rest_of_one_is_the_pair_seen_from_that_side() -> None:
    agreement = agree(text(("A", 0, 10, "x"), ("B", 0, 10, "x"), ("B", 50, 60, "x")))

    assert agreement.against_the_rest["B"]["span_f1_exact"].counts == {"both": 1, "only_first": 1, "only_second": 0}


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (("A", 90, 101, "x"), "report: the passage 90 to 101 of A is not within the text of 100"),
        (("A", 10, 10, "x"), "not within"),
        (("A", -1, 5, "x"), "not within"),
        (("C", 0, 5, "x"), "report: there is a passage of C"),
    ],
)
def test_passages_that_cannot_be_are_refused_in_words(span: tuple, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        agree(text(span))


def test_gamma_is_the_same_each_time_and_can_be_watched() -> None:
    spans = [("A", 0, 10, "x"), ("B", 2, 12, "x"), ("A", 40, 60, "y"), ("B", 41, 55, "y")]
    heard: list[float] = []

    def progress(share: float, words: str) -> None:
        heard.append(share)

    gammas = [agree(text(*spans), gamma=Gamma(samples=20), progress=progress).all["gamma"].value for _ in range(2)]

    assert gammas[0] == gammas[1]
    assert 0.5 < gammas[0] < 1
    assert len(heard) >= 20
