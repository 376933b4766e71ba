"""`detente agreement` on a converted scenario, whole process, against NegMAS reading the same files, whole process.

What is timed is what a user waits for: starting Python, loading, reading, working it out, printing. The converted case
is made before. With each time goes the most memory that the process held.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.timing import Row

NEGMAS = """
import sys, warnings
warnings.filterwarnings("ignore")
from negmas.inout import Scenario
from negmas.preferences.ops import pareto_frontier
scenario = Scenario.from_genius_folder(sys.argv[1])
pareto_frontier(scenario.ufuns, issues=scenario.outcome_space.issues)
"""
SEED, REPEATS = 1, 3
ENOUGH = 20.0  # seconds that the other has taken by now: no repetition begins after that, so that minutes are enough


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield against(home, 2, 5, 10, "3")
        yield against(home, 2, 6, 10, "3, less memory")
        yield against(home, 2, 6, 10, "3, less memory", tied=True)
        for issues in (4, 5, 6):
            yield against(home, 5, issues, 10, "3, less memory")
        yield by_itself(home, 6, 30, 3)
        yield by_itself(home, 10, 30, 2)


def against(home: Path, parties: int, issues: int, values: int, reach: str, tied: bool = False) -> Row:
    """Let both read the same files in turn."""
    folder, case = scenario(home, parties, issues, values, tied)
    mine: list[tuple[float, int]] = []
    other: list[tuple[float, int]] = []
    while len(other) < REPEATS and sum(seconds for seconds, _ in other) < ENOUGH:
        other.append(process(home, "-c", NEGMAS, str(folder)))
        mine.append(process(home, "-m", "detente", "agreement", str(case), "--quiet"))
    what = f"`agreement`, {parties} parties, {values}^{issues} packages{', all worth the same' if tied else ''}"
    held = f"; {min(m for _, m in mine)} MB against {min(m for _, m in other)} MB"
    row = f"NegMAS, `pareto_frontier`{held}"
    return Row(what, row, min(s for s, _ in mine), min(s for s, _ in other), reach)


def by_itself(home: Path, parties: int, issues: int, values: int) -> Row:
    """Time a scenario whose frontier is too large, which is said, with what to leave out."""
    _, case = scenario(home, parties, issues, values, False)
    took, held = process(home, "-m", "detente", "agreement", str(case), "--quiet")
    return Row(f"`agreement`, {parties} parties, {values}^{issues} packages; {held} MB", "", took, None, "seconds")


def process(home: Path, *args: str) -> tuple[float, int]:
    """Run Python to its end and return how many seconds it took, and the most memory it held, MB."""
    held = "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    run = (
        "import subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)"
    )
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", f"{run}; {held}", *args],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(home)},
    )
    return perf_counter() - start, int(done.stdout)


def scenario(home: Path, parties: int, issues: int, values: int, tied: bool) -> tuple[Path, Path]:
    """Write a scenario of Genius, and the case that it converts to, and return both folders."""
    drawn = random.Random(SEED)
    name = f"{parties}-{issues}-{values}-{tied}"
    folder, case = home / name, home / f"{name}-case"
    folder.mkdir()
    numbers = range(1, issues + 1)
    worth = [
        [[1.0 if tied else round(drawn.random(), 6) for _ in range(values)] for _ in numbers] for _ in range(parties)
    ]
    head, foot = '<objective index="0" name="D" type="objective">', "</objective></utility_space>"

    def written(points: list[list[float]] | None) -> str:
        items = (
            "".join(
                f'<item index="{v + 1}" value="v{v}"' + (f' evaluation="{points[n - 1][v]}"/>' if points else "/>")
                for v in range(values)
            )
            for n in numbers
        )
        return "".join(
            f'<issue index="{n}" name="i{n}" type="discrete">{item}</issue>'
            for n, item in zip(numbers, items, strict=True)
        )

    (folder / "domain.xml").write_text(
        f"<negotiation_template><utility_space>{head}{written(None)}{foot}</negotiation_template>", encoding="utf-8"
    )
    weights = "".join(f'<weight index="{n}" value="1"/>' for n in numbers)
    for party, points in enumerate(worth):
        text = f"<utility_space>{head}{weights}{written(points)}{foot}"
        (folder / f"p{party}.xml").write_text(text, encoding="utf-8")
    process(home, "-m", "detente", "convert", str(folder), str(case), "--scaling", "raw")
    return folder, case
