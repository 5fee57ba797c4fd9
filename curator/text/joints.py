"""Whether two neighbouring characters belong to one clinical word.

Letters and digits do. Between them, punctuation holds a word together only where it does so in clinical writing: a
hyphen in ``IL-6``, a point in ``0.75`` or ``0·75``, a comma in ``1,023``, an operator in ``p<0.001``, a minus sign in
front of a number. White space does so in ``95% CI``, and where a typesetter tied a number together with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from curator.text.blanks import INVISIBLE, TYING_SPACES
from curator.text.graphemes import extends, is_inside

_HYPHENS = "-‐‑‒–−"
_POINTS = ".·∙⋅‧"
_COMMAS = ",٬"
_APOSTROPHES = "'’ʼ"
_SLASHES = "/⁄∕"
_COMPARISONS = "<>=≤≥⩽⩾≦≧≈≃~∼≅"
_TIMES = "×^*"
_AFTER_NUMBERS = "%‰°"
_PRIMES = "′″"
_REGISTERED = "®™©"
_CURRENCIES = "$£€¥#"
_CLOSING = ")]}"
_LOST = "\ufffd"

_FURTHEST = 64
"""How many marks and invisible characters in a row are looked through."""

_TIE = f"[{TYING_SPACES}]"
_EXPRESSION = re.compile(
    rf"\d[\d.,·]*\s?%\s?(?:CrI|CIs?)(?![^\W_])"
    rf"|(?<!\d)\d{{1,3}}(?:{_TIE}\d{{3}})+(?!\d)(?:[.,·]\d+)?"
    rf"|\d{_TIE}[{_AFTER_NUMBERS}]"
    rf"|[^\W_]+{_TIE}?[=±]{_TIE}?[-−–]?[.·]?\d"
    rf"|(?:(?<![^\W_])(?:[^\W\d_]|[A-Z]{{2,6}}){_TIE}?)?[{_COMPARISONS}±]{_TIE}?[-−–]?[.·]?\d"
)
_AROUND = 24
"""How far around a place an expression with white space in it is looked for."""


def is_joined(text: str, place: int) -> bool:
    """Whether the characters on both sides of ``place`` belong to one word, or to one shown character."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before.isalnum() and after.isalnum() and before < "\u0300" and after < "\u0300":
        return True
    if is_inside(text, place):
        return True
    left, right = _seen_before(text, place), _seen_from(text, place)
    if left < 0 or right >= len(text):
        return False
    before, after = text[left], text[right]
    if before.isspace() or after.isspace() or before == "%":
        return _is_in_expression(text, place)
    return _belong(text, left, right)


@lru_cache(maxsize=4096)
def is_lettering(char: str) -> bool:
    """Whether a character makes a word by itself: a letter, a digit, a mark on one, or a lost letter."""
    return char.isalnum() or char in ("_", _LOST) or extends(char)


@lru_cache(maxsize=4096)
def _stands_alone(char: str) -> bool:
    """Whether a character is a word of its own: Chinese, and Japanese Hiragana, put no space between words."""
    return "\u3041" <= char <= "\u309f" or (char >= "\u3400" and unicodedata.name(char, "").startswith("CJK"))


def _belong(text: str, left: int, right: int) -> bool:
    before, after = text[left], text[right]
    if is_lettering(before) and is_lettering(after):
        return not (_stands_alone(before) or _stands_alone(after))
    return (is_lettering(before) or _holds(text, left)[1]) and (is_lettering(after) or _holds(text, right)[0])


def _is_in_expression(text: str, place: int) -> bool:
    around = _EXPRESSION.finditer(text, max(0, place - _AROUND), min(len(text), place + _AROUND))
    return any(found.start() < place < found.end() for found in around)


def _seen_before(text: str, place: int) -> int:
    """The place of the last letter or sign before ``place``, marks on it and invisible characters aside; or -1."""
    at = place - 1
    lowest = max(-1, at - _FURTHEST)
    while at > lowest and (text[at] in INVISIBLE or extends(text[at])):
        at -= 1
    return at


def _seen_from(text: str, place: int) -> int:
    """The place of the first letter or sign from ``place`` on, invisible characters aside; or the text's length."""
    at = place
    highest = min(len(text), at + _FURTHEST)
    while at < highest and (text[at] in INVISIBLE or extends(text[at])):
        at += 1
    return at


