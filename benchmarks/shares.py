"""P(x) of every package, against the least that any program would have to do, and against plain Python."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from tests.oracles.cases import as_case
from tests.oracles.shares import Shares

from benchmarks.timing import Row, compare, seconds
from detente.case.bundled import locate
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.agreement import Groundwork, Packages
from detente.chapters.agreement.judging.attainability import tally
from detente.chapters.agreement.judging.survey import survey
from detente.worlds import Worlds
from detente.worlds.worlds import BLOCK

MANY, SOME = 10_000, 512
SIZES = (3, 3, 3, 3, 2, 2) * 2  # two halves of 324 rows
BOUND = "`np.add` over a reused 256 MiB float32 array, a cell a package, world and principal"


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    yield from two_principals()
    yield from all_packages()
    yield brute_force()


def two_principals() -> Iterator[Row]:
    """P(x) of 10^5 packages in 10,000 worlds: in a process of its own, so that its memory can be told."""
    ran = subprocess.run([sys.executable, "-m", "benchmarks.shares"], check=True, capture_output=True, text=True)
    found = json.loads(ran.stdout)
    packages, worlds, bound = found["packages"], found["worlds"], found["bound"]
    what = f"P(x) of {packages:,} packages, {worlds:,} worlds, 2 principals, no consents"
    memory = f"{found['memory']:,.0f} MiB at most"
    yield Row(f"{what}; {memory}", BOUND, found["survey"], bound, "2, under 2 GiB")
    yield Row("of this, drawing the worlds", BOUND, found["draws"], bound, "")
    yield Row("of this, tables and comparisons (`tally` on drawn blocks)", BOUND, found["tally"], bound, "")


def made() -> Case:
    """Return a case with 104,975 packages: every option a gain or loss within a range, the same sign for most."""
    of = random.Random(0)
    parties = ("ann", "bea")
    positions: dict[str, Any] = {party: {} for party in parties}
    for k, party in enumerate(parties):
        for n, size in enumerate(SIZES):
            low = [round(of.uniform(0, 4) * step / (size - 1) - 0.5, 3) for step in range(1, size)]
            ranges = [(a, round(a + of.uniform(0.5, 3), 3)) for a in low]
            signed = [(a, b) if (n + k) % 2 else (-b, -a) for a, b in ranges]
            positions[party][f"i{n}"] = {f"v{step}": list(one) for step, one in enumerate(signed, 1)}
    return as_case(
        {
            "title": "Two principals",
            "date": "2021-08-31",
            "parties": {party: party.title() for party in parties},
            "issues": {
                f"i{n}": {
                    "name": f"Issue {n}",
                    "movers": [parties[n % 2]],
                    "options": {f"v{step}": f"Value {step}" for step in range(size)},
                }
                for n, size in enumerate(SIZES)
            },
            "positions": positions,
            "reservation": {party: [0, 3] for party in parties},
        }
    )


def measured(repeats: int = 7) -> dict[str, float]:
    """Measure the survey of the made-up case, its parts and its bound, in turn; memory of the whole process."""
    case = made()
    plan = Groundwork(Packages(case), full=False)
    tally(plan, Worlds(case, BLOCK, 1).draws(0, BLOCK))
    seeds = count(2)  # what was drawn is kept, so every run draws other worlds
    work: dict[str, Callable[[], object]] = {
        "survey": lambda: survey(plan, Worlds(case, MANY, next(seeds))),
        "draws": lambda: drawn(Worlds(case, MANY, next(seeds))),
    }
    found = dict.fromkeys([*work, "tally", "bound"], float("inf"))
    found["survey"] = seconds(work["survey"])
    memory = peak()
    bound = adding(plan.packages.count * MANY * len(case.principals))
    for _ in range(repeats):
        found["bound"] = min(found["bound"], seconds(bound))
        for name, one in work.items():
            found[name] = min(found[name], seconds(one))
        found["tally"] = min(found["tally"], sum(blocks(plan, Worlds(case, MANY, next(seeds)))))
    return found | {"packages": plan.packages.count, "worlds": MANY, "memory": memory}


def peak() -> float:
    """Return the most memory that this process had so far, MiB.

    Linux tells it in a file. What `getrusage` says there begins with the memory of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def drawn(worlds: Worlds) -> None:
    """Draw every world."""
    for start in range(0, worlds.size, BLOCK):
        worlds.draws(start, min(start + BLOCK, worlds.size))


def blocks(plan: Groundwork, worlds: Worlds) -> Iterator[float]:
    """Yield how long each block takes once it is drawn."""
    for start in range(0, worlds.size, BLOCK):
        draws = worlds.draws(start, min(start + BLOCK, worlds.size))
        yield seconds(partial(tally, plan, draws))


def adding(cells: int) -> Callable[[], None]:
    """Return work that adds up so many cells, in memory that is used again."""
    buffer = np.zeros(64 * 2**20, dtype=np.float32)  # 256 MiB
    rounds, rest = divmod(cells, buffer.size)

    def bound() -> None:
        for _ in range(rounds):
            np.add(buffer, 1, out=buffer)
        np.add(buffer[:rest], 1, out=buffer[:rest])

    bound()
    return bound


def all_packages() -> Iterator[Row]:
    """P(x) of every package of korea-2021, where consents of others are asked."""
    case = read(locate("korea-2021"), schemas())
    plan = Groundwork(Packages(case))
    draws = Worlds(case, SOME, 1).draws(0, SOME)
    bound = adding(plan.packages.count * SOME * len(case.principals))
    what = f"P(x) of the {plan.packages.count:,} packages of korea-2021, {SOME} worlds, all consents"
    work = partial(tally, plan, draws)
    work()
    yield compare(what, work, BOUND, bound, "")


def brute_force() -> Row:
    """A small part of korea-2021, against the tests' loops over the same formulas."""
    case = cut(read(locate("korea-2021"), schemas()), 5)
    worlds = Worlds(case, 8, 1)
    draws = worlds.draws(0, worlds.size)
    plan = Groundwork(Packages(case))
    tally(plan, draws)

    def loops() -> object:
        return brute(case, worlds).any()

    what = f"the same for {plan.packages.count:,} packages and {worlds.size} worlds"
    return compare(what, lambda: tally(plan, draws), "the tests' plain Python", loops, "", repeats=2)


def cut(case: Case, issues: int) -> Case:
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


def brute(case: Case, worlds: Worlds) -> Shares:
    """Return the tests' evaluator."""
    from tests.chapters.agreement.bridge import brute as evaluator

    return evaluator(case, worlds)


if __name__ == "__main__":
    print(json.dumps(measured()))
