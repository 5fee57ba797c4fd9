"""brat standoff: each text beside a file of the marks on it, for brat and for whatever reads its files."""
