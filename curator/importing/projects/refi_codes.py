"""The codes of a REFI-QDA project: which are labels, and which are terms of the codebook."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from curator.importing.projects.folders_of_codes import ShownNames, kind_of_folder
from curator.importing.projects.foreign import CodeKind, ForeignCode

_SHORT_COLOUR = 4


class _Code(Struct):
    """A code with where it stands: its kind, the names above it, and the code above it."""

    element: etree._Element
    kind: CodeKind
    path: tuple[str, ...]
    parent_key: str


def read_codes(root: etree._Element) -> list[ForeignCode]:
    """All codes that are used or may be; folders of codes are only that.

    A name that two codes have is told apart by the names above them, as labels stand in no tree.
    """
    used = {one.get("targetGUID", "").strip("{}").lower() for one in root.iterfind(".//{*}CodeRef")}
    found = [
        code
        for code in _walked(root)
        if code.element.get("isCodable", "true").strip().lower() not in {"false", "0"} or _key(code.element) in used
    ]
    shown = ShownNames(code.path for code in found)
    return [
        ForeignCode(
            key=_key(code.element),
            name=shown.of(code.path, code.kind),
            kind=code.kind,
            parent_key=code.parent_key,
            colour=_colour(code.element.get("color", "")),
            definition=(code.element.findtext("{*}Description") or "").strip(),
        )
        for code in found
    ]


def _walked(root: etree._Element) -> Iterator[_Code]:
    """Every code, each after the one above it."""
    waiting = [
        _Code(element, CodeKind.LABEL, (_name(element),), "")
        for element in reversed(root.findall("{*}CodeBook/{*}Codes/{*}Code"))
    ]
    while waiting:
        code = waiting.pop()
        folder = kind_of_folder(code.path[-1]) if len(code.path) == 1 else None
        is_folder = folder is not None and code.element.get("isCodable", "").strip().lower() in {"false", "0"}
        if not is_folder:
            yield code
        for child in reversed(code.element.findall("{*}Code")):
            above = () if is_folder else code.path
            kind = folder if is_folder and folder is not None else code.kind
            waiting.append(_Code(child, kind, (*above, _name(child)), "" if is_folder else _key(code.element)))


def _name(element: etree._Element) -> str:
    return element.get("name", "").strip() or "Unnamed code"


def _key(element: etree._Element) -> str:
    return element.get("guid", "").strip().strip("{}").lower()


def _colour(words: str) -> str:
    """A colour with six digits; one with three has each of them twice."""
    colour = words.strip()
    return "#" + "".join(digit * 2 for digit in colour[1:]) if len(colour) == _SHORT_COLOUR else colour
