"""The choice of the roadmap to propose, and the roadmaps that no other beats on everything that counts."""

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
        worth: Smallest over principals of b·V + (1 − b)·W − N at its stated belief b, as a share of its best attainable
            gain.
        doubt: How sure the more doubtful side must be that the other is sincere: a probability.
        exposure: Largest exposure, as a share of the party's best attainable gain.
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
    """What counts about many roadmaps: arrays (roadmaps) of what `Criteria` holds for one.

    Attributes:
        worth: As in `Criteria`.
        doubt: As in `Criteria`.
        exposure: As in `Criteria`.
        years: As in `Criteria`.
        enforcing: As in `Criteria`.
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
        """Array (roadmaps, 4): doubt, exposure, years and −enforcing, all of them better the smaller."""
        return np.stack([self.doubt, self.exposure, self.years, -self.enforcing], axis=1)

    def best(self, among: Ints | None = None) -> int:
        """Return the number of the roadmap that is worth most, by default among all.

        Of several that are tied, it is the one with the fewest rounds, then the first.
        """
        rows = np.arange(len(self)) if among is None else among
        tied = rows[self.worth[rows] >= self.worth[rows].max() - TIE]
        return int(tied[np.lexsort((tied, self.rounds[tied]))[0]])

    def unbeaten(self) -> Ints:
        """Return the numbers of the roadmaps than which no other is better on one criterion and as good on all."""
        return np.flatnonzero(moocore.is_nondominated(self.criteria, keep_weakly=False))


def full_gains(best: Floats, agreed: float) -> Floats:
    """Return the gains of which worth and exposure are shares.

    Args:
        best: Array (principals): sum over worlds of its best attainable gain, present value.
        agreed: Total weight of those worlds.

    Returns:
        `best`; or, where no principal could gain anything in any world, the weight for each, so that worth and exposure
        are in points instead of shares.

    Example:
        >>> full_gains(np.array([2.0, 0.0]), 5.0).tolist(), full_gains(np.zeros(2), 5.0).tolist()
        ([2.0, 0.0], [5.0, 5.0])
    """
    return best if (best > 0).any() else np.full_like(best, agreed)


def scored(parts: Sequence[JudgedRoadmaps], agreed: float, weight: float, best: Floats) -> Scored:
    """Return what counts about each roadmap, from its sums over blocks of worlds.

    Args:
        parts: The same roadmaps in every block.
        agreed: Total weight of the worlds in which the package is attainable.
        weight: Total weight of all worlds.
        best: Array (principals): sum over the worlds in which the package is attainable of its best attainable gain,
            present value. A principal with 0 is left out.
    """
    sums = np.sum([part.sums for part in parts], axis=0)
    size = len(best)
    best = full_gains(best, agreed)
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
