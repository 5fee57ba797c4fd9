"""What an empty Compare room says: what has to come first, and never what anybody did."""

from __future__ import annotations

from ui.window.compare.comparing import Compared
from ui.window.furniture.words import counted, translated


def what_is_missing(compared: Compared | None, *, alone: bool, busy: bool) -> tuple[str, str]:
    """Why there is nothing to compare, and more about it."""
    if busy:
        return translated("CompareRoom", "Comparing …"), ""
    if alone:
        more = translated(
            "CompareRoom", "One person codes here so far. Add a reviewer, and give both the same reports."
        )
        return translated("CompareRoom", "Comparing takes two."), more
    more = translated(
        "CompareRoom",
        "A report is compared once two reviewers have submitted it; until then neither sees the other’s work.",
    )
    waiting = compared.found.coded.unfinished if compared is not None else 0
    if waiting:
        words = counted(
            waiting,
            translated("CompareRoom", "{n} report waits for somebody."),
            translated("CompareRoom", "{n} reports wait for somebody."),
        )
        more = f"{more} {words}"
    return translated("CompareRoom", "Nothing to compare yet."), more
