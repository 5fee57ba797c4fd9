"""What is taken of the sheets Claims and Estimates, put together claim by claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from curator.coding.claims import consistent, empty_value, what_is_missing
from curator.errors import BadInput
from curator.ids import is_id, new_id
from curator.importing.workbook.claim_cells import FIELD_OF, NUMBERS
from curator.records import Absence, Arm, Claim, ClaimStatus, Estimate
from curator.text.estimate_words import check_estimate

_ARMS = ("intervention", "control")


class ClaimEdits:
    """The edits of one claim."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.fields: dict[str, object] = {}
        self.extra: dict[str, object] = {}
        self.estimates: dict[str, dict[str, object]] = {}
        self.new_estimates: list[dict[str, object]] = []
        self.removed: set[str] = set()

    def take_cells(self, taken: Mapping[str, object], field_of_key: Mapping[str, str]) -> None:
        """Takes the cells of the claim's own row; its numbers are those of its first estimate."""
        numbers: dict[str, object] = {}
        for column, value in taken.items():
            if column in FIELD_OF:
                self.fields[FIELD_OF[column]] = value
            elif column in NUMBERS:
                numbers[column] = value
            else:
                self.extra[field_of_key[column]] = value
        if numbers and self.claim.estimates:
            self.estimates.setdefault(self.claim.estimates[0].id, {}).update(numbers)
        elif numbers:
            self.new_estimates.insert(0, numbers)

    def after(self) -> Claim:
        """The claim as it is to be; raises ``BadInput`` when what was edited cannot stand together."""
        plain: dict[str, Any] = {}
        absent = dict(self.claim.absent)
        extra = dict(self.claim.extra)
        for field, value in (*self.fields.items(), *self.extra.items()):
            absent.pop(field, None)
            if isinstance(value, Absence):
                absent[field] = value
            if is_id(field):
                extra.pop(field, None)
                extra |= {field: str(value)} if value and not isinstance(value, Absence) else {}
            else:
                empty = isinstance(value, Absence) or value in ("", (), None)
                plain[field] = empty_value(field) if empty else value
        estimates = self._estimates()
        if estimates != self.claim.estimates:
            plain["estimates"] = estimates
            if estimates:
                absent.pop("estimates", None)
        after = consistent(msgspec.structs.replace(self.claim, absent=absent, extra=extra, **plain))
        missing = what_is_missing(after)
        if after.status is ClaimStatus.COMPLETE and self.claim.status is not ClaimStatus.COMPLETE and missing:
            raise BadInput("The claim is not complete: it lacks {missing}.", missing=", ".join(map(_shown, missing)))
        return after

    def _estimates(self) -> tuple[Estimate, ...]:
        kept = [
            _edited(estimate, self.estimates.get(estimate.id, {}))
            for estimate in self.claim.estimates
            if estimate.id not in self.removed
        ]
        new = [_edited(Estimate(id=new_id()), cells) for cells in self.new_estimates]
        return (*kept, *new)


def _edited(estimate: Estimate, cells: Mapping[str, object]) -> Estimate:
    """An estimate with the cells that were edited; raises ``BadInput`` when its numbers cannot stand together."""
    if not cells:
        return estimate
    plain: dict[str, Any] = {}
    arms: dict[str, Arm] = {name: getattr(estimate, name) for name in _ARMS}
    for column, value in cells.items():
        arm, _, name = column.partition("_")
        if arm in arms:
            arms[arm] = msgspec.structs.replace(arms[arm], **{name: value})
        else:
            plain[column] = value
    edited = msgspec.structs.replace(estimate, **plain, **arms)
    check_estimate(edited)
    return edited


def _shown(field: str) -> str:
    return field.removesuffix("_id").replace("_", " ")
