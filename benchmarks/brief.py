"""The main job as a whole."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Row, compare


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    yield whole_brief()


def whole_brief() -> Row:
    """The main job, against starting Python and importing NumPy and SciPy's special functions."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "brief")

        def ours() -> None:
            run("-m", "detente", "brief", "korea-2021", "--no-open", "--out", out)

        def theirs() -> None:
            run("-c", "import numpy, scipy.special")

        what, against = "the whole brief, korea-2021, 2,000 worlds", "starting Python with NumPy and SciPy"
        return compare(what, ours, against, theirs, "ours under 10 s", repeats=3)


def run(*arguments: str) -> None:
    """Run Python in a process of its own."""
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
