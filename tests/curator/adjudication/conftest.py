"""A desk at which disagreements are settled."""

from __future__ import annotations

import pytest

from curator.ports import ReviewStore
from tests.curator.adjudication.desk import Desk
from tests.curator.agreement.review.conftest import Team


@pytest.fixture
def desk(store: ReviewStore) -> Desk:
    return Desk(Team(store))
