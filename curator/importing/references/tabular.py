"""Tables of titles and abstracts: CSV and XLSX, their columns known by their names."""
