"""Every record that can be made becomes a row and the same record again, and so does every change in the log."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.changes import Alteration
from curator.records import RECORD_TYPES, Absence, Arm, Claim, Estimate, Passage, Record
from db.alterations import COMPRESS_FROM, decode_alterations, encode_alterations
from db.mapping import Storage, mapping_of, time_from_text, time_to_text
from db.tables import METADATA, table_of
from tests.db.sample import Sample

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
numbers = st.integers(-(2**63), 2**63 - 1)
values = st.floats(allow_nan=False, allow_infinity=False)
times = st.datetimes(timezones=st.just(UTC))
arms = st.builds(Arm, n=st.none() | numbers, events=st.none() | numbers, mean=st.none() | values, sd=st.none() | values)

st.register_type_strategy(str, words)
st.register_type_strategy(int, numbers)
st.register_type_strategy(float, values)
st.register_type_strategy(datetime, times)


def fields_of(kind: type[msgspec.Struct]) -> dict[str, st.SearchStrategy[object]]:
    import typing

    return {name: st.from_type(hint) for name, hint in typing.get_type_hints(kind).items() if name != "name_in_log"}


passages = st.builds(Passage, **fields_of(Passage))
estimates = st.builds(Estimate, **{**fields_of(Estimate), "intervention": arms, "control": arms})


def records(kind: type[Record]) -> st.SearchStrategy[Record]:
    fields = fields_of(kind)
    if "passages" in fields:
        fields["passages"] = st.lists(passages, max_size=3).map(tuple)
    if "estimates" in fields:
        fields["estimates"] = st.lists(estimates, max_size=2).map(tuple)
    if "absent" in fields:
        fields["absent"] = st.dictionaries(words, st.sampled_from(Absence), max_size=3)
        fields["extra"] = st.dictionaries(words, words, max_size=3)
    for name in {"joined", "details"} & fields.keys():
        fields[name] = st.dictionaries(words, words, max_size=3)
    return st.builds(kind, **fields)


@pytest.mark.parametrize("kind", RECORD_TYPES)
@settings(max_examples=25, deadline=None)
@given(chance=st.data())
def test_a_record_comes_back_from_its_row_and_from_the_log(kind: type[Record], chance: st.DataObject) -> None:
    before, after = chance.draw(records(kind)), chance.draw(records(kind))
    mapping = mapping_of(kind)
    assert mapping.record(tuple(mapping.row(before).values())) == before
    alterations = (Alteration(before=before, after=after), Alteration(before=None, after=before))
    assert decode_alterations(encode_alterations(alterations)) == alterations


def test_every_field_has_a_column_of_its_own(sample: Sample) -> None:
    for kind in RECORD_TYPES:
        assert tuple(table_of(kind).columns.keys()) == kind.__struct_fields__
    sorts = {field.name: field.storage for field in mapping_of(Claim).fields}
    assert (sorts["report_id"], sorts["note"], sorts["status"]) == (Storage.ID, Storage.TEXT, Storage.CHOICE)
    assert (sorts["passages"], sorts["absent"], sorts["recorded_at"]) == (Storage.NESTED, Storage.NESTED, Storage.TIME)
    row = mapping_of(Claim).row(sample.claim(passages=(sample.passage(60, 90),)))
    assert "médecine" in row["passages"], "nested values are text that a person can read"


def test_what_a_record_names_is_a_foreign_key_with_an_index() -> None:
    keys = [key for table in METADATA.sorted_tables for key in table.foreign_keys]
    named = {(key.parent.table.name, key.parent.name, key.column.table.name) for key in keys}
    assert {
        ("claim", "report_id", "report"),
        ("claim", "reviewer_id", "reviewer"),
        ("claim", "outcome_id", "outcome"),
        ("claim", "direction_id", "direction"),
        ("claim", "study_id", "study"),
        ("mark", "label_id", "label"),
        ("query", "claim_id", "claim"),
        ("pairing", "first_claim_id", "claim"),
        ("assignment", "report_id", "report"),
        ("handout", "reviewer_id", "reviewer"),
        ("therapy", "parent_id", "therapy"),
        ("outcome", "merged_into_id", "outcome"),
    } <= named
    for table, column, _ in named:
        assert {column} in [set(index.columns.keys()) for index in METADATA.tables[table].indexes]
    assert all(key.deferrable and key.initially == "DEFERRED" for key in keys)


@given(times, times)
def test_times_sort_as_text_as_they_do_as_times(one: datetime, other: datetime) -> None:
    assert time_from_text(time_to_text(one)) == one
    assert (time_to_text(one) < time_to_text(other)) == (one < other)
    assert len(time_to_text(one)) == 27


def test_a_row_that_no_record_can_be_made_of_is_said_to_be_so(sample: Sample) -> None:
    row = mapping_of(Claim).row(sample.claim())
    for name, wrong in (("status", "no such status"), ("passages", "[{}]"), ("therapies", "not JSON")):
        with pytest.raises(msgspec.MsgspecError):
            mapping_of(Claim).record(tuple({**row, name: wrong}.values()))


def test_fields_that_a_later_version_adds_take_their_default(sample: Sample) -> None:
    stored = encode_alterations((Alteration(before=None, after=sample.claim(note="kept")),))
    older = msgspec.json.encode(
        [
            (kind, before, {name: value for name, value in after.items() if name not in {"design", "key"}})
            for kind, before, after in msgspec.json.decode(stored)
        ]
    )
    (alteration,) = decode_alterations(older)
    assert isinstance(alteration.after, Claim)
    assert (alteration.after.note, alteration.after.design) == ("kept", "")


def test_long_alterations_are_compressed(sample: Sample) -> None:
    alterations = tuple(Alteration(before=None, after=sample.claim()) for _ in range(400))
    stored = encode_alterations(alterations)
    assert len(stored) < COMPRESS_FROM
    assert decode_alterations(stored) == alterations
