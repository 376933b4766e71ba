"""`detente table` on the flagship case, whole process: does ten times as many worlds take ten times as long, in no more
memory?

What choosing takes, in the same few worlds each time, is measured by a table of ten rows and taken off.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.timing import Row

CASE, CHOOSE_IN = "korea-2021", 200
SIZES = (1_000, 10_000, 100_000)


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    choosing, _ = table(10)
    before: float | None = None
    for worlds in SIZES:
        seconds, held = table(worlds)
        took = seconds - choosing
        what = f"a table of {worlds:,} worlds of {CASE}, {held:,} MB in the larger process"
        yield Row(what, "ten times a tenth as many" if before else "", took, before and 10 * before, "linear")
        before = took


def table(worlds: int) -> tuple[float, int]:
    """Return how many seconds a table takes, and the most megabytes that one of its processes held."""
    with tempfile.TemporaryDirectory() as folder:
        asked = ("-n", str(worlds), "--choose-in", str(CHOOSE_IN), "--no-inputs", "--quiet", "--engine", "processes")
        command = [sys.executable, "-m", "detente", "table", CASE, *asked, "--out", str(Path(folder) / "table")]
        start = perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)  # with that of the processes it has waited for
            process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return perf_counter() - start, used.ru_maxrss // 1024
