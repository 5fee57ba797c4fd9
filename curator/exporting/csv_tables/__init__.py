"""CSV: the tables of the workbook, one file each, for programs."""
