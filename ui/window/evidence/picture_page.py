"""A picture of the claims that the Evidence room lists, with the claims of the chosen cell beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from curator.evidence.lines import LineWriter
from curator.exporting.pictures import PictureKind, names_of_studies
from curator.records import Claim
from ui.window.evidence.cell_reading import CellReading
from ui.window.frame.places import ask_where, documents
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import Surface, counted, plain_label, surface, translated
from ui.window.jobs import Progress
from ui.window.look.palette import LIGHT
from ui.window.pictures.drawing import Drawn, fitting_picture, picture_of
from ui.window.pictures.files import ENDINGS, picture_image, save_picture
from ui.window.pictures.grid import GridPicture, Place
from ui.window.pictures.grid_view import GridView
from ui.window.session import Session


class PicturePage(Surface):
    """One picture of the listed claims. It is drawn beside the window, and only while it shows."""

    claim_opened = Signal(str)

    def __init__(self, session: Session, kind: PictureKind) -> None:
        super().__init__("paper")
        self._session = session
        self._kind = kind
        self._claim_ids: Sequence[str] = ()
        self._words = ""
        # A plot of directions is about outcome areas; a map begins with the outcomes as they are.
        self._level: int | None = 1 if kind is PictureKind.EFFECT_DIRECTIONS else None
        self._level_chosen = False
        self._stale = False
        self._busy = False
        self._picture: GridPicture | None = None
        self._writer: LineWriter | None = None
        self._left_out = 0
        self.view = GridView(translated("PicturePage", kind.value.capitalize()))
        self.reading = CellReading()
        self._lay_out()
        self.view.chosen.connect(self._read)
        self.view.opened.connect(self.open_first)
        self.reading.claim_opened.connect(self.claim_opened)
        self.reading.copy_asked.connect(self.copy_picture)
        self.reading.save_asked.connect(self.ask_where_to_save)
        self.levels.chosen.connect(self._choose_level)
        keys = OwnKeys(self)
        keys.bind("Ctrl+C", self.copy_picture)
        keys.bind("P", self.ask_where_to_save)

    def _lay_out(self) -> None:
        self.levels = Segments(self.tr("Outcomes"), [(self.tr("Each outcome"), None), (self.tr("Outcome areas"), 1)])
        self.levels.setFixedWidth(260)
        self._spread = plain_label("", "muted")
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 20, 6)
        top.setSpacing(16)
        top.addWidget(self.levels)
        top.addWidget(self._spread, 1)
        self.nothing = EmptyRoom(
            self.tr("Nothing to draw yet."),
            self.tr("A claim has its place here once its therapy, its outcome and its direction are filled in."),
        )
        self._shown = QStackedWidget()
        self._shown.addWidget(self.view)
        self._shown.addWidget(self.nothing)
        left = surface("paper")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._shown, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.reading)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    # What is shown.

    def show_claims(self, claim_ids: Sequence[str], words: str) -> None:
        """Draws these claims, now or as soon as the page is seen; ``words`` say which they are."""
        self._claim_ids, self._words = claim_ids, words
        self._stale = True
        if self.isVisible():
            self.draw()

    @property
    def is_drawing(self) -> bool:
        """Whether a picture is on its way, or has still to be asked for."""
        return self._busy or self._stale

    def draw(self) -> None:
        """Draws what is to be shown, if that was not done yet."""
        if not self._stale or self._busy:
            return
        self._stale, self._busy = False, True
        claim_ids, words, level = self._claim_ids, self._words, self._level
        chosen, codebook = self._level_chosen, self._session.codebook

        def work(_progress: Progress) -> tuple[Drawn, LineWriter]:
            reader = self._session.reader
            found = reader.get_many(Claim, claim_ids)
            claims = [found[claim_id] for claim_id in claim_ids if claim_id in found]
            names, writer = names_of_studies(reader), LineWriter.read(reader, codebook)
            if chosen or level is not None:
                return picture_of(self._kind, claims, codebook, names, level, words), writer
            return fitting_picture(self._kind, claims, codebook, names, words), writer

        self._session.run(work, self._show, self.tr("Drawing"), self._fail)

    def forget(self) -> None:
        """Shows nothing at once: what was drawn may not be for the eyes that look now."""
        self._claim_ids, self._words, self._picture = (), "", None
        self._stale = True
        self.view.forget()
        self._read(None)

    def _show(self, answer: tuple[Drawn, LineWriter]) -> None:
        self._busy = False
        if self._stale:  # other claims were asked for meanwhile, perhaps for other eyes
            self.draw()
            return
        drawn, self._writer = answer
        picture, self._left_out, self._level = drawn.picture, drawn.left_out, drawn.outcome_level
        self._picture = picture
        self.levels.settle(self._level)
        rows = counted(len(picture.names), self.tr("{n} row"), self.tr("{n} rows"))
        columns = counted(len(picture.heads), self.tr("{n} column"), self.tr("{n} columns"))
        self._spread.setText(f"{rows} · {columns}")
        self._shown.setCurrentWidget(self.view if picture.heads else self.nothing)
        self.view.show_picture(picture)

    def _fail(self, sentence: str) -> None:
        self._busy = False
        self._session.complained.emit(sentence)

    def _choose_level(self, level: object) -> None:
        self._level = level if isinstance(level, int) else None
        self._level_chosen = True
        self._stale = True
        self.draw()

    def _read(self, place: Place | None) -> None:
        picture, writer = self._picture, self._writer
        if picture is None or place is None or writer is None:
            self.reading.show_cell("", "", (), self._left_out)
            return
        claim_ids = picture.claims_at(place)
        found = self._session.reader.get_many(Claim, claim_ids)
        lines = [writer.line(found[claim_id]) for claim_id in claim_ids if claim_id in found]
        name, _, said = picture.words_of(place).partition(": ")
        self.reading.show_cell(name, said, lines, self._left_out)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.draw()

    # What one does with it.

    def enter(self) -> None:
        """Puts the focus on the picture."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_first(self) -> None:
        """Asks for the first claim of the chosen cell in its text."""
        if self.reading.cards:
            self.claim_opened.emit(self.reading.cards[0].claim_id)

    def copy_picture(self) -> None:
        """Puts the picture on the clipboard."""
        if self._picture is not None:
            QGuiApplication.clipboard().setImage(picture_image(self._picture, LIGHT))
            self._session.said.emit(self.tr("Copied the picture"))

    def ask_where_to_save(self) -> None:
        """Asks for a file and saves the picture there."""
        path = self._session.store.path
        folder = path.parent if path is not None else documents()
        target = ask_where(
            self,
            self.tr("Where shall the picture be saved?"),
            folder / f"{self._kind.value}{ENDINGS[0]}",
            self.tr("Drawing (*.svg);;Picture (*.png);;Page (*.pdf)"),
            ENDINGS[0],
            or_endings=ENDINGS[1:],
        )
        if target is not None:
            self.save(target)

    def save(self, target: Path) -> None:
        """Saves the picture; the ending says as what."""
        if self._picture is None:
            return
        try:
            save_picture(self._picture, target)
        except OSError as trouble:
            words = self.tr("The picture could not be saved to {file}: {reason}. Choose another folder.")
            self._session.complained.emit(words.format(file=target.name, reason=trouble.strerror or trouble))
            return
        self._session.said.emit(self.tr("Saved the picture to {file}").format(file=target.name))
