"""What cannot be merged is refused in a sentence, and nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from curator.changes import Change, added, amended
from curator.checking import check
from curator.coding.reviews import add_reviewer, named_reviewer
from curator.errors import BadInput
from curator.ids import new_id
from curator.records import Claim, Query, Report, Reviewer, Therapy
from tests.curator.desktops.conftest import HandOut
from tests.curator.desktops.desktop import Desktop, records


def refusal(lead: Desktop, *others: Desktop | Path, **choices: object) -> str:
    """Why nothing is merged."""
    before = records(lead)
    merge = lead.preview(*others, **choices)
    assert merge.change is None
    assert records(lead) == before
    (account,) = merge.refused
    assert account.refused is not None
    return account.refused.sentence()


def outside(path: Path, *statements: str) -> None:
    """Does something to a file that the program itself would never do."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_review_is_not_merged_into_itself(lead: Desktop, tmp_path: Path) -> None:
    assert "lupus.curator is this review itself" in refusal(lead, lead.path)
    copied = shutil.copyfile(lead.path, tmp_path / "copy.curator")
    assert "copy in which nothing was done" in refusal(lead, copied)


def test_a_handout_is_not_merged_into_itself_nor_into_another_one(lead: Desktop, to: HandOut, tmp_path: Path) -> None:
    ben, cleo = to("Ben"), to("Cleo")
    ben.claim("Relapse was rarer")
    assert "is this review itself" in refusal(ben, ben.path)
    old = shutil.copyfile(ben.path, tmp_path / "old.curator")
    ben.claim("Nobody died")
    assert "was handed out to Ben, or a copy of it" in refusal(ben, old)
    assert "itself handed out to Cleo: it must not hold what others did" in refusal(cleo, ben)
    assert "itself handed out to Ben" in refusal(ben, lead.path)


def test_another_reviews_file_is_refused_by_its_title(lead: Desktop, tmp_path: Path) -> None:
    other = Desktop.new(tmp_path / "asthma.curator", "Zoe", title="Inhalers in asthma")
    assert "belongs to another review, “Inhalers in asthma”" in refusal(lead, other)
    assert "external coders" in refusal(lead, other)
    other.close()


def test_a_handout_of_another_review_is_refused(lead: Desktop, tmp_path: Path) -> None:
    other = Desktop.new(tmp_path / "asthma.curator", "Zoe", title="Inhalers in asthma")
    ben = other.hand_out("Ben")
    assert "another review" in refusal(lead, ben)
    ben.close()
    other.close()


