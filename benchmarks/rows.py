"""The rows of the table: what is measured, and against what."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tests.oracles.shares import Shares

from benchmarks.timing import Ratio, compare, seconds
from detente.agreement.grid import tally
from detente.agreement.packages import Packages
from detente.agreement.plan import Plan
from detente.case.bundled import locate
from detente.case.model import Case
from detente.case.read import read
from detente.worlds import Worlds

WORLDS = 512


def rows() -> Iterator[Ratio]:
    """Measure, one row at a time."""
    yield all_packages()
    yield brute_force()
    yield whole_brief()


def all_packages() -> Ratio:
    """P(x) of every package of korea-2021, against adding up as many values in memory once a principal."""
    case = read(locate("korea-2021"), {})
    plan = Plan(Packages(case))
    worlds = Worlds(case, WORLDS, 1)
    draws = worlds.draws(0, WORLDS)
    tally(plan, draws)
    cells = plan.packages.count * WORLDS * len(case.principals)
    buffer = np.zeros(64 * 2**20, dtype=np.float32)  # 256 MiB
    rounds, rest = divmod(cells, buffer.size)

    def bound() -> None:
        for _ in range(rounds):
            np.add(buffer, 1, out=buffer)
        np.add(buffer[:rest], 1, out=buffer[:rest])

    what = f"P(x) of {plan.packages.count:,} packages, {WORLDS} worlds, all consents"
    against = "np.add over a reused 256 MiB float32 array, a cell a package, world and principal"
    return compare(what, lambda: tally(plan, draws), against, bound, "2, for two principals alone")


def brute_force() -> Ratio:
    """A small part of korea-2021, against the tests' loops over the same formulas."""
    case = _cut(read(locate("korea-2021"), {}), 5)
    worlds = Worlds(case, 8, 1)
    draws = worlds.draws(0, worlds.size)
    plan = Plan(Packages(case))
    tally(plan, draws)

    def loops() -> object:
        return _brute(case, worlds).any()

    what = f"{plan.packages.count:,} packages, {worlds.size} worlds"
    return compare(what, lambda: tally(plan, draws), "the tests' plain Python", loops, "–", repeats=2)


def whole_brief() -> Ratio:
    """The main job, against starting Python and importing NumPy and SciPy's special functions."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "brief")
        ours = [sys.executable, "-m", "detente", "brief", "korea-2021", "--no-open", "--out", out]
        theirs = [sys.executable, "-c", "import numpy, scipy.special"]

        def run(command: list[str]) -> float:
            return seconds(lambda: subprocess.run(command, check=True, capture_output=True))

        mine, other = (min(run(command) for _ in range(3)) for command in (ours, theirs))
    what = "the whole brief, korea-2021, 2,000 worlds"
    return Ratio(what, "starting Python with NumPy and SciPy", mine, other, "ours under 10 s")


def _cut(case: Case, issues: int) -> Case:
    """Return a case with the first issues only, and what speaks of them only."""
    kept = dict(list(case.issues.items())[:issues])
    positions = {p: {i: o for i, o in held.items() if i in kept} for p, held in case.positions.items()}
    return case.model_copy(
        update={
            "issues": kept,
            "positions": positions,
            "linkages": {n: x for n, x in case.linkages.items() if set(x.pattern) <= kept.keys()},
            "red_lines": {p: {i: o for i, o in held.items() if i in kept} for p, held in case.red_lines.items()},
            "consent": {n: x for n, x in case.consent.items() if set(x.covers) <= kept.keys()},
            "rules": {n: x for n, x in case.rules.items() if set(x.never) <= kept.keys()},
            "scopes": {},
            "packages": {},
            "policies": {},
            "factors": {},
        }
    )


def _brute(case: Case, worlds: Worlds) -> Shares:
    from tests.agreement.bridge import brute

    return brute(case, worlds)
