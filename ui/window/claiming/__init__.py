"""The claim being made: its words, its fields, its estimates and queries, and the claims of this report."""
