"""The people of a review: their names, initials and colours."""

from __future__ import annotations

import re

import msgspec

from curator.changes import Change, amended
from curator.codebook.names import fold, tidy
from curator.coding.reviews import initials_of
from curator.errors import BadInput, Refused
from curator.ports import RecordReader
from curator.records import Reviewer

MOST_INITIALS = 4

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def amend_reviewer(reader: RecordReader, reviewer: Reviewer, by: str | None, **fields: str) -> Change | None:
    """The change that gives a reviewer another name, other initials or another colour; None when they have them.

    Blank initials become those of the name. Raises ``BadInput`` for a blank name, for too many initials and for what is
    no colour, and ``Refused`` for the name of somebody else.
    """
    if "name" in fields:
        fields["name"] = _free_name(reader, fields["name"], reviewer)
    name = fields.get("name", reviewer.name)
    if "initials" in fields:
        fields["initials"] = _initials(fields["initials"], name)
    elif reviewer.initials == initials_of(reviewer.name):
        fields["initials"] = initials_of(name)
    if "colour" in fields and not _COLOUR.fullmatch(fields["colour"]):
        raise BadInput("“{words}” is no colour. Write one such as #0072B2.", words=fields["colour"])
    after = msgspec.structs.replace(reviewer, **fields)
    if after == reviewer:
        return None
    title = f"Rename reviewer {reviewer.name} to {name}" if name != reviewer.name else f"Amend reviewer {name}"
    return Change(title=title, reviewer_id=by, alterations=(amended(reviewer, **fields),))


def _free_name(reader: RecordReader, words: str, reviewer: Reviewer) -> str:
    name = tidy(words)
    if not name:
        raise BadInput("A reviewer needs a name. Type one and try again.")
    for other in reader.all(Reviewer):
        if other.id != reviewer.id and fold(other.name) == fold(name):
            raise Refused("There is a reviewer “{name}” already. Choose another name.", name=other.name)
    return name


def _initials(words: str, name: str) -> str:
    initials = tidy(words)
    if len(initials) > MOST_INITIALS:
        raise BadInput("Initials have {most} letters at most. “{words}” has more.", most=MOST_INITIALS, words=initials)
    return initials or initials_of(name)
