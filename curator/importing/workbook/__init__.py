"""An exported workbook that somebody edited, read back: every difference shown, those chosen applied as one change."""
