"""Runs the benchmarks and prints each ratio beside its goal."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

import benchmarks
from benchmarks.measurement import Measurement

_FEW = 10


def main(names: list[str]) -> int:
    """Measures all, or those whose module's name has one of ``names`` in it. Always exits 0: speed is not a test."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    console = Console()
    table = Table("What", "Ours", "Bare", "Ratio", "Goal", "Remark", title="Against a bare baseline, same run")
    for module in pkgutil.iter_modules([str(Path(benchmarks.__file__).parent)]):
        if not module.name.startswith("bench_") or (names and not any(name in module.name for name in names)):
            continue
        console.print(f"measuring {module.name.removeprefix('bench_')} …")
        for measurement in importlib.import_module(f"benchmarks.{module.name}").measure():
            table.add_row(*_cells(measurement))
    console.print(table)
    return 0


def _cells(measurement: Measurement) -> tuple[str, ...]:
    sign = "" if measurement.is_met else "  above"
    return (
        measurement.name,
        _number(measurement.ours, measurement.unit),
        _number(measurement.bare, measurement.unit),
        f"{measurement.ratio:.2f}",
        f"{measurement.goal:g}{sign}",
        measurement.remark,
    )


def _number(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:.1f} {unit}"
    return f"{value:.2f} s" if value >= _FEW / 10 else f"{value * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
