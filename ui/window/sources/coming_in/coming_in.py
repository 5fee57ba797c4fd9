"""All the ways in which something comes into a review: chosen in a dialog, dropped, pasted, or a table of claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from curator.importing.column_mapping import TableKind
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS
from ui.window.frame.places import TABLES, TEXTS, ask_for_file, ask_for_files, ask_for_folder
from ui.window.furniture.panel import Panel
from ui.window.session import Session
from ui.window.sources.claims_panel import ClaimsPanel
from ui.window.sources.coming_in.files_panel import FilesPanel
from ui.window.sources.coming_in.mapping_panel import MappingPanel
from ui.window.sources.coming_in.ways_in import CLAIMS, UNKNOWN, dialog_filter, is_table, way_of
from ui.window.sources.paste_panel import PastePanel
from ui.window.sources.texts_account import TextsAccount

A = TypeVar("A", bound=TextsAccount)


class ComingIn(QObject):
    """Asks what is to come in, and shows it in a panel of the room.

    ``open_panel`` shows a panel, or says why it cannot; ``came_in`` hears the id of the first report that came in.
    """

    def __init__(
        self, session: Session, room: QWidget, open_panel: Callable[[Panel], bool], came_in: Callable[[str], object]
    ) -> None:
        super().__init__(room)
        self._session = session
        self._room = room
        self._open_panel = open_panel
        self._came_in = came_in
        self._shows_texts = False

    def show_texts_first(self, shows: bool) -> None:
        """Says whether files of texts are shown before they come in, as files of other kinds always are."""
        self._shows_texts = shows

    def ask_for_files(self) -> None:
        """Asks for files of any kind and brings them in."""
        if not self._session.may_change():
            return
        paths = ask_for_files(self._room, self.tr("Bring in"), dialog_filter(), TEXTS)
        if paths:
            self.bring_in(paths)

    def ask_for_folder(self) -> None:
        """Asks for a folder and brings in what lies in it, each file by its own door."""
        if not self._session.may_change():
            return
        folder = ask_for_folder(self._room, self.tr("Bring in a folder"), TEXTS)
        if folder is not None:
            self.bring_in([folder])

    def ask_for_claims(self) -> None:
        """Asks for a table of claims and shows what would come in."""
        if not self._session.may_change():
            return
        kinds = self.tr("Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)")
        path = ask_for_file(self._room, self.tr("Bring in claims"), kinds, TABLES)
        if path is not None:
            self.bring_in_claims(path)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Brings in files and folders of any kind; one table alone is shown with what can be chosen about it."""
        if not self._session.may_change():
            return
        if len(paths) != 1 or not is_table(paths[0]):
            self._show_files(paths)
            return
        (path,) = paths
        if path.suffix.lower() not in SPREADSHEET_ENDINGS:
            self._go(path, way_of(path))
            return
        self._session.run(
            lambda _progress: way_of(path),
            lambda way: self._go(path, way) if isValid(self) else None,
            self.tr("Looking at the file"),
        )

    def _go(self, path: Path, way: str) -> None:
        if way == CLAIMS:
            self.bring_in_claims(path)
        elif way == UNKNOWN:
            self._map_columns(path)
        else:
            self._show_files([path])

    def _map_columns(self, path: Path) -> None:
        panel = MappingPanel(self._session, path)
        panel.mapped.connect(lambda kind, columns: self._bring_in_mapped(path, kind, columns))
        if self._open_panel(panel):
            panel.begin(panel.kind)

    def _bring_in_mapped(self, path: Path, kind: TableKind, columns: Mapping[str, str]) -> None:
        if kind is TableKind.CLAIMS:
            self.bring_in_claims(path, columns)
        else:
            self._show_files([path], columns)

    def bring_in_claims(self, path: Path, columns: Mapping[str, str] | None = None) -> None:
        """Shows what a table of claims would bring in, and brings it in when that is confirmed."""
        panel = ClaimsPanel(self._session, path, columns)
        if self._open_panel(panel):
            panel.begin(panel.add_terms)
            panel.preview()

    def start_pasting(self) -> None:
        """Shows what lies on the clipboard, to be brought in."""
        if not self._session.may_change():
            return
        panel = PastePanel()
        panel.pasted.connect(self._bring_in_pasted)
        if self._open_panel(panel):
            panel.begin(panel.title)

    def _bring_in_pasted(self, text: str, title: str) -> None:
        account = self._shown(TextsAccount(self._session))
        if account is not None:
            account.bring_in_pasted(text, title)

    def _show_files(self, paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> None:
        panel = self._shown(FilesPanel(self._session, shows_texts=self._shows_texts))
        if panel is not None:
            panel.bring_in(paths, columns)

    def _shown(self, account: A) -> A | None:
        account.done.connect(lambda report_id: self._came_in(report_id) if report_id is not None else None)
        if not self._open_panel(account):
            return None
        account.begin(account.leaving)
        return account
