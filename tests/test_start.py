"""start.py on all kinds of machines: what it says, what it does, and what it leaves alone."""

from __future__ import annotations

import ast
import platform
import re
import subprocess
import sys
from collections import namedtuple
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]
Version = namedtuple("Version", "major minor micro releaselevel serial")  # noqa: PYI024 -- made like sys.version_info


class Runs:
    """Stands for ``subprocess.run``: keeps the commands, and lets those fail that have the word ``failing``."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.failing = ""

    def __call__(self, command: list[str], **_more: object) -> SimpleNamespace:
        self.commands.append([str(word) for word in command])
        if "venv" in command:  # as Python does it, in short
            home = Path(str(command[-1]))
            (home / "bin").mkdir(parents=True, exist_ok=True)
            (home / "bin" / "python").touch()
            (home / "pyvenv.cfg").write_text(f"home = somewhere\nversion = {platform.python_version()}\n")
        return SimpleNamespace(returncode=int(self.failing in command))


@pytest.fixture
def start() -> ModuleType:
    """start.py, loaded anew."""
    spec = spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fresh(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py in a fresh clone, where nothing was set up."""
    for name in ("constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(start, "HERE", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / ".set-up")
    monkeypatch.setattr(start, "CONSTRAINTS", tmp_path / "constraints.txt")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return start


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    kept = Runs()
    monkeypatch.setattr(subprocess, "run", kept)
    return kept


def stopped(act: object, *arguments: object) -> str:
    """The sentence that something ends with."""
    with pytest.raises(SystemExit) as ended:
        act(*arguments)  # type: ignore[operator]
    return str(ended.value)


def test_it_uses_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0), (2, 7, 18)])
def test_a_python_that_will_not_do_is_told(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", Version(*version, "final", 0))
    assert "3.11, 3.12 or 3.13 is needed" in stopped(start.look_at_python)


@pytest.mark.parametrize("version", [(3, 11, 2), (3, 12, 1), (3, 13, 9)])
def test_a_python_that_will_do_is_taken(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", Version(*version, "final", 0))
    start.look_at_python()


def test_an_unknown_task_is_told_with_those_there_are(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["start.py", "test"])
    said = stopped(start.main)
    assert "“test”" in said
    assert "app, tests, check, bench, screenshots" in said


def test_a_fresh_clone_is_set_up_with_the_exact_versions_once(
    fresh: ModuleType, runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh.set_up()
    make, install = runs.commands
    assert make[1:4] == ["-m", "venv", "--clear"]
    assert install[install.index("--constraint") + 1] == str(fresh.HERE / "constraints.txt")
    assert install[0] == str(fresh.PYTHON)
    runs.commands.clear()
    fresh.set_up()
    assert runs.commands == []
    assert "already set up" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml"])
def test_other_versions_are_installed_into_the_environment_that_is_there(
    fresh: ModuleType, runs: Runs, name: str
) -> None:
    fresh.set_up()
    runs.commands.clear()
    with (fresh.HERE / name).open("a") as file:
        file.write("# raised\n")
    fresh.set_up()
    assert ["install" in command for command in runs.commands] == [True]


def test_another_python_gets_an_environment_of_its_own(fresh: ModuleType, runs: Runs) -> None:
    fresh.set_up()
    runs.commands.clear()
    (fresh.VENV / "pyvenv.cfg").write_text("version = 3.10.4\n")
    fresh.set_up()
    assert ["venv" in command for command in runs.commands] == [True, False]


def test_what_could_not_be_installed_is_tried_again(fresh: ModuleType, runs: Runs) -> None:
    runs.failing = "install"
    assert "pip could not install" in stopped(fresh.set_up)
    runs.failing = ""
    runs.commands.clear()
    fresh.set_up()
    assert ["install" in command for command in runs.commands] == [True]


def test_a_python_without_venv_is_told_what_to_install(
    fresh: ModuleType, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh.importlib.util, "find_spec", lambda _name: None)
    assert "apt-get install -y python3-venv python3-pip" in stopped(fresh.set_up)
    assert runs.commands == []


class TestOnDebian:
    """System libraries that Qt needs, on a machine that has none of them."""

    @pytest.fixture(autouse=True)
    def _bare(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(start, "is_there", lambda _library: False)
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)

    def be(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int) -> None:
        monkeypatch.setattr(start.os, "geteuid", lambda: user, raising=False)

    def test_root_gets_all_of_them(self, start: ModuleType, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        self.be(start, monkeypatch, 0)
        start.bring_system_libraries("tests")
        update, install = runs.commands
        assert update == ["apt-get", "update"]
        assert {"libgl1", "libegl1", "libxcb-cursor0"} <= set(install)

    def test_somebody_else_is_told_the_exact_line(
        self, start: ModuleType, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.be(start, monkeypatch, 1000)
        said = stopped(start.bring_system_libraries, "tests")
        line = re.search(r"sudo apt-get install -y --no-install-recommends ([\w .+-]+)", said)
        assert line is not None
        assert set(line[1].split()) == set(start.FOR_WIDGETS.values())
        monkeypatch.setenv("DISPLAY", ":0")
        assert "libxcb-cursor0" in stopped(start.bring_system_libraries, "app")
        assert runs.commands == []

    def test_the_demo_without_a_window_needs_none(
        self, start: ModuleType, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.be(start, monkeypatch, 1000)
        start.bring_system_libraries("app")
        assert runs.commands == []

    def test_what_is_there_is_not_installed_again(
        self, start: ModuleType, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.be(start, monkeypatch, 0)
        monkeypatch.setattr(start, "is_there", lambda _library: True)
        start.bring_system_libraries("app")
        assert runs.commands == []

    def test_packages_that_cannot_be_had_are_named(
        self, start: ModuleType, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.be(start, monkeypatch, 0)
        runs.failing = "install"
        assert "libxcb-cursor0" in stopped(start.bring_system_libraries, "app")


def test_without_a_display_the_demo_is_made_checked_and_exported(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, **_more: str) -> int:
        return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode

    monkeypatch.setattr(start, "HERE", tmp_path)
    monkeypatch.setattr(start, "run", run)
    monkeypatch.setattr(start, "has_display", lambda: False)
    assert start.app() == 0
    said = capfd.readouterr().out
    assert "there is no display" in said
    assert "All is well." in said
    for name in ("demo.curator", "demo.xlsx"):
        place = tmp_path / "demo-review" / name
        assert place.exists()
        assert said.rstrip().splitlines()[-2:][name.endswith("xlsx")].endswith(str(place))
    assert start.app() == 0
    assert "was there already" in capfd.readouterr().out


def test_with_a_display_the_window_opens_on_the_demo(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(start, "HERE", tmp_path)
    monkeypatch.setattr(start, "has_display", lambda: True)
    monkeypatch.setattr(start, "run", lambda *arguments: asked.append(arguments) or 0)
    assert start.app() == 0
    assert asked == [("main.py", "--demo", str(tmp_path / "demo-review"))]


def test_every_check_is_run_and_one_that_fails_is_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []

    def run(*arguments: str, **_more: str) -> int:
        asked.append(arguments)
        return int("mypy" in arguments)

    monkeypatch.setattr(start, "run", run)
    assert start.check() == 1
    assert "did not pass: types" in capsys.readouterr().out
    words = {word for arguments in asked for word in arguments}
    assert {"ruff", "mypy", "format", "tests/docs", "--cov"} <= words
    assert sum(any(word.startswith("--fail-under") for word in arguments) for arguments in asked) == len(start.FLOORS)
