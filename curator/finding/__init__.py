"""Searching all texts, claims, notes and references: the language, the places, words in their surroundings."""
