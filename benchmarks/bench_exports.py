"""20,000 claims as JSON Lines, out and in, and as a REFI-QDA project, beside the bare libraries on the same records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from lxml import etree

from benchmarks.bench_workbook import CLAIMS, _review
from benchmarks.measurement import Measurement, side_by_side
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.exporting.jsonlines.lines import decoder
from curator.importing.projects.jsonlines import DOOR
from curator.ports import ReviewStore
from curator.records import RECORD_TYPES, ClaimStatus, Report
from db.files import SqliteFiles

_EVERYTHING = Choice(statuses=tuple(ClaimStatus))


def measure() -> Iterator[Measurement]:
    """Ratios; the bare side reads the same records from the store, so that only the format is compared."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = _review(folder / "review.curator")
        lines, project = folder / "ours.jsonl", folder / "ours.qdpx"
        ours, bare = side_by_side(
            lambda: _export(store, lines), lambda: _write_bare(store, folder / "bare.jsonl"), times=3
        )
        remark = f"{lines.stat().st_size / 1e6:.0f} MB"
        yield Measurement(
            f"{CLAIMS:,} claims to JSON Lines (bare: msgspec on the same records)", ours, bare, goal=4, remark=remark
        )
        empty = SqliteFiles().create(folder / "empty.curator")
        ours, bare = side_by_side(lambda: DOOR.read([lines], empty, None, None), lambda: _read_bare(lines), times=3)
        empty.close()
        yield Measurement("the same read, checked and joined (bare: msgspec, typed)", ours, bare, goal=6)
        _export(store, project)
        tree = _tree_of(project)
        ours, bare = side_by_side(
            lambda: _export(store, project), lambda: _write_tree(tree, folder / "bare.qdpx", store), times=3
        )
        store.close()
        yield Measurement("the same to REFI-QDA (bare: lxml and zipfile, the finished tree)", ours, bare, goal=12)


def _export(store: ReviewStore, out: Path) -> None:
    with store.snapshot() as reader:
        export_door(out).write(reader, out, _EVERYTHING, None)


def _write_bare(store: ReviewStore, out: Path) -> None:
    with store.snapshot() as reader, out.open("wb") as file:
        for report in reader.all(Report):
            file.write(msgspec.json.encode({"text": reader.text(report.text_sha256)}) + b"\n")
        for kind in RECORD_TYPES:
            for record in reader.all(kind):
                file.write(msgspec.json.encode(record) + b"\n")


def _read_bare(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if decoder().decode(line))


def _tree_of(project: Path) -> etree._Element:
    with ZipFile(project) as archive:
        return etree.fromstring(archive.read("project.qde"))


def _write_tree(tree: etree._Element, out: Path, store: ReviewStore) -> None:
    with store.snapshot() as reader, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for report in reader.all(Report):
            archive.writestr(f"sources/{report.id}.txt", reader.text(report.text_sha256))
        archive.writestr("project.qde", etree.tostring(tree, xml_declaration=True, encoding="utf-8"))
