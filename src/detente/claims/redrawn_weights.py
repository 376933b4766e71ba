"""The same worlds as others might have been drawn: weights for finding out how sure what is said of all of them is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.arrays import Floats
from detente.worlds import Worlds
from detente.worlds.strata import key

REDRAWS = 400
AT_A_TIME = 4_000_000  # weights that are held in memory at once


def redrawn(worlds: Worlds) -> Iterator[Floats]:
    """Yield rows of weights of worlds as ever new draws might have them, as many at a time as memory allows.

    Each world counts by an exponential variate times its own weight, the Bayesian bootstrap [Rubin1981]: what differs
    between the rows is what other worlds, drawn alike, would have given.

    Yields:
        Arrays (rows, worlds), `REDRAWS` rows in all.
    """
    rng = np.random.Generator(np.random.Philox(key(worlds.seed, "claims/redrawn")))
    weight = worlds.weight()
    rows = max(1, min(REDRAWS, AT_A_TIME // worlds.size))
    for start in range(0, REDRAWS, rows):
        found = rng.standard_exponential((min(rows, REDRAWS - start), worlds.size))
        found *= weight
        yield found
