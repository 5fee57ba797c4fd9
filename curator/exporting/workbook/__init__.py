"""The workbook: everything of a review that a statistician or a co-author needs, in one .xlsx file."""

from curator.exporting.workbook.account import AlteredCell, Progress, WorkbookAccount
from curator.exporting.workbook.choice import Choice
from curator.exporting.workbook.exporting import export_workbook

__all__ = ["AlteredCell", "Choice", "Progress", "WorkbookAccount", "export_workbook"]
