"""Whole projects: of this program as JSON Lines, and of other tools, read into texts, labels, people and marks."""
