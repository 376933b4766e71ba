"""The choice of the roadmap to propose, and the roadmaps that no other beats on everything that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

import moocore
import numpy as np

from detente.arrays import TIE, Floats, Ints
from detente.chapters.roadmap.judging.hopes import Hopes
from detente.chapters.roadmap.judging.roadmap_detail import WalkedRoadmap

Number = TypeVar("Number", float, Floats)
SUMS = ("doubt", "years", "enforcing", "walked", "completed")


@dataclass(frozen=True)
class Criteria(Generic[Number]):
    """What counts about a roadmap, or about several, each an array of (roadmaps).

    These are means over the worlds in which the package is attainable unless said otherwise.

    Attributes:
        worth: What the outcome tree gives the principal that is advised, else the one it gives least, as a share of its
            own best attainable gain.
        doubt: The largest requirement: how sure the more doubtful side must be, once, that the other is sincere.
        exposure: The largest exposure, as a share of the party's best attainable gain.
        years: Duration.
        enforcing: Share of all worlds in which nobody gains by cheating in any round or afterwards.
        walked: Share of all worlds in which every principal begins every round.
        completed: Share of all worlds in which it is walked through and nobody breaks it.
    """

    worth: Number
    doubt: Number
    exposure: Number
    years: Number
    enforcing: Number
    walked: Number
    completed: Number


@dataclass(frozen=True)
class Scored(Criteria[Floats]):
    """Roadmaps by what counts about them.

    Attributes:
        rounds: Array (roadmaps): number of rounds.
    """

    rounds: Ints

    def __len__(self) -> int:
        """Return the number of roadmaps."""
        return len(self.worth)

    def at(self, number: int) -> Criteria[float]:
        """Return what counts about one roadmap."""
        return Criteria(**{f.name: float(getattr(self, f.name)[number]) for f in fields(Criteria)})

    @property
    def criteria(self) -> Floats:
        """Array (roadmaps, 4): trust, exposure, duration, share of worlds not completed; small is good."""
        return np.stack([self.doubt, self.exposure, self.years, -self.completed], axis=1)

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


def criteria_sums(found: WalkedRoadmap, rows: Sequence[int], agreed: Floats, weight: Floats) -> Floats:
    """Add up over a block of worlds what counts about a roadmap.

    Args:
        found: The roadmap in the block.
        rows: Rows of the principals among the parties.
        agreed: Weight of each world in which the package is attainable, 0 elsewhere.
        weight: Weight of each world.

    Returns:
        `SUMS`, then what the outcome tree gives each principal, then its largest exposure; what is a share of all
        worlds is weighted by `weight`, the rest by `agreed`.
    """
    at = list(rows)
    exposure = np.maximum(0.0, found.walk.exposure[:, at].max(axis=0))
    doubt = np.minimum(found.trust, 1.0).max(axis=0)
    shares = [found.walk.enforcing @ weight, found.walked @ weight, found.completed @ weight]
    means = [doubt @ agreed, found.walk.years.sum(axis=0) @ agreed]
    return np.array([*means, *shares, *(found.tree.worth[at] @ agreed), *(exposure @ agreed)])


def scored(sums: Floats, rounds: Ints, hoped: Hopes) -> Scored:
    """What do the sums over worlds say about each roadmap?

    Args:
        sums: Array (roadmaps, sums): what `criteria_sums` gives, added up over all worlds.
        rounds: Array (roadmaps): number of rounds.
        hoped: What they are told as a share of.

    Returns:
        The roadmaps by what counts.
    """
    size = len(hoped.best)
    counted = np.flatnonzero(hoped.best > 0)
    gain, exposure = sums[:, len(SUMS) : len(SUMS) + size], sums[:, len(SUMS) + size :]
    who = counted[counted == hoped.advised] if hoped.advised in counted else counted
    return Scored(
        worth=(gain[:, who] / hoped.best[who]).min(axis=1),
        doubt=sums[:, 0] / hoped.agreed,
        exposure=(exposure[:, counted] / hoped.best[counted]).max(axis=1),
        years=sums[:, 1] / hoped.agreed,
        enforcing=sums[:, 2] / hoped.weight,
        walked=sums[:, 3] / hoped.weight,
        completed=sums[:, 4] / hoped.weight,
        rounds=rounds,
    )
