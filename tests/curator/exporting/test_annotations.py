"""W3C Web Annotations go out, come back, and are believed only as far as their words stand there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.importing.accounts import ImportAccount
from curator.ports import ReviewStore
from curator.records import Coding, Label, Mark, Reviewer, Section, SectionKind, Structure
from tests.curator.exporting import there_and_back
from tests.curator.exporting.conftest import TEXT, new_id
from tests.curator.exporting.there_and_back import told


def write(store: ReviewStore, path: Path) -> dict[str, Any]:
    with store.snapshot() as reader:
        export_door(path).write(reader, path, Choice(), None)
    return json.loads(path.read_text("utf-8"))


def read(path: Path, store: ReviewStore) -> ImportAccount:
    return there_and_back.read("W3C annotations", path, store, store.all(Reviewer)[0].id)


def test_every_mark_and_claim_is_an_annotation_of_its_words(store, sample, tmp_path: Path):
    page = write(store, tmp_path / "out.jsonld")
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    by_id = {one["id"].removeprefix("urn:uuid:"): one for one in page["items"]}
    claim = by_id[sample.full.id]
    assert claim["creator"]["name"] == "Anna Berg"
    assert "Outcome: Flares" in claim["body"][0]["value"]
    position, quote = claim["target"][1]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"]
    assert claim["target"][0]["source"]["id"] == f"urn:sha256:{sample.report.text_sha256}"
    mark = by_id[sample.mark.id]
    assert [one["purpose"] for one in mark["body"]] == ["tagging", "commenting"]
    assert sample.retracted.id not in by_id


def test_a_target_says_its_section(store, sample, put, tmp_path: Path):
    section = Section(kind=SectionKind.RESULTS, title="Results", start=0, end=101)
    about = sample.report
    put(Structure(id=new_id(), report_id=about.id, text_sha256=about.text_sha256, sections=(section,)))
    items = {one["id"].removeprefix("urn:uuid:"): one for one in write(store, tmp_path / "out.jsonld")["items"]}
    assert items[sample.mark.id]["target"][0]["label"] == "Results"
    assert "Where: Results" in items[sample.full.id]["body"][0]["value"]


def test_in_the_review_it_came_from_it_makes_no_difference(store, sample, tmp_path: Path):
    write(store, tmp_path / "out.jsonld")
    brought = read(tmp_path / "out.jsonld", store)
    assert brought.change is None
    assert any("claims in words" in line.sentence for line in brought.lines)


def test_marks_come_back_after_they_were_lost(store, sample, tmp_path: Path):
    from curator.changes import Alteration, Change

    write(store, tmp_path / "out.jsonld")
    before = told(store, sample.report.id)
    lost = [Alteration(before=one, after=None) for one in (*store.all(Mark), *store.all(Coding))]
    store.apply(Change(title="x", reviewer_id=None, alterations=tuple(lost)))
    store.apply(read(tmp_path / "out.jsonld", store).change)
    assert told(store, sample.report.id) == before
    assert store.all(Mark)[0].id == sample.mark.id


def annotation(selectors: Any, source: Any = "Cells for lupus", **more: Any) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "Finding", "purpose": "tagging"},
        "target": {"source": source, "selector": selectors},
        **more,
    }


QUOTE = {"type": "TextQuoteSelector", "exact": "fewer flares"}


@pytest.mark.parametrize(
    ("selectors", "words"),
    [
        (QUOTE, "fewer flares"),
        ([{"type": "TextPositionSelector", "start": 0, "end": 5}], "Cells"),
        ([{"type": "TextPositionSelector", "start": 3, "end": 15}, QUOTE], "fewer flares"),
        ([{"type": "TextPositionSelector", "start": 1, "end": 5}], None),
        ([{"type": "TextPositionSelector", "start": -4, "end": 5_000}], None),
        ({"type": "TextQuoteSelector", "exact": "nowhere at all in it"}, None),
        ({"type": "XPathSelector", "value": "/p[1]"}, None),
        ([{"type": "TextPositionSelector", "start": "a", "end": None}, 7, None], None),
    ],
)
def test_a_place_counts_only_where_its_words_stand(store, sample, tmp_path: Path, selectors, words: str | None):
    path = tmp_path / "one.jsonld"
    path.write_text(json.dumps([annotation(selectors)]), "utf-8")
    brought = read(path, store)
    added = [one.after for one in brought.change.alterations] if brought.change else []
    assert [one.passages[0].words for one in added if isinstance(one, Mark)] == ([words] if words else [])
    assert [one.name for one in added if isinstance(one, Label)] == (["Finding"] if words else [])
    assert words or "not to be found" in " ".join(line.sentence for line in brought.lines)


def test_an_annotation_of_an_unknown_text_is_told(store, sample, tmp_path: Path):
    path = tmp_path / "one.jsonld"
    path.write_text(json.dumps(annotation(QUOTE, "https://example.org/else")), "utf-8")
    assert "has not got" in " ".join(line.sentence for line in read(path, store).lines)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"@context":"http://www.w3.org/ns/anno.jsonld"', "not JSON"),
        ('{"@context":"http://www.w3.org/ns/anno.jsonld","items":[]}', "no annotations"),
        ('{"@context":"http://www.w3.org/ns/anno.jsonld","items":' + "[" * 5_000 + "]" * 5_000 + "}", "not JSON"),
        ('{"@context":"http://www.w3.org/ns/anno.jsonld","items":' + "[" * 200 + "]" * 200 + "}", "no annotations"),
    ],
)
def test_what_is_no_annotation_is_refused(store, sample, tmp_path: Path, content: str, why: str):
    path = tmp_path / "one.jsonld"
    path.write_text(content, "utf-8")
    assert why in read(path, store).lines[0].sentence
