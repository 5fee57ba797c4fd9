"""Columns of each kind, made in one line."""

from __future__ import annotations

from collections.abc import Iterable

from curator.exporting.workbook.column import Column, Kind


def one_of(words: Iterable[str]) -> str:
    """Words that may stand in a cell, as the Dictionary lists them."""
    return " · ".join(words)


def identity(key: str, heading: str, meaning: str, leads_to: str = "") -> Column:
    """A column of ids; ``leads_to`` names the sheet that its cells link to."""
    return Column(key=key, heading=heading, meaning=meaning, kind=Kind.IDENTITY, width=12, leads_to=leads_to)


def text(key: str, heading: str, meaning: str, *, allowed: str = "", width: int = 18) -> Column:
    """A column of words on one line."""
    return Column(key=key, heading=heading, meaning=meaning, allowed=allowed, width=width)


def long(key: str, heading: str, meaning: str, *, allowed: str = "", width: int = 40) -> Column:
    """A column of words that break into lines."""
    return Column(key=key, heading=heading, meaning=meaning, allowed=allowed, width=width, wrapped=True)


def whole(key: str, heading: str, meaning: str, allowed: str = "0 or more") -> Column:
    """A column of whole numbers."""
    return Column(key=key, heading=heading, meaning=meaning, kind=Kind.WHOLE, allowed=allowed, width=11)


def number(key: str, heading: str, meaning: str, allowed: str = "any number") -> Column:
    """A column of numbers."""
    return Column(key=key, heading=heading, meaning=meaning, kind=Kind.NUMBER, allowed=allowed, width=11)


def moment(key: str, heading: str, meaning: str) -> Column:
    """A column of moments."""
    return Column(key=key, heading=heading, meaning=meaning, kind=Kind.DATE_TIME, width=20)


def flag(key: str, heading: str, meaning: str) -> Column:
    """A column of yes and no."""
    return Column(key=key, heading=heading, meaning=meaning, kind=Kind.YES_NO, allowed="yes · no", width=11)
