"""The workbook: everything of a review that a statistician or a co-author needs, in one .xlsx file."""

from curator.exporting.workbook.choice import Choice
from curator.exporting.workbook.draft import Progress
from curator.exporting.workbook.exporting import WorkbookAccount, export_workbook
from curator.exporting.workbook.stream import AlteredCell

__all__ = ["AlteredCell", "Choice", "Progress", "WorkbookAccount", "export_workbook"]
