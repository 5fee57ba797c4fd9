"""Ratios against a bare baseline in the same run: ``python start.py bench``, or ``python -m benchmarks [NAME]``."""
