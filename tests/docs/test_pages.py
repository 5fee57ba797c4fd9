"""What the pages say is so: links lead somewhere, commands and columns are complete, versions agree."""

from __future__ import annotations

import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

from curator import product
from tests.docs.pages import GUIDE, ROOT, files_kept, links, pages
from ui.commandline.running import application

HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name."""
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(page.read_text("utf-8"))
    }


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        if "://" in name or name.startswith("mailto:"):
            continue
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link} names no heading"


def test_every_page_of_the_guide_is_named_at_its_beginning() -> None:
    named = {link.partition("#")[0] for page in GUIDE.glob("*.md") for link in links(page)}
    assert {page.name for page in GUIDE.glob("*.md")} - named == {"index.md"}


def test_every_picture_of_the_guide_is_drawn_by_the_script() -> None:
    drawn = {path.name for path in (ROOT / "docs" / "screenshots").glob("*.png")}
    shown = {Path(link).name for page in pages() for link in links(page) if link.endswith(".png")}
    assert shown
    assert shown <= drawn


def test_every_command_and_option_is_described() -> None:
    page = (GUIDE / "commands.md").read_text("utf-8")
    parts = dict(re.findall(r"^## (\S+)$\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    commands = get_command(application()).commands  # type: ignore[attr-defined]
    assert set(parts) - {"trial-curator", "A"} == set(commands)
    for name, command in commands.items():
        assert f"    trial-curator {name} " in page, name
        options = {word for option in command.params for word in option.opts if word.startswith("-")}
        described = set(re.findall(r"^\| `(--[\w-]+)`", parts[name], re.MULTILINE))
        assert described == options - {"--help"}, name


def test_the_columns_of_the_workbook_are_those_that_it_has() -> None:
    script = _script("columns")
    assert script.PAGE.read_text("utf-8") == script.page(), "run docs/columns.py"


def _script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_changelog_has_its_form_and_the_present_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## \[(.+?)\](.*)$", text, re.MULTILINE)
    assert versions
    assert versions[0][0] == "Unreleased"
    for name, date in versions[1:]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", name)
        assert re.fullmatch(r" - \d{4}-\d{2}-\d{2}", date)
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == product.VERSION


def test_the_readme_begins_with_a_sentence_a_picture_and_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8").split("\n## ")[0]
    assert text.count("![") == 1
    assert re.findall(r"^    (python3 start\.py(?: \w+)?)", text, re.MULTILINE) == [
        "python3 start.py",
        "python3 start.py tests",
    ]


def test_no_file_names_the_host_of_a_package_registry() -> None:
    hosts = re.compile(
        "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(?:org|com)", "deb" + r"\.debian"))
    )
    texts = [path for path in files_kept() if path.suffix not in {".png", ".ico"}]
    assert len(texts) > 100
    assert [path for path in texts if hosts.search(path.read_text("utf-8", errors="replace"))] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.\-]+==[0-9][A-Za-z0-9.]*", line), line
