"""The window, by PySide6."""
