"""What comes into a review and goes out of it: texts, files for others, exports, and what was changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from curator.exporting.accounts import ExportAccount
from curator.exporting.choice import Choice
from curator.exporting.doors import ExportDoor, export_doors
from ui.window.frame.formats import title_of
from ui.window.frame.places import EXPORTS, ask_where, documents

if TYPE_CHECKING:
    from ui.window.sources.sources_room import SourcesRoom
    from ui.window.workplace import Workplace


class InAndOut(QObject):
    """Asks what is needed, goes to the Sources room where that is done, and exports beside the window."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._session = workplace.session

    def _in_sources(self) -> SourcesRoom:
        self._workplace.go_to_sources()
        return self._workplace.sources

    # In

    def ask_for_texts(self) -> None:
        """Asks for files of any kind and brings them in."""
        self._in_sources().ask_for_files()

    def ask_for_folder(self) -> None:
        """Asks for a folder and brings in what lies in it."""
        self._in_sources().ask_for_folder()

    def bring_in(self, paths: list[Path]) -> None:
        """Brings in files that were dropped somewhere."""
        if paths:
            self._in_sources().import_paths(paths)

    def paste(self) -> None:
        """Shows what lies on the clipboard, to be brought in."""
        self._in_sources().start_pasting()

    def look_for_doubles(self) -> None:
        """Shows reports that may be in the review twice."""
        self._in_sources().look_for_doubles()

    def correct_text(self) -> None:
        """Asks for a better text of the report that is read, or of the one chosen among the sources."""
        workplace = self._workplace
        is_listed = workplace.rooms.currentWidget() is workplace.sources
        room = self._in_sources()
        if not is_listed and workplace.reading.report_id is not None:
            room.choose(workplace.reading.report_id)
        room.correct_text()

    # Between people

    def show_people(self) -> None:
        """Shows who codes what."""
        self._in_sources().show_people()

    def hand_out(self) -> None:
        """Asks to whom a file shall be handed out."""
        self.show_people()
        self._workplace.sources.people.hand_out()

    def merge(self) -> None:
        """Asks for files that came back, and shows what they would bring."""
        self.show_people()
        self._workplace.sources.people.ask_which_came_back()

    def show_log(self) -> None:
        """Shows what was changed."""
        from ui.window.frame.log_sheet import LogSheet

        sheet = LogSheet(self._workplace, self._session)
        sheet.claim_asked.connect(self._workplace.read_claim)
        sheet.report_asked.connect(self._workplace.read_report)
        sheet.open()

    # Out

    def ask_what_to_export(self) -> None:
        """Asks which claims shall go out, and in which format."""
        from ui.window.frame.export_sheet import ExportSheet

        sheet = ExportSheet(self._workplace, self._session)
        sheet.export_asked.connect(self._ask_where_to_export)
        sheet.open(sheet.go)

    def _ask_where_to_export(self, choice: Choice, door: ExportDoor) -> None:
        path = self._session.store.path
        ending = door.endings[0]
        target = ask_where(
            self._workplace,
            self.tr("Where shall it be saved?"),
            path.with_suffix(ending) if path else documents() / f"review{ending}",
            f"{title_of(door)} (*{ending})",
            Path(ending).suffix or ending,
            or_endings=[Path(one).suffix or one for one in door.endings],
            purpose=EXPORTS,
        )
        if target is not None:
            self.export(target, choice, door)

    def export(self, target: Path, choice: Choice, door: ExportDoor | None = None) -> None:
        """Writes a file beside the window, a workbook unless another format is given; saving goes on meanwhile."""
        door = door or export_doors()[0]
        now = self._session.snapshot()

        def work(progress: Any) -> Any:
            with now as reader:
                return door.write(reader, target, choice, progress)

        def done(account: ExportAccount) -> None:
            words = [self.tr("Exported to {file}.").format(file=target.name), *account.notes]
            self._session.said.emit(" ".join(words))

        title = self.tr("Exporting to {file}").format(file=target.name)
        self._session.run(work, done, title, awaited=True)
