"""Agreement on the fields of claims that two found."""

from __future__ import annotations

import msgspec
import pytest

from curator.agreement.figures import Remark
from curator.agreement.of_review import Comparison
from curator.agreement.review.tolerance import Tolerance
from curator.agreement.settings import Bootstrap
from curator.codebook.names import fold
from curator.coding.claims import amend_claim
from curator.errors import BadInput
from curator.ids import new_id
from curator.records import Absence, Direction, Estimate, Field, FieldKind, Outcome
from tests.curator.agreement.review.conftest import Team

PLACES = [(start, start + 40) for start in range(0, 400, 50)]
ALWAYS = {"therapy": "MSC", "outcome": "Relapse"}


def comparison(**settings: object) -> Comparison:
    return Comparison(bootstrap=Bootstrap(samples=0), **settings)  # type: ignore[arg-type]


class Coded:
    """Two reviewers who made the same claims and filled one field each in their way."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.report = team.report()

    def both(self, first: list[dict], second: list[dict]) -> Team:
        for name, rows in (("Anna", first), ("Ben", second)):
            for place, row in zip(PLACES, rows, strict=False):
                self.team.claims(name, self.report, place, **{**ALWAYS, **row})
        self.team.submit(self.report, "Anna", "Ben")
        return self.team


@pytest.fixture
def coded(team: Team) -> Coded:
    return Coded(team)


def test_direction_with_everything_there_is_to_say(coded: Coded) -> None:
    directions = ["improved", "improved", "worsened", "worsened", "mixed", "improved"]
    others = ["improved", "worsened", "worsened", "worsened", "improved", "improved"]
    team = coded.both([{"direction": one} for one in directions], [{"direction": one} for one in others])
    own = team.agreement().fields["direction"].agreement.all

    assert (own.n, own.agree) == (6, 4)
    assert own["percent_agreement"].value == pytest.approx(4 / 6)
    assert own["cohen_kappa"].value == pytest.approx(0.4285714)
    assert own["cohen_kappa"].ci_low is not None
    directions = {fold(one.name) for one in team.store.all(Direction)}
    q = len(directions)
    assert own["pabak"].value == pytest.approx((q * 4 / 6 - 1) / (q - 1)), "all directions of the codebook count"
    assert own["specific_agreement[worsened]"].value == pytest.approx(0.8)
    assert own.confusion is not None
    assert own.confusion.categories == ("improved", "worsened", "mixed")
    assert Remark.FEW_UNITS in own.notes


def test_outcomes_agree_at_the_level_of_the_tree_at_which_they_have_one_name(coded: Coded) -> None:
    team = coded.both(
        [{"outcome": "Relapse"}, {"outcome": "Disease activity"}, {"outcome": "Cost"}],
        [{"outcome": "Remission"}, {"outcome": "Remission"}, {"outcome": "Cost"}],
    )
    exact = team.agreement().fields["outcome"].agreement.all
    at_top = team.agreement(comparison(tree_level=1)).fields["outcome"].agreement.all

    assert (exact.n, exact.agree) == (3, 1)
    assert (at_top.n, at_top.agree) == (3, 3)


def test_several_therapies_are_compared_as_a_whole_and_as_sets(coded: Coded) -> None:
    team = coded.both(
        [{"therapy": "MSC; HSCT"}, {"therapy": "MSC + Steroids"}, {"therapy": "MSC"}],
        [{"therapy": "HSCT; MSC"}, {"therapy": "MSC; Steroids"}, {"therapy": "MSC; HSCT"}],
    )
    own = team.agreement().fields["therapy"].agreement.all
    at_top = team.agreement(comparison(tree_level=1)).fields["therapy"].agreement.all

    assert (own.n, own.agree) == (3, 1), "given together is not one by one"
    assert own["jaccard_mean"].value == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert own["masi_mean"].value == pytest.approx((1 + 1 + 1 / 2 * 2 / 3) / 3)
    assert own["specific_agreement[HSCT]"].value == pytest.approx(2 / 3)
    assert own["krippendorff_alpha_jaccard"].n == 3
    assert at_top.agree == 2, "MSC and HSCT are both cells"


def test_one_name_spelled_by_two_coders_is_one_category(coded: Coded) -> None:
    team = coded.team
    theirs = Outcome(id=new_id(), name="  relapse ", parent_id="o-Disease activity")
    team.add(theirs)
    team.claims("Anna", coded.report, PLACES[0], population="Adults with SLE", design="Randomised Trial", **ALWAYS)
    made = team.claims(
        "Ben", coded.report, PLACES[0], population="adults  with sle", design="randomised trial", **ALWAYS
    )

    change = amend_claim(team.store, made[0], team.reviewer("Ben").id, outcome_id=theirs.id)
    assert change is not None
    team.store.apply(change)
    team.submit(coded.report, "Anna", "Ben")
    fields = team.agreement().fields

    for name in ("outcome", "population", "design"):
        assert (fields[name].agreement.all.n, fields[name].agreement.all.agree) == (1, 1), name


def test_blank_is_not_coded_and_not_reported_is_an_answer(coded: Coded) -> None:
    absent = {"absent": {"time_point": Absence.NOT_REPORTED}}
    team = coded.both(
        [{"time_point": "1 year"}, {"time_point": "1 year"}, absent, absent, {}],
        [{"time_point": "1 year"}, {}, absent, {"time_point": "2 years"}, {}],
    )
    own = team.agreement().fields["time_point"]

    assert (own.agreement.all.n, own.agreement.all.agree) == (3, 2)
    assert own.filled_by_one == {("Anna", "Ben"): 1, ("Anna", "the rest"): 1, ("Ben", "the rest"): 1}
    assert own.as_json()["pairs"][0]["filled_by_one"] == 1


def test_a_field_in_rank_order_has_weighted_kappa(coded: Coded) -> None:
    rows = [{"direction": one} for one in ("improved", "worsened", "no difference", "mixed")]
    others = [{"direction": one} for one in ("improved", "no difference", "no difference", "mixed")]
    team = coded.both(rows, [*others[:3], {"absent": {"direction_id": Absence.NOT_REPORTED}}])
    own = team.agreement(comparison(ordered=("direction",))).fields["direction"].agreement.all

    assert own["cohen_kappa_linear"].value is not None
    assert own["cohen_kappa"].value < own["cohen_kappa_linear"].value < own["cohen_kappa_quadratic"].value
    assert own.n == 3, "why something is absent has no rank"


def test_estimates_of_paired_claims_exactly_and_within_a_tolerance(coded: Coded) -> None:
    def row(*estimates: dict) -> dict:
        return {"estimates": tuple(Estimate(id=new_id(), **values) for values in estimates)}

    team = coded.both(
        [
            row({"measure": "RR", "value": 0.5, "p_value": 0.04}, {"measure": "RD", "value": 0.1}),
            row({"measure": "HR", "value": 2.0}),
            row({"measure": "MD", "value": 4.0}),
            row({"measure": "OR", "value": 1.0}),
        ],
        [
            row({"measure": "rd", "value": 0.1}, {"measure": "RR", "value": 0.502, "p_value": 0.04}),
            row({"measure": "HR", "value": 2.2}),
            row(),
            row({"measure": "OR", "value": 1.0}),
        ],
    )
    fields = team.agreement().fields
    value, measure = fields["estimate_value"], fields["estimate_measure"].agreement.all

    assert (measure.n, measure.agree) == (4, 4)
    assert (value.agreement.all.n, value.agreement.all.agree) == (4, 2)
    assert value.agreement.all["percent_agreement_within_tolerance"].value == 0.75
    assert value.filled_by_one["Anna", "Ben"] == 0, "an estimate that one did not give at all is no field left blank"
    looser = team.agreement(comparison(tolerance=Tolerance.read("0.2"))).fields["estimate_value"].agreement
    assert looser.pairs[0]["percent_agreement_within_tolerance"].value == 1
    assert "estimate_unit" not in fields, "nobody gave one"


def test_the_codebooks_own_fields(coded: Coded) -> None:
    team = coded.team
    dose = Field(id=new_id(), name="Dose", kind=FieldKind.NUMBER)
    risk = Field(id=new_id(), name="Risk of bias", kind=FieldKind.CHOICE, options=("low", "some", "high"))
    team.add(dose, risk)

    def rows(*values: tuple[str, str]) -> list[dict]:
        return [{"extra": {dose.id: number, risk.id: choice}} for number, choice in values]

    coded.both(rows(("1", "low"), ("2.5", "some"), ("", "high")), rows(("1.0", "low"), ("2.6", "high"), ("7", "high")))
    fields = team.agreement(comparison(ordered=("Risk of bias",), tolerance=Tolerance.read("5%"))).fields

    assert (fields["Dose"].agreement.all.n, fields["Dose"].agreement.all.agree) == (2, 1)
    assert fields["Dose"].agreement.all["percent_agreement_within_tolerance"].value == 1
    assert fields["Dose"].filled_by_one["Anna", "Ben"] == 1
    assert fields["Risk of bias"].agreement.all["krippendorff_alpha_ordinal"].value is not None


def test_one_direction_throughout_is_said_and_leaves_plain_agreement(coded: Coded) -> None:
    rows = [{"direction": "improved"}] * 5
    own = coded.both(rows, rows).agreement().fields["direction"].agreement.all

    assert own["percent_agreement"].value == 1
    assert own["cohen_kappa"].value is None
    assert {Remark.ONE_CATEGORY_ABOVE_80, Remark.CONSTANT_REVIEWER, Remark.FEW_UNITS} <= set(own.notes)


def test_three_reviewers_have_alpha_over_all_and_kappa_by_pairs(coded: Coded) -> None:
    team = coded.team
    for name, directions in {
        "Anna": ["improved", "worsened", "mixed", "improved"],
        "Ben": ["improved", "worsened", "worsened", "improved"],
        "Cleo": ["improved", "worsened", "mixed"],
    }.items():
        for place, direction in zip(PLACES, directions, strict=False):
            team.claims(name, coded.report, place, direction=direction, **ALWAYS)
    team.submit(coded.report, "Anna", "Ben", "Cleo")
    own = team.agreement().fields["direction"].agreement

    assert (own.all.n, own.all.agree) == (4, 3)
    assert own.all["krippendorff_alpha_nominal"].value is not None
    assert "cohen_kappa" not in own.all
    assert [(pair.n, pair.agree) for pair in own.pairs] == [(4, 3), (3, 3), (3, 2)]
    assert own.against_the_rest["Cleo"].n == 6


@pytest.mark.parametrize("words", ["much", "-1", "nan", "inf", "%"])
def test_what_is_no_tolerance_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match="no tolerance"):
        Tolerance.read(words)


def test_a_tolerance_is_an_amount_or_a_share() -> None:
    amount, share = Tolerance.read("0.1"), Tolerance.read("10 %")

    assert amount.allows(0.3, 0.4)
    assert not amount.allows(0.3, 0.41)
    assert share.allows(9, 10)
    assert not share.allows(8.9, 10)
    assert share.allows(-9, -10)
    assert Tolerance(relative=0).allows(0.1 + 0.2, 0.3)
    assert msgspec.structs.asdict(share) == {"absolute": 0.0, "relative": 0.1}
