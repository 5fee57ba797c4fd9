"""Suggestions: the same terms as an exhaustive search, numbers with their role, sentences that look like results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.changes import Change, SourceText, added
from curator.coding.reviews import new_review
from curator.finding.words import SearchedText, fold_for_search
from curator.ids import new_id
from curator.records import Arm, Claim, ClaimStatus, Outcome, Report, Reviewer, Therapy
from curator.suggesting.numbers import Role, find_numbers
from curator.suggesting.results import suggest
from curator.suggesting.taking import take
from curator.suggesting.terms import TermFinder
from db.files import SqliteFiles
from tests.curator.finding.conftest import TRIAL

MSC = Therapy(id=new_id(), name="MSC therapy", synonyms=("MSC", "mesenchymal stem cells", "UC-MSC"))
CYC = Therapy(id=new_id(), name="Cyclophosphamide", synonyms=("CYC",))
PLACEBO = Therapy(id=new_id(), name="Placebo")
AZA = Therapy(id=new_id(), name="Azathioprine", synonyms=("AZA", "AS"), retired=True)
RELAPSE = Outcome(id=new_id(), name="Relapse", synonyms=("flare",))
IL6 = Outcome(id=new_id(), name="IL-6", synonyms=("interleukin 6",))
FINDER = TermFinder([MSC, CYC, PLACEBO, AZA, RELAPSE, IL6])


def found(text: str, finder: TermFinder = FINDER) -> list[str]:
    return [text[hit.start : hit.end] for hit in finder.find(SearchedText(text))]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("MSC therapy and MSCs, UC-MSC or UC MSC.", ["MSC therapy", "MSCs", "UC-MSC", "UC MSC"]),
        ("mesenchymal stem-\ncells; Mesenchymal Stem Cells", ["Mesenchymal Stem Cells"]),
        ("mesenchymal-stem-cells", ["mesenchymal-stem-cells"]),
        ("placebo-controlled trial of placebo", ["placebo"]),
        ("anti-IL-6, IL-60, IL-6R, IL‐6 and IL 6", ["IL‐6", "IL 6"]),
        ("msc in small letters, MSC in capitals", ["MSC"]),
        ("relapses, relapsed, relapse", ["relapses", "relapse"]),
        ("cyclo\u00adphosphamide", ["cyclo\u00adphosphamide"]),
        ("AZA was retired", []),
        ("cyclophosphamide/placebo", ["cyclophosphamide", "placebo"]),
    ],
)
def test_terms_are_found_as_whole_words(text: str, terms: list[str]) -> None:
    assert found(text) == terms


_LETTERS = st.sampled_from([*"abs6", " ", "-", ".", "é"])
_NAMES = st.lists(st.text(_LETTERS, min_size=2, max_size=5).map(str.strip), min_size=1, max_size=8)


def exhaustive(names: set[str], folded: str) -> list[tuple[int, int]]:
    """One regular expression of all names, the longest at each place; from left to right, none overlapping."""
    forms = {form for name in names for form in (name, name.replace("-", " "), name.replace(" ", "-"))}
    free = r"(?<![^\W_])(?<![^\W_]-)"
    ends = r"(?![^\W_])(?!-[^\W_])"
    places = []
    for form in forms:
        begin = rf"{free}(?<!\d[.,])" if form[0].isdigit() else free
        end = rf"{ends}(?![.,]\d)" if form[-1].isdigit() else ends
        plural = "(?:|s|es)" if form[-1].isalpha() else ""
        for start in range(len(folded)):
            one = re.compile(rf"{begin}{re.escape(form)}{plural}{end}").match(folded, start)
            if one is not None:
                places.append(one.span())
    chosen, taken = [], 0
    for start, end_of in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= taken:
            chosen.append((start, end_of))
            taken = end_of
    return chosen


@settings(max_examples=400)
@given(_NAMES, st.text(_LETTERS, max_size=60))
def test_one_pass_finds_what_one_exhaustive_expression_finds(names: list[str], text: str) -> None:
    named = [name for name in names if len(fold_for_search(name)) > 1 and any(map(str.isalpha, name))]
    finder = TermFinder([Therapy(id=str(number), name=name) for number, name in enumerate(named)])
    searched = SearchedText(text)
    wanted = exhaustive({fold_for_search(name).strip() for name in named}, searched.text)
    assert [(hit.start, hit.end) for hit in finder.find(searched)] == [searched.original(*place) for place in wanted]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("RR 0.47, 95% CI 0.26 to 0.83; p = 0.01", [("RR 0.47, 95% CI 0.26 to 0.83; p = 0.01", Role.EFFECT)]),
        ("hazard ratio (HR) of 0·47 [0·26–0·83]", [("hazard ratio (HR) of 0·47 [0·26–0·83]", Role.EFFECT)]),
        ("relapse in 12 of 56 (21%)", [("12 of 56 (21%)", Role.COUNT)]),
        ("12/56 against 24/54", [("12/56", Role.COUNT), ("24/54", Role.COUNT)]),
        ("p<0.001 and P = 0.3", [("p<0.001", Role.P_VALUE), ("P = 0.3", Role.P_VALUE)]),
        ("rose by 21.5 %", [("21.5 %", Role.PERCENT)]),
        ("5.1 ± 3.2 or 5.1 (SD 3.2)", [("5.1 ± 3.2", Role.MEAN), ("5.1 (SD 3.2)", Role.MEAN)]),
        ("3 or 0.5 mg; 12/2019; 56 of 12; 95% CI; step 4", []),
        (
            "mean difference [95% CI] = 0.01 [-0.12 to 0.14]",
            [("mean difference [95% CI] = 0.01 [-0.12 to 0.14]", Role.EFFECT)],
        ),
        ("mean difference 95% CI", []),
        ("MD −2.2 (95% CI −3.1 to −1.3)", [("MD −2.2 (95% CI −3.1 to −1.3)", Role.EFFECT)]),
    ],
)
def test_numbers_come_with_what_they_are(text: str, numbers: list[tuple[str, Role]]) -> None:
    hits = find_numbers(SearchedText(text))
    assert [(text[hit.start : hit.end], hit.role) for hit in hits] == numbers


def test_sentences_with_results_stand_out() -> None:
    text = (
        "We randomised 120 people to MSC or placebo. The sample size was powered to detect an RR of 0.5. "
        "Relapse was rarer with MSC than with placebo (6/60 vs 13/61; RR 0.47, 95% CI 0.19 to 1.15). "
        "Lupus is a disease. Relapse is feared."
    )
    (result,) = suggest(text, FINDER).results
    assert text[result.start : result.end].startswith("Relapse was rarer")
    assert len(result.terms) == 3
    assert [hit.role for hit in result.numbers] == [Role.COUNT, Role.COUNT, Role.EFFECT]


def test_a_stretch_of_a_text_is_suggested_as_the_whole_is() -> None:
    text = (f"{TRIAL}\nMSC therapy reduced relapse (HR 0.5, 95% CI 0.3 to 0.8).\n" * 30) + "IL-6 fell."
    whole = suggest(text, FINDER)
    middle = len(text) // 2
    halves = [suggest(text, FINDER, 0, middle), suggest(text, FINDER, middle)]
    for name in ("terms", "numbers", "results"):
        assert [*getattr(halves[0], name), *getattr(halves[1], name)] == list(getattr(whole, name))


def test_what_is_taken_is_a_draft_filled_as_far_as_there_is_no_choice(tmp_path: Path) -> None:
    text = "Relapse was rarer with MSC than with placebo (6/60 vs 13/61; RR 0.47, 95% CI 0.19 to 1.15; p = 0.09)."
    store = SqliteFiles(tmp_path / "backups").create(tmp_path / "taken.curator")
    store.apply(new_review("Taken", "Anna"))
    source = SourceText(text=text, original=text.encode())
    report = Report(id=new_id(), title="R", text_sha256=source.text_sha256, characters=len(text))
    records = [report, MSC, PLACEBO, RELAPSE]
    store.apply(Change(title="Import", reviewer_id=None, alterations=added(records), texts=(source,)))
    (result,) = suggest(text, FINDER).results
    claim, change = take(store, report.id, store.all(Reviewer)[0].id, text, result)
    store.apply(change)
    assert claim.status is ClaimStatus.DRAFT
    assert claim.passages[0].words == text
    assert (claim.therapies, claim.comparators) == (((MSC.id,),), ((PLACEBO.id,),))
    assert (claim.outcome_id, claim.direction_id) == (RELAPSE.id, None)
    (estimate,) = claim.estimates
    assert (estimate.measure, estimate.value, estimate.ci_low, estimate.ci_high) == ("RR", 0.47, 0.19, 1.15)
    assert (estimate.intervention, estimate.control) == (Arm(n=60, events=6), Arm(n=61, events=13))
    assert estimate.p_value == 0.09
    store.undo(None)
    store.close()


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Callable[[str], Claim]]:
    """Takes the one result of a text, as a draft claim."""
    store = SqliteFiles(tmp_path / "backups").create(tmp_path / "taken.curator")
    store.apply(new_review("Taken", "Anna"))
    anna = store.all(Reviewer)[0].id

    def taken(text: str) -> Claim:
        (result,) = suggest(text, FINDER).results
        return take(store, new_id(), anna, text, result)[0]

    yield taken
    store.close()


def test_nothing_is_filled_where_there_is_a_choice(draft: Callable[[str], Claim]) -> None:
    claim = draft("Relapse and IL-6 were lower with MSC, CYC and placebo (p = 0.01).")
    assert (claim.therapies, claim.comparators, claim.outcome_id, claim.estimates) == ((), (), None, ())


@pytest.mark.parametrize(
    ("text", "therapy", "comparator"),
    [
        ("Relapse fell with MSC (RR 0.5, p = 0.01).", MSC, None),
        ("Relapse fell less with placebo (RR 0.5, p = 0.01).", None, PLACEBO),
        ("Against placebo, relapse fell with MSC (RR 0.5, p = 0.01).", MSC, PLACEBO),
        ("Relapse was rarer with MSC than with CYC (RR 0.5, p = 0.01).", MSC, CYC),
        ("Relapse fell with MSC and with CYC (RR 0.5, p = 0.01).", None, None),
    ],
)
def test_a_placebo_is_what_something_is_compared_with(
    draft: Callable[[str], Claim], text: str, therapy: Therapy | None, comparator: Therapy | None
) -> None:
    claim = draft(text)
    assert claim.therapies == (((therapy.id,),) if therapy else ())
    assert claim.comparators == (((comparator.id,),) if comparator else ())
