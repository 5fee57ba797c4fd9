"""Why claims are put together, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from curator.adjudication.queue import Disagreement
from curator.agreement.claims.reasons import reasons
from curator.agreement.pairing import ClaimPair, How
from ui.window.compare.settings import short_number
from ui.window.furniture.words import translated

if TYPE_CHECKING:
    from curator.agreement.claims.linking import Unit


class PairReasons:
    """Knows the units of an agreement by their claims."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._unit_of = {claim.id: unit for unit in units for claim in unit.claims.values()}

    def pairs_of(self, disagreement: Disagreement) -> tuple[ClaimPair, ...]:
        """The pairs of which the claims were put together."""
        unit = next((self._unit_of[one.id] for one in disagreement.claims if one.id in self._unit_of), None)
        return unit.pairs if unit is not None else ()

    def in_words(self, disagreement: Disagreement) -> str:
        """Why the claims are put together; for one alone, that no other was near enough."""
        pairs = self.pairs_of(disagreement)
        if not pairs:
            return translated("PairReasons", "No claim of anybody else is near enough.")
        return "; ".join(dict.fromkeys(pair_in_words(pair) for pair in pairs))


def pair_in_words(pair: ClaimPair) -> str:
    """Why two claims are a pair."""
    said = reasons(pair)
    if pair.how is How.LIKENESS:
        likeness = translated("PairReasons", "alike {n}").format(n=short_number(pair.likeness))
        return ", ".join((likeness, *said))
    return ", ".join(said)
