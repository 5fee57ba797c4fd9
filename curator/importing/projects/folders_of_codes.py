"""Folders of codes in other tools that say what the codes in them are, by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from curator.codebook.names import fold
from curator.importing.projects.foreign import CodeKind

_FOLDERS = {
    "labels": CodeKind.LABEL,
    "therapies": CodeKind.THERAPY,
    "outcomes": CodeKind.OUTCOME,
    "directions": CodeKind.DIRECTION,
}
_DOWN = " › "


def kind_of_folder(name: str) -> CodeKind | None:
    """What the codes in a folder of this name at the top are; None where the name says nothing."""
    return _FOLDERS.get(fold(name))


class ShownNames:
    """Names of codes, told apart by the names above them where two have one name: labels stand in no tree."""

    def __init__(self, paths: Iterable[tuple[str, ...]]) -> None:
        self._times = Counter(fold(path[-1]) for path in paths)

    def of(self, path: tuple[str, ...], kind: CodeKind) -> str:
        """The name of the code with this path, the names above it first."""
        in_tree = kind in {CodeKind.THERAPY, CodeKind.OUTCOME}
        return path[-1] if in_tree or self._times[fold(path[-1])] == 1 else _DOWN.join(path)
