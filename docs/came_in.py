"""For the pictures of references that come in, and of reports that are in the review twice."""

from __future__ import annotations

from pathlib import Path

from curator.importing.accounts import Answer, Answers
from curator.importing.references.intake import read_references
from docs.came_back import open_a_copy
from docs.waiting import wait_until
from ui.window.furniture.account import AccountPanel
from ui.window.main_window import MainWindow
from ui.window.sources.head import Listed
from ui.window.workplace import Workplace

_RECORDS = """TY  - JOUR
TI  - Cord-derived mesenchymal cells added to standard care in active lupus: CORALINE randomised trial
AU  - Oduya, Helen
AU  - Lindqvist, Maja
PY  - 2021
JF  - Made-up Rheumatology
AB  - Of 62 people with active lupus, half were given cord-derived cells as well as standard care.
ER  -
TY  - JOUR
TI  - Autologous transplantation of blood-forming cells in refractory lupus: five years of the registry
AU  - Haugland, Kari
AU  - Brandvik, Eirik
PY  - 2016
JF  - Made-up Journal of Transplantation
AB  - Forty people with refractory lupus were followed for five years.
ER  -
TY  - JOUR
TI  - Low doses of interleukin 2 in lupus nephritis: a pilot trial made up for this picture
AU  - Okonkwo, Ada
PY  - 2024
JF  - Made-up Nephrology
AB  - Twelve people were treated; proteinuria fell in seven.
ER  -
"""


def incoming(window: MainWindow, review: Path) -> None:
    """A list of references that is looked at first: two of its records may be there."""
    if window.workplace is None:
        raise RuntimeError("no review is open")
    window.workplace.do("sources")
    window.workplace.sources.show_list(Listed.REPORTS)
    window.workplace.sources.import_paths([_list_of_references(review)])
    _wait_for_the_panel(window.workplace)


def doubles(window: MainWindow, review: Path) -> None:
    """The pairs that are found when the same list came in as if all of it were new."""
    workplace = open_a_copy(window, review, "doubles")
    store, by = workplace.session.store, workplace.session.reviewer.id
    account = read_references([_list_of_references(review)], store, by, None, Answers(otherwise=Answer.KEEP))
    workplace.session.apply(account.change)
    workplace.do("doubles")
    _wait_for_the_panel(workplace)


def _list_of_references(review: Path) -> Path:
    path = review.parent / "from a database.ris"
    path.write_text(_RECORDS, "utf-8")
    return path


def _wait_for_the_panel(workplace: Workplace) -> None:
    panel = workplace.sources.panel
    if not isinstance(panel, AccountPanel):
        raise TypeError("no panel tells what comes in")
    wait_until(lambda: bool(panel.summary.text()) and not panel.is_busy)
