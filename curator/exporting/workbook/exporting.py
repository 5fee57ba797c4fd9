"""The workbook of a review: written whole, or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from curator.exporting.accounts import Cancelled, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.saving import replacing, said, target_of
from curator.exporting.workbook.account import WorkbookAccount
from curator.ports import RecordReader


def export_workbook(
    reader: RecordReader, path: Path, choice: Choice | None = None, progress: Progress | None = None
) -> WorkbookAccount:
    """Writes the chosen part of a review as a workbook, and says what it wrote.

    ``reader`` should be a snapshot, so that saving need not wait. The same review and choice give the same bytes.
    The file takes its place only when it is whole. Raises ``BadInput`` (a name that is not a workbook's, too many
    rows), ``NotFound`` (a chosen report or reviewer) and ``CannotWrite``.
    """
    from curator.exporting.workbook.draft import Draft  # openpyxl takes a while to load: not before it is needed

    target = target_of(Path(path), (".xlsx",))
    chosen = Chosen(reader, choice or Choice())
    try:
        with TemporaryDirectory(prefix="trial-evidence-curator-") as folder:
            draft = Draft(chosen, Path(folder), heeding(progress))
            draft.write_rows()
            with replacing(target) as file:
                draft.write_into(file)
    except Cancelled:
        return WorkbookAccount(path=target, cancelled=True)
    except OSError as problem:
        raise said(problem, target) from problem
    return WorkbookAccount(
        path=target,
        rows=draft.rows_of(),
        altered=tuple(draft.altered()),
        links_left_out=sum(draft.links_left_out().values()),
        without_pictures=draft.without_pictures,
    )
