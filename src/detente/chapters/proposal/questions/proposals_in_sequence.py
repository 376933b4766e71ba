"""What to propose after a refusal: the first of several proposals that is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats

MOST = 5
LEAST_ADDED = 0.005  # of the worlds


@dataclass(frozen=True)
class NextProposal:
    """One proposal of a sequence.

    Attributes:
        row: Which package.
        reached: Share of worlds in which this or one before it is accepted, if the other side engages.
        bound: The most that any so many proposals could reach that begin with the same one.
        before: Share of worlds in which it is accepted, whatever was answered before.
        after: The same among the worlds that have refused all before it.
    """

    row: int
    reached: float
    bound: float
    before: float
    after: float


def sequence(
    attainable: Bools, first: int, among: Sequence[int], anything: float, weight: Floats
) -> tuple[NextProposal, ...]:
    """Which packages are proposed one after the other, each if all before it are refused?

    Args:
        attainable: Array (packages, worlds).
        first: Row of the package that is proposed first.
        among: Rows of the packages that may follow.
        anything: Share of worlds in which anything is attainable at all.
        weight: Weights of the worlds.

    Returns:
        At most five proposals; none that adds less than half a per cent of the worlds. Each next one is that which is
        accepted in most of the worlds left ([NemhauserWolseyFisher1978]).
    """
    share = weight / weight.sum()
    alone = attainable @ share
    left = share * ~attainable[first]
    start = float(alone[first])
    found = [NextProposal(first, start, start, start, start)]
    rows = np.asarray(among, dtype=np.intp)
    for k in range(1, MOST):
        added = attainable[rows] @ left
        n = int(added.argmax()) if len(rows) else 0
        if not len(rows) or added[n] < LEAST_ADDED:
            break
        reached = min(1.0, found[-1].reached + float(added[n]))
        bound = start + (reached - start) / (1 - (1 - 1 / k) ** k)
        row = int(rows[n])
        after = float(added[n] / left.sum())
        found.append(NextProposal(row, reached, min(bound, max(anything, reached)), float(alone[row]), after))
        left = left * ~attainable[row]
    return tuple(found)
