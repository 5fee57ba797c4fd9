"""XML from outside: parsed without its DTD, without entities of its own, and without anything being fetched.

A file that declares entities is refused: they are how a few lines become gigabytes, or another file's words. The
named characters of HTML (``&alpha;``), which a DTD would have explained, are known here and put in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5
from typing import Any
from xml.parsers import expat

from lxml import etree

from curator.errors import BadInput
from curator.text.decoding import must_not_be_too_large

MOST_XML_BYTES = 50_000_000
"""XML above this is refused: as a tree it takes some ten times as much memory."""

DEEPEST = 120
"""Elements may lie this deep in one another; the deepest of real articles lie some thirty deep."""

_ENTITY_DECLARED = re.compile(rb"<!ENTITY[\s%]")


class _Seen(Exception):
    """The part of a file that was to be looked at has been seen."""


def parse_xml(data: bytes, most: int = MOST_XML_BYTES) -> etree._Element:
    """The root of an XML file; raises ``BadInput`` for what is broken, too large or too deep, or declares entities.

    Comments and processing instructions are left out.
    """
    must_not_be_too_large(len(data), most)
    must_declare_no_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        line = problem.lineno or 1
        raise BadInput(
            "The XML is broken near line {line}. Get the file again from where it came.", line=line
        ) from None
    except (ValueError, LookupError, AssertionError) as problem:
        raise BadInput("The XML cannot be read. Get the file again from where it came.") from problem
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.entities()):
        raise _declares_entities()
    if root.xpath(f"boolean({'/*' * (DEEPEST + 1)})"):
        raise BadInput("The XML lies more than {most} elements deep. No article does; nothing came in.", most=DEEPEST)
    _put_in_named_characters(root)
    return root


def must_declare_no_entities(data: bytes, *, no_doctype: bool = False) -> None:
    """Raises ``BadInput`` when XML declares entities of its own, or, with ``no_doctype``, any document type.

    Only what stands before the first element is looked at: nothing else can declare anything.
    """
    declares = _declarations(data)
    if "entity" in declares or (no_doctype and declares):
        raise _declares_entities()


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def root_name(start: bytes) -> str:
    """The name of the first element, without its namespace, as far as the first bytes of a file tell; else empty."""
    names: list[str] = []

    def on_element(name: str, _attributes: object) -> None:
        names.append(name)
        raise _Seen

    _look(start, on_element, lambda *_declared: None, lambda *_declared: None)
    return names[0].rpartition(":")[2] if names else ""


def _declarations(data: bytes) -> set[str]:
    declared: set[str] = set()

    def on_element(_name: str, _attributes: object) -> None:
        raise _Seen

    def on_entity(*_declared: object) -> None:
        declared.add("entity")
        raise _Seen

    read = _look(data, on_element, on_entity, lambda *_declared: declared.add("doctype"))
    if not read and _ENTITY_DECLARED.search(data):
        declared.add("entity")
    return declared


def _look(
    data: bytes,
    on_element: Callable[[str, dict[str, str]], object],
    on_entity: Callable[..., object],
    on_doctype: Callable[..., object],
) -> bool:
    """Reads XML until one of the hearers has seen enough; whether it could be read so far."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = on_element
    parser.EntityDeclHandler = on_entity
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(data, False)
    except _Seen:
        return True
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _declares_entities() -> BadInput:
    return BadInput(
        "The XML declares entities of its own, which can hide a flood of text or another file. It is not read."
    )


def _put_in_named_characters(root: etree._Element) -> None:
    """Puts the characters in the places of names for them; a name that HTML does not know stays as it is written."""
    for reference in list(root.iter(etree.Entity)):
        written = reference.text or ""
        words = html5.get(written[1:], written) + (reference.tail or "")
        before, parent = reference.getprevious(), reference.getparent()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + words
        else:
            parent.text = (parent.text or "") + words
        reference.tail = None
        parent.remove(reference)
