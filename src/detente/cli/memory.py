"""Whether the worlds asked for fit into the memory of this machine, as far as that can be told beforehand."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from detente.case.model import Case
from detente.cli import UsageProblemError
from detente.worlds.worlds import KEPT

GROUP = Path("/sys/fs/cgroup/memory.max")  # how much the group of this process may use, on Linux
A_JUDGEMENT = 150  # bytes a world that the results of a run take for each judgement of a case: 0.1 MB on korea-2021
HELD_BACK = 0.8  # part of the memory that a run may fill
GIGABYTE = 1e9


def check_room(case: Case, worlds: int, most: float | None = None) -> None:
    """Make sure that the results of so many worlds fit into memory; what is drawn is kept of small runs only.

    Args:
        case: The case.
        worlds: How many worlds.
        most: Bytes of memory; found out if not given.

    Raises:
        UsageProblemError: They do not fit.
    """
    most = memory() if most is None else most
    a_world = A_JUDGEMENT * max(1, len(case.judgements))
    if worlds <= KEPT or most is None or a_world * worlds <= HELD_BACK * most:
        return
    fit = max(KEPT, int(HELD_BACK * most / a_world))
    rounded = int(f"{fit:.1e}"[0]) * 10 ** (len(str(fit)) - 1)
    needs = f"which would need some {a_world * worlds / GIGABYTE:,.0f} GB of memory"
    raise UsageProblemError(
        f"--worlds: found {worlds:,}, {needs}; expected at most about {rounded:,} on this machine, "
        f"which may use {most / GIGABYTE:,.0f} GB"
    )


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
