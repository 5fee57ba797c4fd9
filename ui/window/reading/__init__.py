"""The reading room: the text of a report, its marks and margin, and the list of reports."""
