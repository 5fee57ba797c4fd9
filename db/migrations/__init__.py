"""How older review files are brought up to date: one module a version, run by Alembic."""
