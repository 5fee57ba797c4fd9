"""The account of a workbook read back, cell by cell: what is refused, what waits, what is taken."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

import msgspec

from curator.errors import BadInput, CuratorError
from curator.exporting.workbook.column import Row
from curator.importing.accounts import Answer, Answers, Difference, Fate, ImportLine, Offer
from curator.importing.spreadsheet_file import CellValue, in_words
from curator.importing.workbook.cells import Offered, says, value_in_words
from curator.importing.workbook.sheets import EditedRow

Reader = Callable[[CellValue], object]
"""Reads a cell that was edited; raises ``BadInput`` when it cannot be what it says."""

_NOT_READ_BACK = "This column is written by the program; what is altered in it is not read back."


class Account:
    """The lines of one workbook, and what is taken of each cell."""

    def __init__(self, file: str, answers: Answers) -> None:
        self.file = file
        self.lines: list[ImportLine] = []
        self._answers = answers

    def edited(
        self,
        sheet: str,
        row: EditedRow,
        then: Row,
        now: Row,
        readers: Mapping[str, Reader],
        fixed: Mapping[str, str],
        passed_over: Iterable[str] = (),
        closed: str = "",
    ) -> dict[str, object]:
        """What is taken of a row, by column: what somebody altered, what can be, and what nobody left out.

        ``then`` is the row as it was exported, ``now`` as it would be exported; ``fixed`` says of columns that cannot
        be edited why not, and ``closed`` why none of them can.
        """
        taken: dict[str, object] = {}
        for column, cell in row.cells.items():
            if column not in then or column in passed_over or says(then[column], cell) or says(now[column], cell):
                continue
            difference = _difference(sheet, row.number, column, now, cell)
            reader = readers.get(column) if not closed else None
            if reader is None:
                self._refuse(difference, BadInput(closed or fixed.get(column, _NOT_READ_BACK)))
                continue
            found, value = self._taken(difference, reader, cell, changed_meanwhile=then[column] != now[column])
            if found:
                taken[column] = value
        return taken

    def _taken(
        self, difference: Difference, reader: Reader, cell: CellValue, *, changed_meanwhile: bool
    ) -> tuple[bool, object]:
        try:
            value = reader(cell)
        except CuratorError as problem:
            self._refuse(difference, problem)
            return False, None
        offer: Offer | None = None
        if isinstance(value, Offered):
            offer = Offer(reason=value.reason)
            value = value.value
        elif changed_meanwhile:
            offer = Offer(reason="It was changed in the review after the workbook was made.")
        answer = self._answers.to(self.name(difference))
        if answer is Answer.LEAVE or (offer is not None and answer is None):
            fate = Fate.PASSED_OVER if answer is Answer.LEAVE else Fate.TO_DECIDE
            self._line(difference, fate, notes=(offer.reason,) if offer else ("It stays as it is.",), offer=offer)
            return False, None
        self._line(difference, Fate.AMENDED, offer=offer)
        return True, value

    def removal(self, sheet: str, row: EditedRow, now: Row, column: str, after: str) -> bool:
        """Whether a row that is marked for removal is to be removed."""
        difference = _difference(sheet, row.number, column, now, after)
        answer = self._answers.to(self.name(difference))
        leave = answer is Answer.LEAVE
        self._line(difference, Fate.PASSED_OVER if leave else Fate.AMENDED, notes=("It stays.",) if leave else ())
        return not leave

    def wants_row(self, sheet: str, number: int) -> bool:
        """Whether a new row is wanted: nobody left it out."""
        return self._answers.to(self._place(sheet, number)) is not Answer.LEAVE

    def refuse_row(self, sheet: str, number: int, problem: CuratorError) -> None:
        """A line about a whole row that cannot be used."""
        self.lines.append(ImportLine(name=self._place(sheet, number), fate=Fate.REFUSED, problem=problem))

    def new_row(self, sheet: str, number: int, note: str) -> None:
        """A line about a new row that comes in."""
        self.lines.append(ImportLine(name=self._place(sheet, number), fate=Fate.CAME_IN, notes=(note,)))

    def leave_row(self, sheet: str, number: int) -> None:
        """A line about a new row that somebody left out."""
        notes = ("It was left out.",)
        self.lines.append(ImportLine(name=self._place(sheet, number), fate=Fate.PASSED_OVER, notes=notes))

    def say(self, note: str) -> None:
        """A line about the workbook as a whole."""
        self.lines.append(ImportLine(name=self.file, fate=Fate.PASSED_OVER, notes=(note,)))

    def refuse_all(self, names: Container[str], problem: CuratorError) -> None:
        """Refuses what was taken in the lines of these names: together it cannot stand."""
        for place, line in enumerate(self.lines):
            if line.name in names and line.fate in (Fate.AMENDED, Fate.CAME_IN):
                self.lines[place] = msgspec.structs.replace(line, fate=Fate.REFUSED, problem=problem)

    def name(self, difference: Difference) -> str:
        """The name of a cell's line."""
        return self.name_of(difference.sheet, difference.row, difference.column)

    def name_of(self, sheet: str, number: int, column: str = "") -> str:
        """The name of the line about a cell, or without a column about a row."""
        return f"{self._place(sheet, number)}, {column}" if column else self._place(sheet, number)

    def _place(self, sheet: str, number: int) -> str:
        return f"{self.file}, {sheet} row {number}"

    def _refuse(self, difference: Difference, problem: CuratorError) -> None:
        self._line(difference, Fate.REFUSED, problem=problem)

    def _line(
        self,
        difference: Difference,
        fate: Fate,
        *,
        problem: CuratorError | None = None,
        notes: tuple[str, ...] = (),
        offer: Offer | None = None,
    ) -> None:
        name = self.name(difference)
        self.lines.append(
            ImportLine(name=name, fate=fate, problem=problem, notes=notes, offer=offer, difference=difference)
        )


def _difference(sheet: str, number: int, column: str, now: Row, cell: CellValue) -> Difference:
    what = next((value_in_words(now[key]) for key in ("report", "title", "study") if now.get(key)), "")
    return Difference(
        sheet=sheet,
        row=number,
        column=column,
        what=what,
        who=value_in_words(now.get("reviewer")),
        before=value_in_words(now[column]),
        after=in_words(cell),
    )
