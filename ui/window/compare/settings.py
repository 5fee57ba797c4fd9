"""What may be chosen about the figures: which statistic, at which level, with what tolerance."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field

from curator.agreement.agreement import Agreement, Figures
from curator.agreement.of_review import Comparison
from curator.agreement.ratings import Level
from curator.agreement.review.selection import Selection
from ui.window.furniture.words import translated

_PAIR = 2
_NUMERIC = f"krippendorff_alpha_{Level.INTERVAL.value}"
_ORDERED = f"krippendorff_alpha_{Level.ORDINAL.value}"
_NOMINAL = f"krippendorff_alpha_{Level.NOMINAL.value}"


class Shown(Enum):
    """Which statistic stands beside each field."""

    USUAL = "kappa for two, alpha for more"
    ALPHA = "alpha"
    AC1 = "AC1"
    PABAK = "PABAK"
    PERCENT = "percent"


class Weights(Enum):
    """How near misses count in fields whose categories are in rank order."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


class Settings(Struct, frozen=True, kw_only=True):
    """What is compared and shown.

    ``between`` names by id two reviewers whose figures are shown, or one who is shown against all others; empty shows
    the figures over all.
    """

    comparison: Comparison = field(default_factory=Comparison)
    shown: Shown = Shown.USUAL
    weights: Weights = Weights.LINEAR
    between: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)


def block_of(agreement: Agreement, names: tuple[str, ...]) -> Figures:
    """The figures of two reviewers by name, of one against the rest, or over all when none are named."""
    if len(names) == 1:
        return agreement.against_the_rest.get(names[0], agreement.all)
    if len(names) == _PAIR and len(agreement.reviewers) > _PAIR:
        try:
            return agreement.pair(*names)
        except KeyError:
            return agreement.all
    return agreement.all


def statistic_for(figures: Figures, settings: Settings) -> str:
    """The name of the statistic that is shown for these figures; empty when they have none that can be."""
    for name in _wanted(figures, settings):
        if name in figures:
            return name
    return next(iter(figures), "")


def _wanted(figures: Figures, settings: Settings) -> tuple[str, ...]:
    alphas = (_NUMERIC, _ORDERED, _NOMINAL)
    match settings.shown:
        case Shown.PERCENT:
            return ("percent_agreement_within_tolerance", "percent_agreement")
        case Shown.PABAK:
            return ("pabak",)
        case Shown.AC1:
            weighted = (f"gwet_ac2_{settings.weights.value}",) if settings.weights is not Weights.NONE else ()
            return (*(weighted if _ORDERED in figures and _NUMERIC not in figures else ()), "gwet_ac1")
        case Shown.ALPHA:
            return alphas
        case Shown.USUAL:
            if _NUMERIC in figures or "cohen_kappa" not in figures:
                return alphas
            weighted = (f"cohen_kappa_{settings.weights.value}",) if settings.weights is not Weights.NONE else ()
            return (*weighted, "cohen_kappa")


_SIGNS = {"cohen_kappa": "κ", "krippendorff_alpha": "α", "gwet_ac1": "AC1", "gwet_ac2": "AC2", "pabak": "PABAK"}


def sign_of(statistic: str) -> str:
    """The short sign of a statistic: κ, α, AC1, %."""
    return next((sign for name, sign in _SIGNS.items() if statistic.startswith(name)), "%")


def title_of(shown: Shown, reviewers: int) -> str:
    """What stands over the column of figures."""
    match shown:
        case Shown.PERCENT:
            return translated("Settings", "agreement, %")
        case Shown.PABAK:
            return "PABAK"
        case Shown.AC1:
            return translated("Settings", "AC1 and 95 % interval")
        case Shown.ALPHA:
            return translated("Settings", "α and 95 % interval")
        case Shown.USUAL if reviewers > _PAIR:
            return translated("Settings", "α and 95 % interval")
        case _:
            return translated("Settings", "κ and 95 % interval")


_AS_GOOD_AS_NOTHING = 1e-9


def short_number(value: float) -> str:
    """A figure between −1 and 1 in two places, without the nought that all have: .91, −.12, 1.00.

    What is less than 1 is never written as 1.
    """
    words = f"{value:.2f}"
    if value < 1 and words == "1.00":
        return ">.99"
    if words in ("-0.00", "0.00"):
        return ".00"
    return words.replace("0.", ".", 1).replace("-", "−") if abs(float(words)) < 1 else words.replace("-", "−")
