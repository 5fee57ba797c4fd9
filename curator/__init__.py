"""The rules of the Trial Evidence Curator: records, changes, text, codebook, importing and exporting.

Nothing in here knows about Qt or SQL. See ``docs/architecture.md`` for the map.
"""
