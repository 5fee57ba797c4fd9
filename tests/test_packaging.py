"""Installed by pip, the program has all that it needs: every library that it uses, and every file of its own."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("curator", "db", "ui")
COMES_WITH = {"PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials", "ahocorasick": "pyahocorasick"}
"""Modules that have another name than the package which brings them."""


@pytest.fixture
def project() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return read


def modules_used() -> set[str]:
    """The libraries that the program imports, whether at once or when needed."""
    names: set[str] = set()
    for path in [ROOT / "main.py", *(file for folder in OURS for file in (ROOT / folder).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").split(".")[0])
    return names - set(OURS) - sys.stdlib_module_names


def required(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ]", requirement)[0].lower() for requirement in requirements}


def test_every_library_that_is_used_is_asked_for(project: dict[str, dict[str, list[str]]]) -> None:
    asked = required(project["project"]["dependencies"])
    extra = project["project"]["optional-dependencies"]
    asked |= required(extra["team"])  # type: ignore[call-overload]
    assert {COMES_WITH.get(name, name.lower().replace("_", "-")) for name in modules_used()} <= asked


def test_every_version_that_is_asked_for_is_exact_in_the_constraints(project: dict[str, dict[str, list[str]]]) -> None:
    extras = project["project"]["optional-dependencies"]
    asked = required(project["project"]["dependencies"])
    for extra in ("dev", "team"):
        asked |= required(extras[extra])  # type: ignore[call-overload]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    exact = {line.split("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    assert {name.replace("_", "-") for name in asked} <= exact


def test_every_file_that_is_no_code_is_packed(project: dict[str, dict[str, list[str]]]) -> None:
    patterns: dict[str, list[str]] = project["tool"]["setuptools"]["package-data"]  # type: ignore[call-overload]
    kept = [path for folder in OURS for path in (ROOT / folder).rglob("*") if path.is_file()]
    left_out = []
    for path in kept:
        if path.suffix in {".py", ".pyc", ".ts"}:
            continue
        package = next(parent for parent in path.parents if (parent / "__init__.py").exists())
        dotted = ".".join(package.relative_to(ROOT).parts)
        inside = path.relative_to(package)
        wanted = [PurePosixPath(pattern) for pattern in (*patterns["*"], *patterns.get(dotted, ()))]
        if not any(len(each.parts) == len(inside.parts) and inside.match(str(each)) for each in wanted):
            left_out.append(path.relative_to(ROOT).as_posix())
    assert left_out == []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for folder in OURS for path in (ROOT / folder).rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
