"""The choice between two ways of comparing: with NumPy, or compiled by Numba where that is installed and pays."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from detente.chapters.agreement.judging.quantised_sums import Comparer, Passes
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.worlds import Worlds

# From this many packages × worlds × parties a pass and process on, a run saves more time than loading Numba takes.
# Results are the same either way.
WORTH = 1_000_000_000


def pays(plan: Groundwork, worlds: Worlds) -> bool:
    """Return whether a pass over these worlds is large enough for loading Numba to pay, and Numba is installed."""
    work = plan.packages.count * worlds.size * len(plan.parties) / worlds.jobs
    return work >= WORTH and sys.byteorder == "little" and find_spec("numba") is not None


def comparer(compiled: bool, cells: int) -> Comparer:
    """Return the comparer to use.

    Args:
        compiled: Whether the compiled comparer is wanted; where Numba cannot be loaded, NumPy compares.
        cells: How many cells are compared at a time, at most.
    """
    if compiled:
        try:
            from detente.chapters.agreement.judging.numba_comparisons import Compiled
        except ImportError:  # for example, a NumPy too new for the installed Numba
            pass
        else:
            return Compiled()
    return Passes(cells)
