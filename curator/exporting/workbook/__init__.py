"""The workbook: everything of a review that a statistician or a co-author needs, in one .xlsx file."""

from curator.exporting.accounts import Progress
from curator.exporting.choice import Choice
from curator.exporting.workbook.account import AlteredCell, WorkbookAccount
from curator.exporting.workbook.exporting import export_workbook

__all__ = ["AlteredCell", "Choice", "Progress", "WorkbookAccount", "export_workbook"]
