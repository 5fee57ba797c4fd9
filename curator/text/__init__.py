"""The text of a report: decoding, words, passages, and finding words again."""
