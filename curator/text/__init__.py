"""Texts of reports: from bytes to text, words and sentences in them, passages, and words found again."""
