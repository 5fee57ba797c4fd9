"""The language in which one searches: words, "phrases", prefix*, a NEAR/5 b, AND (understood), OR, -not, brackets.

What a person types is read here and nowhere else; nothing of it ever reaches a database as a command. Operators are
in capitals, so that *or* and *near* can be looked for. What cannot be read is said in a sentence (``BadInput``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from curator.errors import BadInput
from curator.finding.question import AllOf, AnyOf, Asked, Near, Without, Words, as_typed, finds_something

LONGEST = 400
"""More characters than this are no question."""

USUAL_DISTANCE = 10
"""How many words may stand between the two sides of a NEAR that does not say."""

_FURTHEST = 200
_DEEPEST = 20

_QUOTES = '"“”„‟«»″＂'
_PART = re.compile(
    rf"\s*(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?(?P<star>\*)?"
    r"|(?P<near>NEAR(?:/(?P<distance>\d+))?)(?=[\s(]|$)"
    r"|(?P<joint>AND|OR|NOT)(?=[\s(\"]|$)"
    r"|(?P<bracket>[()])"
    r"|(?P<minus>-)(?=\S)"
    rf"|(?P<word>[^\s(){_QUOTES}]+))"
)
_SPACED_SIGN = re.compile(r"(?<=\S)\s*([<>=≤≥±])\s+(?=\S)|(?<=\b[pPnN])\s+([<>=≤≥])(?=\S)")


class _Part(Struct, frozen=True):
    kind: str
    words: str = ""
    begins: bool = False
    distance: int = USUAL_DISTANCE


def read_question(typed: str, *, unfinished: bool = False) -> Asked:
    """The question that was typed; raises ``BadInput`` with a sentence that says what cannot be read.

    ``unfinished``: somebody is still typing. What is open is closed, an operator at the end is passed over, and the
    last word may be the beginning of a longer one.
    """
    if len(typed) > LONGEST:
        raise BadInput(
            "Search for at most {most} characters at once; these are {count}.", most=LONGEST, count=len(typed)
        )
    parts = list(_parts(typed, unfinished=unfinished))
    if unfinished:
        parts = _closed(parts, typed)
    if not parts:
        raise BadInput("Type a word to search for.")
    asked = _Reading(parts, typed).whole()
    if not finds_something(asked):
        raise BadInput(
            "“{typed}” only says what shall not be there. Add a word that shall be there, and not after OR.",
            typed=typed,
        )
    return asked


def completed(typed: str) -> str:
    """What is being typed as a question whose last word may be the beginning of a longer one.

    Several words without an operator are taken as a phrase: who is still typing them most likely means that.
    """
    if sum(char in _QUOTES for char in typed) % 2:
        return f'{typed}"*'
    if not typed[-1:].isalnum():
        return typed
    plain = " " in typed and not re.search(r"[()*]|(?:^|\s)(?:-|(?:AND|OR|NOT|NEAR)\b)", typed)
    return f'"{typed}"*' if plain else f"{typed}*"


def _parts(typed: str, *, unfinished: bool) -> Iterator[_Part]:
    shown = _tied(typed)
    place = 0
    while found := _PART.match(shown, place):
        if found.end() == place:
            break
        place = found.end()
        match found.lastgroup if found["phrase"] is None else "phrase":
            case "phrase":
                if found["closed"] is None and not unfinished:
                    raise BadInput("The quotation mark before “{words}” is not closed.", words=found["phrase"])
                yield _Part("words", found["phrase"], begins=bool(found["star"]))
            case "near" | "distance":
                yield _Part("near", distance=_distance(found["distance"]))
            case "joint":
                yield _Part("-" if found["joint"] == "NOT" else found["joint"])
            case "bracket":
                yield _Part(found["bracket"])
            case "minus":
                yield _Part("-")
            case "word":
                yield _word(found["word"])


def _tied(typed: str) -> str:
    """The typed words without the spaces around a sign outside of quotation marks: ``p < 0.001`` is one word.

    A sign that stands directly before its number only belongs to a single letter before it: ``p <0.001``, not
    ``relapse <5%``.
    """
    pieces = re.split(f"([{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?)", typed)
    return "".join(piece if number % 2 else _SPACED_SIGN.sub(_sign_of, piece) for number, piece in enumerate(pieces))


def _sign_of(found: re.Match[str]) -> str:
    return str(found[1] or found[2])


def _distance(words: str | None) -> int:
    distance = int(words) if words else USUAL_DISTANCE
    if distance > _FURTHEST:
        raise BadInput("NEAR reaches {most} words at most; {distance} is too far.", most=_FURTHEST, distance=distance)
    return distance


def _word(words: str) -> _Part:
    plain = words.removesuffix("*")
    if "*" in plain:
        raise BadInput("In “{words}” the * must stand at the end: relap* finds relapse and relapsing.", words=words)
    if plain != words and not plain[-1:].isalnum():
        raise BadInput("“{words}” needs a letter or digit right before the *: relap* finds relapse.", words=words)
    return _Part("words", plain, begins=plain != words)


def _closed(parts: list[_Part], typed: str) -> list[_Part]:
    """The parts of a question that is still being typed, as if it had been finished here."""
    kept = list(parts)
    while kept and not _may_be_last(kept[-1]):
        kept.pop()
    if kept == parts and parts and parts[-1].kind == "words" and typed[-1:].isalnum():
        kept[-1] = _Part("words", parts[-1].words, begins=True)
    missing = sum((part.kind == "(") - (part.kind == ")") for part in kept)
    return kept + [_Part(")")] * missing


def _may_be_last(part: _Part) -> bool:
    return part.kind == ")" or (part.kind == "words" and any(map(str.isalnum, part.words)))


class _Reading:
    """Reads parts from left to right: OR joins what AND has joined, and AND what NEAR has."""

    def __init__(self, parts: list[_Part], typed: str) -> None:
        self._parts = parts
        self._typed = typed
        self._at = 0
        self._depth = 0

    def whole(self) -> Asked:
        asked = self._any()
        if self._next() is not None:
            raise BadInput("“{typed}” has a bracket that closes nothing.", typed=self._typed)
        return asked

    def _next(self) -> str | None:
        return self._parts[self._at].kind if self._at < len(self._parts) else None

    def _take(self) -> _Part:
        part = self._parts[self._at]
        self._at += 1
        return part

    def _any(self) -> Asked:
        branches = [self._all()]
        while self._next() == "OR":
            self._take()
            branches.append(self._all())
        return branches[0] if len(branches) == 1 else AnyOf(tuple(branches))

    def _all(self) -> Asked:
        parts = [self._one()]
        while self._next() in ("AND", "words", "(", "-"):
            if self._next() == "AND":
                self._take()
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _one(self) -> Asked:
        kind = self._next()
        if kind == "-":
            self._take()
            if self._next() == "-":
                raise BadInput("Two minus signs in a row say nothing. One excludes the word behind it.")
            return Without(self._one())
        if kind == "(":
            return self._group()
        if kind != "words":
            raise BadInput("{where} a word is missing in “{typed}”.", where=_where(kind, self._at), typed=self._typed)
        return self._near(self._words())

    def _group(self) -> Asked:
        self._take()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadInput("There are more than {most} brackets within one another.", most=_DEEPEST)
        asked = self._any()
        if self._next() != ")":
            raise BadInput("“{typed}” has a bracket that is not closed.", typed=self._typed)
        self._take()
        self._depth -= 1
        if self._next() == "near":
            raise BadInput("NEAR stands between two words or phrases, not beside a bracket.")
        return asked

    def _near(self, first: Words) -> Asked:
        parts = [first]
        distance = 0
        while self._next() == "near":
            distance = max(distance, self._take().distance)
            if self._next() == "(":
                raise BadInput("NEAR stands between two words or phrases, not beside a bracket.")
            if self._next() != "words":
                raise BadInput("After NEAR a word is missing in “{typed}”.", typed=self._typed)
            parts.append(self._words())
        return parts[0] if len(parts) == 1 else Near(tuple(parts), distance)

    def _words(self) -> Words:
        part = self._take()
        words = as_typed(part.words, begins=part.begins)
        if words is None:
            raise BadInput("There is no letter or digit in “{words}” to search for.", words=part.words.strip())
        return words


def _where(kind: str | None, number: int) -> str:
    if kind is None:
        return "At the end"
    names = {"OR": "Before OR", "AND": "Before AND", "near": "Before NEAR", ")": "Before a closing bracket"}
    return names.get(kind, "At the beginning" if number == 0 else "Somewhere")
