"""Timing by minima over repeated runs, the two sides taking turns."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

REPEATS = 5


@dataclass(frozen=True)
class Row:
    """One row of the table.

    Attributes:
        what: What was done.
        against: What it was measured against; empty if against nothing.
        ours: Our shortest time, seconds.
        theirs: The shortest time of what it was measured against; None if against nothing.
        reach: What is to be reached, in words; empty if nothing is.
    """

    what: str
    against: str
    ours: float
    theirs: float | None
    reach: str

    @property
    def ratio(self) -> str:
        """Our time over theirs, as it is printed.

        Example:
            >>> Row("work", "peer", 2.0, 1.0, "").ratio, Row("work", "peer", 1.0, 1500.0, "").ratio
            ('2.00', '1/1,500')
        """
        if self.theirs is None:
            return "–"
        ratio = self.ours / self.theirs
        return f"{ratio:.2f}" if ratio >= 0.5 else f"1/{1 / ratio:,.0f}"

    def printed(self) -> str:
        """Return the row of the table, in Markdown."""
        theirs = "–" if self.theirs is None else f"{self.theirs:.3g}"
        return (
            f"| {self.what} | {self.against or '–'} | {self.ours:.3g} | {theirs} | {self.ratio} | {self.reach or '–'} |"
        )


def compare(
    what: str,
    ours: Callable[[], object],
    against: str,
    theirs: Callable[[], object],
    reach: str,
    repeats: int = REPEATS,
) -> Row:
    """Run both sides in turn and keep the shortest time of each."""
    mine, other = float("inf"), float("inf")
    for _ in range(repeats):
        other = min(other, seconds(theirs))
        mine = min(mine, seconds(ours))
    return Row(what, against, mine, other, reach)


def medians(
    what: str, ours: Callable[[], object], against: str, theirs: Callable[[], object], reach: str, turns: int
) -> Row:
    """Let both sides take turns, and keep the median of each: where a disk is of uneven speed, the shortest is luck."""
    mine, other = [], []
    for _ in range(turns):
        other.append(seconds(theirs))
        mine.append(seconds(ours))
    return Row(what, against, median(mine), median(other), reach)


def shortest(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return how long the shortest of some runs takes."""
    return min(seconds(work) for _ in range(repeats))


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def machine() -> str:
    """Say on what it was measured."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
