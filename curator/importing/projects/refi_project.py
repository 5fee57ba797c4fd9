"""What the files of a REFI-QDA project say: its texts, codes, and what was selected and coded by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

import msgspec
from lxml import etree
from msgspec import Struct, field

from curator.errors import BadInput
from curator.importing.formats.xml import MOST_XML_BYTES, parse_xml
from curator.importing.projects.bundle import Bundle
from curator.importing.projects.foreign import ForeignMark, ForeignProject, moment_of
from curator.importing.projects.positions import RawText, Selection, find_counting
from curator.importing.projects.raw_texts import raw_words, read_raw
from curator.importing.projects.refi_codes import read_codes
from curator.text.decoding import MOST_BYTES

_INTERNAL = "internal://"
_MOST_DIGITS = 9
_NUMBER = re.compile(r"-?\d+")
_PASSED_OVER = {
    "PictureSource": "pictures",
    "AudioSource": "audio recordings",
    "VideoSource": "video recordings",
    "PictureSelection": "parts of pictures",
    "PDFSelection": "areas of PDF pages, which name no words",
    "TranscriptSelection": "parts of transcripts",
    "Case": "cases",
    "Variable": "variables",
    "Set": "sets",
    "Graph": "graphs",
}


class _Coded(Struct, kw_only=True):
    """A selection: where, whose, its remarks, and its codings as (guid, code, user, remarks, time)."""

    guid: str
    text_key: str
    start: int
    end: int
    words: str
    user: str
    memo: str
    at: datetime | None
    codings: list[tuple[str, str, str, str, datetime | None]] = field(default_factory=list)


def read_project(bundle: Bundle, name: str) -> ForeignProject:
    """The whole project; raises ``BadInput`` for what cannot be read or is not to be trusted."""
    files = [one for one in bundle.names if one.lower().endswith(".qde")]
    if len(files) != 1:
        raise BadInput("A REFI-QDA project has one file that ends in .qde; here are {count}.", count=len(files))
    root = parse_xml(bundle.read(files[0], MOST_XML_BYTES))
    if etree.QName(root).localname != "Project":
        raise BadInput("“{file}” is no REFI-QDA project: its first element is {tag}.", file=files[0], tag=_tag(root))
    return _Reading(bundle, root, name).project()


class _Reading:
    """One project while it is read."""

    def __init__(self, bundle: Bundle, root: etree._Element, name: str) -> None:
        self._bundle = bundle
        self._files = {one.lower(): one for one in bundle.names}
        self._root = root
        self._project = ForeignProject(name=name)
        self._users = {_guid(one): one.get("name", "") for one in _all(root, "User")}
        self._notes = {_guid(one): self._words_of(one) for one in _all(root, "Note")}
        self._raw: dict[str, RawText] = {}
        self._codes: set[str] = set()
        self._passed_over: Counter[str] = Counter()

    def project(self) -> ForeignProject:
        """Everything that can be taken, and notes on the rest."""
        self._project.codes = read_codes(self._root)
        self._codes = {code.key for code in self._project.codes}
        coded: list[_Coded] = []
        for source in (*_all(self._root, "TextSource"), *_all(self._root, "Representation")):
            if self._take_text(source):
                coded += self._selections(source)
                self._passed_over["codings of whole texts"] += sum(1 for _ in _children(source, "Coding"))
        for tag, what in _PASSED_OVER.items():
            self._passed_over[what] += sum(1 for _ in _all(self._root, tag))
        self._place(coded)
        self._project.notes += [f"{count:,} {what} stayed out." for what, count in self._passed_over.items() if count]
        return self._project

    def _take_text(self, source: etree._Element) -> bool:
        """Reads the text of a source; False when the project has it not."""
        guid = _guid(source)
        above = source.getparent()
        owner = above if above is not None and _tag(source) == "Representation" else source
        name = owner.get("name") or source.get("name") or guid
        if _tag(owner) == "PDFSelection":
            return False
        if guid in self._raw:
            self._project.notes.append(f"“{name}” has the GUID of another text, and stayed out.")
            return False
        content = next(_children(source, "PlainTextContent"), None)
        path = source.get("plainTextPath", "")
        try:
            if content is not None and (content.text or "").strip():
                text, raw = raw_words(content.text or "", name, guid)
            else:
                found = self._file_at(path)
                if found is None:
                    self._project.notes.append(f"The text of “{name}” is not in the project ({path or 'no path'}).")
                    return False
                text, raw = read_raw(self._bundle.read(found, MOST_BYTES), _file_name(name, found), guid)
        except BadInput as problem:
            self._project.notes.append(f"The text of “{name}” cannot be read. {problem.sentence()}")
            return False
        remarks = "\n".join(filter(None, (self._words_of(owner), *self._referred(owner))))
        self._project.texts.append(msgspec.structs.replace(text, note=remarks))
        self._raw[guid] = raw
        return True

    def _file_at(self, path: str) -> str | None:
        """The file of the archive that a path means; raises ``BadInput`` for one that leads out of the project."""
        if not path.startswith(_INTERNAL):
            return None
        name = path.removeprefix(_INTERNAL).replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name:
            raise BadInput("Its path leads out of the project ({path}), and is not followed.", path=path[:80])
        for candidate in (f"sources/{name}", name):
            if candidate.lower() in self._files:
                return self._files[candidate.lower()]
        return None

    def _selections(self, source: etree._Element) -> Iterator[_Coded]:
        for one in _children(source, "PlainTextSelection"):
            start, end = _number(one, "startPosition"), _number(one, "endPosition")
            memo = "\n".join(filter(None, (self._words_of(one), *self._referred(one))))
            yield _Coded(
                guid=_guid(one),
                text_key=_guid(source),
                start=start,
                end=end,
                words=one.get("name", ""),
                user=_plain_guid(one.get("creatingUser", "")),
                memo=memo,
                at=moment_of(one.get("creationDateTime")),
                codings=list(self._codings(one)),
            )

    def _codings(self, selection: etree._Element) -> Iterator[tuple[str, str, str, str, datetime | None]]:
        for one in _children(selection, "Coding"):
            reference = next(_children(one, "CodeRef"), None)
            code = _plain_guid(reference.get("targetGUID", "")) if reference is not None else ""
            if code not in self._codes:
                self._passed_over["codings by codes that the project has not"] += 1
                continue
            user = _plain_guid(one.get("creatingUser", "")) or _plain_guid(selection.get("creatingUser", ""))
            memo = "\n".join(filter(None, self._referred(one)))
            yield _guid(one), code, user, memo, moment_of(one.get("creationDateTime"))

    def _place(self, coded: list[_Coded]) -> None:
        """Finds the places of all selections and makes marks of them; those that are linked are one thing."""
        selections = [Selection(text_key=one.text_key, start=one.start, end=one.end, words=one.words) for one in coded]
        counted = find_counting(self._raw, selections)
        self._project.notes += counted.notes
        things = _things(self._root, {one.guid for one in coded})
        made: dict[tuple[str, str, str, str], list[tuple[_Coded, tuple[int, int], str, str, datetime | None]]] = {}
        for one, place in zip(coded, counted.places, strict=True):
            if place is None:
                continue
            self._passed_over["selections without a code"] += not one.codings
            for guid, code, user, memo, at in one.codings:
                thing = things.get(one.guid, one.guid)
                key = (one.text_key, thing, code, user)
                made.setdefault(key, []).append((one, place, guid, memo, at or one.at))
        for (text_key, thing, code, user), parts in made.items():
            memos = dict.fromkeys(memo for one, _, _, memo, _ in parts for memo in (one.memo, memo) if memo)
            self._project.marks.append(
                ForeignMark(
                    text_key=text_key,
                    code_key=code,
                    places=tuple(place for _, place, *_ in parts),
                    key=parts[0][2],
                    coder=self._users.get(user, ""),
                    memo="\n".join(memos),
                    at=parts[0][4],
                    thing=thing,
                )
            )

    def _referred(self, element: etree._Element) -> list[str]:
        """The texts of the notes that an element refers to."""
        targets = (_plain_guid(one.get("targetGUID", "")) for one in _children(element, "NoteRef"))
        return [self._notes[target] for target in targets if self._notes.get(target)]

    def _words_of(self, element: etree._Element) -> str:
        """What an element says of itself: its description, or the content of a note."""
        for tag in ("PlainTextContent", "Description"):
            found = next(_children(element, tag), None)
            if (
                found is not None
                and (found.text or "").strip()
                and (tag != "PlainTextContent" or _tag(element) == "Note")
            ):
                return found.text or ""
        if _tag(element) == "Note":
            found_file = self._note_file(element.get("plainTextPath", ""))
            return found_file or element.get("name", "")
        return ""

    def _note_file(self, path: str) -> str:
        try:
            found = self._file_at(path)
            return read_raw(self._bundle.read(found, MOST_BYTES), "note")[0].text if found is not None else ""
        except BadInput:
            return ""


def _things(root: etree._Element, selections: set[str]) -> dict[str, str]:
    """By selection, the first one of those that are linked to it, one continuing the other."""
    above: dict[str, str] = {}

    def first(guid: str) -> str:
        seen = {guid}
        while guid in above and above[guid] not in seen:
            guid = above[guid]
            seen.add(guid)
        return guid

    for link in _all(root, "Link"):
        origin, target = (_plain_guid(link.get(name, "")) for name in ("originGUID", "targetGUID"))
        if link.get("name", "").strip().lower() == "continued by" and {origin, target} <= selections:
            above[target] = origin
    return {guid: first(guid) for guid in above}


def _all(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    return root.iterfind(f".//{{*}}{tag}")


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    return element.iterfind(f"{{*}}{tag}")


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _guid(element: etree._Element) -> str:
    return _plain_guid(element.get("guid", ""))


def _plain_guid(guid: str) -> str:
    """A GUID as all of them are compared: in lower case, without braces."""
    return guid.strip().strip("{}").lower()


def _number(element: etree._Element, name: str) -> int:
    words = element.get(name, "").strip()
    if not _NUMBER.fullmatch(words) or len(words) > _MOST_DIGITS:
        raise BadInput("A selection has “{words}” as its {name}, which is no place.", words=words[:40], name=name)
    return int(words)


def _file_name(name: str, path: str) -> str:
    """A source's name with the ending of its text, so that it reads as the name of a file."""
    return name if "." in name[-6:] else name + PurePosixPath(path).suffix