class _Neighbours:
    """A punctuation mark with what stands directly on both sides of it."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.left = _seen_before(text, at)
        self.right = _seen_from(text, at + 1)
        self.before = text[self.left] if self.left >= 0 else " "
        self.after = text[self.right] if self.right < len(text) else " "

    @property
    def word_before(self) -> bool:
        return is_lettering(self.before) or self.before in _AFTER_NUMBERS

    @property
    def word_after(self) -> bool:
        return is_lettering(self.after)

    @property
    def between_digits(self) -> bool:
        return self.before.isdecimal() and self.after.isdecimal()

    @property
    def number_after(self) -> bool:
        """Whether a number begins right behind: a digit, or a point or a sign with one behind it."""
        at, after = self.right, self.after
        for opening in (_HYPHENS + "+±", _POINTS):
            if after in opening:
                at = _seen_from(self.text, at + 1)
                after = self.text[at] if at < len(self.text) else " "
        return after.isdecimal()

    @property
    def single_letter_before(self) -> bool:
        """Whether one letter stands before, alone or after the point of another one, as in ``i.v.``."""
        further = _seen_before(self.text, self.left) if self.left >= 0 else -1
        return self.before.isalpha() and (further < 0 or not is_lettering(self.text[further]))


_Holding = tuple[bool, bool]
"""Whether a mark belongs to what stands before it, and to what stands behind it."""


def _holds(text: str, at: int) -> _Holding:
    rule = _RULES.get(text[at])
    return rule(_Neighbours(text, at)) if rule else (False, False)


def _both(held: bool) -> _Holding:
    return held, held


def _hyphen(mark: _Neighbours) -> _Holding:
    if mark.word_before:
        if mark.word_after or mark.number_after:
            return True, True
        return mark.text[mark.at] not in "‒–" and mark.before not in _AFTER_NUMBERS, False
    sign = mark.number_after and mark.before not in _CLOSING
    return sign and mark.before in _COMPARISONS + _TIMES + "±", sign


def _point(mark: _Neighbours) -> _Holding:
    if mark.between_digits:
        return True, True
    if mark.after.isdecimal() and not mark.word_before:
        return mark.before in _COMPARISONS + _HYPHENS + "+±", mark.before not in _POINTS + _CLOSING
    if mark.text[mark.at] != "." or not mark.single_letter_before:
        return False, False
    if mark.word_after:
        return True, True
    earlier = _seen_before(mark.text, mark.left)
    return earlier >= 0 and mark.text[earlier] == ".", False


def _comparison(mark: _Neighbours) -> _Holding:
    compares = mark.after in _COMPARISONS
    if mark.word_before or mark.before in _COMPARISONS:
        return _both(mark.number_after or compares or (mark.text[mark.at] == "=" and mark.word_after))
    return False, mark.number_after or compares


def _plus(mark: _Neighbours) -> _Holding:
    if mark.word_before:
        chain = mark.before.isdecimal() and mark.after.isupper()
        return chain or not (mark.word_after or mark.number_after), chain
    return mark.before in _COMPARISONS, mark.number_after


def _plus_minus(mark: _Neighbours) -> _Holding:
    return mark.word_before and mark.number_after, mark.number_after


def _after_number(mark: _Neighbours) -> _Holding:
    degrees = mark.text[mark.at] == "°" and mark.after in "CFK"
    return mark.before.isdecimal(), degrees or mark.after in _HYPHENS + _SLASHES + _COMPARISONS + "±"


def _link(mark: _Neighbours) -> _Holding:
    return _both(mark.word_before and mark.word_after)


def _times(mark: _Neighbours) -> _Holding:
    return _both(mark.word_before and (mark.word_after or mark.number_after))


def _apostrophe(mark: _Neighbours) -> _Holding:
    return _both(mark.before.isalpha() and mark.after.isalpha())


def _ampersand(mark: _Neighbours) -> _Holding:
    return _both(mark.before.isupper() and mark.after.isupper())


def _rules() -> dict[str, Callable[[_Neighbours], _Holding]]:
    families: tuple[tuple[str, Callable[[_Neighbours], _Holding]], ...] = (
        (_HYPHENS, _hyphen),
        (_POINTS, _point),
        (_COMMAS + ":", lambda mark: _both(mark.between_digits)),
        (_APOSTROPHES, _apostrophe),
        (_SLASHES + "@", _link),
        (_COMPARISONS, _comparison),
        (_TIMES, _times),
        ("+", _plus),
        ("±∓", _plus_minus),
        (_AFTER_NUMBERS, _after_number),
        (_PRIMES + _REGISTERED, lambda mark: (mark.word_before, False)),
        (_CURRENCIES, lambda mark: (False, mark.after.isdecimal())),
        ("&", _ampersand),
    )
    return {char: rule for chars, rule in families for char in chars}


_RULES = _rules()
