"""QualCoder projects: a folder with the database ``data.qda`` in it, or that file itself.

Codes become labels (those in a category called Therapies, Outcomes or Directions become that), owners reviewers,
memos memos; notes on a text are marks under the label *Annotation*. The words that QualCoder keeps with each coding
say whether its places are understood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from curator.errors import BadInput
from curator.importing.accounts import ImportAccount, Progress
from curator.importing.doors import Door
from curator.importing.formats.reading import Head
from curator.importing.projects.each import take_each
from curator.importing.projects.folders_of_codes import ShownNames, kind_of_folder
from curator.importing.projects.foreign import CodeKind, ForeignCode, ForeignMark, ForeignProject, moment_of
from curator.importing.projects.positions import RawText, Selection, find_counting
from curator.importing.projects.raw_texts import raw_words
from curator.importing.projects.table_files import Row, read_tables
from curator.ports import RecordReader

DATABASE = "data.qda"
ANNOTATION = "Annotation"

_TABLES = {
    "source": ("id", "name", "fulltext", "memo", "mediapath"),
    "code_name": ("cid", "name", "memo", "catid", "color"),
    "code_cat": ("catid", "name", "supercatid"),
    "code_text": ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo"),
    "annotation": ("anid", "fid", "pos0", "pos1", "memo", "owner", "date"),
    "code_image": ("imid",),
    "code_av": ("avid",),
    "case_text": ("caseid",),
}
_NEEDED = ("source", "code_name", "code_text")
_PASSED_OVER = {"code_image": "codings of pictures", "code_av": "codings of recordings", "case_text": "parts of cases"}


def _recognises(head: Head) -> bool:
    return head.ending == ".qda" and head.start.startswith(b"SQLite format 3\x00")


def _recognises_folder(folder: Path) -> bool:
    return (folder / DATABASE).is_file()


def _read(
    paths: Sequence[Path], reader: RecordReader, reviewer_id: str | None, progress: Progress | None
) -> ImportAccount:
    return take_each(paths, reader, reviewer_id, progress, _project)


def _project(path: Path) -> ForeignProject:
    tables = read_tables(path / DATABASE if path.is_dir() else path, _TABLES)
    missing = [name for name in _NEEDED if name not in tables]
    if missing:
        raise BadInput("This is no QualCoder project: its database has no table {table}.", table=missing[0])
    project = ForeignProject(name=path.name)
    raw = _take_texts(project, tables["source"])
    project.codes = _codes(tables["code_name"], tables.get("code_cat", []))
    _take_marks(project, raw, tables["code_text"], tables.get("annotation", []))
    project.notes += [
        f"{len(tables[table]):,} {what} stayed out." for table, what in _PASSED_OVER.items() if tables.get(table)
    ]
    return project


def _take_texts(project: ForeignProject, rows: Sequence[Row]) -> dict[str, RawText]:
    """The texts of the project, each as QualCoder counts it; pictures and recordings have none."""
    raw: dict[str, RawText] = {}
    for row in rows:
        name = _words(row, "name") or "Unnamed source"
        if not _words(row, "fulltext").strip():
            project.notes.append(f"“{name}” has no text, and stayed out.")
            continue
        key = str(row["id"])
        try:
            text, raw[key] = raw_words(_words(row, "fulltext"), name, key)
        except BadInput as problem:
            project.notes.append(f"The text of “{name}” cannot be used. {problem.sentence()}")
            continue
        project.texts.append(msgspec.structs.replace(text, note=_words(row, "memo")))
    return raw


def _codes(rows: Sequence[Row], categories: Sequence[Row]) -> list[ForeignCode]:
    above = {str(row["catid"]): row for row in categories}

    def path_of(row: Row) -> tuple[str, ...]:
        """The names of the categories from the top down, then the code's own."""
        steps = [_words(row, "name") or "Unnamed code"]
        category, seen = above.get(str(row.get("catid"))), set[str]()
        while category is not None and str(category["catid"]) not in seen:
            seen.add(str(category["catid"]))
            steps.append(_words(category, "name"))
            category = above.get(str(category.get("supercatid")))
        return tuple(reversed(steps))

    paths = {str(row["cid"]): path_of(row) for row in rows}
    kinds = {key: (kind_of_folder(path[0]) if len(path) > 1 else None) for key, path in paths.items()}
    shown = ShownNames(path[1:] if kinds[key] else path for key, path in paths.items())
    return [
        ForeignCode(
            key=key,
            name=shown.of(paths[key][1:] if kinds[key] else paths[key], kinds[key] or CodeKind.LABEL),
            kind=kinds[key] or CodeKind.LABEL,
            colour=_words(row, "color"),
            definition=_words(row, "memo"),
        )
        for row in rows
        for key in [str(row["cid"])]
    ]


def _take_marks(
    project: ForeignProject, raw: Mapping[str, RawText], codings: Sequence[Row], annotations: Sequence[Row]
) -> None:
    known = {code.key for code in project.codes}
    rows = [(row, str(row.get("cid"))) for row in codings if str(row.get("cid")) in known]
    if annotations:
        project.codes.append(ForeignCode(key=ANNOTATION, name=ANNOTATION))
        rows += [(row, ANNOTATION) for row in annotations]
    rows = [(row, code) for row, code in rows if str(row.get("fid")) in raw and _is_place(row)]
    selections = [
        Selection(
            text_key=str(row["fid"]), start=_place(row, "pos0"), end=_place(row, "pos1"), words=_words(row, "seltext")
        )
        for row, _ in rows
    ]
    counted = find_counting(dict(raw), selections)
    project.notes += counted.notes
    for (row, code), place in zip(rows, counted.places, strict=True):
        if place is not None:
            project.marks.append(
                ForeignMark(
                    text_key=str(row["fid"]),
                    code_key=code,
                    places=(place,),
                    coder=_words(row, "owner"),
                    memo=_words(row, "memo"),
                    at=moment_of(_words(row, "date")),
                    thing=f"{row['fid']} {place}",
                )
            )


def _is_place(row: Row) -> bool:
    return isinstance(row.get("pos0"), int) and isinstance(row.get("pos1"), int)


def _place(row: Row, name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0


def _words(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


DOOR = Door(
    name="QualCoder projects",
    endings=(".qda",),
    recognises=_recognises,
    read=_read,
    recognises_folder=_recognises_folder,
)
