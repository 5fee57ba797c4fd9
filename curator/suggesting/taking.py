"""A suggestion taken: a draft claim, filled as far as the sentence leaves no choice, that a person has to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from curator.changes import Change
from curator.coding.claims import record_claim
from curator.errors import BadInput
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Arm, Claim, Estimate, Group, Outcome, Term, Therapy
from curator.suggesting.numbers import NumberHit, Role
from curator.suggesting.results import Suggestion
from curator.suggesting.terms import TermHit
from curator.text.estimate_words import read_estimate, says_nothing
from curator.text.passages import cut

_CONTROL = re.compile(r"\b(?:placebo|sham|saline|vehicle|(?:usual|standard) care|no treatment|control)", re.IGNORECASE)
_COMPARING = re.compile(r"\b(?:than|versus|vs|compared|against|relative to|control)\b", re.IGNORECASE)


def take(
    reader: RecordReader, report_id: str, reviewer_id: str, text: str, suggestion: Suggestion
) -> tuple[Claim, Change]:
    """A draft claim on the suggested sentence, and the change that records it.

    An outcome is filled where the sentence names one alone, a therapy likewise; of two therapies, a placebo or the
    like is the comparator, else the second where words of comparison stand between them. Raises ``Refused`` when the
    coding was submitted.
    """
    therapies, comparators = _therapies(text, suggestion.terms)
    outcomes = _ids(suggestion.terms, Outcome)
    claim, change = record_claim(
        reader,
        report_id,
        reviewer_id,
        [cut(text, suggestion.start, suggestion.end)],
        therapies=therapies,
        comparators=comparators,
        outcome_id=outcomes[0] if len(outcomes) == 1 else None,
        estimates=estimates_of(text, suggestion.numbers),
    )
    return claim, msgspec.structs.replace(change, title="Take a suggestion")


def _ids(hits: Iterable[TermHit], kind: type[Term]) -> list[str]:
    """The different terms of a kind; a name that several terms have is nobody's."""
    named = [of[0][1] for hit in hits if len(of := [one for one in hit.terms if one[0] is kind]) == 1]
    return list(dict.fromkeys(named))


def _therapies(text: str, hits: Iterable[TermHit]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The therapy and the comparator of a sentence: a placebo or the like is what something else is compared with."""
    named = [hit for hit in hits if any(kind is Therapy for kind, _ in hit.terms)]
    ids = _ids(named, Therapy)
    firsts = [next(hit for hit in named if (Therapy, one) in hit.terms) for one in ids]
    controls = [bool(_CONTROL.search(text[hit.start : hit.end])) for hit in firsts]
    if len(ids) == 1:
        return ((), ((ids[0],),)) if controls[0] else (((ids[0],),), ())
    if len(ids) != 2:  # noqa: PLR2004 -- one against the other
        return (), ()
    if controls == [True, False]:
        ids.reverse()
    elif controls != [False, True] and not _COMPARING.search(text[firsts[0].end : firsts[1].start]):
        return (), ()
    return ((ids[0],),), ((ids[1],),)


def estimates_of(text: str, numbers: Iterable[NumberHit]) -> tuple[Estimate, ...]:
    """The estimates that numbers say: one for each effect. Two counts beside one effect at most are its arms."""
    numbers = list(numbers)
    estimates = [one for hit in numbers if hit.role is Role.EFFECT if (one := _read(text[hit.start : hit.end]))]
    counts = [hit for hit in numbers if hit.role is Role.COUNT]
    if len(counts) == 2 and len(estimates) <= 1:  # noqa: PLR2004 -- two arms
        arms = [_arm(text[hit.start : hit.end]) for hit in counts]
        whole = estimates[0] if estimates else Estimate(id=new_id())
        estimates = [msgspec.structs.replace(whole, intervention=arms[0], control=arms[1])]
    p_values = [hit for hit in numbers if hit.role is Role.P_VALUE]
    if len(estimates) == 1 and estimates[0].p_value is None and len(p_values) == 1:
        read = _read(text[p_values[0].start : p_values[0].end])
        if read is not None:
            p_value = {"p_operator": read.p_operator, "p_value": read.p_value}
            estimates = [msgspec.structs.replace(estimates[0], **p_value)]
    return tuple(estimates)


def _read(words: str) -> Estimate | None:
    """An estimate as the words say it; None where they can be read in two ways, or say nothing."""
    try:
        read = read_estimate(words).laid_over(Estimate(id=new_id()))
    except BadInput:
        return None
    return None if says_nothing(read) else read


def _arm(words: str) -> Arm:
    read = _read(words)
    return read.intervention if read is not None else Arm()
