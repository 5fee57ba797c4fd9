"""F1 and Jaccard: how much of what one coder marked the other one marked too, without any correction for chance."""

from __future__ import annotations

from curator.agreement.figures import Counted, Figure, Reason, undefined
from curator.agreement.span_counts import Found


def f1(found: Found, counted: Counted = Counted.PASSAGES, *, of_two: bool = True, one_to_one: bool = True) -> Figure:
    """The harmonic mean of the two shares that are matched by the other coder (van Rijsbergen 1979; Dice 1945).

    One to one it is 2 M / (n1 + n2), and the same as specific agreement on what is marked (Hripcsak and Rothschild
    2005, J Am Med Inform Assoc 12:296-298). 0 when only one coder marked something, not defined when neither did.
    ``one_to_one`` says whether what is matched was put into pairs. Where several pairs of coders are added up (not
    ``of_two``), nobody comes first, and it is the share of all that is matched.
    """
    n = found.first + found.second
    if n == 0:
        return undefined(Reason.NOTHING_MARKED, 0, counted)
    value = _harmonic(found) if of_two else (found.first_matched + found.second_matched) / n
    counts = _counts(found, of_two=of_two, one_to_one=one_to_one) if counted is Counted.PASSAGES else {}
    return Figure(value=value, n=n, counted=counted, counts=counts)


def jaccard(found: Found, counted: Counted = Counted.CHARACTERS) -> Figure:
    """What both marked over what either marked (Jaccard 1901). Not defined when neither marked anything."""
    together = found.first + found.second - found.first_matched
    if together == 0:
        return undefined(Reason.NOTHING_MARKED, 0, counted)
    return Figure(value=found.first_matched / together, n=together, counted=counted)


def _harmonic(found: Found) -> float:
    if found.first == 0 or found.second == 0 or found.first_matched == 0:
        return 0.0
    first, second = found.first_matched / found.first, found.second_matched / found.second
    return 2 * first * second / (first + second)


def _counts(found: Found, *, of_two: bool, one_to_one: bool) -> dict[str, int]:
    only_first, only_second = found.first - found.first_matched, found.second - found.second_matched
    if not of_two:
        matched = {"both": found.first_matched} if one_to_one else {}
        return matched | {"only_one": only_first + only_second}
    matched = {"both": found.first_matched}
    if not one_to_one:
        matched = {"first_matched": found.first_matched, "second_matched": found.second_matched}
    return matched | {"only_first": only_first, "only_second": only_second}
