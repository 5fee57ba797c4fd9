"""Readers: a file becomes a change and an account of what was done."""
