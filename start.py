#!/usr/bin/env python3
"""Sets everything up and runs a task: app (when none is named), tests, check, bench or screenshots.

    python3 start.py            the window on the demo review; without a display, the same job without a window
    python3 start.py tests      the tests

Needs Python 3.11 to 3.13 with pip and venv, and nothing else. Everything is installed in .venv beside this file.
What stands after the task goes on to it, such as: python3 start.py tests tests/db
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / ".set-up"
CONSTRAINTS = HERE / "constraints.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 13)

FOR_WIDGETS = {
    "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1", "libxkbcommon.so.0": "libxkbcommon0",
}  # fmt: skip
"""What Qt loads even where there is no screen: the library's file, and its package on Debian and Ubuntu."""

FOR_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}  # fmt: skip
"""What a window on a screen needs besides."""

FLOORS = {"curator": 96, "db": 95, "ui": 88}
"""How much of each part the tests must run through, in percent of its lines and branches."""


def say(words: str) -> None:
    """Says what is being done, at once."""
    print(f"· {words}", flush=True)


def stop(words: str) -> None:
    """Ends with a sentence."""
    sys.exit(f"start.py: {words}")


def look_at_python() -> None:
    """Stops unless this Python will do."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(
            f"Python {platform.python_version()} will not do; version 3.11, 3.12 or 3.13 is needed. "
            "Install one and start this file with it, such as: python3.12 start.py"
        )


def bring_system_libraries(task: str) -> None:
    """On Debian and Ubuntu, installs the libraries that Qt needs (as root), or says how to and stops.

    Who is not root is stopped only by what the task itself needs: without a display, the demo needs none of them.
    """
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    wanted = {**FOR_WIDGETS, **FOR_A_WINDOW}
    if os.geteuid() != 0 and not (task == "app" and has_display()):
        wanted = {} if task == "app" else FOR_WIDGETS
    missing = [package for file, package in wanted.items() if not is_there(file)]
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0:
        stop(f"Qt needs system libraries that are missing. Run this, then start again:\n\n    sudo {line}\n")
    say(f"installing the system libraries that Qt needs: {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update", line):
        if subprocess.run(command.split(), env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            stop(f"“{command}” did not work; what it said stands above. Do it by hand, then start again.")


def is_there(library: str) -> bool:
    """Whether the system can load a library by its file name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def fingerprint() -> str:
    """What the environment is made from: another value means that it has to be made anew."""
    parts = [platform.python_version().encode(), CONSTRAINTS.read_bytes(), (HERE / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def has_environment() -> bool:
    """Whether .venv was made by this very version of Python."""
    settings = VENV / "pyvenv.cfg"
    lines = settings.read_text("utf-8").splitlines() if settings.exists() else []
    return PYTHON.exists() and f"version = {platform.python_version()}" in lines


def set_up() -> None:
    """Makes .venv and installs the exact versions, unless that was done already."""
    wanted = fingerprint()
    if has_environment() and STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        say("already set up")
        return
    if not has_environment():
        no_venv = (
            "Python's venv does not work here. On Debian or Ubuntu: sudo apt-get install -y python3-venv python3-pip"
        )
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            stop(no_venv)
        say(f"making {VENV}")
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            stop(no_venv)
    say("installing the exact versions of constraints.txt; the first time this takes some minutes")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    project = ["--constraint", str(CONSTRAINTS), "--editable", f"{HERE}[dev,team]"]
    if subprocess.run([*pip, *project], check=False).returncode:
        stop("pip could not install what is needed; what it said stands above. Check the network and start again.")
    STAMP.write_text(wanted, "utf-8")


def has_display() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(*arguments: str, **more: str) -> int:
    """Runs Python from .venv in this folder and returns its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=HERE, env={**os.environ, **more}, check=False).returncode


def app() -> int:
    """The window on the demo review; without a display, the demo made, checked and exported."""
    demo = HERE / "demo-review"
    if has_display():
        say("opening the window on the demo review; close the window to end")
        return run("main.py", "--demo", str(demo))
    say("there is no display, so the same job is done without a window")
    review, workbook = demo / "demo.curator", demo / "demo.xlsx"
    steps = [["demo", str(demo)], ["check", str(review)], ["export", str(review), str(workbook), "--as", "Anna Berg"]]
    for step in steps:
        code = run("main.py", *step)
        if code:
            return code
    print(f"\nThe demo review:  {review}\nIts workbook:     {workbook}")
    return 0


PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadfile")


def tests() -> int:
    """The tests, with widgets that need no screen."""
    return run(*PYTEST, *sys.argv[2:], QT_QPA_PLATFORM="offscreen")


def check() -> int:
    """Lint, layout, types, import rules, docs and coverage: all are run, and all must pass."""
    report = ("-m", "coverage", "report", "--skip-covered", "--precision=1")
    steps = {
        "lint": ("-m", "ruff", "check", "."),
        "layout": ("-m", "ruff", "format", "--check", "."),
        "types": ("-m", "mypy"),
        "import rules": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
        "docs": ("-m", "pytest", "-q", "tests/docs"),
        "tests with coverage": (*PYTEST, "-q", "--cov", "--cov-report="),
        **{
            f"coverage of {part} at least {floor} %": (*report, f"--include={part}/*", f"--fail-under={floor}")
            for part, floor in FLOORS.items()
        },
    }
    failed = []
    for name, arguments in steps.items():
        say(name)
        if run(*arguments, QT_QPA_PLATFORM="offscreen"):
            failed.append(name)
    say(f"did not pass: {', '.join(failed)}" if failed else "everything passes")
    return 1 if failed else 0


def bench() -> int:
    """The benchmarks: ratios against bare baselines in the same run."""
    return run("-m", "benchmarks", *sys.argv[2:], QT_QPA_PLATFORM="offscreen")


def screenshots() -> int:
    """Draws the pictures of the user guide anew, from the real window."""
    return run("docs/screenshots.py", *sys.argv[2:], QT_QPA_PLATFORM="offscreen")


TASKS = {"app": app, "tests": tests, "check": check, "bench": bench, "screenshots": screenshots}


def main() -> int:
    """Sets up what is missing and runs the task."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal that lacks a character is no reason to stop
    name = sys.argv[1] if len(sys.argv) > 1 else "app"
    if name in ("-h", "--help"):
        print(__doc__)
        return 0
    if name not in TASKS:
        stop(f"there is no task “{name}”. The tasks are: {', '.join(TASKS)}")
    look_at_python()
    bring_system_libraries(name)
    set_up()
    return TASKS[name]()


if __name__ == "__main__":
    sys.exit(main())
