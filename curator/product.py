"""What the program is called and which version it is: said in workbooks, on the command line and in the window."""

from __future__ import annotations

NAME = "Trial Evidence Curator"

LICENCE = "MIT"

VERSION = "0.1.0"
"""The same as in ``pyproject.toml``; a test keeps the two together."""
