"""The pages about formats name every format, and the schema is that of the lines that are written."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location

from curator.exporting.doors import export_doors
from tests.docs.pages import GUIDE, ROOT


def test_every_format_stands_on_the_page_with_its_endings() -> None:
    page = (GUIDE / "exports.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| ([^|]*) \|", page, re.MULTILINE))
    assert set(rows) == {door.name for door in export_doors()}
    for door in export_doors():
        assert set(re.findall(r"`(\.[\w.]+)`", rows[door.name])) == set(door.endings), door.name


def test_the_schema_of_json_lines_is_that_of_the_lines() -> None:
    place = ROOT / "docs" / "schema.py"
    spec = spec_from_file_location("schema", place)
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text("utf-8") == script.page(), "run docs/schema.py"
