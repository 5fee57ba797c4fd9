"""Draws the pictures of the user guide from the real window on the demo review: each room, in each look and size.

Run by ``python3 start.py screenshots``; names of rooms may follow, such as ``python3 start.py screenshots read``.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from curator.demo import make_demo  # noqa: E402
from curator.exporting.pictures import PictureKind  # noqa: E402
from curator.records import Claim, Report, Review, Reviewer  # noqa: E402
from db.files import SqliteFiles  # noqa: E402
from docs.came_back import merge  # noqa: E402
from docs.came_in import doubles, incoming  # noqa: E402
from docs.waiting import wait_until  # noqa: E402
from ui.window.application import application  # noqa: E402
from ui.window.frame.remembered import Remembered  # noqa: E402
from ui.window.frame.sheet import Sheet  # noqa: E402
from ui.window.main_window import MainWindow, wear  # noqa: E402

SIZES = ((1280, 800), (1920, 1080))
LOOKS = ("light", "dark")
CLAIM_IN_HAND = "t5"
"""The key of the demo's claim that the Read room shows: several numbers, a comparator, an overlap with marks."""
MILLISECONDS_TO_PAINT = 400


def main(names: list[str]) -> None:
    """Draws all pictures, or those of the rooms that are named."""
    with tempfile.TemporaryDirectory() as folder:
        files = SqliteFiles(Path(folder) / "backups")
        review = make_demo(files, Path(folder) / "demo-review")
        application([])
        for look in LOOKS:
            for size in SIZES:
                settings = QSettings(str(Path(folder) / f"{look}{size[0]}.ini"), QSettings.Format.IniFormat)
                draw(Remembered(settings), files, review, look, size, names)


def draw(
    remembered: Remembered, files: SqliteFiles, review: Path, look: str, size: tuple[int, int], names: list[str]
) -> None:
    """Draws one look in one size."""
    wear(look)
    window = MainWindow(files, remembered, lambda: review)
    window.resize(*size)
    window.show()
    for name, arrange in SCENES.items():
        arrange(window, review)
        wait_until(lambda: window.session is None or not window.session.jobs.running)
        QTest.qWait(MILLISECONDS_TO_PAINT)
        if not names or name in names:
            picture = HERE / "screenshots" / f"{name}_{look}_{size[0]}.png"
            window.grab().save(str(picture))
            sys.stdout.write(f"{picture.relative_to(HERE.parent)}\n")
        for sheet in window.findChildren(Sheet):
            sheet.leave()
    window.close()


def start(_window: MainWindow, _review: Path) -> None:
    """The start page."""


def read(window: MainWindow, review: Path) -> None:
    """The Read room with a claim in hand."""
    if window.workplace is None:
        with_reader = window.files.open(review, read_only=True)
        window.remembered.remember_reviewer(with_reader.all(Review)[0].id, with_reader.all(Reviewer)[0].id)
        with_reader.close()
        window.open_review(review)
    if window.workplace is None or window.session is None:
        raise RuntimeError("the demo review did not open")
    claim = next(claim for claim in window.session.store.all(Claim) if claim.key == CLAIM_IN_HAND)
    window.workplace.read_claim(claim.id)


def room(name: str) -> Callable[[MainWindow, Path], None]:
    """A room, or a sheet over it, as its action shows it."""

    def arrange(window: MainWindow, _review: Path) -> None:
        if window.workplace is not None:
            window.workplace.do(name)

    return arrange


def picture(kind: PictureKind) -> Callable[[MainWindow, Path], None]:
    """The claims of the Evidence room as a picture."""

    def arrange(window: MainWindow, _review: Path) -> None:
        if window.workplace is not None:
            window.workplace.do("evidence")
            window.workplace.evidence.show_as(kind)

    return arrange


def compare(window: MainWindow, _review: Path) -> None:
    """The Compare room with a disagreement on the words as well as on several fields."""
    if window.workplace is None or window.session is None:
        return
    window.workplace.do("compare")
    shown = window.workplace.compare
    wait_until(lambda: not shown.comparing.is_busy and not shown.comparing.stale)
    rows = shown.centre.rows.rows
    differing = [row.disagreement.differing if row.disagreement is not None else () for row in rows]
    shown.centre.queue.choose(differing.index(max(differing, key=lambda codes: ("passages" in codes, len(codes)))))
    wait_until(lambda: not shown.comparing.is_busy)


def search(window: MainWindow, _review: Path) -> None:
    """Every place of some words, a few of them ticked."""
    if window.workplace is None:
        return
    window.workplace.search_texts("relaps* OR fatigue")
    searching = window.workplace.searching
    wait_until(lambda: not searching.looking.is_looking)
    for row in (1, 3):
        searching.finds.toggle(row)


def sources(window: MainWindow, _review: Path) -> None:
    """The Sources room with a report chosen."""
    if window.workplace is None or window.session is None:
        return
    window.workplace.do("sources")
    window.workplace.sources.choose(window.session.store.all(Report)[0].id)


def export(window: MainWindow, _review: Path) -> None:
    """What may be chosen for the workbook."""
    if window.workplace is not None:
        window.workplace.do("evidence")
        window.workplace.do("export")


def keys(window: MainWindow, _review: Path) -> None:
    """The list of keys."""
    window.show_keys()


SCENES: dict[str, Callable[[MainWindow, Path], None]] = {
    "start": start,
    "read": read,
    "evidence": room("evidence"),
    "map": picture(PictureKind.EVIDENCE_MAP),
    "directions": picture(PictureKind.EFFECT_DIRECTIONS),
    "compare": compare,
    "search": search,
    "codebook": room("codebook"),
    "sources": sources,
    "people": room("people"),
    "export": export,
    "keys": keys,
    "incoming": incoming,
    "merge": merge,
    "doubles": doubles,
}
"""The last two work in reviews of their own."""

if __name__ == "__main__":
    main(sys.argv[1:])
