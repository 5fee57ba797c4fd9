"""The index of words: true with every change, the same as a plain scan, noticed when stale, made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from curator.changes import Alteration, Change, SourceText, amended
from curator.finding.language import read_question
from curator.finding.question import needed
from curator.ids import new_id
from curator.ports import RecordReader, ReviewStore
from curator.records import Claim, Mark, Query, Report, Study
from db import header, schema
from db.files import SqliteFiles
from tests.db.sample import NOW, Sample, change
from tests.db.test_migrations import migrated


def ids(reader: RecordReader, typed: str) -> set[str]:
    """The records worth looking at."""
    found = reader.worth_searching(needed(read_question(typed)))
    return {one for several in found.records.values() for one in several}


def texts(reader: RecordReader, typed: str) -> frozenset[str]:
    return reader.worth_searching(needed(read_question(typed))).texts


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_texts_are_found_by_words_phrases_and_beginnings(store: ReviewStore, sample: Sample) -> None:
    for typed in ("relapses", "RELAPSES", '"after 2 years"', "relap*", "medecine", "疼痛", "absent OR relapses"):
        assert texts(store, typed) == {sample.source.text_sha256}, typed
    for typed in ("relaps", "relapse absent", '"relapses after"  nowhere'):
        assert texts(store, typed) == frozenset(), typed


def test_what_is_excluded_is_left_to_whoever_looks(store: ReviewStore, sample: Sample) -> None:
    assert texts(store, "relapses -harm") == {sample.source.text_sha256}


def test_records_are_found_as_they_are_now(store: ReviewStore, sample: Sample) -> None:
    claim, mark = sample.claim(note="Why IL-6?"), sample.mark(memo="dubious wording")
    query = Query(
        id=new_id(), report_id=sample.report.id, reviewer_id=sample.anna.id, question="Which arm?", asked_at=NOW
    )
    store.apply(change(claim, mark, query))
    assert ids(store, "IL-6") == {claim.id}
    assert ids(store, "dubious") == {mark.id}
    assert ids(store, '"which arm"') == {query.id}
    assert ids(store, "lumina") == {sample.study.id}
    store.apply(Change(title="Amend", reviewer_id=None, alterations=(amended(claim, note="Why TNF-α?"),)))
    assert ids(store, "IL-6") == set()
    assert ids(store, "tnf-α") == {claim.id}
    store.undo(None)
    assert ids(store, "IL-6") == {claim.id}
    store.undo(None)
    assert ids(store, "IL-6 OR dubious OR arm") == set()
    store.redo(None)
    assert ids(store, "IL-6 OR dubious OR arm") == {claim.id, mark.id, query.id}
    assert store.verify_storage() == []


def test_a_record_that_was_taken_away_is_found_no_more(store: ReviewStore) -> None:
    study = Study(id=new_id(), name="HARBOUR")
    store.apply(change(study))
    assert ids(store, "harbour") == {study.id}
    store.apply(Change(title="Remove", reviewer_id=None, alterations=(Alteration(before=study, after=None),)))
    assert ids(store, "harbour") == set()


def test_a_change_that_is_refused_leaves_the_index_as_it_was(store: ReviewStore, sample: Sample) -> None:
    lost = sample.claim(note="unheard of", report_id=new_id())
    with pytest.raises(Exception, match="was not done"):
        store.apply(change(lost))
    assert ids(store, '"unheard of"') == set()
    assert store.verify_storage() == []


def test_one_text_of_two_reports_is_indexed_once(file_store: ReviewStore, path: Path, sample: Sample) -> None:
    again = SourceText(text=sample.source.text, original=b"another file")
    report = sample.report_titled("A third report")
    file_store.apply(change(report, texts=(again,)))
    file_store.close()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT count(*) FROM searched WHERE kind = 'text'").fetchone() == (1,)
        assert plain.execute("SELECT sum(length(words)) FROM searched WHERE kind = 'text'").fetchone() == (0,)


def test_a_snapshot_keeps_what_it_had(store: ReviewStore, sample: Sample) -> None:
    with store.snapshot() as reader:
        store.apply(change(sample.claim(note="later")))
        assert ids(reader, "later") == set()
    assert len(ids(store, "later")) == 1


def test_an_older_review_is_searched_at_once_and_indexed_when_asked(
    files: SqliteFiles, path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        for module in (header, schema):
            patched.setattr(module, "VERSION", 5)
        migrated(path)
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("INSERT INTO text VALUES (?, ?)", (sample.source.text_sha256, sample.source.text))
        plain.execute("INSERT INTO original VALUES (?, ?)", (sample.source.original_sha256, sample.source.original))
    store = files.open(path)
    store.apply(change(*sample.records, sample.claim(note="IL-6")))
    assert not store.words_are_indexed()
    assert texts(store, "relapses") == {sample.source.text_sha256}
    assert texts(store, "nowhere") == {sample.source.text_sha256}  # not in the index: always worth looking
    assert len(ids(store, "IL-6")) == 1
    told: list[float] = []
    assert store.index_words(lambda share, _words: told.append(share)) == 1
    assert told[0] == 0
    assert store.words_are_indexed()
    assert texts(store, "nowhere") == frozenset()
    assert store.index_words() == 0
    assert store.verify_storage() == []
    store.close()


def test_indexing_that_is_stopped_goes_on_later(file_store: ReviewStore, path: Path, files: SqliteFiles) -> None:
    class Stopped(Exception):
        pass

    def stop(share: float, _words: str) -> None:
        if share > 0:
            raise Stopped

    before = ids(file_store, "lumina")
    with pytest.raises(Stopped):
        file_store.index_words(stop, anew=True)
    assert not file_store.words_are_indexed()
    assert before <= ids(file_store, "lumina")
    file_store.close()
    again = files.open(path)
    assert again.index_words() > 0
    assert again.words_are_indexed()
    assert ids(again, "lumina") == before
    again.close()


@pytest.mark.parametrize(
    "statements",
    [
        ("DELETE FROM searched WHERE kind = 'text'",),
        ("UPDATE searched SET words = 'other' WHERE kind = 'study'",),
        ("DELETE FROM searched_words_docsize WHERE id = 2",),
        ("UPDATE searched_words_data SET block = zeroblob(20) WHERE id > 10",),
        ("UPDATE study SET name = 'Another'",),
    ],
)
def test_a_stale_index_is_noticed_and_made_anew(
    files: SqliteFiles, file_store: ReviewStore, path: Path, statements: tuple[str, ...]
) -> None:
    file_store.close()
    damage(path, *statements)
    opened = files.open(path)
    (sentence,) = opened.verify_storage()
    assert "index of words" in sentence
    assert "--rebuild" in sentence
    assert opened.index_words(anew=True) > 0
    assert opened.verify_storage() == []
    opened.close()


def test_an_index_by_older_rules_is_not_trusted(files: SqliteFiles, file_store: ReviewStore, path: Path) -> None:
    everything = {one.id for kind in (Study, Report, Claim, Mark, Query) for one in file_store.all(kind)}
    file_store.close()
    damage(path, "UPDATE searched SET rules = 0")
    opened = files.open(path)
    assert not opened.words_are_indexed()
    assert ids(opened, "nowhere") == everything
    assert opened.index_words() > 0
    assert ids(opened, "nowhere") == set()
    assert opened.verify_storage() == []
    opened.close()
