"""Estimates as people write them: "RR 0.47 [0.26, 0.83], p = 0.01" and its parts, read and written.

Numbers are read as journals print them: decimal point, decimal comma or raised point, minus sign of every kind,
white space between thousands. What can be read in two ways is refused rather than guessed.
"""

from __future__ import annotations

import math
import re
from typing import Any

import msgspec
from msgspec import Struct

from curator.errors import BadInput
from curator.records import Arm, Estimate

_SIGNS = str.maketrans({"−": "-", "﹣": "-", "－": "-", "‑": "-", "·": ".", "∙": ".", "⋅": ".", "‧": "."})
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_THOUSANDS_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_TWO_READINGS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
_WITH_BOTH = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
_P = re.compile(r"\s*(<=|>=|=<|=>|[=<>≤≥])?\s*(.+?)\s*")

_OPERATORS = {"<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥", "": "=", ":": "="}


def plain(words: str) -> str:
    """``words`` with every kind of minus, raised point and white space in its plain form."""
    return _SPACES.sub(" ", words.translate(_SIGNS)).strip()


def read_number(words: str) -> float:
    """The number that ``words`` say: ``0.47``, ``0,47``, ``0·47``, ``−3.2``, ``1 200.5``.

    Raises ``BadInput`` for what is no number, and for ``1,234``, which is 1.234 to one reader and 1234 to another.
    """
    shown = _THOUSANDS_SPACED.sub("", plain(words))
    shown = re.sub(r"^([-–+]) ", r"\1", shown).replace("–", "-", 1) if shown[:1] in "-–+" else shown
    if _TWO_READINGS.fullmatch(shown):
        raise BadInput(
            "“{words}” can be read as {small} or as {large}: write one of these.",
            words=words.strip(),
            small=shown.replace(",", "."),
            large=shown.replace(",", ""),
        )
    if both := _WITH_BOTH.fullmatch(shown):
        shown = shown.replace(both.group(1), "")
    shown = shown.replace(",", ".") if shown.count(",") == 1 and "." not in shown else shown
    if not _PLAIN.fullmatch(shown) or not math.isfinite(float(shown)):
        raise BadInput("“{words}” is not a number.", words=words.strip())
    return float(shown)


def read_count(words: str) -> int:
    """The whole number of people or events that ``words`` say; ``1,234`` and ``1 234`` are 1234."""
    shown = _THOUSANDS_SPACED.sub("", plain(words))
    if not _WHOLE.fullmatch(shown):
        raise BadInput("“{words}” is not a whole number of people.", words=words.strip())
    return int(shown.replace(",", ""))


def read_p(words: str) -> tuple[str, float]:
    """The operator and the value of a p value: ``<0.001``, ``p = .03``, ``≤ 0,05``. Without operator it is ``=``."""
    found = _P.fullmatch(re.sub(r"^\s*[pP]\s*(?=[<>=≤≥.\d])", "", words))
    if found is None:
        raise BadInput("“{words}” is not a p value.", words=words.strip())
    operator = found.group(1) or ""
    value = read_number(found.group(2))
    if not 0 <= value <= 1:
        raise BadInput("A p value lies between 0 and 1; “{words}” does not.", words=words.strip())
    return _OPERATORS.get(operator, operator), value


def read_level(words: str) -> float:
    """The level of an interval in percent (``95``, ``95 %``), above 0 and below 100."""
    value = read_number(words.strip().removesuffix("%"))
    if not 0 < value < 100:  # noqa: PLR2004 -- percent
        raise BadInput("The level of an interval lies between 0 and 100 percent; “{words}” does not.", words=words)
    return value


def check_estimate(estimate: Estimate) -> None:
    """Refuses (``BadInput``) an estimate whose parts cannot stand together, with a sentence that says which."""
    low, high = estimate.ci_low, estimate.ci_high
    if low is not None and high is not None and low > high:
        raise BadInput(
            "The interval starts at {low} and ends at {high}: its lower end comes first.",
            low=show_number(low),
            high=show_number(high),
        )
    for arm in (estimate.intervention, estimate.control):
        if arm.n is not None and arm.events is not None and arm.events > arm.n:
            raise BadInput("{events} of {n} people cannot have the event.", events=arm.events, n=arm.n)
        if arm.sd is not None and arm.sd < 0:
            raise BadInput("A standard deviation is never below 0; {sd} is.", sd=show_number(arm.sd))


def show_number(value: float) -> str:
    """A number as shown: as short as it can be said, with a true minus sign."""
    return f"{value:.15g}".replace("-", "−")


