"""The rules of a REFI-QDA project file that an export has to keep, as its standard (version 1.0) lays them down."""

from __future__ import annotations

import re

from lxml import etree

GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

CHILDREN = {
    "Project": ["Users", "CodeBook", "Sources", "Notes", "Links", "Description"],
    "Users": ["User"],
    "User": [],
    "CodeBook": ["Codes"],
    "Codes": ["Code"],
    "Code": ["Description", "NoteRef", "Code"],
    "Sources": ["TextSource"],
    "TextSource": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef"],
    "PlainTextSelection": ["Description", "Coding", "NoteRef"],
    "Coding": ["CodeRef", "NoteRef"],
    "CodeRef": [],
    "NoteRef": [],
    "Links": ["Link"],
    "Link": ["NoteRef"],
    "Description": [],
}
REQUIRED = {
    "Project": ["name"],
    "User": ["guid"],
    "Code": ["guid", "name", "isCodable"],
    "TextSource": ["guid"],
    "PlainTextSelection": ["guid", "startPosition", "endPosition"],
    "Coding": ["guid"],
    "CodeRef": ["targetGUID"],
    "NoteRef": ["targetGUID"],
    "Link": ["guid"],
}
FILLED = {"Users", "Codes", "Sources", "Links"}
ALLOWED = {
    "Project": {"name", "origin", "creationDateTime", "modifiedDateTime"},
    "User": {"guid", "name", "id"},
    "Code": {"guid", "name", "isCodable", "color"},
    "TextSource": {"guid", "name", "plainTextPath", "creatingUser", "creationDateTime"},
    "PlainTextSelection": {"guid", "name", "startPosition", "endPosition", "creatingUser", "creationDateTime"},
    "Coding": {"guid", "creatingUser", "creationDateTime"},
    "CodeRef": {"targetGUID"},
    "Link": {"guid", "name", "direction", "originGUID", "targetGUID"},
}


def broken_rules(root: etree._Element, files: set[str]) -> list[str]:
    """Every rule that a project file breaks, in words."""
    found: list[str] = []
    guids: list[str] = []
    targets: list[str] = []
    for element in root.iter():
        tag = etree.QName(element)
        name = tag.localname
        if tag.namespace != "urn:QDA-XML:project:1.0":
            found.append(f"{name} is in no namespace")
        order = [CHILDREN[name].index(etree.QName(child).localname) for child in element]
        if order != sorted(order):
            found.append(f"children of {name} are out of order")
        found += [f"{name} lacks {one}" for one in REQUIRED.get(name, []) if one not in element.attrib]
        found += [f"{name} has {one}" for one in element.attrib if one not in ALLOWED.get(name, set())]
        if name in FILLED and not len(element):
            found.append(f"{name} is empty")
        guids += [element.attrib["guid"]] if "guid" in element.attrib else []
        targets += [
            element.attrib[one] for one in ("targetGUID", "originGUID", "creatingUser") if one in element.attrib
        ]
        times = [value for key, value in element.attrib.items() if key.endswith("DateTime")]
        found += [f"{value} is no time" for value in times if not TIME.fullmatch(value)]
        path = element.attrib.get("plainTextPath", "")
        if path and f"sources/{path.removeprefix('internal://')}" not in files:
            found.append(f"{path} is not in the archive")
    found += [f"{guid} is no GUID" for guid in guids if not GUID.fullmatch(guid)]
    found += [f"{guid} is there twice" for guid in set(guids) if guids.count(guid) > 1]
    found += [f"{guid} names nothing" for guid in targets if guid not in set(guids)]
    return found
