"""A table of units by coders, recoded to whole numbers, so that no label can be mistaken for a missing code."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from curator.errors import BadInput

Category = str | int | float
NOT_CODED = -1


class Level(StrEnum):
    """What the categories allow: only to be told apart, ordered, subtracted, divided, or chosen several at once."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    SET = "set"

    @property
    def is_ordered(self) -> bool:
        """Whether the order of the categories means something."""
        return self in {Level.ORDINAL, Level.INTERVAL, Level.RATIO}

    @property
    def is_numeric(self) -> bool:
        """Whether the categories are numbers."""
        return self in {Level.INTERVAL, Level.RATIO}


class Ratings(Struct, frozen=True, kw_only=True):
    """Units by coders.

    ``categories`` is the whole codebook in rank order, used or not. ``columns`` has one column of codes per coder, one
    code per unit: the place of its category, or -1 where the coder has not coded the unit. At the level ``set`` a
    code is the place of a set in ``sets``, and a set has the places of its categories.
    """

    coders: tuple[str, ...]
    units: int
    level: Level
    categories: tuple[Category, ...]
    columns: tuple[array[int], ...]
    sets: tuple[frozenset[int], ...] = ()

    @classmethod
    def of(
        cls,
        coders: Sequence[str],
        columns: Sequence[Sequence[object]],
        *,
        level: Level = Level.NOMINAL,
        categories: Sequence[Category] | None = None,
    ) -> Ratings:
        """The table in which each coder gave these codes, unit by unit; None is "not coded".

        Codes are categories, or at the level ``set`` iterables of categories. Without ``categories`` the codebook
        is what was used: numbers in their order, other nominal labels as they come. Raises ``BadInput`` for a code
        that is not in the codebook, an ordered level without an order, what is not a number where numbers are
        needed, two coders of one name, and columns of unequal length.
        """
        coders = tuple(coders)
        _must_be_a_table(coders, columns)
        known_categories = _codebook(columns, level, categories)
        places: dict[object, int] = {category: place for place, category in enumerate(known_categories)}
        units = len(columns[0]) if columns else 0
        if level is Level.SET:
            known: dict[frozenset[int], int] = {}
            rows = tuple(_recode_sets(column, places, known) for column in columns)
            return cls(
                coders=coders, units=units, level=level, categories=known_categories, columns=rows, sets=tuple(known)
            )
        rows = tuple(_recode(column, places) for column in columns)
        return cls(coders=coders, units=units, level=level, categories=known_categories, columns=rows)

    def only(self, coders: Sequence[str]) -> Ratings:
        """The same units by some of the coders."""
        columns = tuple(self.columns[self.coders.index(coder)] for coder in coders)
        return Ratings(
            coders=tuple(coders),
            units=self.units,
            level=self.level,
            categories=self.categories,
            columns=columns,
            sets=self.sets,
        )

    @property
    def active_coders(self) -> tuple[str, ...]:
        """The coders with at least one code."""
        pairs = zip(self.coders, self.columns, strict=True)
        return tuple(coder for coder, column in pairs if any(code != NOT_CODED for code in column))


def number_in(words: str) -> int | float | None:
    """The number that is written here, a whole one as ``int``; None when it is none, or not finite."""
    try:
        value = float(words)
    except ValueError:
        return None
    if not math.isfinite(value) or "_" in words:
        return None
    return int(value) if value.is_integer() else value


def _must_be_a_table(coders: tuple[str, ...], columns: Sequence[Sequence[object]]) -> None:
    twice = [coder for number, coder in enumerate(coders) if coder in coders[:number]]
    if twice:
        raise BadInput("Two columns are named “{name}”. Give every coder a name of their own.", name=twice[0])
    if len(columns) != len(coders):
        raise BadInput("There are {columns} columns for {coders} coders.", columns=len(columns), coders=len(coders))
    if len({len(column) for column in columns}) > 1:
        raise BadInput("The coders' columns are not of the same length.")


def _codebook(
    columns: Sequence[Sequence[object]], level: Level, categories: Sequence[Category] | None
) -> tuple[Category, ...]:
    """The categories in rank order."""
    if categories is None:
        categories = _used(columns, level)
    seen: set[Category] = set()
    for category in categories:
        if category in seen:
            raise BadInput("The category “{category}” is given twice.", category=category)
        if level.is_numeric and not _is_number(category):
            raise BadInput("“{category}” is not a number, and this level needs numbers.", category=category)
        if level is Level.RATIO and isinstance(category, int | float) and category < 0:
            raise BadInput("{category} is below 0, and ratios need numbers from 0 upwards.", category=category)
        seen.add(category)
    return tuple(sorted(categories, key=_as_float)) if level.is_numeric else tuple(categories)


def _used(columns: Sequence[Sequence[object]], level: Level) -> list[Category]:
    if level is Level.SET:
        options = (option for column in columns for code in column if code is not None for option in _options(code))
        return list(dict.fromkeys(_category(option) for option in options))
    codes = list(dict.fromkeys(_category(code) for column in columns for code in column if code is not None))
    if all(_is_number(code) for code in codes):
        return sorted(codes, key=_as_float)
    if level is Level.ORDINAL:
        raise BadInput(
            "The order of the categories is not known. Name them all, from the lowest to the highest.",
        )
    return codes


def _recode(column: Sequence[object], places: Mapping[object, int]) -> array[int]:
    try:
        return array("q", [NOT_CODED if code is None else places[code] for code in column])
    except KeyError as unknown:
        raise BadInput(
            "“{category}” is not one of the categories. Correct the code, or add the category.",
            category=unknown.args[0],
        ) from None


def _recode_sets(
    column: Sequence[object], places: Mapping[object, int], known: dict[frozenset[int], int]
) -> array[int]:
    codes = array("q")
    for code in column:
        if code is None:
            codes.append(NOT_CODED)
            continue
        options = list(_options(code))
        missing = [option for option in options if option not in places]
        if missing:
            raise BadInput(
                "“{category}” is not one of the categories. Correct the code, or add the category.",
                category=missing[0],
            )
        codes.append(known.setdefault(frozenset(places[option] for option in options), len(known)))
    return codes


def _options(code: object) -> Iterable[object]:
    if isinstance(code, str) or not isinstance(code, Iterable):
        raise BadInput("“{code}” is not a set of categories.", code=code)
    return code


def _category(code: object) -> Category:
    if isinstance(code, str | int | float):
        return code
    raise BadInput("“{code}” cannot be a category.", code=code)


def _is_number(code: object) -> bool:
    return isinstance(code, int | float) and not isinstance(code, bool) and math.isfinite(code)


def _as_float(code: Category) -> float:
    return float(code)
