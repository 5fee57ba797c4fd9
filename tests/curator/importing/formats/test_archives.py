from __future__ import annotations

import stat
import struct
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.importing.formats import archives
from curator.importing.formats.archives import Archive
from tests.curator.importing.formats.refusals import refusal


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these files in it, whatever they are called."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_the_files_inside_are_listed_and_read(tmp_path: Path) -> None:
    data = zipped({"word/": b"", "word/document.xml": b"<a/>", "Ergebnisse – Übersicht.txt": b"Cells"})
    (tmp_path / "a.zip").write_bytes(data)
    for source in (data, tmp_path / "a.zip"):
        with Archive(source) as archive:
            assert archive.names == ("word/document.xml", "Ergebnisse – Übersicht.txt")
            assert archive.read("word/document.xml") == b"<a/>"
            assert "word/document.xml" in archive
            assert archive.size("word/document.xml") == 4
            with pytest.raises(BadInput, match="missing in the archive"):
                archive.read("word/styles.xml")
            with pytest.raises(BadInput, match="is the most"):
                archive.read("word/document.xml", most=3)


@pytest.mark.parametrize(
    "name",
    ["../up.txt", "a/../../up.txt", "/etc/passwd", "\\\\server\\share", "..\\up.txt", "C:\\windows", "c:x", "a\nb"],
)
def test_a_name_that_leads_out_of_the_archive_closes_the_whole_of_it(name: str) -> None:
    with pytest.raises(BadInput, match="leads out of it"):
        Archive(zipped({"good.txt": b"Cells", name: b"harm"}))


def test_a_link_inside_is_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BadInput, match="leads out of it"):
        Archive(made.getvalue())


def test_a_bomb_is_refused_before_any_of_it_is_unpacked() -> None:
    bomb = zipped({"word/document.xml": bytes(300_000_000)})
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match="too large"):
            Archive(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_many_entries_that_are_large_together_are_refused() -> None:
    noise = b"".join(struct.pack("<I", number * 2654435761 % 2**32) for number in range(300_000))
    with pytest.raises(BadInput, match="too large"):
        Archive(zipped({f"{number}": noise for number in range(4)}), most_unpacked=4_000_000)


def test_too_many_entries_are_refused_by_the_length_of_their_list(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({f"{number}": b"" for number in range(200)})
    monkeypatch.setattr(archives, "MOST_ENTRIES", 100)
    with pytest.raises(BadInput, match="more than 100 files"):
        Archive(many)
    monkeypatch.setattr(archives, "_MOST_LISTING", 1000)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(BadInput, match="more than 100 files"):
        Archive(many)


def test_an_entry_that_lies_about_its_size_gives_a_sentence() -> None:
    data = bytearray(zipped({"a.txt": b"Relapse fell. " * 100}))
    listed = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, listed + 24, 20)
    with Archive(bytes(data)) as archive, pytest.raises(BadInput, match="damaged"):
        archive.read("a.txt")


def test_two_files_of_one_name_and_a_password_are_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "other")
    with pytest.raises(BadInput, match="two files named"):
        Archive(made.getvalue())
    locked = bytearray(zipped({"a.txt": b"Cells"}))
    listed = locked.rfind(b"PK\x01\x02")
    struct.pack_into("<H", locked, listed + 8, 1)
    with pytest.raises(BadInput, match="password"):
        Archive(bytes(locked))


def test_a_way_of_packing_that_needs_any_amount_of_memory_is_not_unpacked() -> None:
    with Archive(zipped({"a.txt": b"Cells"}, zipfile.ZIP_LZMA)) as archive, pytest.raises(BadInput, match="damaged"):
        archive.read("a.txt")


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.binary(max_size=8))
def test_any_bytes_give_entries_or_a_sentence(data: bytes, place: int, patch: bytes) -> None:
    good = zipped({"a.txt": data, "b/c.txt": b"Relapse fell. " * 9})
    for broken in (data, good[:place], good[:place] + patch + good[place + len(patch) :]):
        refusal(lambda broken=broken: read_all(broken))


def read_all(data: bytes) -> None:
    with Archive(data) as archive:
        for name in archive.names:
            archive.read(name)
