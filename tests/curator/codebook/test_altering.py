"""Terms are renamed, moved, merged and retired, and no claim is left behind."""

from __future__ import annotations

import pytest

from curator.codebook.altering import (
    add_term,
    amend_term,
    bring_back,
    merge_terms,
    move_term,
    remove_term,
    reorder,
    retire_term,
    uses,
)
from curator.codebook.codebook import Codebook
from curator.codebook.general import starting_codebook
from curator.coding.claims import record_claim
from curator.errors import BadInput, Refused
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import Claim, Direction, Field, Label, Meaning, Outcome, Passage, Report, Reviewer, Therapy

WORDS = Passage(words="Relapse was rarer", start=0, end=17)


@pytest.fixture
def report(store: ReviewStore, anna: Reviewer) -> Report:
    """A report with one sentence."""
    change = read_pasted("Relapse was rarer with MSC therapy.", "Short", store, anna.id).change
    assert change is not None
    store.apply(change)
    return store.all(Report)[0]


def therapy(store: ReviewStore, name: str, parent: Therapy | None = None) -> Therapy:
    parent_id = parent.id if parent else None
    term, change = add_term(Codebook.read(store), Therapy, name, None, parent_id=parent_id)
    store.apply(change)
    return term


def test_a_new_review_has_outcome_areas_labels_and_seven_directions(store: ReviewStore) -> None:
    codebook = Codebook.read(store)
    codes = [outcome.code for outcome in codebook.outcomes if outcome.code]
    assert codes == [f"COMET:{number}" for number in range(1, 39)]
    assert [direction.name for direction in codebook.directions.values()] == [
        "improved", "worsened", "no difference", "mixed", "unclear", "increased", "decreased",
    ]  # fmt: skip
    assert [label.name for label in codebook.labels.values()][:2] == ["Therapy", "Outcome"]
    assert {label.line for label in codebook.labels.values()} >= {"solid", "dashed", "dotted", "dash-dot"}
    assert len({record.id for record in starting_codebook()}) == len(starting_codebook())


def test_a_name_or_synonym_that_is_taken_is_refused(store: ReviewStore) -> None:
    msc = therapy(store, "MSC therapy")
    store.apply(amend_term(Codebook.read(store), msc, None, synonyms=("MSCs", " mscs ", "MSC therapy", "")))
    assert Codebook.read(store).therapies.by_id[msc.id].synonyms == ("MSCs",)
    with pytest.raises(Refused, match="MSC therapy"):
        add_term(Codebook.read(store), Therapy, "mscs", None)
    with pytest.raises(BadInput, match="needs a name"):
        add_term(Codebook.read(store), Label, "  ", None)


def test_merging_two_terms_takes_the_claims_along_and_can_be_undone(
    store: ReviewStore, anna: Reviewer, report: Report
) -> None:
    keep, gone = therapy(store, "MSC therapy"), therapy(store, "Stromal cells")
    child = therapy(store, "Cord cells", gone)
    claim, change = record_claim(
        store, report.id, anna.id, [WORDS], therapies=((gone.id, keep.id), (gone.id,)), comparators=((gone.id,),)
    )
    store.apply(change)

    store.apply(merge_terms(store, gone, keep, anna.id))
    followed = store.get(Claim, claim.id)
    assert followed.therapies == ((keep.id,),)
    assert followed.comparators == ((keep.id,),)
    merged = Codebook.read(store).therapies
    assert merged.by_id[keep.id].synonyms == ("Stromal cells",)
    assert merged.by_id[child.id].parent_id == keep.id
    assert merged.by_id[gone.id].retired
    found = merged.find("stromal cells")
    assert found is not None
    assert found.id == keep.id

    store.undo(anna.id)
    assert store.get(Claim, claim.id) == claim
    assert Codebook.read(store).therapies.by_id[gone.id] == gone


def test_a_term_in_use_cannot_vanish_but_can_be_retired(store: ReviewStore, anna: Reviewer, report: Report) -> None:
    used = therapy(store, "HSCT")
    unused = therapy(store, "Leeches")
    _, change = record_claim(store, report.id, anna.id, [WORDS], comparators=((used.id,),))
    store.apply(change)
    codebook = Codebook.read(store)
    assert uses(store, used) == 1
    with pytest.raises(Refused, match="in use 1 time"):
        remove_term(store, codebook, used, anna.id)
    store.apply(remove_term(store, codebook, unused, anna.id))
    assert unused.id not in Codebook.read(store).therapies.by_id
    store.apply(retire_term(used, anna.id))
    assert Codebook.read(store).therapies.by_id[used.id].retired


def test_a_direction_in_use_cannot_vanish(store: ReviewStore, anna: Reviewer, report: Report) -> None:
    direction, change = add_term(Codebook.read(store), Direction, "invalid prompt", anna.id, meaning=Meaning.OTHER)
    store.apply(change)
    _, change = record_claim(store, report.id, anna.id, [WORDS], direction_id=direction.id)
    store.apply(change)
    with pytest.raises(Refused, match="invalid prompt"):
        remove_term(store, Codebook.read(store), direction, anna.id)


