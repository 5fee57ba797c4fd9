"""Stretches by their borders: the same as counting characters one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.agreement.covers import Cover, overlap_themselves, overlapping

QUICK = settings(max_examples=100, deadline=None)
stretches = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.integers(1, 6), st.integers(1, 60))).map(lambda two: (two[0], sum(two))),
    max_size=12,
)


def arrays(some) -> tuple[np.ndarray, np.ndarray]:
    borders = np.array(some, dtype=np.int64).reshape(-1, 2)
    return borders[:, 0], borders[:, 1]


@QUICK
@given(stretches, stretches)
def test_what_is_covered(some, others) -> None:
    places = {place for start, end in some for place in range(start, end)}
    cover = Cover(*arrays(some))

    assert cover.length == len(places)
    assert cover.within(*arrays(others)).tolist() == [len(places & set(range(*other))) for other in others]


@QUICK
@given(stretches, stretches)
def test_which_overlap(some, others) -> None:
    first, second = overlapping(*arrays(some), *arrays(others))
    found = sorted(zip(first.tolist(), second.tolist(), strict=True))

    assert found == [
        (one, two)
        for one, (start, end) in enumerate(some)
        for two, (other_start, other_end) in enumerate(others)
        if start < other_end and other_start < end
    ]


@QUICK
@given(stretches)
def test_whether_they_overlap_themselves(some) -> None:
    covered = [place for start, end in some for place in range(start, end)]

    assert overlap_themselves(*arrays(some)) == (len(covered) > len(set(covered)))
