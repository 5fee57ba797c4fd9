"""The formats in which reports come: each a small module that turns the bytes of a file into a ``Reading``."""
