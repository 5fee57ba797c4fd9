"""Whatever a file says, its reader gives an account; and places are turned into places of the same words."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.exporting.brat.standoff import comes_back_otherwise, fragments
from curator.exporting.doors import export_door
from curator.importing.accounts import ImportAccount
from curator.importing.doors import doors
from curator.importing.projects.positions import Counting, Newlines, RawText, Selection, find_counting
from curator.importing.projects.standoff import read_standoff
from curator.ports import ReviewStore
from curator.records import ClaimStatus
from curator.text.passages import cut

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

PIECES = st.lists(
    st.sampled_from(["pain ", "fell ", "🙂 ", "\r\n", "\n", "\r", "TNF-α ", "ﬁ ", "95% ", "漢字"]), min_size=4
)


def door(name: str):
    return next(one for one in doors() if one.name == name)


def counted(raw: str, place: int, counting: Counting, text: str) -> int:
    """A place of the stored text as a file would count it, worked out the slow way."""
    stored = written = 0
    while stored < place:
        if raw.startswith("\r\n", written):
            written += 2
        else:
            written += 1
        stored += 1
    before = raw[:written]
    if counting.newlines is Newlines.AS_ONE:
        before = before.replace("\r\n", "\n").replace("\r", "\n")
    elif counting.newlines is Newlines.AS_TWO:
        before = before.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    units = len(before.encode("utf-16-le")) // 2 if counting.utf16 else len(before)
    return units + counting.mark


@FEW
@given(PIECES, st.data(), st.booleans(), st.sampled_from(Newlines), st.booleans())
def test_every_place_counted_in_any_way_is_the_same_place(pieces, data, utf16, newlines, mark):
    raw = "".join(pieces)
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    place = data.draw(st.integers(0, len(text)))
    counting = Counting(utf16=utf16, newlines=newlines, mark=mark)
    given_raw = RawText(raw, text, had_mark=True)
    assert given_raw.place(counted(raw, place, counting, text), counting) == place


@FEW
@given(st.integers(-5, 80), PIECES, st.booleans(), st.sampled_from(Newlines))
def test_no_position_leads_out_of_the_text(position, pieces, utf16, newlines):
    raw = "".join(pieces)
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    place = RawText(raw, text).place(position, Counting(utf16=utf16, newlines=newlines))
    assert place is None or 0 <= place <= len(text)


@FEW
@given(PIECES, st.data(), st.booleans(), st.booleans())
def test_with_words_every_way_to_count_is_found_out(pieces, data, utf16, included):
    raw = "start " + "".join(pieces) + " end of the text"
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), min_size=3, max_size=8))
    wanted = [(min(span), max(span)) for span in spans if text[min(span) : max(span)].strip()]
    assume(wanted)
    counting = Counting(utf16=utf16, end_included=included)
    selections = [
        Selection(
            text_key="t",
            start=counted(raw, start, counting, text),
            end=counted(raw, end, counting, text) - included,
            words=text[start:end],
        )
        for start, end in wanted
    ]
    found = find_counting({"t": RawText(raw, text)}, selections)
    said = [text[place[0] : place[1]] if place else None for place in found.places]
    shown = [" ".join(words.split()) if words else None for words in said]
    assert shown == [" ".join(text[start:end].split()) for start, end in wanted]


@FEW
@given(st.text())
@example("T1\tDrug 0 99999999999999999999\tx\n")
@example("E1\t\nA1\tx\nR1\t \n*\t\n#1\t\n")
@example("A1\t \nA2\tN T1\nT1\tD 0 4\tpain\nE1\tD:T1 X:E1\nR1\tr a:E1 b:T1")
def test_any_words_are_read_as_standoff(words: str):
    read_standoff(words)


@FEW
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=4))
def test_fragments_say_the_words_of_their_places(spans):
    text = "Pain fell 🙂\nin the first arm.\n\nIt fell less in the second arm."
    passages = [cut(text, start, min(len(text), start + length)) for start, length in sorted(spans)]
    for start, end, words in fragments(passages):
        assert text[start:end] == words
        assert "\n" not in words
    comes_back_otherwise(passages)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "target", "source", "selector", "exact", "start", "end", "body", "value", "creator", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def give(store: ReviewStore, name: str, path: Path) -> ImportAccount:
    return door(name).read([path], store, None, None)


@FEW
@given(JSON, JSON)
def test_any_json_is_read_as_annotations(store: ReviewStore, tmp_path: Path, target, body):
    path = tmp_path / "a.jsonld"
    annotation = {"type": "Annotation", "target": target, "body": body, "motivation": "tagging"}
    path.write_text(json.dumps({"@context": "http://www.w3.org/ns/anno.jsonld", "items": [annotation]}), "utf-8")
    assert give(store, "W3C annotations", path).lines is not None


ATTRIBUTES = st.sampled_from(
    ["guid", "name", "startPosition", "endPosition", "targetGUID", "plainTextPath", "isCodable"]
)
VALUES = st.sampled_from(
    ["", "1", "-3", "99999999999", "{x}", "internal://a.txt", "internal://..", "false", "é", "\U0001f600"]
)
TAGS = st.sampled_from(
    [
        "Users",
        "User",
        "CodeBook",
        "Codes",
        "Code",
        "Sources",
        "TextSource",
        "PDFSource",
        "Representation",
        "Notes",
        "Note",
        "PlainTextSelection",
        "Coding",
        "CodeRef",
        "NoteRef",
        "Description",
        "PlainTextContent",
        "Links",
        "Link",
    ]
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    tag = draw(TAGS)
    attributes = draw(st.dictionaries(ATTRIBUTES, VALUES, max_size=5))
    inside = "".join(draw(st.lists(elements(depth + 1), max_size=2))) if depth < 5 else "words"
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<{tag} {written}>{inside}</{tag}>"


@FEW
@given(st.lists(elements(), max_size=4))
def test_any_project_file_is_read_as_a_project(store: ReviewStore, tmp_path: Path, inside):
    with ZipFile(tmp_path / "p.qdpx", "w") as archive:
        archive.writestr(
            "project.qde", f'<Project name="P" xmlns="urn:QDA-XML:project:1.0">{"".join(inside)}</Project>'
        )
        archive.writestr("sources/a.txt", "Some words 🙂 of a text.")
    assert give(store, "REFI-QDA projects", tmp_path / "p.qdpx").lines is not None


@pytest.fixture
def written(store: ReviewStore, tmp_path: Path) -> bytes:
    from curator.exporting.choice import Choice

    path = tmp_path / "r.jsonl"
    export_door(path).write(store, path, Choice(statuses=tuple(ClaimStatus)), None)
    return path.read_bytes()


@FEW
@given(st.data())
def test_a_file_of_lines_with_any_byte_altered_is_read_or_refused(store, written: bytes, tmp_path: Path, data):
    place = data.draw(st.integers(0, len(written) - 1))
    path = tmp_path / "altered.jsonl"
    path.write_bytes(written[:place] + data.draw(st.binary(max_size=3)) + written[place + 1 :])
    account = give(store, "JSON Lines of a review", path)
    assert account.lines
    assert all(line.sentence for line in account.lines)


@FEW
@given(st.binary(max_size=300))
def test_no_bytes_break_the_finding_of_a_door(tmp_path: Path, content: bytes):
    from curator.importing.doors import sort_by_door

    for name in ("x.qdpx", "x.ann", "x.jsonl", "x.jsonld", "x.qda", "x.zip"):
        path = tmp_path / name
        path.write_bytes(b"PK\x03\x04" + content if name == "x.zip" else content)
        assert sort_by_door([path])


def test_a_place_that_nobody_can_count_is_refused_with_a_sentence():
    text = "Pain fell in the first arm and rose in the second."
    inside = [Selection(text_key="t", start=n, end=n + 2) for n in (1, 6, 14, 18, 24)]
    with pytest.raises(BadInput, match="begin or end inside a word"):
        find_counting({"t": RawText(text, text)}, inside)
