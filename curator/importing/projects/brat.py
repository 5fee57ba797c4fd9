"""brat standoff, in a folder or a zip archive: types become labels, notes memos, and what else is said is kept there.

A folder of a project is a person when its configuration says so (ours does), when somebody of that name works on the
review, or when another folder has the same text; else the marks are those of whoever imports them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from curator.codebook.names import fold
from curator.coding.reviews import people
from curator.errors import BadInput
from curator.exporting.brat.door import FOLDERS_ARE_ANNOTATORS, NAME_OF_TYPE
from curator.importing.accounts import ImportAccount, Progress
from curator.importing.doors import Door
from curator.importing.formats.reading import Head
from curator.importing.projects.bundle import Bundle, bundle_at, names_in_archive
from curator.importing.projects.each import take_each
from curator.importing.projects.foreign import ForeignCode, ForeignMark, ForeignProject
from curator.importing.projects.positions import RawText, Selection, find_counting
from curator.importing.projects.raw_texts import read_raw
from curator.importing.projects.standoff import Standoff, TextBound, read_standoff
from curator.ports import RecordReader
from curator.text.decoding import MOST_BYTES

_ENDING = ".ann"
_BESIDE_MARKS = (_ENDING, ".txt", ".conf", "")
_MOST_NAMED = 5
_FIRST_LINE = re.compile(rb"(?:\xef\xbb\xbf)?(?:T\d+\t\S+ \d+ \d+|#\d+\t|[AREM]\d+\t)")
_LINES_ONLY = re.compile(r"\n+")


def _recognises(head: Head) -> bool:
    if head.start.startswith(b"PK\x03\x04"):
        return any(name.endswith(".ann") for name in names_in_archive(head.start))
    return head.ending == ".ann" and (not head.start.strip() or _FIRST_LINE.match(head.start) is not None)


def _recognises_folder(folder: Path) -> bool:
    """Marks lie in it, or in the folders of annotators in it; then it holds nothing else that could come in."""
    if any(folder.glob(f"*{_ENDING}")):
        return True
    return any(folder.glob(f"*/*{_ENDING}")) and all(
        one.suffix.lower() in _BESIDE_MARKS for one in folder.rglob("*") if one.is_file()
    )


def _read(
    paths: Sequence[Path], reader: RecordReader, reviewer_id: str | None, progress: Progress | None
) -> ImportAccount:
    known = {fold(one.name) for one in people(reader)}
    folders = list(dict.fromkeys(path.parent if path.suffix.lower() == _ENDING else path for path in paths))

    def project_at(path: Path) -> ForeignProject:
        named = {one.stem for one in paths if one.suffix.lower() == _ENDING and one.parent == path}
        with bundle_at(path) as bundle:
            return _project(bundle, path.name, known, named)

    return take_each(folders, reader, reviewer_id, progress, project_at)


def _project(bundle: Bundle, name: str, known: set[str], only: set[str]) -> ForeignProject:
    """The whole project; with ``only``, the documents of these names at its top."""
    project = ForeignProject(name=name)
    stems = [one.removesuffix(".ann") for one in bundle.names if one.endswith(".ann")]
    if only:
        stems = [stem for stem in stems if stem in only]
    if not stems:
        raise BadInput("There is no file of marks (.ann) in it.")
    shown = _shown_names(bundle)
    raw: dict[str, RawText] = {}
    read: dict[str, tuple[str, Standoff]] = {}
    for stem in stems:
        if f"{stem}.txt" not in bundle.names:
            project.notes.append(f"{stem}.ann has no text beside it ({stem}.txt), so its marks stayed out.")
            continue
        text, raw_text = read_raw(bundle.read(f"{stem}.txt", MOST_BYTES), PurePosixPath(f"{stem}.txt").name)
        key = text.key
        if key not in raw:
            project.texts.append(text)
            raw[key] = raw_text
        read[stem] = (key, read_standoff(read_raw_words(bundle.read(f"{stem}.ann", MOST_BYTES))))
    coders = _coders(bundle, read, known)
    _place_marks(project, raw, read, coders)
    types = dict.fromkeys(mark.type for _, standoff in read.values() for mark in standoff.marks.values())
    project.codes = [ForeignCode(key=one, name=shown.get(one, one.replace("_", " "))) for one in types]
    project.notes += _not_held(read)
    return project


def read_raw_words(data: bytes) -> str:
    """The words of a file of marks, which is UTF-8 by its definition; raises ``BadInput`` for another encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput("The marks (.ann) are not in UTF-8. Save them in UTF-8 and import again.") from problem


