"""The evidence map: therapies by outcomes, and in each crossing how many studies say what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from curator.codebook.codebook import Codebook
from curator.codebook.tree import Tree
from curator.evidence.lines import TOGETHER, effect
from curator.records import Claim, Group, Meaning, Term

T = TypeVar("T", bound=Term)


class MapLine(Struct, frozen=True, kw_only=True):
    """A row or a column: a therapy, several given together, or an outcome.

    ``term_ids`` are more than one for therapies given together. ``depth`` is how far down the codebook's tree the
    line stands, 0 at the top. A line that only leads to others (``is_heading``) has no claims of its own.
    """

    term_ids: tuple[str, ...]
    words: str
    depth: int = 0
    is_heading: bool = False


class Bubble(Struct, frozen=True, kw_only=True):
    """What the claims say where a row and a column cross.

    ``studies`` counts studies; a claim whose study is not said counts its report as one. ``meaning`` is what all
    claims with a direction say, *mixed* when they do not say the same, and None when none says a direction.
    """

    claim_ids: tuple[str, ...]
    studies: int
    meaning: Meaning | None
    says: Mapping[Meaning, int]


class EvidenceMap(Struct, frozen=True, kw_only=True):
    """Rows, columns, and the bubbles by number of row and number of column.

    ``left_out`` are the ids of claims that name no therapy or no outcome, and so have no place here.
    """

    rows: tuple[MapLine, ...]
    columns: tuple[MapLine, ...]
    bubbles: Mapping[tuple[int, int], Bubble]
    left_out: tuple[str, ...] = ()


def evidence_map(
    claims: Iterable[Claim],
    codebook: Codebook,
    *,
    therapy_level: int | None = None,
    outcome_level: int | None = None,
) -> EvidenceMap:
    """The map of these claims.

    Therapies given together are a row of their own beside the first of them: what A with B does says nothing of A. A
    claim about therapies one by one counts for each. A level (1 is the top) gathers everything under the terms of that
    level of the codebook's tree; None takes the terms as they are.
    """
    by_place: dict[tuple[Group, str], list[Claim]] = {}
    left_out = []
    for claim in claims:
        groups = {gathered_group(codebook.therapies, group, therapy_level) for group in claim.therapies if group}
        outcome_id = gathered(codebook.outcomes, claim.outcome_id, outcome_level)
        if not groups or outcome_id is None:
            left_out.append(claim.id)
            continue
        for group in groups:
            by_place.setdefault((group, outcome_id), []).append(claim)
    rows = _rows(codebook.therapies, {group for group, _ in by_place}, therapy_level)
    columns = _columns(codebook.outcomes, {outcome_id for _, outcome_id in by_place})
    row_of = {row.term_ids: number for number, row in enumerate(rows)}
    column_of = {column.term_ids[0]: number for number, column in enumerate(columns)}
    bubbles = {
        (row_of[group], column_of[outcome_id]): _bubble(found, codebook)
        for (group, outcome_id), found in by_place.items()
    }
    return EvidenceMap(rows=rows, columns=columns, bubbles=dict(sorted(bubbles.items())), left_out=tuple(left_out))


def gathered(tree: Tree[T], term_id: str | None, level: int | None) -> str | None:
    """The term at this level of the tree under which a term stands; None for none, or for one the tree lacks."""
    path = tree.path(term_id) if term_id is not None else ()
    if not path:
        return None
    return path[-1 if level is None else min(level, len(path)) - 1].id


def gathered_group(tree: Tree[T], group: Group, level: int | None) -> Group:
    """Therapies given together, each at this level of the tree, each once, in the order of the ids."""
    found = (gathered(tree, term_id, level) for term_id in group)
    return tuple(sorted({term_id for term_id in found if term_id is not None}))


def study_of(claim: Claim) -> str:
    """What a claim's evidence is counted by: its study, or its report where no study is said."""
    return claim.study_id or claim.report_id


def common_meaning(says: Mapping[Meaning, int]) -> Meaning | None:
    """What several claims say together: what all of them say, else *mixed*; None when none says anything."""
    said = [meaning for meaning, count in says.items() if count]
    if not said:
        return None
    return said[0] if len(said) == 1 else Meaning.MIXED


def _bubble(claims: Sequence[Claim], codebook: Codebook) -> Bubble:
    says: dict[Meaning, int] = {}
    for claim in claims:
        meaning = effect(claim, codebook)
        if meaning is not None:
            says[meaning] = says.get(meaning, 0) + 1
    return Bubble(
        claim_ids=tuple(claim.id for claim in claims),
        studies=len({study_of(claim) for claim in claims}),
        meaning=common_meaning(says),
        says={meaning: says[meaning] for meaning in Meaning if meaning in says},
    )


def _rows(tree: Tree[T], groups: set[Group], level: int | None) -> tuple[MapLine, ...]:
    """The groups in the order of the tree, under the terms that they stand under; combinations after their first."""
    in_order = {term.id: place for place, term in enumerate(tree)}
    groups = {group for group in groups if group}
    firsts: dict[str, list[Group]] = {}
    for group in groups:
        ordered = sorted(group, key=in_order.__getitem__)
        firsts.setdefault(ordered[0], []).append(group)
    shown = {step.id for first in firsts for step in tree.path(first)}
    rows = []
    for term in tree:
        if term.id not in shown:
            continue
        depth = len(tree.path(term.id)) - 1
        here = firsts.get(term.id, [])
        alone = (term.id,)
        rows.append(MapLine(term_ids=alone, words=term.name, depth=depth, is_heading=alone not in here))
        for group in sorted(here, key=lambda one: (len(one), sorted(in_order[part] for part in one))):
            if group != alone:
                words = TOGETHER.join(tree.by_id[part].name for part in sorted(group, key=in_order.__getitem__))
                rows.append(MapLine(term_ids=group, words=words, depth=depth + (level is None)))
    return tuple(rows)


def _columns(tree: Tree[T], outcome_ids: set[str]) -> tuple[MapLine, ...]:
    return tuple(
        MapLine(term_ids=(term.id,), words=term.name, depth=len(tree.path(term.id)) - 1)
        for term in tree
        if term.id in outcome_ids
    )
