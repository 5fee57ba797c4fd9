from __future__ import annotations

from pathlib import Path

import pytest

from curator.codebook.codebook import Codebook
from curator.importing.codebooks import CodebookImport, read_codebook
from curator.ports import ReviewStore
from curator.records import Better, Direction, Field, FieldKind, Label, Line, Meaning, Outcome, Reviewer, Therapy
from tests.conftest import shared_folder


@pytest.fixture
def bring_in(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> type:
    class Importing:
        @staticmethod
        def table(text: str) -> CodebookImport:
            file = tmp_path / "codebook.csv"
            file.write_text(text, encoding="utf-8")
            account = read_codebook(file, store, anna.id)
            if account.change is not None:
                store.apply(account.change)
            return account

    return Importing


def test_the_codebook_of_the_seeds_comes_in_whole(store: ReviewStore, anna: Reviewer) -> None:
    file = shared_folder("seeds", "codebook.csv")
    account = read_codebook(file, store, anna.id)
    assert account.refused == ()
    assert account.amended == ("Adverse events",)
    assert account.change is not None
    store.apply(account.change)
    codebook = Codebook.read(store)
    assert len(codebook.therapies) == 14
    ctx = codebook.therapies.find("ctx")
    assert ctx is not None
    assert ctx.code == "MeSH:D003520"
    assert [term.name for term in codebook.therapies.path(ctx.id)] == [
        "Conventional therapy",
        "Immunosuppressants",
        "Cyclophosphamide",
    ]
    relapse, survival = codebook.outcomes.find("flares"), codebook.outcomes.find("Survival")
    assert relapse is not None
    assert survival is not None
    assert (relapse.better, survival.better) == (Better.LOWER, Better.HIGHER)
    assert read_codebook(file, store, anna.id).change is None


def test_terms_that_are_there_are_amended_and_keep_what_the_table_does_not_say(
    store: ReviewStore, bring_in: type
) -> None:
    bring_in.table("kind,name,synonyms,code,definition\ntherapy,MSC therapy,MSC,X1,Cells\n")
    account = bring_in.table("kind,name,synonyms,code\ntherapy,msc,MSCs; msc therapy,\n")
    assert account.amended == ("msc",)
    (therapy,) = store.all(Therapy)
    assert (therapy.name, therapy.synonyms, therapy.code, therapy.definition) == (
        "MSC therapy",
        ("MSC", "MSCs"),
        "X1",
        "Cells",
    )


def test_a_parent_may_come_before_or_after_its_children_or_be_in_the_review(store: ReviewStore, bring_in: type) -> None:
    bring_in.table("kind,name\ntherapy,Cells\n")
    bring_in.table("kind,name,parent\ntherapy,MSC,Stem cells\ntherapy,Stem cells,Cells\ntherapy,HSC,stem CELLS\n")
    tree = Codebook.read(store).therapies
    cells = tree.find("Cells")
    assert cells is not None
    assert [term.name for term in tree] == ["Cells", "Stem cells", "MSC", "HSC"]
    assert {term.position for term in tree.children(tree.children(cells.id)[0].id)} == {0, 1}


def test_labels_directions_and_fields_come_in_with_their_looks(store: ReviewStore, bring_in: type) -> None:
    bring_in.table(
        "kind;name;colour;line;key;options;type;definition\n"
        "label;Dose;#aabbcc;dotted;d;;;How much\n"
        "label;Route;;;;;;\n"
        "direction;Worsened;;;;;;Not better\n"
        "direction;barely better;;;;;;\n"
        "field;Route of giving;;;;oral; iv;;\n".replace("oral; iv", '"oral; iv"')
        + "field;Age;;;;;number;\n"
    )
    codebook = Codebook.read(store)
    dose, route = codebook.label_named("Dose"), codebook.label_named("Route")
    assert isinstance(dose, Label)
    assert isinstance(route, Label)
    assert (dose.colour, dose.line, dose.key, dose.definition) == ("#AABBCC", Line.DOTTED, "d", "How much")
    assert route.colour.startswith("#")
    worsened, barely = codebook.direction_named("worsened"), codebook.direction_named("barely better")
    assert isinstance(worsened, Direction)
    assert isinstance(barely, Direction)
    assert (worsened.meaning, worsened.definition) == (Meaning.WORSENED, "Not better")
    assert barely.meaning is Meaning.OTHER
    assert [(field.name, field.kind, field.options) for field in store.all(Field)] == [
        ("Route of giving", FieldKind.CHOICE, ("oral", "iv")),
        ("Age", FieldKind.NUMBER, ()),
    ]


def test_which_way_is_better_is_read_from_its_column_or_the_definition(store: ReviewStore, bring_in: type) -> None:
    bring_in.table(
        "kind,name,better,definition\n"
        "outcome,Pain,lower,As scored\n"
        'outcome,Walking,,"Metres in six minutes; Higher is better"\n'
        "outcome,Weight,,\n"
    )
    better = {outcome.name: outcome.better for outcome in store.all(Outcome) if outcome.name in "Pain Walking Weight"}
    assert better == {"Pain": Better.LOWER, "Walking": Better.HIGHER, "Weight": None}


def test_all_bad_rows_are_told_at_once_and_nothing_comes_in(store: ReviewStore, bring_in: type) -> None:
    account = bring_in.table(
        "kind,name,parent,synonyms,better,colour,key,type\n"
        "terapy,X,,,,,,\n"
        "therapy,A,B,,,,,\n"
        "therapy,B,A,,,,,\n"
        "therapy,C,Biologix,,,,,\n"
        "therapy,Biologics,,,,,,\n"
        "therapy,biologics,,,,,,\n"
        "outcome,O,,P,,,,\n"
        "outcome,P,,,sideways,,,\n"
        "outcome,Q,,,,,,\n"
        "label,L,,,,red,,\n"
        "label,M,,,,,1,\n"
        "field,F,,,,,,nmber\n"
        "field,,,,,,,\n"
        "therapy,short\n"
    )
    assert account.change is None
    assert store.count(Therapy) == 0
    said = [refused.sentence for refused in account.refused]
    for number, words in (
        (2, "“terapy” is no kind of term"),
        (3, "“A” would stand under itself"),
        (4, "“B” would stand under itself"),
        (5, "Did you mean “Biologics”?"),
        (7, "stands in row 6 already"),
        (9, "“sideways” does not say which way is better"),
        (11, "“red” is no colour"),
        (12, "The key “1” belongs to the label “Therapy”"),
        (13, "Did you mean number?"),
        (14, "It has no name"),
        (15, "It has 2 cells where the header has 8"),
    ):
        assert any(line.startswith(f"Row {number}: ") and words in line for line in said), (number, said)
    assert [refused.row for refused in account.refused] == sorted(refused.row for refused in account.refused)


def test_a_synonym_that_is_another_rows_name_is_refused(bring_in: type) -> None:
    account = bring_in.table("kind,name,synonyms\ntherapy,Cells,MSC\ntherapy,MSC,\n")
    assert [refused.sentence for refused in account.refused] == ["Row 2: Its synonym “msc” is the name in row 3."]


def test_two_rows_that_mean_one_term_of_the_review_are_refused(bring_in: type) -> None:
    bring_in.table("kind,name,synonyms\ntherapy,MSC therapy,MSC; MSCs\n")
    account = bring_in.table("kind,name\ntherapy,MSC\ntherapy,MSCs\n")
    assert [refused.sentence for refused in account.refused] == ["Row 3: “MSCs” means “MSC therapy”, as row 2 does."]


def test_columns_that_mean_nothing_are_named(bring_in: type) -> None:
    assert bring_in.table("kind,name,Shoe size\ntherapy,Cells,44\n").ignored_columns == ("Shoe size",)


def test_a_retired_term_that_the_table_names_is_in_use_again(
    store: ReviewStore, anna: Reviewer, bring_in: type
) -> None:
    from curator.codebook.altering import retire_term

    bring_in.table("kind,name\ntherapy,Cells\n")
    store.apply(retire_term(store.all(Therapy)[0], anna.id))
    bring_in.table("kind,name\ntherapy,cells\n")
    assert [therapy.retired for therapy in store.all(Therapy)] == [False]


def test_labels_may_take_each_others_keys_over(store: ReviewStore, bring_in: type) -> None:
    bring_in.table("kind,name,key\nlabel,Therapy,2\nlabel,Outcome,1\nlabel,Dose,D\n")
    keys = {label.name: label.key for label in store.all(Label)}
    assert (keys["Therapy"], keys["Outcome"], keys["Dose"]) == ("2", "1", "d")
    account = bring_in.table("kind,name,key\nlabel,Route,d\nlabel,Dose,\n")
    assert [refused.sentence for refused in account.refused] == ["Row 2: The key “d” belongs to the label “Dose”."]
