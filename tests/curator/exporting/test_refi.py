"""REFI-QDA projects go out as the standard says and come back; those of other tools come in, however they count."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree

from curator.exporting.choice import Choice
from curator.importing.accounts import Fate
from curator.ports import RecordReader, ReviewStore
from curator.records import Claim, ClaimStatus, Label, Mark, Outcome, Report, Reviewer, Therapy
from curator.text.passages import cut
from tests.curator.exporting import there_and_back
from tests.curator.exporting.conftest import AT, new_id, source
from tests.curator.exporting.project_schema import broken_rules
from tests.curator.exporting.there_and_back import TALE, told, write

read = partial(there_and_back.read, "REFI-QDA projects")


@pytest.fixture
def tale(store: ReviewStore, sample, put, anna: Reviewer) -> Report:
    """A report with emoji and line ends; marks with several passages and memos on it."""
    report, text = source(TALE, "A tale", file_name="tale.txt")
    labels = store.all(Label)

    def mark(label: Label, *places: tuple[int, int], by: str, memo: str = "") -> Mark:
        passages = tuple(cut(TALE, *place) for place in places)
        return Mark(
            id=new_id(),
            report_id=report.id,
            reviewer_id=by,
            label_id=label.id,
            passages=passages,
            memo=memo,
            recorded_at=AT,
        )

    put(report, texts=(text,))
    put(
        mark(labels[0], (0, 11), by=anna.id, memo="First line\nsecond <line> & more 🙂"),
        mark(labels[1], (0, 9), (33, 42), (64, 78), by=anna.id),
        mark(labels[0], (0, 11), by=sample.ben.id),
    )
    return report


def test_marks_come_back_with_their_ids_people_labels_and_memos(store, tale, other, tmp_path: Path):
    write(store, tmp_path / "out.qdpx")
    other.apply(read(tmp_path / "out.qdpx", other).change)
    report = next(one for one in other.all(Report) if one.text_sha256 == tale.text_sha256)
    assert told(other, report.id) == told(store, tale.id)
    assert {mark.id for mark in other.all(Mark)} == {mark.id for mark in store.all(Mark) if not mark.retracted}
    assert read(tmp_path / "out.qdpx", other).change is None


def test_claims_come_back_as_drafts_with_their_terms_and_ids(store, sample, other, tmp_path: Path):
    write(store, tmp_path / "out.qdpx")
    other.apply(read(tmp_path / "out.qdpx", other).change)
    full = other.get(Claim, sample.full.id)
    names = {one.id: one.name for kind in (Therapy, Outcome) for one in other.all(kind)}
    assert full.status is ClaimStatus.DRAFT
    assert full.passages == sample.full.passages
    assert {names[one] for group in full.therapies for one in group} >= {"MSC therapy", "Prednisone"}
    assert names[full.outcome_id] == "Flares"
    assert "Estimate: " in full.note
    assert "adults" in full.note


def test_in_the_review_it_came_from_it_makes_no_difference(store, tale, tmp_path: Path):
    write(store, tmp_path / "out.qdpx")
    assert read(tmp_path / "out.qdpx", store).change is None


def test_the_file_keeps_the_rules_of_the_standard(store, tale, tmp_path: Path):
    account = write(store, tmp_path / "out.qdpx", Choice(statuses=tuple(ClaimStatus)))
    with ZipFile(tmp_path / "out.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
        assert broken_rules(root, set(archive.namelist())) == []
        assert archive.read(f"sources/{tale.id}.txt").decode() == TALE
    selection = root.find(".//{*}PlainTextSelection[@name='Pain fell 🙂']")
    assert TALE[int(selection.get("startPosition")) : int(selection.get("endPosition"))] == "Pain fell 🙂"
    assert any("as codings" in note for note in account.notes)
    assert any("retracted" in note for note in account.notes)


def test_the_same_review_gives_the_same_bytes(store, tale, tmp_path: Path):
    for name in ("one.qdpx", "two.qdpx"):
        write(store, tmp_path / name)
    assert (tmp_path / "one.qdpx").read_bytes() == (tmp_path / "two.qdpx").read_bytes()


GUIDS = [f"00000000-0000-4000-8000-{number:012}" for number in range(60)]
STORY = "🙂 Relapses fell.\nPain rose 😀 in women.\nFatigue did not change. Death was rare 🙂 overall."
WORDS = ("Relapses fell", "Pain rose", "women", "Fatigue", "Death was rare", "overall")


def selections(counted: str, *, utf16: bool = False, included: bool = False, named: bool = True) -> str:
    """A selection for each of the words, counted in this text in this way."""
    rows = []
    for number, words in enumerate(WORDS):
        start = counted.index(words)
        end = start + len(words)
        if utf16:
            start, end = (len(counted[:place].encode("utf-16-le")) // 2 for place in (start, end))
        name = f'name="{words}"' if named else ""
        rows.append(
            f'<PlainTextSelection guid="{GUIDS[20 + number]}" {name} startPosition="{start}"'
            f' endPosition="{end - included}" creatingUser="{GUIDS[1]}"><Coding guid="{GUIDS[40 + number]}">'
            f'<CodeRef targetGUID="{GUIDS[2]}"/></Coding></PlainTextSelection>'
        )
    return "".join(rows)


def qdpx(
    path: Path, rows: str, text: bytes, *, codes: str = "", plain: str = "internal://a.txt", more: str = ""
) -> Path:
    codes = codes or f'<Code guid="{{{GUIDS[2].upper()}}}" name="Finding" isCodable="true" color="#f00"/>'
    project = (
        '<?xml version="1.0" encoding="utf-8"?><Project name="P" xmlns="urn:QDA-XML:project:1.0">'
        f'<Users><User guid="{GUIDS[1]}" name="Kim"/></Users><CodeBook><Codes>{codes}</Codes></CodeBook>'
        f'<Sources><TextSource guid="{GUIDS[0]}" name="Story" plainTextPath="{plain}">{rows}</TextSource>{more}'
        "</Sources></Project>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", project)
        archive.writestr("Sources/a.txt", text)
    return path


def words_of(reader: RecordReader) -> list[str]:
    return sorted(passage.words for mark in reader.all(Mark) for passage in mark.passages)


CRLF = STORY.replace("\n", "\r\n")


@pytest.mark.parametrize("named", [True, False], ids=["with words", "without words"])
@pytest.mark.parametrize(
    ("counted", "utf16", "included", "text"),
    [
        (STORY, False, False, STORY.encode()),
        (STORY, True, False, STORY.encode()),
        (STORY, False, True, STORY.encode()),
        (CRLF, False, False, CRLF.encode()),
        (STORY, False, False, CRLF.encode()),
        (CRLF, False, False, STORY.encode()),
        (CRLF, True, False, CRLF.encode()),
        (STORY, True, True, CRLF.encode()),
        ("\ufeff" + STORY, False, False, STORY.encode("utf-8-sig")),
        (STORY, False, False, STORY.encode("utf-8-sig")),
        (STORY, True, False, STORY.encode("utf-16")),
    ],
    ids=[
        "code points",
        "UTF-16",
        "last character named",
        "CR LF as two",
        "CR LF as one",
        "LF as two",
        "CR LF in UTF-16",
        "CR LF as one in UTF-16, last named",
        "mark counted",
        "mark not counted",
        "a file in UTF-16",
    ],
)
def test_every_way_to_count_is_found_out(other, tmp_path: Path, counted, utf16, included, text, named):
    rows = selections(counted, utf16=utf16, included=included, named=named)
    brought = read(qdpx(tmp_path / "p.qdpx", rows, text), other)
    other.apply(brought.change)
    assert words_of(other) == sorted(WORDS)
    assert {one.name for one in other.all(Reviewer)} == {"Zoe", "Kim"}
    mark = other.all(Mark)[0]
    assert mark.id in GUIDS
    label = other.get(Label, mark.label_id)
    assert (label.name, label.colour) == ("Finding", "#ff0000")
    standard = (
        not utf16 and not included and (counted in {STORY, CRLF}) and text.decode("utf-8", "replace").endswith(counted)
    )
    said = " ".join(line.sentence for line in brought.lines)
    assert standard or "Places are counted in" in said
    assert read(tmp_path / "p.qdpx", other).change is None


def test_places_that_make_no_sense_are_refused(other, tmp_path: Path):
    rows = selections("abc" + STORY, named=False)
    brought = read(qdpx(tmp_path / "p.qdpx", rows, STORY.encode()), other)
    assert brought.change is None
    assert "Nobody can tell how the places" in brought.lines[0].sentence


@pytest.mark.parametrize("path", ["internal://../../etc/passwd", "internal:///etc/passwd", "internal://C:/x.txt"])
def test_a_path_that_leads_out_is_not_followed(other, tmp_path: Path, path: str):
    brought = read(qdpx(tmp_path / "p.qdpx", "", STORY.encode(), plain=path), other)
    assert brought.change is None or not any(isinstance(one.after, Report) for one in brought.change.alterations)
    assert "leads out of the project" in " ".join(line.sentence for line in brought.lines)


def test_a_text_outside_of_the_project_is_told(other, tmp_path: Path):
    brought = read(qdpx(tmp_path / "p.qdpx", "", STORY.encode(), plain="relative:///story.txt"), other)
    assert "is not in the project (relative:///story.txt)" in " ".join(line.sentence for line in brought.lines)


def test_codes_with_one_name_are_told_apart(other, tmp_path: Path):
    codes = "".join(
        f'<Code guid="{GUIDS[number]}" name="{above}" isCodable="false"><Code guid="{GUIDS[number + 1]}" name="Rise"'
        ' isCodable="true"/></Code>'
        for number, above in ((2, "Pain"), (4, "Cost"))
    )
    rows = selections(STORY).replace(f'targetGUID="{GUIDS[2]}"', f'targetGUID="{GUIDS[5]}"')
    other.apply(read(qdpx(tmp_path / "p.qdpx", rows, STORY.encode(), codes=codes), other).change)
    assert {label.name for label in other.all(Label)} >= {"Pain › Rise", "Cost › Rise"}


def test_what_has_no_place_here_is_told(other, tmp_path: Path):
    more = f'<PictureSource guid="{GUIDS[9]}" path="internal://x.png"/>'
    brought = read(qdpx(tmp_path / "p.qdpx", selections(STORY), STORY.encode(), more=more), other)
    assert "1 pictures stayed out." in " ".join(line.sentence for line in brought.lines)
    assert len([line for line in brought.with_fate(Fate.CAME_IN) if line.report]) == 1


HOSTILE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><Project name="&b;"/>'


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("project.qde", HOSTILE, "entities"),
        ("project.qde", "<Project", "broken"),
        ("project.qde", "<html/>", "no REFI-QDA project"),
        ("other.xml", "<Project/>", "one file that ends in .qde"),
        ("../project.qde", "<Project/>", "leads out"),
        ("project.qde", "<Project>" + " " * 40_000_000 + "</Project>", "too large"),
    ],
    ids=["entities", "broken", "another", "none", "zip-slip", "bomb"],
)
def test_a_hostile_file_is_refused_with_a_sentence(other, tmp_path: Path, name: str, content: str, why: str):
    with ZipFile(tmp_path / "p.qdpx", "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    brought = read(tmp_path / "p.qdpx", other)
    assert brought.change is None
    assert why in brought.lines[0].sentence
