"""The search in all texts, claims, notes and references: every place with the words around it."""
