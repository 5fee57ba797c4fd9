"""A new review, and the people who work on it."""

from __future__ import annotations

from curator.changes import Change, added, amended
from curator.codebook.general import starting_codebook
from curator.codebook.names import fold, tidy
from curator.errors import BadInput, Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Review, Reviewer

REVIEWER_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#8C7B00", "#6F6F6F")
"""Colours given to reviewers in turn, told apart by colour-blind readers."""


def people(reader: RecordReader) -> list[Reviewer]:
    """The reviewers who are persons, in the order in which they joined: all but the one who owns the consensus."""
    return reader.all(Reviewer, consensus=False)


def new_review(title: str, reviewer_name: str) -> Change:
    """The change that makes an empty file a review: its title, its first reviewer and the general codebook.

    Raises ``BadInput`` when the title or the name is blank.
    """
    title = tidy(title)
    if not title:
        raise BadInput("A review needs a title. Type one and try again.")
    reviewer = named_reviewer(reviewer_name, position=0)
    records = (Review(id=new_id(), title=title), reviewer, *starting_codebook())
    return Change(title="Start the review", reviewer_id=reviewer.id, alterations=added(records))


def named_reviewer(name: str, *, position: int) -> Reviewer:
    """A reviewer with initials and the colour that is next; raises ``BadInput`` for a blank name."""
    name = tidy(name)
    if not name:
        raise BadInput("A reviewer needs a name. Type one and try again.")
    return Reviewer(
        id=new_id(), name=name, initials=initials_of(name), colour=REVIEWER_COLOURS[position % len(REVIEWER_COLOURS)]
    )


def initials_of(name: str) -> str:
    """Up to three initials: "Anna Maria Berg" gives AMB; a single word gives its first letter."""
    return "".join(word[0] for word in tidy(name).split(" ")[:3] if word).upper()


def add_reviewer(reader: RecordReader, name: str, by: str | None = None) -> tuple[Reviewer, Change | None]:
    """The reviewer of this name, and the change that adds them; None when the review has them already.

    Raises ``BadInput`` for a blank name, and ``Refused`` for that of the consensus, which is nobody's.
    """
    reviewers = people(reader)
    for reviewer in reviewers:
        if fold(reviewer.name) == fold(name):
            return reviewer, None
    if any(fold(one.name) == fold(name) for one in reader.all(Reviewer, consensus=True)):
        raise Refused("“{name}” stands for what was settled, and is no person. Choose another name.", name=tidy(name))
    reviewer = named_reviewer(name, position=len(reviewers))
    return reviewer, Change(
        title=f"Add reviewer {reviewer.name}", reviewer_id=by or reviewer.id, alterations=added([reviewer])
    )


def amend_review(review: Review, by: str | None, **fields: str | bool) -> Change:
    """The change that gives the review another title, question, guidance or rule."""
    return Change(title="Amend the review's details", reviewer_id=by, alterations=(amended(review, **fields),))
