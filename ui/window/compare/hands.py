"""The reviewers as the Compare room shows them: by their place, or by name when names are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from curator.coding.reviews import REVIEWER_COLOURS
from curator.records import Line, Reviewer
from ui.window.furniture.words import translated
from ui.window.look.hatching import Hatch
from ui.window.reading.text_painter import Look

_HATCHES = (None, Hatch.RISING, Hatch.FALLING, Hatch.UPRIGHT)
_LINES = (Line.SOLID, Line.DASHED, Line.DOTTED, Line.DASH_DOT)


def ordinal(place: int) -> str:
    """What a reviewer is called while names are hidden, by their place from 0."""
    names = (
        translated("Hands", "First"),
        translated("Hands", "Second"),
        translated("Hands", "Third"),
        translated("Hands", "Fourth"),
        translated("Hands", "Fifth"),
        translated("Hands", "Sixth"),
    )
    return names[place] if place < len(names) else translated("Hands", "No. {n}").format(n=place + 1)


class Hand(Struct, frozen=True, kw_only=True):
    """One reviewer: ``title`` is "First" or the name, ``words`` "first reviewer" or the name.

    ``colour``, ``look`` and ``hatch`` go by the place and not by the person, so that they give nobody away.
    """

    reviewer_id: str
    place: int
    title: str
    words: str
    colour: str
    look: Look
    is_hidden: bool

    @property
    def in_words(self) -> str:
        """What they are called within a sentence: "first", or the name."""
        return self.title.lower() if self.is_hidden else self.title

    @property
    def hatch(self) -> Hatch | None:
        """How their words are hatched; None for the first, whose words are washed."""
        return self.look.hatch


class Hands:
    """Everybody who codes, in the order of the review."""

    def __init__(self, people: Iterable[Reviewer] = (), *, named: bool = False) -> None:
        self._people = list(people)
        self.named = named
        self._by_id = {person.id: self._made(place, person) for place, person in enumerate(self._people)}

    def _made(self, place: int, person: Reviewer) -> Hand:
        title = person.name if self.named else ordinal(place)
        words = title if self.named else translated("Hands", "{which} reviewer").format(which=title).capitalize()
        colour = REVIEWER_COLOURS[place % len(REVIEWER_COLOURS)]
        look = Look(colour, _LINES[place % len(_LINES)], _HATCHES[place % len(_HATCHES)])
        return Hand(
            reviewer_id=person.id,
            place=place,
            title=title,
            words=words,
            colour=colour,
            look=look,
            is_hidden=not self.named,
        )

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, reviewer_id: object) -> bool:
        return reviewer_id in self._by_id

    def __getitem__(self, reviewer_id: str) -> Hand:
        known = self._by_id.get(reviewer_id)
        if known is None:  # somebody who came since the figures were counted
            return self._made(len(self._people), Reviewer(id=reviewer_id, name=""))
        return known

    @property
    def all(self) -> tuple[Hand, ...]:
        """Everybody, in order."""
        return tuple(self._by_id.values())

    @property
    def people(self) -> list[Reviewer]:
        """The reviewers themselves."""
        return self._people

    @property
    def looks(self) -> Mapping[str, Look]:
        """How everybody's words look in the text, by the reviewer's id."""
        return {hand.reviewer_id: hand.look for hand in self.all}

    def other_way(self) -> Hands:
        """The same people with their names shown, or hidden again."""
        return Hands(self._people, named=not self.named)
