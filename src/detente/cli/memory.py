"""Whether the worlds asked for fit into the memory of this machine, as far as that can be told beforehand."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from detente.case.model import Case
from detente.cli import UsageProblemError
from detente.worlds.shelf import MOST_HELD
from detente.worlds.worlds import BLOCK, ROOMY

GROUP = Path("/sys/fs/cgroup/memory.max")  # how much the group of this process may use, on Linux
BASE = 0.7e9  # bytes that a run takes however few its worlds: the libraries, tables of packages, what a block takes
A_JUDGEMENT = 170  # bytes a world that draws and results take for each judgement of a case: 0.1 MB on korea-2021
KEPT_LARGE = 50_000  # bytes a world that is kept for each explanation of the other side, as long as there is room
FEWEST_LOOKS = 3  # at the worlds, where a case names no explanations
ALWAYS = 400  # worlds that are begun on any machine
HELD_BACK = 0.8  # part of the memory that a run may fill
GIGABYTE = 1e9


def check_room(case: Case, worlds: int, most: float | None = None) -> None:
    """Make sure that the results of so many worlds fit into memory.

    Args:
        case: The case.
        worlds: How many worlds.
        most: Bytes of memory; found out if not given.

    Raises:
        UsageProblemError: They do not fit.
    """
    most = memory() if most is None else most
    if worlds <= ALWAYS or most is None or needed(case, worlds) <= HELD_BACK * most:
        return
    orders = (digit * 10**power for power in range(9, 1, -1) for digit in range(9, 0, -1))
    fits = (fit for fit in orders if fit <= worlds and needed(case, fit) <= HELD_BACK * most)
    rounded = max(ALWAYS, next(fits, ALWAYS))
    needs = f"which would need some {max(1, needed(case, worlds) / GIGABYTE):,.0f} GB of memory"
    raise UsageProblemError(
        f"--worlds: found {worlds:,}, {needs}; expected at most about {rounded:,} on this machine, "
        f"which may use {most / GIGABYTE:,.0f} GB"
    )


def needed(case: Case, worlds: int) -> float:
    """Return how many bytes a run needs at most: measured on the bundled cases, and above what any of them took.

    What takes much memory is kept for each way of looking at the worlds, as long as there is room: in small runs, and
    until the process has grown by `MOST_HELD`. Beyond, it is there for one block at a time.
    """
    large = KEPT_LARGE * max(FEWEST_LOOKS, len(case.explanations))
    kept = min(large * worlds, MOST_HELD + large * BLOCK) if worlds <= ROOMY else large * BLOCK
    return BASE + kept + A_JUDGEMENT * len(case.judgements) * worlds


def memory() -> float | None:
    """Return the bytes of memory that this process may use; None where the system does not say."""
    found: list[float] = []
    with suppress(AttributeError, ValueError, OSError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with suppress(ValueError, OSError):
        found.append(int(GROUP.read_text(encoding="ascii")))
    with suppress(ImportError):
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit

        if (limit := getrlimit(RLIMIT_AS)[0]) != RLIM_INFINITY:
            found.append(limit)
    return min(found, default=None)
