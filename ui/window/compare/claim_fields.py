"""Claims about the same thing, field by field and side by side, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from curator.adjudication.basis import COMPARED
from curator.adjudication.queue import Disagreement
from curator.codebook.codebook import Codebook
from curator.evidence.lines import effect, groups_in_words
from curator.records import Claim, Meaning
from curator.text.estimate_words import show_estimate
from ui.window.furniture.words import counted, translated

PASSAGES = "passages"
NOTE = "note"
_ALWAYS = ("therapies", "comparators", "outcome_id", "direction_id")


class FieldRow(Struct, frozen=True, kw_only=True):
    """One field of all the claims. ``words`` and ``absent`` have an entry for each claim, in order.

    ``absent`` says whether the words are the reason why there is nothing; ``meanings`` are those of directions.
    """

    code: str
    title: str
    words: tuple[str, ...]
    absent: tuple[bool, ...]
    differs: bool
    meanings: tuple[Meaning | None, ...]


def title_of_field(code: str, codebook: Codebook) -> str:
    """What a field is called, by its code: a name of a claim's field, or the id of one of the codebook's own."""
    known = {
        "therapies": translated("ClaimFields", "Therapy"),
        "comparators": translated("ClaimFields", "Comparator"),
        "outcome_id": translated("ClaimFields", "Outcome"),
        "direction_id": translated("ClaimFields", "Direction"),
        "estimates": translated("ClaimFields", "Estimates"),
        "population": translated("ClaimFields", "Population"),
        "time_point": translated("ClaimFields", "Time point"),
        "design": translated("ClaimFields", "Design"),
        "attribution": translated("ClaimFields", "Attribution"),
        "study_id": translated("ClaimFields", "Study"),
        "statement": translated("ClaimFields", "Statement"),
        PASSAGES: translated("ClaimFields", "Passages"),
        NOTE: translated("ClaimFields", "Note"),
    }
    return known.get(code) or codebook.name_of(code)


def rows_of(disagreement: Disagreement, codebook: Codebook, studies: Mapping[str, str]) -> list[FieldRow]:
    """The fields that somebody filled, the passages after all others, and notes at the end; ``studies`` are names."""
    codes = [code for code in COMPARED if code != PASSAGES] + [*codebook.fields, PASSAGES, NOTE]
    rows = []
    for code in codes:
        said = [_said(code, claim, codebook, studies) for claim in disagreement.claims]
        if code not in _ALWAYS and not any(words for words, _ in said):
            continue
        is_direction = code == "direction_id"
        rows.append(
            FieldRow(
                code=code,
                title=title_of_field(code, codebook),
                words=tuple(words for words, _ in said),
                absent=tuple(absent for _, absent in said),
                differs=code in disagreement.differing,
                meanings=tuple(effect(claim, codebook) if is_direction else None for claim in disagreement.claims),
            )
        )
    return rows


def _said(code: str, claim: Claim, codebook: Codebook, studies: Mapping[str, str]) -> tuple[str, bool]:
    reason = claim.absent.get(code)
    return (_value(code, claim, codebook, studies), False) if reason is None else (reason.value, True)


def _value(code: str, claim: Claim, codebook: Codebook, studies: Mapping[str, str]) -> str:
    match code:
        case "therapies" | "comparators":
            return groups_in_words(getattr(claim, code), codebook)
        case "outcome_id" | "direction_id":
            return codebook.name_of(getattr(claim, code))
        case "study_id":
            return studies.get(claim.study_id or "", "")
        case "estimates":
            return "\n".join(map(show_estimate, claim.estimates))
        case "passages":
            return _passages_in_words(claim)
        case _:
            return claim.extra.get(code, "") if code in codebook.fields else str(getattr(claim, code))


def _passages_in_words(claim: Claim) -> str:
    if not claim.passages:
        return translated("ClaimFields", "none")
    characters = sum(passage.end - passage.start for passage in claim.passages)
    length = counted(
        characters, translated("ClaimFields", "{n} character"), translated("ClaimFields", "{n} characters")
    )
    return f"{len(claim.passages)} · {length}"


def count_differing(rows: Sequence[FieldRow]) -> tuple[int, int]:
    """How many of the fields differ, and how many there are; notes do not count."""
    compared = [row for row in rows if row.code != NOTE]
    return sum(row.differs for row in compared), len(compared)
