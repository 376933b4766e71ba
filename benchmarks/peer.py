"""NegMAS in a process of its own: bargains go in and times come out, line by line, so that loading it does not count.

NegMAS is under the AGPL: only tests and benchmarks use it, and never in the process of the program.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.chapters.agreement.ask_negmas import posed
from tests.chapters.agreement.bargains import Bargain

from benchmarks.timing import seconds

Points = list[list[float]]


@dataclass(frozen=True)
class Answer:
    """What NegMAS found.

    Attributes:
        seconds: How long it took.
        frontier: Utilities on the frontier.
        nash: Utilities of the Nash points; empty if it was not asked for them.
    """

    seconds: float
    frontier: Points
    nash: Points


class Peer:
    """A process that runs NegMAS; to be used in a `with` statement."""

    def __enter__(self) -> Peer:
        """Start it."""
        self._home = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOME": self._home.name, "PYTHONWARNINGS": "ignore"},
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._process.communicate()
        self._home.cleanup()

    def listed(self, bargain: Bargain) -> Answer:
        """Ask for the frontier and the Nash point, found by listing every outcome."""
        return self._ask("listed", bargain)

    def sampled(self, bargain: Bargain) -> Answer:
        """Ask its sampler for the frontier."""
        return self._ask("sampled", bargain)

    def _ask(self, work: str, bargain: Bargain) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"work": work, "bargain": bargain.data()}) + "\n")
        self._process.stdin.flush()
        return Answer(**json.loads(self._process.stdout.readline()))


def listed(space: Any, functions: list[Any]) -> tuple[Any, Any]:
    """Frontier and Nash points."""
    ops = importlib.import_module("negmas.preferences.ops")
    frontier, _ = ops.pareto_frontier(functions, issues=space.issues)
    return frontier, [point for point, _ in ops.nash_points(functions, frontier, outcome_space=space)]


def sampled(_: Any, functions: list[Any]) -> tuple[Any, Any]:
    """The outcomes that the sampler finds."""
    sampler = importlib.import_module("negmas.preferences.pareto_sampler").MOBANOSParetoSampler()
    sampler.init(*functions)
    return sampler.pareto_outcomes(), []


WORK: dict[str, Callable[[Any, list[Any]], tuple[Any, Any]]] = {"listed": listed, "sampled": sampled}


def answered(work: str, bargain: dict[str, Any]) -> dict[str, Any]:
    """Time one piece of work; outcomes are turned into utilities afterwards."""
    space, functions = posed(bargain)
    found: list[tuple[Any, Any]] = []
    took = seconds(lambda: found.append(WORK[work](space, functions)))
    frontier, nash = found[0]
    if work == "sampled":
        frontier = [[function(outcome) for function in functions] for outcome in frontier]
    points = {"frontier": frontier, "nash": nash}
    return {"seconds": took, **{name: [[float(x) for x in p] for p in some] for name, some in points.items()}}


if __name__ == "__main__":
    for name in ("negmas.outcomes", "negmas.preferences.ops", "negmas.preferences.pareto_sampler"):
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(answered(**json.loads(line))), flush=True)
