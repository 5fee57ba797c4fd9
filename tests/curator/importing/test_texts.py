from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest

from curator.coding.correcting import correct, read_correction
from curator.importing.accounts import Fate, ImportAccount
from curator.importing.rereading import from_words
from curator.importing.texts import read_pasted, read_texts
from curator.ports import ReviewStore
from curator.records import Report, Reviewer, Structure
from tests.conftest import shared_folder
from tests.curator.importing.formats.test_archives import zipped
from tests.curator.importing.formats.test_xml import LAUGHS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it yet."""
    place = tmp_path / "texts"
    place.mkdir()
    return place


def bring_in(store: ReviewStore, anna: Reviewer, *paths: Path) -> ImportAccount:
    account = read_texts(paths, store, anna.id)
    if account.change is not None:
        store.apply(account.change)
    return account


def fates(account: ImportAccount) -> dict[str, Fate]:
    return {line.name: line.fate for line in account.lines}


def test_the_two_source_texts_come_in_as_reports(store: ReviewStore, anna: Reviewer) -> None:
    seeds = shared_folder("seeds")
    bring_in(store, anna, seeds)
    carl, yuan = store.all(Report)
    assert (carl.title, carl.doi) == (
        "Clinical Trial Evidence on Stem Cell Therapy for Severe Lupus",
        "10.35248/2684-1630.24.9.307",
    )
    assert (yuan.doi, yuan.pmid) == ("10.2478/rir-2022-0011", "36465325")
    for report in (carl, yuan):
        original = (seeds / report.file_name).read_bytes()
        assert store.original(report.original_sha256) == original
        assert store.text(report.text_sha256) == original.decode()
        assert report.characters == len(original.decode())


def test_a_folder_of_27_trial_reports_is_one_change(store: ReviewStore, anna: Reviewer) -> None:
    account = bring_in(store, anna, shared_folder("data", "evidence-inference", "documents"))
    assert store.count(Report) == 27
    assert account.change is not None
    assert account.change.title == "Import 27 reports"
    assert all(report.title and not report.title.startswith("PMC") for report in store.all(Report))
    store.undo(anna.id)
    assert store.count(Report) == 0
    store.redo(anna.id)
    assert store.count(Report) == 27


def test_the_same_text_does_not_come_in_twice(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    (folder / "one.txt").write_bytes(b"Relapse fell.\n")
    (folder / "same with other newlines.txt").write_bytes(b"Relapse fell.\r\n")
    account = bring_in(store, anna, folder / "one.txt", folder / "same with other newlines.txt")
    assert fates(account) == {"one.txt": Fate.CAME_IN, "same with other newlines.txt": Fate.ALREADY_THERE}
    again = bring_in(store, anna, folder / "one.txt")
    assert again.change is None
    assert again.lines[0].fate is Fate.ALREADY_THERE
    assert again.lines[0].report == store.all(Report)[0]
    assert store.count(Report) == 1


def test_bad_files_get_a_line_each_and_the_others_still_come_in(
    store: ReviewStore, anna: Reviewer, folder: Path
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "pdf.txt").write_bytes(b"%PDF-1.4")
    (folder / "good.md").write_text("# Cells in lupus\n\nRelapse fell.")
    (folder / "large.txt").write_bytes(b"")
    os.truncate(folder / "large.txt", 100_000_000)
    names = ["empty.txt", "binary.txt", "pdf.txt", "good.md", "large.txt", "missing.txt"]
    account = bring_in(store, anna, *(folder / name for name in names))
    assert [line.name for line in account.with_fate(Fate.REFUSED)] == [name for name in names if name != "good.md"]
    assert all(line.sentence.startswith(f"{line.name}: refused. ") for line in account.with_fate(Fate.REFUSED))
    assert [report.title for report in store.all(Report)] == ["Cells in lupus"]


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="everything is readable here")
def test_a_file_without_permission_is_named(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    secret = folder / "secret.txt"
    secret.write_text("Relapse fell.")
    secret.chmod(0)
    account = bring_in(store, anna, secret)
    assert "permission" in account.lines[0].sentence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_named_like_a_text_is_not_waited_for(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    account = read_texts([folder / "pipe.txt"], store, anna.id)
    assert [line.sentence for line in account.lines] == ["pipe.txt: refused. It is a pipe or a device, not a file."]


def test_a_folder_named_like_a_text_is_read_as_a_folder(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    (folder / "folder.txt" / "below").mkdir(parents=True)
    (folder / "folder.txt" / "below" / "report.txt").write_text("Relapse fell.")
    assert fates(bring_in(store, anna, folder / "folder.txt")) == {"report.txt": Fate.CAME_IN}


def test_a_folder_says_what_was_passed_over(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    (folder / "report.txt").write_text("Relapse fell.")
    (folder / "table.csv").write_text("a,b")
    (folder / "README.md").write_text("What lies here")
    (folder / ".hidden.txt").write_text("nobody's text")
    account = bring_in(store, anna, folder)
    assert fates(account) == {
        "report.txt": Fate.CAME_IN,
        "table.csv": Fate.PASSED_OVER,
        "README.md": Fate.PASSED_OVER,
    }


def test_a_file_is_taken_once_however_often_it_is_named(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    (folder / "report.txt").write_text("Relapse fell.")
    account = bring_in(store, anna, folder / "report.txt", folder)
    assert len(account.lines) == 1


def test_what_was_replaced_is_kept_with_the_report(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    (folder / "damaged.txt").write_bytes(b"Relapse\x00fell.\r\nAll the same.")
    account = bring_in(store, anna, folder / "damaged.txt")
    report = store.all(Report)[0]
    assert report.import_note == "1 NUL character was replaced by \ufffd."
    assert report.import_note in account.lines[0].sentence
    assert store.text(report.text_sha256) == "Relapse\ufffdfell.\nAll the same."


def test_a_pasted_text_comes_in_under_its_title(store: ReviewStore, anna: Reviewer) -> None:
    account = read_pasted("Relapse fell.\r\nMuch.", "  An   abstract ", store, anna.id)
    assert account.change is not None
    store.apply(account.change)
    report = store.all(Report)[0]
    assert (report.title, report.file_name) == ("An abstract", "")
    assert store.text(report.text_sha256) == "Relapse fell.\nMuch."
    assert read_pasted("Relapse fell.\nMuch.", "Again", store, anna.id).lines[0].fate is Fate.ALREADY_THERE


def test_pasting_nothing_says_so(store: ReviewStore, anna: Reviewer) -> None:
    account = read_pasted("  \n", "", store, anna.id)
    assert account.change is None
    assert account.lines[0].sentence == "Pasted text: refused. There are no words in it."


def test_an_import_can_be_cancelled_at_any_file(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Report {number}")
    told: list[tuple[float, str]] = []

    def stop_at_half(share: float, name: str) -> bool:
        told.append((share, name))
        return share < 0.5

    account = read_texts([folder], store, anna.id, stop_at_half)
    assert account.cancelled
    assert account.change is None
    assert told == [(0.0, "0.txt"), (0.25, "1.txt"), (0.5, "2.txt")]


def test_reports_stay_in_the_order_of_their_files(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"Report {number}")
    bring_in(store, anna, folder)
    assert [report.file_name for report in store.all(Report)] == [f"{number:02}.txt" for number in range(60)]


def test_a_folder_of_journal_xml_comes_in_with_ids_and_sections_as_one_change(
    store: ReviewStore, anna: Reviewer
) -> None:
    account = bring_in(store, anna, shared_folder("data", "evidence-inference", "nxml"))
    assert len(account.reports) == 27
    assert store.count(Structure) == 27
    report = next(report for report in store.all(Report) if report.pmcid == "PMC5813072")
    assert (report.pmid, report.doi, report.year) == ("28551715", "10.1007/s00213-017-4650-5", 2018)
    assert report.details["Publisher"]
    (structure,) = store.all(Structure, report_id=report.id)
    assert structure.text_sha256 == report.text_sha256
    store.undo(anna.id)
    assert (store.count(Report), store.count(Structure)) == (0, 0)


def test_every_known_kind_in_a_folder_comes_in_and_is_known_by_its_content(
    store: ReviewStore, anna: Reviewer, folder: Path
) -> None:
    page = "<!doctype html><html><body><p>Relapse fell on a page.</p></body></html>"
    (folder / "page.html").write_text(page)
    (folder / "page named as text.txt").write_text(page.replace("a page", "another page"))
    (folder / "library.xml").write_text("<library><shelf/></library>")
    document = docx.Document()
    document.add_paragraph("Relapse fell in Word.")
    document.save(folder / "report.docx")
    account = bring_in(store, anna, folder)
    assert fates(account) == {
        "library.xml": Fate.PASSED_OVER,
        "page named as text.txt": Fate.CAME_IN,
        "page.html": Fate.CAME_IN,
        "report.docx": Fate.CAME_IN,
    }
    assert {store.text(report.text_sha256) for report in store.all(Report)} == {
        "Relapse fell on a page.",
        "Relapse fell on another page.",
        "Relapse fell in Word.",
    }


def test_hostile_and_foreign_files_get_a_line_each_and_the_others_still_come_in(
    store: ReviewStore, anna: Reviewer, folder: Path
) -> None:
    (folder / "slip.docx").write_bytes(zipped({"word/document.xml": b"<a/>", "../../evil": b"x"}))
    (folder / "bomb.docx").write_bytes(zipped({"word/document.xml": bytes(200_000_000)}))
    (folder / "laughs.nxml").write_text(f"{LAUGHS.replace('<a>', '<article>').replace('</a>', '</article>')}")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000))
    (folder / "deep.html").write_text("<html>" + "<div>" * 200_000)
    (folder / "good.html").write_text("<html><body><script>steal()</script><p>Relapse fell.</p></body></html>")
    account = bring_in(store, anna, *sorted(folder.iterdir()))
    said = {line.name: line.sentence for line in account.with_fate(Fate.REFUSED)}
    assert said.keys() == {"slip.docx", "bomb.docx", "laughs.nxml", "old.doc", "deep.html"}
    assert "leads out of it" in said["slip.docx"]
    assert "too large" in said["bomb.docx"]
    assert "declares entities" in said["laughs.nxml"]
    assert "an old office document, or one with a password" in said["old.doc"]
    assert "thousands of elements" in said["deep.html"]
    assert [store.text(report.text_sha256) for report in store.all(Report)] == ["Relapse fell."]


def test_a_file_whose_text_was_corrected_is_still_known(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    (folder / "cells.txt").write_text("Relapse fe11.")
    bring_in(store, anna, folder / "cells.txt")
    correction = read_correction(store, store.all(Report)[0], from_words("Relapse fell."), None, anna.id)
    store.apply(correct(store, correction, {}, anna.id))
    assert fates(bring_in(store, anna, folder / "cells.txt")) == {"cells.txt": Fate.ALREADY_THERE}