def _place_marks(
    project: ForeignProject, raw: dict[str, RawText], read: dict[str, tuple[str, Standoff]], coders: dict[str, str]
) -> None:
    marks = [(stem, key, mark) for stem, (key, standoff) in read.items() for mark in standoff.marks.values()]
    selections = [
        Selection(text_key=key, start=start, end=end, words=words)
        for _, key, mark in marks
        for (start, end), words in zip(mark.fragments, mark.words_of_fragments(), strict=True)
    ]
    counted = find_counting(raw, selections)
    project.notes += counted.notes
    places = iter(counted.places)
    for stem, key, mark in marks:
        found = [place for place in (next(places) for _ in mark.fragments) if place is not None]
        if found:
            project.marks.append(
                ForeignMark(
                    text_key=key,
                    code_key=mark.type,
                    places=tuple(_joined(found, raw[key].text)),
                    coder=coders[stem],
                    memo=_memo(mark),
                )
            )


def _joined(places: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Places with those made one that only line ends part: brat itself cannot go over a line's end."""
    ordered = sorted(places)
    start, end = ordered[0]
    for later_start, later_end in ordered[1:]:
        if later_start <= end or _LINES_ONLY.fullmatch(text[end:later_start]):
            end = max(end, later_end)
        else:
            yield start, end
            start, end = later_start, later_end
    yield start, end


def _memo(mark: TextBound) -> str:
    return "\n".join((*mark.notes, *mark.remarks))


def _coders(bundle: Bundle, read: dict[str, tuple[str, Standoff]], known: set[str]) -> dict[str, str]:
    """By the name of each document, whose marks they are; empty for whoever imports them."""
    folders_of_text: dict[str, set[str]] = {}
    for stem, (key, _) in read.items():
        folders_of_text.setdefault(key, set()).add(_folder(stem))
    said = FOLDERS_ARE_ANNOTATORS in _lines_of(bundle, "annotation.conf", "")
    compared = {folder for folders in folders_of_text.values() if len(folders) > 1 for folder in folders}
    return {
        stem: folder if (folder := _folder(stem)) and (said or folder in compared or fold(folder) in known) else ""
        for stem in read
    }


def _folder(stem: str) -> str:
    parts = PurePosixPath(stem).parts
    return parts[-2] if len(parts) > 1 else ""


def _shown_names(bundle: Bundle) -> dict[str, str]:
    """How types are shown: ``Type | Name`` in the configuration for that, or what an export of ours says they are."""
    shown: dict[str, str] = {}
    for line in _lines_of(bundle, "visual.conf", "[labels]"):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > 1 and parts[1]:
            shown[parts[0]] = parts[1]
    for line in _lines_of(bundle, "annotation.conf", ""):
        kind, equals, name = line.removeprefix(NAME_OF_TYPE).partition(" = ")
        if line.startswith(NAME_OF_TYPE) and equals and name.strip():
            shown[kind] = name
    return shown


def _lines_of(bundle: Bundle, file_name: str, wanted: str) -> Iterator[str]:
    """The lines of a section of the configuration files of this name; those before any section have none."""
    for name in bundle.names:
        if PurePosixPath(name).name != file_name:
            continue
        section = ""
        for line in bundle.read(name, MOST_BYTES).decode("utf-8", "replace").split("\n"):
            section = line.strip() if line.startswith("[") else section
            if section == wanted:
                yield line.removesuffix("\r")


def _not_held(read: dict[str, tuple[str, Standoff]]) -> list[str]:
    counts: Counter[str] = Counter()
    for _, standoff in read.values():
        counts["relations and events were written into the memos of the marks that they join."] += standoff.relations
        counts["attributes and links to other sources were written into the memos of their marks."] += (
            standoff.attributes
        )
        counts["notes or attributes are about what is not there, and stayed out."] += standoff.unattached
    notes = [f"{count:,} {words}" for words, count in counts.items() if count]
    unread = [f"{stem}.ann, line {line}" for stem, (_, standoff) in read.items() for line in standoff.unread]
    if unread:
        more = f" and {len(unread) - _MOST_NAMED:,} more" if len(unread) > _MOST_NAMED else ""
        notes.append(f"Lines that are no standoff stayed out: {', '.join(unread[:_MOST_NAMED])}{more}.")
    return notes


DOOR = Door(
    name="brat standoff",
    endings=(".ann", ".zip"),
    recognises=_recognises,
    read=_read,
    recognises_folder=_recognises_folder,
)
