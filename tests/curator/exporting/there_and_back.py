"""A review goes out by a door of its format, and what came out goes in again by the door that knows the file."""

from __future__ import annotations

from pathlib import Path

from curator.exporting.accounts import ExportAccount
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.importing.accounts import ImportAccount
from curator.importing.doors import doors, sort_by_door
from curator.ports import RecordReader, ReviewStore
from curator.records import Label, Mark, Reviewer

TALE = "Pain fell 🙂 in the first arm.\nIt fell less\nin the second arm. 😀 Adverse events were few."


def write(store: ReviewStore, path: Path, choice: Choice | None = None, name: str | None = None) -> ExportAccount:
    """Writes the review in the format of this name, or of the path's ending."""
    with store.snapshot() as reader:
        return export_door(path, name).write(reader, path, choice or Choice(), None)


def read(name: str, path: Path, reader: RecordReader, reviewer_id: str | None = None) -> ImportAccount:
    """Reads a file, which has to be known by its content as one for the door of this name."""
    assert next(iter(sort_by_door([path]))) == name
    door = next(door for door in doors() if door.name == name)
    return door.read([path], reader, reviewer_id, None)


def told(reader: RecordReader, report_id: str) -> set[tuple[object, ...]]:
    """What each mark of a report says, without its ids and time."""
    labels = {label.id: label.name for label in reader.all(Label)}
    people = {one.id: one.name for one in reader.all(Reviewer)}
    return {
        (people[one.reviewer_id], labels[one.label_id], one.passages, one.memo)
        for one in reader.all(Mark, report_id=report_id)
        if not one.retracted
    }
