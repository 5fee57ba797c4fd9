"""Agreement on the fields of claims that are about the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from curator.agreement.agreement import THE_REST, Agreement, Figures
from curator.agreement.claims.linking import Unit
from curator.agreement.of_ratings import agreement_of_ratings
from curator.agreement.ratings import Category, Level, Ratings
from curator.agreement.review.merging import in_order, merged
from curator.agreement.review.tolerance import Tolerance, within_tolerance
from curator.agreement.review.values import ComparedField
from curator.agreement.settings import Bootstrap

_OF_SETS = ("jaccard_mean", "masi_mean", "krippendorff_alpha_jaccard", "krippendorff_alpha_masi")
_BY_OPTION = ("specific_agreement", "cohen_kappa")


class FieldAgreement(Struct, frozen=True, kw_only=True):
    """How far reviewers agree on one field.

    Only claims in which both filled the field are compared; ``filled_by_one`` has, by reviewers as in the figures,
    how many more there are in which only some of them did.
    """

    name: str
    title: str
    agreement: Agreement
    filled_by_one: Mapping[tuple[str, ...], int]

    def as_json(self) -> dict[str, Any]:
        """The agreement as plain values, with ``filled_by_one`` beside the n of each block."""
        plain = self.agreement.as_json()
        for block in (plain["all"], *plain["pairs"], *plain["against_the_rest"].values()):
            block["filled_by_one"] = self.filled_by_one[tuple(block["reviewers"])]
        return plain


class Columns:
    """What each reviewer has in each unit; None where they have nothing, or did not fill it."""

    def __init__(self, reviewers: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> None:
        self.reviewers = tuple(reviewers.values())
        self._ids = tuple(reviewers)
        self._rows = list(rows)

    def of(self, code: Callable[[Any], Any]) -> list[list[Any]]:
        """A column for each reviewer."""
        return [[code(row[one]) if one in row else None for row in self._rows] for one in self._ids]

    def is_filled(self, code: Callable[[Any], object]) -> bool:
        """Whether anybody filled the field."""
        return any(code(held) is not None for row in self._rows for held in row.values())

    def filled_by_one(self, columns: Sequence[Sequence[object]]) -> dict[tuple[str, ...], int]:
        """By reviewers: in how many units that they have in common some filled the field, and others did not."""
        has = [[one in row for row in self._rows] for one in self._ids]
        filled = [[code is not None for code in column] for column in columns]
        names = self.reviewers
        counts: dict[tuple[str, ...], int] = {}
        rest = dict.fromkeys(names, 0)
        for one in range(len(names)):
            for two in range(one + 1, len(names)):
                both = zip(has[one], has[two], filled[one], filled[two], strict=True)
                count = sum(here and there and first != second for here, there, first, second in both)
                counts[names[one], names[two]] = count
                rest[names[one]] += count
                rest[names[two]] += count
        everywhere = zip(zip(*has, strict=True), zip(*filled, strict=True), strict=True)
        counts[names] = sum(sum(there) > 1 and any(done) and sum(done) < sum(there) for there, done in everywhere)
        return counts | {(name, THE_REST): count for name, count in rest.items()}


def units_of_two(units: Iterable[Unit]) -> list[Unit]:
    """The units in which two or more reviewers have a claim."""
    return [unit for unit in units if len(unit.claims) > 1]


def agreement_of_field(
    field: ComparedField, columns: Columns, bootstrap: Bootstrap, tolerance: Tolerance
) -> FieldAgreement:
    """How far the reviewers agree on a field: several therapies on a claim also as sets, numbers also nearly."""
    codes = columns.of(field.code)
    ratings = Ratings.of(columns.reviewers, codes, level=field.level, categories=_codebook(field, codes))
    agreement = agreement_of_ratings(ratings, bootstrap=bootstrap)
    if field.set_code is not None:
        agreement = _with_sets(agreement, columns, columns.of(field.set_code), field.categories, bootstrap)
    if field.level.is_numeric:
        agreement = with_tolerance(agreement, codes, tolerance)
    return FieldAgreement(
        name=field.name, title=field.title, agreement=agreement, filled_by_one=columns.filled_by_one(codes)
    )


def _codebook(field: ComparedField, columns: Sequence[Sequence[Category | None]]) -> list[Category] | None:
    """The field's categories, and after them what was used beyond them; None where they are numbers."""
    if field.level.is_numeric:
        return None
    used = (code for column in columns for code in column if code is not None)
    return list(dict.fromkeys((*field.categories, *used)))


def _with_sets(
    agreement: Agreement,
    columns: Columns,
    sets: Sequence[Sequence[frozenset[str] | None]],
    categories: Sequence[str],
    bootstrap: Bootstrap,
) -> Agreement:
    """The same with the figures of sets; agreement on a single category is then whether both have it at all."""
    used = dict.fromkeys(member for column in sets for code in column if code is not None for member in sorted(code))
    known = list(dict.fromkeys((*categories, *used)))
    ratings = Ratings.of(columns.reviewers, sets, level=Level.SET, categories=known)
    by_set = agreement_of_ratings(ratings, bootstrap=bootstrap)

    def both(exact: Figures, of_sets: Figures) -> Figures:
        figures = {name: figure for name, figure in exact.figures.items() if not name.startswith("specific_agreement[")}
        figures |= {
            name: figure
            for name, figure in of_sets.figures.items()
            if name in _OF_SETS or ("[" in name and name.partition("[")[0] in _BY_OPTION)
        }
        return replace(exact, figures=in_order(figures))

    return merged(agreement, by_set, both)


def with_tolerance(agreement: Agreement, columns: Sequence[Sequence[float | None]], tolerance: Tolerance) -> Agreement:
    """The same with the share of pairs of numbers that are no further apart than the tolerance."""
    within = within_tolerance(agreement.reviewers, columns, tolerance)

    def both(exact: Figures) -> Figures:
        figure = within[exact.reviewers].with_notes(*exact.notes)
        return replace(exact, figures=in_order({**exact.figures, "percent_agreement_within_tolerance": figure}))

    return replace(
        agreement,
        all=both(agreement.all),
        pairs=tuple(map(both, agreement.pairs)),
        against_the_rest={name: both(figures) for name, figures in agreement.against_the_rest.items()},
    )
