"""Stores records and applies changes, by SQLAlchemy. Knows no rule and no window."""
