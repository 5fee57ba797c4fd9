"""The files that real databases exported: counted in the file itself, and again in what came in."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from curator.checking import check
from curator.importing.accounts import Answer, Answers, Fate, ImportAccount
from curator.importing.doors import head_of
from curator.importing.references.intake import read_references
from curator.importing.references.particulars import said_of
from curator.importing.references.reference import ReadReferences
from curator.importing.references.registry import format_for
from curator.ports import ReviewStore
from curator.records import Report, ReportKind, Reviewer, SectionKind, Structure
from tests.conftest import shared_folder

RIS = {
    "asreview_baseline_empty_values.ris": 4,
    "asreview_embase.ris": 6,
    "asreview_faulty_year.ris": 1,
    "asreview_pubmed_zotero.ris": 6,
    "asreview_scopus.ris": 6,
    "rispy_example_bom.ris": 1,
    "rispy_example_extraneous_data.ris": 2,
    "rispy_example_full.ris": 2,
    "rispy_example_multiline.ris": 3,
    "rispy_example_utf_chars.ris": 1,
}
WEB_OF_SCIENCE = {"rispy_example_wos.ris": 2}
_TAG_OF_RIS = re.compile(r"^([A-Z][A-Z0-9])  -", re.MULTILINE)
_TAG_OF_WEB_OF_SCIENCE = re.compile(r"^([A-Z][A-Z0-9])(?= |$)", re.MULTILINE)
_OF_THE_FILE = ("ER", "FN", "VR", "EF")


def file_named(name: str) -> Path:
    return shared_folder("data", "references") / name


def read(path: Path) -> ReadReferences:
    kind = format_for(head_of(path))
    assert kind is not None
    return kind.read(path.read_bytes())


def bring_in(
    store: ReviewStore, anna: Reviewer, *paths: Path, answers: dict[str, Answer] | None = None
) -> ImportAccount:
    account = read_references(paths, store, anna.id, None, Answers(by_name=answers or {}))
    if account.change is not None:
        store.apply(account.change)
    return account


@pytest.mark.parametrize(("name", "records"), [*RIS.items(), *WEB_OF_SCIENCE.items()])
def test_every_record_and_every_tag_of_the_file_is_read(name: str, records: int) -> None:
    path = file_named(name)
    text = path.read_text("utf-8-sig")
    pattern = _TAG_OF_RIS if name in RIS else _TAG_OF_WEB_OF_SCIENCE
    in_the_file = Counter(tag for tag in pattern.findall(text) if tag not in _OF_THE_FILE)
    assert in_the_file["TY" if name in RIS else "PT"] == records
    found = read(path)
    assert len(found.references) == records
    tags = Counter(entry.tag for reference in found.references for entry in reference.entries)
    assert tags.keys() == in_the_file.keys()
    if name in RIS:
        assert tags == in_the_file
    originals = b"\n".join(reference.original for reference in found.references)
    assert originals.count(b"\n") <= path.read_bytes().count(b"\n")
    assert all(reference.original in path.read_bytes() for reference in found.references)


@pytest.mark.parametrize("name", [*RIS, *WEB_OF_SCIENCE])
def test_every_value_is_in_a_field_in_the_details_or_in_the_text(name: str) -> None:
    path = file_named(name)
    kind = format_for(head_of(path))
    assert kind is not None
    for reference in read(path).references:
        particulars, abstract, _ = said_of(reference, kind.tags)
        kept = "\n".join((*particulars.details.values(), abstract))
        fields = {particulars.title, particulars.journal, particulars.doi, particulars.pmid, str(particulars.year)}
        for tag, value in reference.entries:
            held = value in kept or " ".join(value.split()) in fields or value in particulars.authors
            assert held, (name, reference.number, tag, value)


@pytest.mark.parametrize("name", RIS)
def test_nothing_that_the_bare_library_reads_is_missing(name: str) -> None:
    rispy = pytest.importorskip("rispy")
    text = file_named(name).read_text("utf-8-sig")
    for theirs, ours in zip(rispy.loads(text), read(file_named(name)).references, strict=True):
        mine = " ".join(" ".join(value.split()) for _, value in ours.entries)
        for value in theirs.values():
            for words in value if isinstance(value, list) else [value] if isinstance(value, str) else []:
                assert all(part in mine for part in words.split()), (name, words)


def test_all_files_come_in_as_reports_and_what_may_be_twice_is_asked(store: ReviewStore, anna: Reviewer) -> None:
    paths = [file_named(name) for name in (*RIS, *WEB_OF_SCIENCE)]
    account = bring_in(store, anna, *paths)
    fates = Counter(line.fate for line in account.lines if ", record " in line.name)
    assert sum(fates.values()) == sum(RIS.values()) + 2
    assert fates[Fate.REFUSED] == 0
    assert store.count(Report) == fates[Fate.CAME_IN]
    asked = {line.name: line for line in account.with_fate(Fate.TO_DECIDE)}
    assert "asreview_baseline_empty_values.ris, record 3" in asked
    keep_all = dict.fromkeys(asked, Answer.KEEP)
    bring_in(store, anna, *paths, answers=keep_all)
    records = {reference.original for path in paths for reference in read(path).references}
    assert {store.original(report.original_sha256) for report in store.all(Report)} == records
    assert not check(store)
    again = bring_in(store, anna, *paths, answers=keep_all)
    assert again.change is None


def test_a_reference_is_a_report_with_its_abstract_as_text(store: ReviewStore, anna: Reviewer) -> None:
    bring_in(store, anna, file_named("asreview_embase.ris"))
    report = store.all(Report)[0]
    assert report.title.startswith("Duplication cysts: Diagnosis")
    assert (report.year, report.journal, report.doi) == (2014, "Endoscopic Ultrasound", "10.4103/2303-9027.138783")
    assert report.authors == "Liu R.; Adler D.G."
    assert report.kind is ReportKind.ABSTRACT
    assert "colonoscopy; computer assisted tomography" in report.details["Keywords"]
    text = store.text(report.text_sha256)
    [structure] = store.all(Structure, report_id=report.id)
    title, abstract = structure.sections
    assert (title.kind, abstract.kind) == (SectionKind.TITLE, SectionKind.ABSTRACT)
    assert text[title.start : title.end] == report.title
    assert text[abstract.start : abstract.end].startswith("Gastrointestinal tract duplication cysts are rare")
    original = store.original(report.original_sha256)
    assert original.startswith(b"TY  - JOUR\nM3  - Article")
    assert original.endswith(b"\nER  -")
    store.undo(anna.id)
    assert store.count(Report) == 0


def test_faulty_years_and_empty_tags_are_said_and_kept(store: ReviewStore, anna: Reviewer) -> None:
    account = bring_in(
        store, anna, file_named("asreview_faulty_year.ris"), file_named("asreview_baseline_empty_values.ris")
    )
    notes = {line.name: " ".join(line.notes) for line in account.lines}
    assert "“10 15”, is no year" in notes["asreview_faulty_year.ris, record 1"]
    assert "Empty in it: N2 (abstract)." in notes["asreview_baseline_empty_values.ris, record 1"]
    report = store.all(Report)[0]
    assert report.year is None
    assert report.details["Year"] == "10 15"


def test_lines_outside_the_records_are_said(store: ReviewStore, anna: Reviewer) -> None:
    account = bring_in(store, anna, file_named("rispy_example_extraneous_data.ris"))
    [of_the_file] = [line for line in account.lines if line.fate is Fate.PASSED_OVER]
    assert of_the_file.notes == ("8 lines stand outside its records, the first “Record #1 of 2”; they are left out.",)


def test_pubmed_ids_are_found_where_the_databases_put_them(store: ReviewStore, anna: Reviewer) -> None:
    bring_in(store, anna, file_named("asreview_scopus.ris"), file_named("rispy_example_wos.ris"))
    found = {report.doi: report.pmid for report in store.all(Report)}
    assert found["10.1016/j.mehy.2019.109324"] == "31421429"
    assert found["10.1021/bi049798f"] == "15170338"
