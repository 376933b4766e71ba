"""Which roadmap to propose, and which ones no other beats on everything that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import moocore
import numpy as np

from detente.arrays import TIE, Floats, Ints
from detente.chapters.roadmap.judging.roadmap_search import SUMS, JudgedRoadmaps


@dataclass(frozen=True)
class Criteria:
    """What counts about one roadmap: means over the worlds in which the package is attainable.

    Attributes:
        worth: The smallest over principals of b·V + (1 − b)·W − N, as a share of its own best attainable gain.
        doubt: How sure the more doubtful side must be that the other is sincere.
        exposure: The largest exposure, as a share of the party's best attainable gain.
        years: Duration.
        enforcing: Share of all worlds in which nobody gains by cheating in any round or afterwards.
    """

    worth: float
    doubt: float
    exposure: float
    years: float
    enforcing: float


@dataclass(frozen=True)
class Scored:
    """Roadmaps by what counts, means over the worlds in which the package is attainable; arrays of (roadmaps).

    Attributes:
        worth: The smallest over principals of b·V + (1 − b)·W − N, as a share of its own best attainable gain.
        doubt: How sure the more doubtful side must be that the other is sincere.
        exposure: The largest exposure, as a share of the party's best attainable gain.
        years: Duration.
        enforcing: Share of all worlds in which nobody gains by cheating in any round or afterwards.
        first: Number of the first round.
        rounds: Number of rounds.
    """

    worth: Floats
    doubt: Floats
    exposure: Floats
    years: Floats
    enforcing: Floats
    first: Ints
    rounds: Ints

    def __len__(self) -> int:
        """Return the number of roadmaps."""
        return len(self.worth)

    def at(self, number: int) -> Criteria:
        """Return what counts about one roadmap."""
        return Criteria(**{f.name: float(getattr(self, f.name)[number]) for f in fields(Criteria)})

    @property
    def criteria(self) -> Floats:
        """Array (roadmaps, 4): trust, exposure, duration, share of worlds not self-enforcing; small is good."""
        return np.stack([self.doubt, self.exposure, self.years, -self.enforcing], axis=1)

    def best(self, among: Ints | None = None) -> int:
        """Return the roadmap with the largest worth; of those tied, the one with the fewest rounds, then the first."""
        rows = np.arange(len(self)) if among is None else among
        tied = rows[self.worth[rows] >= self.worth[rows].max() - TIE]
        return int(tied[np.lexsort((tied, self.rounds[tied]))[0]])

    def unbeaten(self) -> Ints:
        """Return the roadmaps of which no other is at least as good on all criteria and better on one."""
        return np.flatnonzero(moocore.is_nondominated(self.criteria, keep_weakly=False))


def hopes(best: Floats, agreed: float) -> Floats:
    """What are worth and exposure told as a share of?

    Args:
        best: For each principal, the sum over worlds of its best attainable gain, present value.
        agreed: Total weight of those worlds.

    Returns:
        The same; where nobody could gain anything in any world, the weight, so that both are mean points.

    Example:
        >>> hopes(np.array([2.0, 0.0]), 5.0).tolist(), hopes(np.zeros(2), 5.0).tolist()
        ([2.0, 0.0], [5.0, 5.0])
    """
    return best if (best > 0).any() else np.full_like(best, agreed)


def scored(parts: Sequence[JudgedRoadmaps], agreed: float, weight: float, best: Floats) -> Scored:
    """What do the sums over blocks of worlds say about each roadmap?

    Args:
        parts: The same roadmaps in every block.
        agreed: Total weight of the worlds in which the package is attainable.
        weight: Total weight of all worlds.
        best: For each principal, the sum over those worlds of its best attainable gain, present value; 0 leaves it out.

    Returns:
        The roadmaps by what counts.
    """
    sums = np.sum([part.sums for part in parts], axis=0)
    size = len(best)
    best = hopes(best, agreed)
    counted = np.flatnonzero(best > 0)
    gain, exposure = sums[:, len(SUMS) : len(SUMS) + size], sums[:, len(SUMS) + size :]
    return Scored(
        worth=(gain[:, counted] / best[counted]).min(axis=1),
        doubt=sums[:, 0] / agreed,
        exposure=(exposure[:, counted] / best[counted]).max(axis=1),
        years=sums[:, 1] / agreed,
        enforcing=sums[:, 2] / weight,
        first=parts[0].first,
        rounds=parts[0].rounds,
    )