def test_a_term_moves_with_all_under_it_and_never_under_itself(store: ReviewStore) -> None:
    top, other = therapy(store, "Cells"), therapy(store, "Drugs")
    below = therapy(store, "MSC", top)
    lowest = therapy(store, "Cord MSC", below)
    with pytest.raises(Refused, match="under itself"):
        move_term(Codebook.read(store), top, lowest.id, None)
    store.apply(move_term(Codebook.read(store), below, other.id, None))
    tree = Codebook.read(store).therapies
    assert [term.name for term in tree.path(lowest.id)] == ["Drugs", "MSC", "Cord MSC"]


def test_moving_among_siblings_keeps_the_chosen_order(store: ReviewStore) -> None:
    first, second, third = (therapy(store, name) for name in ("A", "B", "C"))
    store.apply(move_term(Codebook.read(store), third, None, None, position=0))
    assert [term.name for term in Codebook.read(store).therapies.children()] == ["C", "A", "B"]
    assert move_term(Codebook.read(store), Codebook.read(store).therapies.by_id[third.id], None, None, 0) is None
    assert {first.id, second.id, third.id} == set(Codebook.read(store).therapies.by_id)


def directions(store: ReviewStore) -> list[str]:
    return [direction.name for direction in Codebook.read(store).directions.values()]


def test_a_direction_takes_another_place_in_its_list(store: ReviewStore) -> None:
    unclear = Codebook.read(store).direction_named("unclear")
    assert unclear is not None
    store.apply(reorder(Codebook.read(store), unclear, None, 0))
    assert directions(store) == ["unclear", "improved", "worsened", "no difference", "mixed", "increased", "decreased"]
    store.apply(reorder(Codebook.read(store), store.get(Direction, unclear.id), None))
    assert directions(store)[-1] == "unclear"
    assert reorder(Codebook.read(store), store.get(Direction, unclear.id), None, 99) is None
    store.undo(None)
    store.undo(None)
    assert directions(store)[4] == "unclear"


def test_labels_and_fields_take_another_place_too(store: ReviewStore) -> None:
    harm = Codebook.read(store).label_named("Harm")
    assert harm is not None
    store.apply(reorder(Codebook.read(store), harm, None, 1))
    assert [label.name for label in Codebook.read(store).labels.values()][:3] == ["Therapy", "Harm", "Outcome"]
    for name in ("Dose", "Route", "Funding"):
        store.apply(add_term(Codebook.read(store), Field, name, None)[1])
    funding = Codebook.read(store).field_named("Funding")
    assert funding is not None
    change = reorder(Codebook.read(store), funding, None, 0)
    assert change is not None
    assert change.title == "Move field Funding"
    store.apply(change)
    assert [field.name for field in Codebook.read(store).fields.values()] == ["Funding", "Dose", "Route"]


def test_a_key_sets_one_label_only(store: ReviewStore) -> None:
    codebook = Codebook.read(store)
    result = codebook.label_named("Result")
    assert result is not None
    with pytest.raises(Refused, match="“1” sets the label Therapy already"):
        amend_term(codebook, result, None, key="1")
    with pytest.raises(Refused, match="“1” sets the label Therapy already"):
        add_term(codebook, Label, "Dose", None, key="1")
    with pytest.raises(BadInput, match="one letter or digit"):
        amend_term(codebook, result, None, key="ab")
    with pytest.raises(BadInput, match="one letter or digit"):
        amend_term(codebook, result, None, key="%")
    assert amend_term(codebook, result, None, key=" 3 ") is None
    store.apply(amend_term(codebook, result, None, key="H"))
    assert store.get(Label, result.id).key == "h"
    with pytest.raises(Refused, match="“h” sets the label Result already"):
        add_term(Codebook.read(store), Label, "Harms", None, key="H")
    store.apply(amend_term(Codebook.read(store), store.get(Label, result.id), None, key=""))
    assert store.get(Label, result.id).key == ""


def test_a_retired_label_gives_its_key_away_and_comes_back_without(store: ReviewStore) -> None:
    therapy_label, outcome_label = list(Codebook.read(store).labels.values())[:2]
    store.apply(retire_term(therapy_label, None))
    store.apply(retire_term(outcome_label, None))
    store.apply(add_term(Codebook.read(store), Label, "Dose", None, key="1")[1])
    for label in (therapy_label, outcome_label):
        store.apply(bring_back(Codebook.read(store), store.get(Label, label.id), None))
    back = [store.get(Label, label.id) for label in (therapy_label, outcome_label)]
    assert [(label.key, label.retired) for label in back] == [("", False), ("2", False)]


def test_an_outcome_can_be_merged_too(store: ReviewStore, anna: Reviewer, report: Report) -> None:
    codebook = Codebook.read(store)
    relapse, change = add_term(codebook, Outcome, "Relapse", None)
    store.apply(change)
    flare, change = add_term(Codebook.read(store), Outcome, "Flare", None)
    store.apply(change)
    claim, change = record_claim(store, report.id, anna.id, [WORDS], outcome_id=flare.id)
    store.apply(change)
    store.apply(merge_terms(store, flare, relapse, anna.id))
    assert store.get(Claim, claim.id).outcome_id == relapse.id