def show_estimate(estimate: Estimate) -> str:
    """An estimate in a line: ``RR 0.47 [0.26, 0.83], p = 0.01; 6/60 vs 13/61``. Empty for one that says nothing."""
    measure = "" if estimate.measure == "percent" and estimate.unit == "%" else estimate.measure
    effect = " ".join(part for part in (measure, _shown_value(estimate), _shown_interval(estimate)) if part)
    p_value = "" if estimate.p_value is None else f"p {estimate.p_operator or '='} {show_number(estimate.p_value)}"
    head = ", ".join(part for part in (effect, p_value) if part)
    arms = [_shown_arm(estimate.intervention), _shown_arm(estimate.control)]
    both = " vs ".join(arm or "…" for arm in arms) if any(arms) else ""
    return "; ".join(part for part in (head, both) if part) or estimate.as_reported


def _shown_value(estimate: Estimate) -> str:
    if estimate.value is None:
        return ""
    gap = "" if estimate.unit == "%" else " "
    return f"{show_number(estimate.value)}{gap}{estimate.unit}".strip()


def _shown_interval(estimate: Estimate) -> str:
    if estimate.ci_low is None and estimate.ci_high is None:
        return ""
    ends = ", ".join("…" if end is None else show_number(end) for end in (estimate.ci_low, estimate.ci_high))
    usual = estimate.ci_level in (None, 95.0)
    return f"[{ends}]" if usual else f"{show_number(estimate.ci_level or 0)}% CI [{ends}]"


def _shown_arm(arm: Arm) -> str:
    if arm.events is not None:
        return f"{arm.events}/{'…' if arm.n is None else arm.n}"
    if arm.mean is not None:
        spread = "" if arm.sd is None else f" ± {show_number(arm.sd)}"
        return f"{show_number(arm.mean)}{spread}" + ("" if arm.n is None else f" (n = {arm.n})")
    return "" if arm.n is None else f"n = {arm.n}"


PARTS = (
    "measure",
    "value",
    "unit",
    "ci_low",
    "ci_high",
    "ci_level",
    "p",
    "as_reported",
    "note",
    *(f"{arm}.{part}" for arm in ("intervention", "control") for part in ("events", "n", "mean", "sd")),
)
"""The parts of an estimate that can be typed one by one; ``p`` is the operator with its value."""


def show_part(estimate: Estimate, part: str) -> str:
    """One part as it is shown to be typed over; empty when it was not given."""
    if part == "p":
        return "" if estimate.p_value is None else f"{estimate.p_operator or '='} {show_number(estimate.p_value)}"
    arm, _, name = part.rpartition(".")
    value = getattr(getattr(estimate, arm) if arm else estimate, name)
    return "" if value is None else value if isinstance(value, str) else show_number(value)


def read_part(estimate: Estimate, part: str, words: str) -> Estimate:
    """``estimate`` with one part as typed; blank words empty it.

    Raises ``BadInput`` when the part cannot be read, or cannot stand beside the others.
    """
    words = words.strip()
    if part == "p":
        operator, value = read_p(words) if words else ("", None)
        return msgspec.structs.replace(estimate, p_operator=operator, p_value=value)
    arm, _, name = part.rpartition(".")
    said: str | float | None = _read_as(name, words) if words else (None if name in _NUMBERS else "")
    if arm:
        amended: dict[str, Any] = {arm: msgspec.structs.replace(getattr(estimate, arm), **{name: said})}
    else:
        amended = {name: said}
    if name in ("ci_low", "ci_high") and words and estimate.ci_level is None:
        amended["ci_level"] = 95.0
    after = msgspec.structs.replace(estimate, **amended)
    check_estimate(after)
    return after


def says_nothing(estimate: Estimate) -> bool:
    """Whether every part of an estimate is empty; a level without an interval says nothing either."""
    return msgspec.structs.replace(estimate, ci_level=None) == Estimate(id=estimate.id)


_NUMBERS = ("value", "ci_low", "ci_high", "ci_level", "n", "events", "mean", "sd")


def _read_as(name: str, words: str) -> str | float:
    if name == "measure":
        return _MEASURE_OF.get(words.casefold(), words)
    if name in ("n", "events"):
        return read_count(words)
    if name == "ci_level":
        return read_level(words)
    return read_number(words) if name in _NUMBERS else words


class EstimateReading(Struct, frozen=True, kw_only=True):
    """What a line says: the parts that were understood, by field name of ``Estimate``, and the words that were not."""

    parts: dict[str, Any]
    rest: str

    def laid_over(self, estimate: Estimate) -> Estimate:
        """``estimate`` with the parts that the line says; the others stay as they were."""
        return msgspec.structs.replace(estimate, **self.parts)


