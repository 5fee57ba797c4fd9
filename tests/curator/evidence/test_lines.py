"""A claim reads the same wherever it is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from curator.codebook.codebook import Codebook
from curator.evidence.lines import LineWriter, effect
from curator.evidence.question import Column
from curator.records import (
    Absence,
    Better,
    Claim,
    Direction,
    Meaning,
    Outcome,
    Passage,
    Report,
    Reviewer,
    Study,
    Therapy,
)

CODEBOOK = Codebook(
    therapies=[Therapy(id="a", name="MSC"), Therapy(id="b", name="Steroids"), Therapy(id="c", name="HSCT")],
    outcomes=[
        Outcome(id="relapse", name="Relapse", better=Better.LOWER),
        Outcome(id="survival", name="Survival", better=Better.HIGHER),
        Outcome(id="dose", name="Dose"),
    ],
    directions=[Direction(id=meaning.value, name=meaning.value, meaning=meaning) for meaning in Meaning],
)


def claim(**fields: object) -> Claim:
    return Claim(id="x", report_id="r", reviewer_id="p", recorded_at=datetime(2026, 1, 2, tzinfo=UTC), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("direction", "outcome", "meant"),
    [
        ("increased", "relapse", Meaning.WORSENED),
        ("decreased", "relapse", Meaning.IMPROVED),
        ("increased", "survival", Meaning.IMPROVED),
        ("decreased", "survival", Meaning.WORSENED),
        ("increased", "dose", Meaning.INCREASED),
        ("improved", "relapse", Meaning.IMPROVED),
        ("mixed", "survival", Meaning.MIXED),
        (None, "survival", None),
    ],
)
def test_more_or_less_turns_into_better_or_worse_where_the_outcome_says_so(
    direction: str | None, outcome: str, meant: Meaning | None
) -> None:
    assert effect(claim(direction_id=direction, outcome_id=outcome), CODEBOOK) is meant


def test_a_line_says_every_column_in_words() -> None:
    writer = LineWriter(
        CODEBOOK,
        {"r": Report(id="r", title="T", text_sha256="", characters=9, authors="Carl N", year=2024)},
        {"p": Reviewer(id="p", name="Anna")},
        {"s": Study(id="s", name="ASTIS")},
    )
    line = writer.line(
        claim(
            therapies=(("a", "b"), ("c",)),
            passages=(Passage(words="one", start=4, end=7), Passage(words="two", start=9, end=12)),
            study_id="s",
            absent={"population": Absence.NOT_REPORTED},
        )
    )
    assert line[Column.THERAPY] == "MSC + Steroids; HSCT"
    assert line[Column.QUOTE] == "one … two"
    assert (line[Column.REPORT], line[Column.STUDY], line[Column.REVIEWER]) == ("Carl 2024", "ASTIS", "Anna")
    assert (line[Column.POPULATION], line[Column.TIME_POINT]) == ("not reported", "")
    assert set(line.words) == set(Column)
