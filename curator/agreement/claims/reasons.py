"""Why two claims are a pair, in words."""

from __future__ import annotations

from curator.agreement.pairing import ClaimPair, How

_HOW = {
    How.HAND: "somebody said that they are the same",
    How.SETTLED: "they were settled as one",
    How.KEY: "the same key",
}

_FIELDS = (("outcome", "outcome"), ("therapies", "therapies"), ("comparators", "comparators"))


def reasons(pair: ClaimPair) -> tuple[str, ...]:
    """What speaks for a pair, and what does not: each a few words."""
    found = [_HOW[pair.how]] if pair.how in _HOW else []
    common = pair.in_common
    found.append(_words(common.characters, common.words))
    for name, called in _FIELDS:
        nearness = getattr(common, name)
        if nearness is not None:
            found.append(_nearness(called, nearness))
    return tuple(found)


def _words(characters: int, share: float | None) -> str:
    if share is None:
        return "neither has a passage"
    if not characters:
        return "no words in common"
    return "the same words" if share == 1 else f"{characters:,} characters in common ({share:.0%})"


def _nearness(called: str, nearness: float) -> str:
    if nearness == 1:
        return f"same {called}"
    if nearness == 0:
        return f"different {called}"
    return f"{called} alike ({nearness:.0%})"
