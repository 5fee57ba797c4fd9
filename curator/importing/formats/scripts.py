"""What stands above or below the line, written so that nobody takes it for a part of the number beside it."""

from __future__ import annotations

from collections.abc import Iterable

_ABOVE = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_LETTERS_ABOVE = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def raised(words: str) -> str:
    """Superscript words: 10⁶ and not 106; the mark of a footnote too (0.05ᵃ, patients.¹²,¹⁴)."""
    if len(words.strip()) == 1:
        words = words.translate(_LETTERS_ABOVE)
    return words.translate(_ABOVE)


def lowered(words: str) -> str:
    """Subscript words: H₂O, VO₂max."""
    return words.translate(_BELOW)


def fraction(parts: Iterable[str]) -> str:
    """What stands above one another with a line between, on one line: 1/2, (a+b)/c."""
    return "/".join(f"({part})" if len(part) > 1 and not part.isalnum() else part for part in parts)
