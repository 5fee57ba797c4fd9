"""The menu of the reviewers whose figures may be shown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from curator.agreement.of_review import ReviewAgreement
from ui.window.compare.hands import Hands
from ui.window.compare.settings import Settings
from ui.window.furniture.words import translated, unkeyed

_PAIR = 2


def reviewers_menu(
    parent: QWidget,
    found: ReviewAgreement,
    settings: Settings,
    hands: Hands,
    choose: Callable[[tuple[str, ...]], object],
) -> QMenu:
    """All reviewers, every pair, and each one against all others; a tick stands at those whose figures are shown."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    group = QActionGroup(menu)
    known = tuple(found.coded.reviewers)
    offered: list[tuple[str, tuple[str, ...]]] = []
    if len(known) != _PAIR:
        offered.append((translated("Reviewers", "All {n} reviewers").format(n=len(known)), ()))
    for pair in combinations(known, _PAIR):
        chosen = () if len(known) == _PAIR else pair
        offered.append((" × ".join(hands[one].title for one in pair), chosen))
    if len(known) > _PAIR:
        words = translated("Reviewers", "{who} against all others")
        offered += [(words.format(who=hands[one].title), (one,)) for one in known]
    for words, chosen in offered:
        action = menu.addAction(unkeyed(words))
        action.setCheckable(True)
        action.setChecked(chosen == settings.between)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, chosen=chosen: choose(chosen))
    return menu
