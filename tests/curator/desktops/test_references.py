"""What a record names, wherever it stands in it."""

from __future__ import annotations

from datetime import UTC, datetime

from curator.desktops.references import names, plain_references, renamed
from curator.ids import new_id
from curator.records import RECORD_TYPES, Absence, Claim, Coding, Field, Pairing, Report, Study, Therapy

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_every_field_that_names_records_is_known() -> None:
    for kind in RECORD_TYPES:
        named = {name for name in kind.__struct_fields__ if name.endswith(("_id", "_ids"))}
        assert plain_references(kind).keys() == named
    assert plain_references(Therapy) == {"parent_id": Therapy, "merged_into_id": Therapy}
    assert plain_references(Report) == {"study_ids": Study}
    assert plain_references(Pairing)["first_claim_id"] is Claim


def test_a_claim_names_its_terms_and_fields_and_gets_other_names_for_them() -> None:
    first, second, third, field, absent, report, other = (new_id() for _ in range(7))
    claim = Claim(
        id=new_id(),
        report_id=report,
        reviewer_id=other,
        therapies=((first, second), (third,)),
        comparators=((second,),),
        extra={field: "low"},
        absent={absent: Absence.NOT_REPORTED, "population": Absence.NOT_APPLICABLE},
        recorded_at=NOW,
    )
    assert {(kind.__name__, one) for kind, one in names(claim)} == {
        *(("Therapy", one) for one in (first, second, third)),
        ("Field", field),
        ("Field", absent),
        ("Report", report),
        ("Reviewer", other),
    }
    elsewhere = new_id()
    moved = renamed(claim, {second: first, field: elsewhere, absent: third, report: elsewhere})
    assert moved.therapies == ((first,), (third,)), "a therapy stands in a group once"
    assert moved.comparators == ((first,),)
    assert moved.extra == {elsewhere: "low"}
    assert moved.absent == {third: Absence.NOT_REPORTED, "population": Absence.NOT_APPLICABLE}
    assert moved.report_id == elsewhere
    assert renamed(claim, {}) is claim
    assert (Field, field) in list(names(claim))


def test_a_record_gets_another_id_of_its_own_too() -> None:
    coding = Coding(id=new_id(), report_id=new_id(), reviewer_id=new_id())
    assert renamed(coding, {coding.id: "x"}).id == "x"
