"""Which way of comparing is the quicker one for a run: NumPy's, or the compiled one if Numba is there."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from detente.chapters.agreement.judging.quantised_sums import Comparer, Passes
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.worlds import Worlds

# From so many packages × worlds × parties in one pass and process on, a run of some passes gains more than it takes
# to load Numba. Results are the same either way.
WORTH = 1_000_000_000


def pays(plan: Groundwork, worlds: Worlds) -> bool:
    """Whether a pass over these worlds is so large that the compiled comparer is worth loading, if it is there."""
    work = plan.packages.count * worlds.size * len(plan.parties) / worlds.jobs
    return work >= WORTH and sys.byteorder == "little" and find_spec("numba") is not None


def comparer(compiled: bool, cells: int) -> Comparer:
    """Return what compares.

    Args:
        compiled: Whether the compiled comparer is wanted; where Numba cannot be loaded, it is done without.
        cells: How many cells are compared at a time, at most.
    """
    if compiled:
        try:
            from detente.chapters.agreement.judging.numba_comparisons import Compiled
        except ImportError:  # as when Numba does not know a NumPy that is newer
            pass
        else:
            return Compiled()
    return Passes(cells)
