"""Timing by minima over repeated runs, the two sides taking turns."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

REPEATS = 5


@dataclass(frozen=True)
class Ratio:
    """One row of the table.

    Attributes:
        what: What was done.
        against: What it was measured against.
        ours: Our shortest time, seconds.
        theirs: The shortest time of what it was measured against.
        reach: What is to be reached, in words.
    """

    what: str
    against: str
    ours: float
    theirs: float
    reach: str

    @property
    def ratio(self) -> float:
        """Our time over theirs."""
        return self.ours / self.theirs


def compare(
    what: str,
    ours: Callable[[], object],
    against: str,
    theirs: Callable[[], object],
    reach: str,
    repeats: int = REPEATS,
) -> Ratio:
    """Run both sides in turn and keep the shortest time of each."""
    mine, other = float("inf"), float("inf")
    for _ in range(repeats):
        other = min(other, seconds(theirs))
        mine = min(mine, seconds(ours))
    return Ratio(what, against, mine, other, reach)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def machine() -> str:
    """Say on what it was measured."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
