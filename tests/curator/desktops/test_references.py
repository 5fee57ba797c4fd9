"""What a claim names, and the same claim with other names in it."""

from __future__ import annotations

from datetime import UTC, datetime

from curator.desktops.references import names, renamed
from curator.ids import new_id
from curator.records import Absence, Claim, Field


def test_a_field_is_named_where_it_is_filled_and_where_it_is_absent() -> None:
    dose, route, here = new_id(), new_id(), new_id()
    claim = Claim(
        id=new_id(),
        report_id=new_id(),
        reviewer_id=new_id(),
        extra={dose: "5"},
        absent={route: Absence.NOT_REPORTED, "design": Absence.NOT_APPLICABLE},
        recorded_at=datetime.now(UTC),
    )
    assert {named for kind, named in names(claim) if kind is Field} == {dose, route}
    moved = renamed(claim, {route: here})
    assert moved.absent == {here: Absence.NOT_REPORTED, "design": Absence.NOT_APPLICABLE}
    assert moved.extra == claim.extra
