"""Good roadmaps of one world, where there are too many to judge them all: label-setting with ε-dominance.

A label holds the worth of one way from a place to the target: V and W of each party, the largest exposure, the length.
Putting a round in front is monotone in all of these, so a label that another dominates can be dropped. Of labels in the
same box of a grid of width ε only one is kept; that keeps them few, and loses at most about ε in each round.
"""

from __future__ import annotations

from functools import cache
from itertools import count, islice

import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import Lattice
from detente.compiled.kernels import Kernel

EPSILON = 0.01
MOST_LABELS = 64  # kept at each place on the way
MOST_FOUND = 1000  # kept at the status quo
WEIGHTINGS = 64  # of the criteria: where there are more labels, those are kept that are best for some of these
set_labels = Kernel("detente.chapters.roadmap.judging.label_kernels", "set_labels")


class LabelSetting:
    """Label-setting in one world of a block; the loop itself is compiled (`label_kernels`)."""

    def __init__(self, lattice: Lattice, rounds: Rounds, world: int, most_rounds: int) -> None:
        """Prepare for one world.

        Args:
            lattice: The places and rounds.
            rounds: The worth of the rounds of the lattice, in its order.
            world: Number of the world in the block.
            most_rounds: Largest number of rounds of a roadmap.
        """
        self.lattice = lattice
        self.most_rounds = most_rounds
        self.parties = len(rounds.final)
        scale, years = rounds.scale[:, world], rounds.years[:, world]
        flow, fade, victim, leave = (
            each[:, :, world] for each in (rounds.flow, rounds.fade, rounds.victim, rounds.exit)
        )
        exposure = _share(leave - victim, scale).max(axis=1)
        self.edge_values = np.column_stack([flow, fade, victim, -exposure, years])
        target = np.concatenate([rounds.final[:, world], rounds.tail[:, world], [0.0, 0.0]])
        horizon = max(float(years.max(initial=0.0)), 1e-9) * lattice.steps
        gain = np.abs(rounds.final[:, world] - rounds.nothing[:, world])
        size = np.where(gain > 0, gain, scale)
        step = EPSILON * np.concatenate([size, size, [float(_share(gain, scale).max()), horizon]])
        side = np.where(step > 0, step, 1.0)  # where nothing is at stake, all labels are alike
        self.scales = np.vstack([target, side, _weightings(len(target))])

    def run(self) -> list[tuple[int, ...]]:
        """Return the roadmaps of the labels at the status quo, as edge numbers, first round first."""
        places, criteria = len(self.lattice.places), self.scales.shape[1]
        before, after = self.lattice.edges
        order = np.argsort(before, kind="stable")
        starts = np.searchsorted(before[order], np.arange(places + 1))
        room = int(np.diff(starts).max(initial=0)) * MOST_LABELS
        labels = places * MOST_LABELS + MOST_FOUND
        made = np.zeros((4, labels), dtype=np.int64)
        set_labels(
            *(places, len(before), self.parties, self.most_rounds, MOST_LABELS, MOST_FOUND, WEIGHTINGS, room),
            *(order, starts, after, self.edge_values, self.scales, made, np.empty((labels, criteria))),
            *(np.empty((6, room), dtype=np.int64), np.empty((3, room, criteria))),
        )
        found = range(places * MOST_LABELS, places * MOST_LABELS + int(made[0, 0]))
        return [self._trace(label, made[1], made[2]) for label in found]

    def _trace(self, label: int, edge: Ints, behind: Ints) -> tuple[int, ...]:
        """Return the rounds of a label at the status quo."""
        path, place = list[int](), 0
        while place != len(self.lattice.places) - 1:
            path.append(int(edge[label]))
            place = int(self.lattice.edges[1][path[-1]])
            label = place * MOST_LABELS + int(behind[label])
        return tuple(path)


def _share(values: Floats, scale: Floats) -> Floats:
    """Return values as a share of what is at stake for each party; 0 where nothing is."""
    return np.divide(values, scale, out=np.zeros_like(values), where=scale > 0)


@cache
def _weightings(size: int) -> Floats:
    """Return array (weightings, criteria): weights that add up to 1 in each row and are spread evenly over rows."""
    primes = (n for n in count(2) if all(n % k for k in range(2, n)))
    roots = np.sqrt(np.array([*islice(primes, size)]))
    points = np.arange(1, WEIGHTINGS + 1)[None, :] * roots[:, None]
    weights = -np.log(1 - points % 1)
    return np.ascontiguousarray((weights / weights.sum(axis=0)).T)


def good_roadmaps(lattice: Lattice, rounds: Rounds, most_rounds: int) -> list[tuple[int, ...]]:
    """Return the roadmaps that are good in some world of a block.

    Args:
        lattice: The places and rounds.
        rounds: The worth of the rounds of the lattice, in a few worlds.
        most_rounds: Largest number of rounds of a roadmap.

    Returns:
        Roadmaps as edge numbers, each once.
    """
    worlds = rounds.years.shape[1]
    found = [LabelSetting(lattice, rounds, world, most_rounds).run() for world in range(worlds)]
    return list(dict.fromkeys(roadmap for roadmaps in found for roadmap in roadmaps))