def test_what_is_no_review_damaged_newer_or_missing_is_told_apart(lead: Desktop, to: HandOut, tmp_path: Path) -> None:
    ben = to("Ben")
    ben.claim("Relapse was rarer")
    ben.close()
    whole = ben.path.read_bytes()
    newer = shutil.copyfile(ben.path, tmp_path / "newer.curator")
    outside(newer, "PRAGMA user_version = 99")
    files = {
        "words.curator": (b"just some words", "is not a review"),
        "short.curator": (whole[: len(whole) // 2], "damaged"),
        "newer.curator": (newer.read_bytes(), "newer version"),
        "empty.curator": (b"", "empty file"),
    }
    for name, (content, words) in files.items():
        (tmp_path / name).write_bytes(content)
        assert words in refusal(lead, tmp_path / name)
        assert (tmp_path / name).read_bytes() == content
    assert "no review at" in refusal(lead, tmp_path / "missing.curator")
    nothing = tmp_path / "nothing.curator"
    lead.files.create(nothing).close()
    assert "holds no review" in refusal(lead, nothing)


def test_one_bad_file_among_several_keeps_all_out(lead: Desktop, to: HandOut, tmp_path: Path) -> None:
    ben = to("Ben")
    ben.claim("Relapse was rarer")
    (tmp_path / "words.curator").write_bytes(b"just some words")
    merge = lead.preview(ben, tmp_path / "words.curator")
    assert merge.change is None
    assert [account.name for account in merge.refused] == ["words.curator"]
    assert merge.files[0].new["claim"] == 1, "the account of the other one is still there"


def test_work_of_somebody_who_is_no_reviewer_any_more(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer")
    lead.store.undo(lead.me.id)
    said = refusal(lead, ben)
    assert "work of “Ben”, who is no reviewer of this review" in said
    added_again, change = add_reviewer(lead.store, "Ben")
    lead.do(change)
    assert "“Ben” who is not the “Ben” of this review" in refusal(lead, ben)
    lead.merge(ben, same_reviewers=("ben",))
    assert lead.get(claim).reviewer_id == added_again.id
    assert [reviewer.name for reviewer in lead.store.all(Reviewer)] == ["Anna Berg", "Ben"]
    later = ben.claim("Nobody died")
    lead.merge(ben)
    assert lead.get(later).reviewer_id == added_again.id, "it is known from then on"
    assert check(lead.store) == []


def test_two_people_of_one_name(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    mine, change = add_reviewer(lead.store, "Dan")
    lead.do(change)
    dan = named_reviewer("dan", position=1)
    ben.do(Change(title="Add", reviewer_id=None, alterations=added([dan])))
    assert "“dan” who is not the “Dan” of this review" in refusal(lead, ben)
    ben.me = dan
    claim = ben.claim("Relapse was rarer")
    lead.merge(ben, same_reviewers=("Dan",))
    assert lead.get(claim).reviewer_id == mine.id
    with pytest.raises(BadInput, match="No reviewer of these files is called “Zoe”"):
        lead.preview(ben, same_reviewers=("Zoe",))


def test_a_reviewer_with_two_names_is_asked_about(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    ben.do(Change(title="Rename", reviewer_id=None, alterations=(amended(ben.me, name="Somebody else"),)))
    (conflict,) = lead.preview(ben).open_conflicts
    assert (conflict.kind, conflict.fields, conflict.safe.value) == ("reviewer", ("name",), "ours")
    lead.do(Change(title="Rename", reviewer_id=None, alterations=(amended(lead.get(ben.me), name="Ben Ito"),)))
    ben.store.undo(None)
    ben.claim("Relapse was rarer")
    lead.merge(ben)
    assert lead.get(ben.me).name == "Ben Ito", "whoever keeps the list of reviewers may mend a name"


def test_a_codebook_that_lost_a_term_in_use(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer", therapy="Cells")
    gone = new_id()
    ben.do(Change(title="x", reviewer_id=None, alterations=(amended(claim, therapies=((gone,),)),)))
    said = refusal(lead, ben)
    assert "ben.curator is damaged: a claim of Ben" in said
    assert "names a therapy that it does not hold" in said


def test_passages_that_are_not_what_the_text_says(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer")
    forged = msgspec.structs.replace(claim.passages[0], words="Relapse was worse")
    ben.do(Change(title="x", reviewer_id=None, alterations=(amended(claim, passages=(forged,)),)))
    assert "does not stand on the words that it names" in refusal(lead, ben)


def test_a_text_that_is_not_what_was_imported(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    ben.bring("third.txt", "A third report.")
    ben.close()
    outside(ben.path, "UPDATE text SET text = text || ' forged' WHERE text LIKE 'A third%'")
    assert "the text of “third” is not the one that was imported" in refusal(lead, ben.path)


def test_records_that_cannot_be_read(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    ben.claim("Relapse was rarer")
    ben.close()
    outside(ben.path, "UPDATE claim SET status = 'no such status'")
    assert "damaged" in refusal(lead, ben.path)


def test_a_file_with_no_change_in_common(lead: Desktop, tmp_path: Path) -> None:
    other = Desktop.new(tmp_path / "other.curator", "Zoe")
    from curator.records import Review

    identity = lead.store.all(Review)[0].id
    other.close()
    outside(tmp_path / "other.curator", f"UPDATE review SET id = '{identity}'")
    assert "no change in common" in refusal(lead, tmp_path / "other.curator")


def test_whatever_is_refused_nothing_is_lost_there(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    ben.claim("Relapse was rarer")
    state = records(ben)
    lead.preview(ben)
    assert records(ben) == state
    assert ben.store.count(Query) == 0
    assert {Claim, Report, Therapy} <= {type(record) for record in state.values()}
