"""The characters of the typeface Symbol, which office programs keep as numbers of that face instead of as letters."""

from __future__ import annotations

_FIRST = 0x20
_FACE = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_UPPER_FIRST = 0xA0
_UPPER_FACE = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"
_PRIVATE = 0xF000


def letter_of(number: int) -> str:
    """The letter of a number in the typeface Symbol; empty where there is none."""
    place = number - _PRIVATE if number >= _PRIVATE else number
    if _FIRST <= place < _FIRST + len(_FACE):
        return _FACE[place - _FIRST]
    if _UPPER_FIRST <= place < _UPPER_FIRST + len(_UPPER_FACE):
        return _UPPER_FACE[place - _UPPER_FIRST]
    return ""
