"""The file around the sheets: the same bytes for the same sheets, whenever and wherever it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from curator.exporting.several_files import plain_entry

_PIECE = 1 << 20


class _SameBytesZip(ZipFile):
    """A zip file that knows neither the clock nor the machine, and tells after each piece how far it is."""

    def __init__(self, file: IO[bytes], wrote: Callable[[int], None]) -> None:
        super().__init__(file, "w", ZIP_DEFLATED, allowZip64=True)
        self._wrote = wrote

    def write(self, filename: Any, arcname: Any = None, *_how: Any, **_so: Any) -> None:
        """Puts a file in under a name."""
        source = Path(filename)
        entry = plain_entry(str(arcname), source.stat().st_size)
        with source.open("rb") as pieces, self.open(entry, "w") as into:
            while piece := pieces.read(_PIECE):
                into.write(piece)
                self._wrote(len(piece))

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_how: Any, **_so: Any) -> None:
        """Puts bytes, or text as UTF-8, in under a name."""
        content = data.encode() if isinstance(data, str) else bytes(data)
        with self.open(plain_entry(str(zinfo_or_arcname), len(content)), "w") as into:
            into.write(content)


def write_package(workbook: Workbook, file: IO[bytes], wrote: Callable[[int], None]) -> None:
    """Writes a workbook, whose times must be set, into an open file; ``wrote`` hears of each piece in bytes."""
    with _SameBytesZip(file, wrote) as archive:
        ExcelWriter(workbook, archive).write_data()
