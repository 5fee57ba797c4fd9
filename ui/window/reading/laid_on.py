"""What lies on a report's text: claims and marks as stretches with a look, claims as notes in the margin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from curator.codebook.codebook import Codebook
from curator.evidence.lines import effect, groups_in_words
from curator.records import Claim, ClaimStatus, Mark
from ui.window.look.palette import Palette
from ui.window.reading.margin import Note
from ui.window.reading.mark_index import Stretch
from ui.window.reading.text_painter import Look

CLAIM_LOOK = "claim"


def claim_stretches(claims: Iterable[Claim]) -> list[Stretch]:
    """The words that claims stand on; none for one that was retracted."""
    return [
        Stretch(passage.start, passage.end, CLAIM_LOOK, claim.id)
        for claim in claims
        if claim.status is not ClaimStatus.RETRACTED
        for passage in claim.passages
    ]


def mark_stretches(marks: Iterable[Mark]) -> list[Stretch]:
    """The marked words; none for a mark that was removed."""
    return [
        Stretch(passage.start, passage.end, mark.label_id, mark.id)
        for mark in marks
        if not mark.retracted
        for passage in mark.passages
    ]


def looks_of(codebook: Codebook, palette: Palette) -> Mapping[str, Look]:
    """How claims and each label's marks look in these colours."""
    looks = {label.id: Look(label.colour, label.line) for label in codebook.labels.values()}
    looks[CLAIM_LOOK] = Look(palette.claim)
    return looks


def notes_of(
    claims: Iterable[Claim], codebook: Codebook, where: Callable[[int], str] = lambda _place: ""
) -> list[Note]:
    """The claims as they stand in the margin; ``where`` tells the page or the section of a place."""
    return [
        Note(
            claim_id=claim.id,
            place=claim.passages[0].start,
            therapy=groups_in_words(claim.therapies, codebook),
            outcome=codebook.name_of(claim.outcome_id),
            meaning=effect(claim, codebook),
            where=where(claim.passages[0].start),
        )
        for claim in claims
        if claim.passages and claim.status is not ClaimStatus.RETRACTED
    ]


def claim_in_words(claim: Claim, codebook: Codebook) -> str:
    """A claim in one line: therapy, outcome, direction, as far as they are filled."""
    parts = (
        groups_in_words(claim.therapies, codebook),
        codebook.name_of(claim.outcome_id),
        codebook.name_of(claim.direction_id),
    )
    return " · ".join(part for part in parts if part) or QCoreApplication.translate("Reading", "A claim begun")


def mark_in_words(mark: Mark, codebook: Codebook) -> str:
    """A mark in one line: its label, and its memo if there is one."""
    name = codebook.name_of(mark.label_id)
    return f"{name}: {mark.memo}" if mark.memo else name
