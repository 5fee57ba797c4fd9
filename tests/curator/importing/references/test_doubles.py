"""Reports that are in the review twice: found, and joined when somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.checking import check
from curator.coding.claims import record_claim
from curator.errors import Refused
from curator.importing.accounts import Offer
from curator.importing.references.doubles import Double, find_doubles, join_reports, keep_both, which_to_keep
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import Report, Reviewer
from curator.text.passages import cut


def bring_in_both(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> list[Report]:
    for number in (1, 2):
        text = tmp_path / f"{number}.md"
        text.write_text(f"# Cells for lupus\n\ndoi: 10.1000/abcd\n\nRelapse was rarer ({number}).", "utf-8")
        account = read_texts([text], store, anna.id)
        assert account.change is not None
        store.apply(account.change)
    return store.all(Report)


def test_two_texts_of_one_doi_are_found_and_joined(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    first, second = bring_in_both(store, anna, tmp_path)
    [double] = find_doubles(store)
    assert (double.report, double.offer.report) == (second, first)
    assert double.offer.reason == "The DOI is the same: 10.1000/abcd."
    store.apply(join_reports(store, first, second, anna.id))
    assert find_doubles(store) == ()
    assert store.get(Report, second.id).retired
    assert not check(store)
    store.undo(anna.id)
    assert store.all(Report) == [first, second]


def test_the_one_that_was_coded_is_kept(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    first, second = bring_in_both(store, anna, tmp_path)
    _, change = record_claim(store, second.id, anna.id, [cut(store.text(second.text_sha256), 0, 5)])
    store.apply(change)
    with pytest.raises(Refused, match="was coded"):
        join_reports(store, first, second, anna.id)
    store.apply(join_reports(store, second, first, anna.id))
    assert store.get(Report, first.id).retired


def test_two_that_are_kept_apart_are_not_asked_about_again_until_that_is_undone(
    store: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    first, second = bring_in_both(store, anna, tmp_path)
    [double] = find_doubles(store)
    store.apply(keep_both(double, anna.id))
    assert find_doubles(store) == ()
    assert not check(store)
    store.undo(anna.id)
    assert find_doubles(store) == (double,)
    assert store.all(Report) == [first, second]


def test_a_third_one_is_compared_with_each_of_two_that_are_kept_apart(
    store: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    bring_in_both(store, anna, tmp_path)
    store.apply(keep_both(find_doubles(store)[0], anna.id))
    text = tmp_path / "3.md"
    text.write_text("# Cells for lupus\n\ndoi: 10.1000/abcd\n\nRelapse was rarer (3).", "utf-8")
    change = read_texts([text], store, anna.id).change
    assert change is not None
    store.apply(change)
    first, second, third = store.all(Report)
    for earlier in (first, second):
        [double] = find_doubles(store)
        assert (double.report.id, double.earlier.id) == (third.id, earlier.id)
        store.apply(keep_both(double, anna.id))
    assert find_doubles(store) == ()


def test_what_was_coded_is_the_one_to_keep_and_two_that_were_coded_are_not_joined(
    store: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    first, second = bring_in_both(store, anna, tmp_path)
    [double] = find_doubles(store)
    assert which_to_keep(store, double) == (first, second)
    for report, kept in ((second, (second, first)), (first, None)):
        _, change = record_claim(store, report.id, anna.id, [cut(store.text(report.text_sha256), 0, 5)])
        store.apply(change)
        if kept is not None:
            assert which_to_keep(store, double) == kept
    with pytest.raises(Refused, match="Both were coded"):
        which_to_keep(store, double)


def test_what_is_kept_apart_from_others_stays_so_when_two_of_them_are_joined(
    store: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    for number in (1, 2, 3, 4):
        text = tmp_path / f"{number}.md"
        text.write_text(f"# Cells for lupus\n\ndoi: 10.1000/abcd\n\nRelapse was rarer ({number}).", "utf-8")
        change = read_texts([text], store, anna.id).change
        assert change is not None
        store.apply(change)
    first, second, third, fourth = store.all(Report)
    for report, earlier in ((second, first), (third, first), (fourth, first), (fourth, third)):
        double = Double(
            report=store.get(Report, report.id), offer=Offer(report=earlier, reason="Their DOI is the same.")
        )
        store.apply(keep_both(double, anna.id))
    _, second, _, fourth = store.all(Report)
    store.apply(join_reports(store, second, fourth, anna.id))
    assert find_doubles(store) == ()
    assert [report.file_name for report in store.all(Report, retired=False)] == ["1.md", "2.md", "3.md"]
    assert not check(store)