_LONGEST_LINE = 400
_NAMES_OF_MEASURES = {
    "RR": ("RR", "risk ratio", "relative risk", "rate ratio", "aRR"),
    "OR": ("OR", "odds ratio", "aOR"),
    "HR": ("HR", "hazard ratio", "hazards ratio", "aHR"),
    "RD": ("RD", "risk difference", "ARR", "absolute risk reduction"),
    "SMD": (
        "SMD",
        "standardised mean difference",
        "standardized mean difference",
        "Cohen's d",
        "Cohen’s d",
        "Hedges' g",
        "Hedges’ g",
    ),
    "MD": ("MD", "WMD", "weighted mean difference", "mean difference"),
    "median": ("median",),
    "mean": ("mean",),
    "rate": ("rate",),
}
_MEASURE_OF = {name.casefold(): measure for measure, names in _NAMES_OF_MEASURES.items() for name in names}
_ANY_MEASURE = "|".join(re.escape(name) for name in sorted(_MEASURE_OF, key=len, reverse=True))
_UNITS = (
    r"%|percent|points?|days?|weeks?|months?|years?|mm ?Hg|mmol|µmol|kg|mg|µg|ng|pg|g|IU|U|mL|ml|L|mm|cm|cells|score"
)
_UNIT = rf"(?:{_UNITS})(?:/[\w.²³]+(?: h)?)?(?![\w])"

_N = r"(?:(?<![\d.])[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?![\d.]*\d))"
_TO = r"\s*(?:,|;|\bto\b|\.\.\.|…|–|—|-)\s*"
_PAIR = rf"({_N}){_TO}({_N})"
_CI = r"(?:CI|CrI|KI|IC|conf(?:idence|\.) interval|credible interval)s?"
_OP = r"(<=|>=|=<|=>|[=<>≤≥:])?"

_P_IN_LINE = re.compile(rf"(?<![\w])p(?:[- ]?values?)?\s*{_OP}\s*({_N})", re.IGNORECASE)
_LEVEL_IN_LINE = re.compile(rf"({_N})\s*%\s*-?\s*{_CI}(?!\w)\s*[:=,]?", re.IGNORECASE)
_CI_WORD = re.compile(rf"(?<!\w){_CI}(?!\w)\s*[:=,]?", re.IGNORECASE)
_BRACKETED = re.compile(rf"[\[(]\s*{_PAIR}\s*[\])]")
_BARE_PAIR = re.compile(_PAIR)
_EVENTS = re.compile(rf"(?<![\d.])(\d+)\s*(?:/|\bof\b|\bout of\b)\s*(\d+)(?![\d.])(?:\s*[\[(]\s*{_N}\s*%\s*[\])])?")
_MEAN_SD = re.compile(rf"({_N})\s*(?:±|\+/-|\+-|[\[(]\s*SD[\s=:]*|,?\s*SD[\s=:]*)\s*({_N})\s*[\])]?", re.IGNORECASE)
_TOTAL = re.compile(r"[\[(]?\s*(?<!\w)n\s*=\s*(\d+)\s*[\])]?", re.IGNORECASE)
_MEASURE = re.compile(rf"(?<!\w)({_ANY_MEASURE})(?!\w)\s*(?:\((?:{_ANY_MEASURE})\)\s*)?(?:of|was|=|:)?", re.IGNORECASE)
_VALUE = re.compile(rf"({_N})\s*({_UNIT})?")
_UNIT_ALONE = re.compile(_UNIT)
_JOINTS = re.compile(r"[\s,;:.=()\[\]–—-]+|(?<!\w)(?:vs?|versus|and|with|mean|compared|CI)(?!\w)\.?", re.IGNORECASE)
_JOINTS_AROUND = re.compile(r"^(?:[\s,;:=()\[\]]|[–—-](?!\d))+|[\s,;:.=()\[\]–—-]+$")


def read_estimate(words: str) -> EstimateReading:
    """The parts of an estimate that a line says, such as ``HR 0.47 (95% CI 0.26–0.83; p<0.01), 6/60 vs 13/61``.

    Parts that the line does not say are not named. A comma counts as a decimal sign where that explains more of
    the line. Raises ``BadInput`` when the line can be read in two ways, or its parts cannot stand together.
    """
    shown = _THOUSANDS_SPACED.sub("", plain(words))
    if len(shown) > _LONGEST_LINE:
        return EstimateReading(parts={}, rest=shown)
    readings, refusals = [], []
    for commas_read in _commas_read(shown):
        try:
            readings.append(_Line(commas_read).read())
        except BadInput as refusal:
            refusals.append(refusal)
    if not readings:
        raise refusals[0]
    best = min(readings, key=lambda reading: len(reading.rest))
    rivals = [reading for reading in readings if not reading.rest and reading.parts != best.parts]
    if not best.rest and rivals and (hit := re.search(r"(?<![\d.])[1-9]\d{0,2},\d{3}(?!\d)", shown)):
        read_number(hit.group())
    check_estimate(best.laid_over(Estimate(id="")))
    return best


