"""Codings: one reviewer's pass over one report, from not started to submitted."""

from __future__ import annotations

from curator.changes import Alteration, Change, added, amended
from curator.errors import Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Coding, CodingStatus


def coding_of(reader: RecordReader, report_id: str, reviewer_id: str) -> Coding | None:
    """The reviewer's coding of the report, if it was begun."""
    found = reader.all(Coding, report_id=report_id, reviewer_id=reviewer_id)
    return found[0] if found else None


def begin(reader: RecordReader, report_id: str, reviewer_id: str) -> tuple[Alteration, ...]:
    """What has to be altered before the reviewer's work on the report can be: the coding is in progress.

    Nothing when it is in progress already. Raises ``Refused`` when the coding was submitted: it is locked then.
    """
    coding = coding_of(reader, report_id, reviewer_id)
    if coding is None:
        fresh = Coding(id=new_id(), report_id=report_id, reviewer_id=reviewer_id, status=CodingStatus.IN_PROGRESS)
        return added([fresh])
    if coding.status is CodingStatus.SUBMITTED:
        raise Refused("Your coding of this report was submitted and is locked. Reopen it to change something.")
    if coding.status is CodingStatus.IN_PROGRESS:
        return ()
    return (amended(coding, status=CodingStatus.IN_PROGRESS),)


def submit(reader: RecordReader, report_id: str, reviewer_id: str) -> Change:
    """The change that submits a coding; it is locked until it is reopened."""
    return Change(
        title="Submit the coding", reviewer_id=reviewer_id, alterations=_moved(reader, report_id, reviewer_id, True)
    )


def reopen(reader: RecordReader, report_id: str, reviewer_id: str) -> Change:
    """The change that opens a submitted coding again."""
    return Change(
        title="Reopen the coding", reviewer_id=reviewer_id, alterations=_moved(reader, report_id, reviewer_id, False)
    )


def _moved(reader: RecordReader, report_id: str, reviewer_id: str, submitted: bool) -> tuple[Alteration, ...]:
    status = CodingStatus.SUBMITTED if submitted else CodingStatus.IN_PROGRESS
    coding = coding_of(reader, report_id, reviewer_id)
    if coding is None:
        return added([Coding(id=new_id(), report_id=report_id, reviewer_id=reviewer_id, status=status)])
    if coding.status is status:
        raise Refused("This coding is {status} already.", status=status.value)
    return (amended(coding, status=status),)
