"""Why a file is refused, where a person may say more and have it taken in after all."""

from __future__ import annotations

from curator.errors import Refused


class Namesake(Refused):
    """The file and the review know somebody of one name by different ids; ``details`` has ``reviewer``, the name.

    Whoever merges may say that they are the same person (``Choices.same_reviewers``).
    """


class Stranger(Refused):
    """The file is of another review; it may be brought in as the work of external coders (``Choices.external``)."""