def _commas_read(shown: str) -> list[str]:
    """A line under each way of reading its commas, the likeliest first."""
    decimal = re.sub(r"(?<=\d),(?=\d)", ".", shown)
    thousands = re.sub(r"(?<![\d.])([1-9]\d{0,2}),(?=\d{3}(?!\d))", r"\1", shown)
    ways = [shown, decimal, thousands] if re.search(r"\d\.\d", shown) else [decimal, shown, thousands]
    return list(dict.fromkeys(ways))


class _Line:
    """One line being read: each pattern takes its words out of what is left."""

    def __init__(self, words: str) -> None:
        self.left = words
        self.parts: dict[str, Any] = {}

    def read(self) -> EstimateReading:
        self._p_value()
        self._interval()
        self._arms()
        self._effect()
        return EstimateReading(parts=self.parts, rest=self._not_understood())

    def _not_understood(self) -> str:
        """What is left, as it was written, without the joints around it; nothing when only joints are left."""
        if not _JOINTS.sub("", self.left):
            return ""
        kept = _JOINTS_AROUND.sub("", " ".join(self.left.split()))
        return kept + ")" * (kept.count("(") > kept.count(")"))

    def _take(self, pattern: re.Pattern[str], joint: str = " ") -> re.Match[str] | None:
        found = pattern.search(self.left)
        if found is not None:
            self.left = f"{self.left[: found.start()]}{joint}{self.left[found.end() :]}"
        return found

    def _p_value(self) -> None:
        if found := self._take(_P_IN_LINE, " ; "):
            operator, value = read_p(f"{(found.group(1) or '').replace(':', '')}{found.group(2)}")
            self.parts |= {"p_operator": operator, "p_value": value}

    def _interval(self) -> None:
        level = self._take(_LEVEL_IN_LINE, " CI ")
        named = _CI_WORD.search(self.left)
        found = None
        if named is not None:
            close = re.compile(rf"(?<!\w){_CI}(?!\w)\s*[:=,]?\s*[\[(]?\s*{_PAIR}\s*[\])]?", re.IGNORECASE)
            found = self._take(close, " ; ")
        found = found or self._take(_BRACKETED, " ; ") or self._bare_interval()
        if found is None:
            return
        low, high = float(found.group(1)), float(found.group(2))
        self.parts |= {"ci_low": low, "ci_high": high, "ci_level": read_level(level.group(1)) if level else 95.0}

    def _bare_interval(self) -> re.Match[str] | None:
        """Two numbers after the value, without brackets: ``0.47, 0.26 to 0.83``."""
        value = _VALUE.search(self.left)
        if value is None:
            return None
        found = _BARE_PAIR.search(self.left, value.end())
        if found is not None:
            self.left = f"{self.left[: found.start()]} ; {self.left[found.end() :]}"
        return found

    def _arms(self) -> None:
        arms: list[dict[str, Any]] = [{}, {}]
        for arm in arms:
            if events := self._take(_EVENTS, " ; "):
                arm |= {"events": int(events.group(1)), "n": int(events.group(2))}
            elif mean := self._take(_MEAN_SD, " ; "):
                arm |= {"mean": float(mean.group(1)), "sd": float(mean.group(2))}
        for arm in arms:
            if total := self._take(_TOTAL, " ; "):
                arm["n"] = int(total.group(1))
        for name, arm in zip(("intervention", "control"), arms, strict=True):
            if arm:
                self.parts[name] = Arm(**arm)

    def _effect(self) -> None:
        if measure := self._take(_MEASURE):
            self.parts["measure"] = _MEASURE_OF[measure.group(1).casefold()]
        if value := self._take(_VALUE):
            self.parts["value"] = float(value.group(1))
            later = None if value.group(2) else _UNIT_ALONE.fullmatch(_JOINTS.sub(" ", self.left).strip())
            if later is not None:
                self.left = ""
            unit = (value.group(2) or (later.group() if later else "")).replace("percent", "%")
            if unit:
                self.parts["unit"] = unit
            if unit == "%" and "measure" not in self.parts:
                self.parts["measure"] = "percent"
