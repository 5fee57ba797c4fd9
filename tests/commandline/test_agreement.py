"""How far reviewers agree, asked on the command line of raw files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from curator.coding.codings import submit
from curator.records import Coding, CodingStatus
from db.files import SqliteFiles
from tests.commandline.conftest import Terminal
from tests.conftest import shared_folder

ALPHA = "krippendorff_alpha_nominal"


READ_BY_EYE = """
    461=461 461=461 2259=2196 2259=2196 2393=2398 2425=2398 2582=2751 2582=2798 2916=2916 3227=3227 3570=3570
    3570=3570 3707=3681 3822=3822 4052=4052 3915=3892 4402=4402 4402=4402 4557=5428 294=408 294=408 714=773
    714=773 1546=1566 1977=1819 3358=3325 3417=3325 3794=3794 3794=3794 4156=4156 4308=4308 4308=4308
    2630=2630 2137=2137 4714=4714 4844=4855 5139=5164 5139=5139
"""
"""Where A's claim begins, and B's claim about the same thing."""


def submit_all(path: Path) -> None:
    """Everybody has finished."""
    store = SqliteFiles().open(path)
    for coding in store.all(Coding):
        if coding.status is not CodingStatus.SUBMITTED:
            store.apply(submit(store, coding.report_id, coding.reviewer_id))
    store.close()


def as_json(terminal: Terminal, *words: str | Path) -> dict[str, Any]:
    said = terminal("agreement", *words, "--samples", "0", "--json")
    assert (said.code, said.err) == (0, "")
    found: dict[str, Any] = json.loads(said.out)
    return found


def of_raw_claims(terminal: Terminal, review: Path, file: str) -> dict[str, Any]:
    folder = shared_folder("data", "evidence-inference")
    assert terminal("import", review, folder / "documents").code == 0
    assert terminal("import-claims", review, folder / file, "--add-terms", "--skip-bad").code == 0
    submit_all(review)
    return as_json(terminal, review)


def kappas(field: dict[str, Any]) -> dict[frozenset[str], tuple[int, float | None]]:
    return {frozenset(pair["reviewers"]): (pair["n"], pair["cohen_kappa"]) for pair in field["pairs"]}


def test_real_reviewers_in_rotating_pairs(terminal: Terminal, review: Path) -> None:
    found = of_raw_claims(terminal, review, "claims_two_reviewers.csv")
    direction = found["fields"]["direction"]
    user0 = direction["against_the_rest"]["user0"]

    assert (user0["n"], user0["agree"]) == (81, 74)
    assert user0["percent_agreement"] == pytest.approx(0.91358, abs=1e-5)
    assert user0["cohen_kappa"] == pytest.approx(0.852766, abs=1e-6)
    assert direction["all"][ALPHA] == pytest.approx(0.853541, abs=1e-6)
    expected = {"user1": (6, 0.714286), "user3": (18, 0.773585), "user5": (4, 1), "user6": (27, 0.807143)}
    for other, (n, kappa) in (expected | {"user7": (26, 0.935)}).items():
        assert kappas(direction)[frozenset({"user0", other})] == (n, pytest.approx(kappa, abs=1e-6))
    strangers = next(pair for pair in direction["pairs"] if set(pair["reviewers"]) == {"user3", "user6"})
    assert strangers["cohen_kappa"] is None
    assert strangers["reason"]["cohen_kappa"] == "no unit was coded by two reviewers"


def test_real_reviewers_on_the_same_questions(terminal: Terminal, review: Path) -> None:
    found = of_raw_claims(terminal, review, "claims_four_reviewers.csv")
    direction = found["fields"]["direction"]
    expected = {"01": 0.942943, "02": 0.946779, "03": 0.944444, "12": 0.890332, "13": 0.885023, "23": 0.892958}

    assert (found["reports"], direction["all"]["n"]) == (3, 38)
    assert direction["all"][ALPHA] == pytest.approx(0.917651, abs=1e-6)
    for (one, other), kappa in expected.items():
        pair = frozenset({f"user{one}", f"user{other}"})
        assert kappas(direction)[pair] == (38, pytest.approx(kappa, abs=1e-6))
    assert found["claims_found"]["all"]["both"] == 38 * 6


@pytest.fixture
def two_curators(terminal: Terminal, review: Path) -> Path:
    """The two texts that the project was created for, as two reviewers coded them, without keys."""
    seeds = shared_folder("seeds")
    assert terminal("import", review, *sorted(seeds.glob("0*.txt"))).code == 0
    assert terminal("import-codebook", review, seeds / "codebook.csv").code == 0
    assert terminal("import-claims", review, seeds / "claims_reviewer_a.csv").code == 0
    assert terminal("import-claims", review, seeds / "claims_reviewer_b.csv", "--add-terms").code == 0
    submit_all(review)
    return review


def test_real_claims_without_keys_are_paired_as_a_reader_pairs_them(terminal: Terminal, two_curators: Path) -> None:
    """Everything that A found, B found too."""
    found = as_json(terminal, two_curators, "--pairs")
    both = [unit["claims"] for unit in found["units"] if len(unit["claims"]) > 1]
    places = sorted("=".join(str(unit[name]["passages"][0][0]) for name in "AB") for unit in both)
    outcomes = [(unit["A"]["outcome"], unit["B"]["outcome"]) for unit in both]

    assert places == sorted(READ_BY_EYE.split())
    assert [pair for pair in outcomes if pair[0] != pair[1]] == [("Disease activity", "Remission")]
    counts = found["claims_found"]["all"]
    assert (counts["both"], counts["only_first"], counts["only_second"]) == (38, 0, 26)
    assert all(pair["reasons"] for unit in found["units"] for pair in unit["pairs"])
    assert found["fields"]["direction"]["all"]["n"] == 38


def test_everything_is_printed_for_a_person(terminal: Terminal, two_curators: Path) -> None:
    said = terminal("agreement", two_curators, "--samples", "0", "--pairs")

    assert (said.code, said.err) == (0, "")
    for words in (
        "2 reports, 2 reviewers: A, B.",
        "Claims found",
        "Direction",
        "As sets",
        "Words",
        "more filled by one",
    ):
        assert words in said.out
    assert "64 claims, 38 of them found by two or more." in said.out
    assert "same outcome" in said.out
    assert "Only B" in said.out


def test_one_field_at_length(terminal: Terminal, two_curators: Path) -> None:
    said = terminal("agreement", two_curators, "--samples", "0", "--field", "Direction")

    assert "Direction: 38 units coded by two or more, 3 with a disagreement." in said.out
    assert "A in rows, B in columns" in said.out
    assert "not defined (a)" in said.out
    assert "(a) nobody used this category." in said.out
    assert list(as_json(terminal, two_curators, "--field", "outcome")["fields"]) == ["outcome"]


def test_at_the_top_of_the_tree_more_agree(terminal: Terminal, two_curators: Path) -> None:
    exact = as_json(terminal, two_curators)["fields"]["outcome"]["all"]
    at_top = as_json(terminal, two_curators, "--tree-level", "1")["fields"]["outcome"]["all"]

    assert (exact["agree"], at_top["agree"]) == (37, 38)


def test_a_part_of_a_review(terminal: Terminal, two_curators: Path) -> None:
    one = as_json(terminal, two_curators, "--report", "002_91442789bf4a1cfa.txt")
    none = as_json(terminal, two_curators, "--since", "2001-01-01", "--until", "2001-12-31")
    today = as_json(terminal, two_curators, "--since", "2001-01-01")

    assert (one["reports"], one["claims_found"]["all"]["both"]) == (1, 19)
    assert (none["reports"], none["claims_found"]["all"]["f1"]) == (0, None)
    assert today["claims_found"]["all"]["both"] == 38


def test_nothing_submitted_by_two_is_said(terminal: Terminal, review: Path) -> None:
    said = terminal("agreement", review)

    assert said.code == 0
    assert "There is nothing to compare: no report was submitted by two reviewers." in said.out
    plain = as_json(terminal, review)
    assert plain["claims_found"]["all"]["f1"] is None
    assert plain["fields"]["direction"]["all"]["reason"]["percent_agreement"] == "no unit was coded by two reviewers"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--reviewer", "Zoe"], "There is no reviewer “Zoe” in this review. There are: A."),
        (["--report", "none.txt"], "There is no report “none.txt” in this review."),
        (["--label", "Moon"], "There is no label “Moon” in this review."),
        (["--round", "Pilot"], "Nothing was assigned in a round “Pilot”. Rounds: none."),
        (["--since", "yesterday"], "“yesterday” is not a date. Write it as 2025-03-31."),
        (["--tolerance", "much"], "“much” is no tolerance."),
        (["--field", "moon"], "There is no field “moon” to compare. There are: therapy, comparator,"),
        (["--table", "x.csv"], "Name either a review, or a table of ratings with --table."),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    terminal: Terminal, review: Path, words: list[str], sentence: str
) -> None:
    said = terminal("agreement", review, *words)

    assert said.code == 1
    assert sentence in said.err


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text("unit,Anna,Ben\n1,low,low\n2,high,some\n3,some,some\n4,high,high\n5,low,\n", "utf-8")
    return path


def test_a_table_of_ratings(terminal: Terminal, table: Path) -> None:
    found = as_json(terminal, "--table", table, "--level", "ordinal", "--categories", "low,some,high")
    plain = as_json(terminal, "--table", table)

    assert (found["units"], found["all"]["n"], found["all"]["agree"]) == (5, 4, 3)
    assert found["all"]["cohen_kappa_linear"] == pytest.approx(0.714286, abs=1e-6)
    assert "cohen_kappa_linear" not in plain["all"]
    said = terminal("agreement", "--table", table, "--samples", "0")
    assert "2 coders: Anna, Ben." in said.out
    assert "ratings: 4 units coded by two or more, 1 with a disagreement." in said.out
    assert "Anna in rows, Ben in columns" in said.out


def test_three_coders_have_a_table_of_pairs(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text("unit,Anna,Ben,Cleo\n1,yes,yes,no\n2,no,no,no\n3,yes,no,\n", "utf-8")
    said = terminal("agreement", "--table", path, "--samples", "0")

    assert said.code == 0
    for words in ("By pairs", "Anna – Cleo", "Cleo – the rest"):
        assert words in said.out


def test_a_faulty_table_is_refused_by_its_row(terminal: Terminal, table: Path) -> None:
    said = terminal("agreement", "--table", table, "--level", "interval")
    assert said.code == 1
    assert "row 2: “low” of Anna is not a number" in said.err
    said = terminal("agreement", "--table", table, "--level", "ordinal")
    assert "The order of the categories is not known." in said.err


def test_numpy_loads_only_when_agreement_is_asked_for() -> None:
    asked = (
        "import sys; from ui.commandline.running import application; application(); "
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", asked], cwd=Path(__file__).parents[2], check=False).returncode == 0
