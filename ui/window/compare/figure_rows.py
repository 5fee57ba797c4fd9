"""Figures as rows: of what, the value with its interval, how many differ, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from curator.agreement.agreement import Figures
from curator.agreement.figures import Reason, Remark
from curator.agreement.of_review import CLAIMS_FOUND, ReviewAgreement
from ui.window.compare.settings import Settings, block_of, statistic_for
from ui.window.furniture.words import counted, translated

if TYPE_CHECKING:
    from curator.agreement.review.breakdown import Part
    from curator.agreement.review.fields import FieldAgreement

PASSAGES = "passages"
"""The name of the row that is about words; the others are called as fields are."""

_ALWAYS = ("therapy", "comparator", "outcome", "direction")


class FigureRow(Struct, frozen=True, kw_only=True):
    """A figure. ``value`` is None when it is not defined, and ``reason`` says why, in a few words."""

    name: str
    title: str
    statistic: str = ""
    value: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    reason: str = ""
    n: int = 0
    differ: int = 0
    notes: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether there is a value without an interval."""
        return self.value is not None and (self.ci_low is None or self.ci_high is None)


def names_of(found: ReviewAgreement, settings: Settings) -> tuple[str, ...]:
    """What the reviewers whose figures are shown are called in the figures; empty for all."""
    names = tuple(found.coded.reviewers[one] for one in settings.between if one in found.coded.reviewers)
    return names if len(names) == len(settings.between) else ()


def row_of(name: str, title: str, figures: Figures, settings: Settings, filled_by_one: int = 0) -> FigureRow:
    """The row of some figures, with the statistic that was chosen."""
    statistic = {CLAIMS_FOUND: "f1", PASSAGES: "char_f1"}.get(name) or statistic_for(figures, settings)
    figure = figures.figures.get(statistic)
    notes = [remark_in_words(note) for note in (figure.notes if figure is not None else figures.notes)]
    if filled_by_one:
        notes.append(
            counted(
                filled_by_one,
                translated("Figures", "{n} more was filled by one only"),
                translated("Figures", "{n} more were filled by one only"),
            )
        )
    if figure is None:
        return FigureRow(name=name, title=title, n=figures.n, differ=figures.n - figures.agree, notes=tuple(notes))
    return FigureRow(
        name=name,
        title=title,
        statistic=statistic,
        value=figure.value,
        ci_low=figure.ci_low,
        ci_high=figure.ci_high,
        reason=reason_in_words(figure.reason),
        n=figures.n,
        differ=figures.n - figures.agree,
        notes=tuple(dict.fromkeys(notes)),
    )


def is_of_estimates(name: str) -> bool:
    """Whether a field is a part of estimates."""
    return name.startswith("estimate_")


def count_of_estimates(found: ReviewAgreement, settings: Settings) -> int:
    """How many parts of estimates two reviewers filled."""
    names = names_of(found, settings)
    return sum(is_of_estimates(name) and block_of(own.agreement, names).n > 0 for name, own in found.fields.items())


def field_rows(found: ReviewAgreement, settings: Settings, *, estimates: bool = True) -> list[FigureRow]:
    """The fields that two reviewers filled, the chief ones in any case, and the words at the end.

    Without ``estimates`` the parts of estimates are left out, of which there are many.
    """
    names = names_of(found, settings)
    rows = []
    for field in found.fields.values():
        block = block_of(field.agreement, names)
        if is_of_estimates(field.name) and not estimates:
            continue
        if block.n or field.name in _ALWAYS:
            rows.append(row_of(field.name, field_title(field), block, settings, _filled_by_one(field, block)))
    words = block_of(found.passages, names)
    if words.n:
        rows.append(row_of(PASSAGES, translated("Figures", "Words"), words, settings))
    return rows


def _filled_by_one(field: FieldAgreement, block: Figures) -> int:
    return field.filled_by_one.get(block.reviewers, 0)


def field_title(field: FieldAgreement) -> str:
    """What a field is called."""
    return translated("Figures", field.title)


def unfilled(found: ReviewAgreement, settings: Settings) -> list[str]:
    """What the fields are called that no two reviewers filled for one claim."""
    names = names_of(found, settings)
    return [
        field_title(field)
        for field in found.fields.values()
        if not block_of(field.agreement, names).n and field.name not in _ALWAYS
    ]


def part_rows(
    name: str, parts: Sequence[Part], found: ReviewAgreement, settings: Settings, titles: Mapping[str, str]
) -> list[FigureRow]:
    """A row for each part of the review, called by the id of its one report or by its title.

    ``titles`` are what reports are called, by id.
    """
    names = names_of(found, settings)
    rows = []
    for part in parts:
        title = part.title or titles.get(part.report_ids[0], "")
        own = row_of(name, title, block_of(part.agreement, names), settings)
        rows.append(replace(own, name=part.report_ids[0] if not part.title else part.title))
    return rows


def remark_in_words(remark: Remark) -> str:
    """What must be said beside a figure."""
    return translated("Figures", remark.value)


def reason_in_words(reason: Reason | None) -> str:
    """Why a figure is not defined, as short as it fits beside it."""
    short = {
        Reason.NOTHING_TWICE: translated("Figures", "filled by one at most"),
        Reason.NOTHING_BY_ALL: translated("Figures", "not filled by all"),
        Reason.NO_VARIATION: translated("Figures", "one category only"),
        Reason.NOTHING_CLAIMED: translated("Figures", "nobody made a claim"),
        Reason.NO_TEXT_TWICE: translated("Figures", "no report in common"),
        Reason.OWN_PASSAGES_OVERLAP: translated("Figures", "own passages overlap"),
    }
    return "" if reason is None else short.get(reason, translated("Figures", reason.value))
