"""A team's review in a shared database: several people at once, and addresses that lead nowhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from curator.changes import Change, amended
from curator.errors import BadInput, CannotWrite, ChangedMeanwhile, ReadOnlyReview
from curator.records import Claim, Study
from db.files import open_url
from tests.db.sample import Sample, change


def test_two_people_see_each_other_and_the_second_is_told_of_the_first(database_url: str, sample: Sample) -> None:
    anna, ben = open_url(database_url), open_url(database_url)
    claim = sample.claim()
    anna.apply(sample.base)
    ben.apply(change(claim))
    assert anna.get(Claim, claim.id) == claim
    anna.apply(Change(title="Anna's", reviewer_id=None, alterations=(amended(claim, note="Anna's"),)))
    with pytest.raises(ChangedMeanwhile, match="“Ben's” was not done"):
        ben.apply(Change(title="Ben's", reviewer_id=None, alterations=(amended(claim, note="Ben's"),)))
    assert ben.get(Claim, claim.id).note == "Anna's"
    assert ben.log()[0].title == "Anna's"
    anna.close()
    ben.close()


def test_changes_of_many_are_applied_one_after_the_other(database_url: str, sample: Sample) -> None:
    people = [open_url(database_url) for _ in range(4)]
    people[0].apply(sample.base)

    def work(number: int) -> None:
        for _ in range(10):
            people[number].apply(change(sample.claim()))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert people[0].count(Claim) == 40
    assert [entry.sequence for entry in people[1].log()] == list(range(41, 0, -1))
    assert people[2].verify_storage() == []
    for person in people:
        person.close()


def test_two_people_who_open_a_new_database_at_once_make_one_review(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        for opened in list(pool.map(open_url, [database_url] * 4)):
            assert opened.count(Study) == 0
            opened.close()


def test_a_shared_review_can_be_opened_for_reading_only(database_url: str, sample: Sample) -> None:
    writing = open_url(database_url)
    writing.apply(sample.base)
    reading = open_url(database_url, read_only=True)
    assert reading.all(Study) == [sample.study]
    with pytest.raises(ReadOnlyReview):
        reading.apply(change(sample.claim()))
    with reading.snapshot() as reader:
        assert reader.count(Study) == 1
    writing.close()
    reading.close()


@pytest.mark.parametrize(
    ("url", "said"), [("not an address", "is not the address of a database"), ("mysql://a@b/c", "mysql is not known")]
)
def test_an_address_that_cannot_be_used(url: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        open_url(url)


def test_a_database_that_cannot_be_reached() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(CannotWrite, match="could not be reached"):
        open_url("postgresql://somebody@127.0.0.1:9/review?connect_timeout=2")
