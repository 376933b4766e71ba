"""Good roadmaps of one world, where there are too many to judge them all: label-setting with ε-dominance.

A label holds the worth of one way from a place to the target: V and W of each party, the largest exposure, the length.
Putting a round in front is monotone in all of these, so a label that another dominates can be dropped. Of labels in the
same box of a grid of width ε only one is kept; that keeps them few, and loses at most about ε in each round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import moocore
import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import Lattice

EPSILON = 0.01
MOST_LABELS = 64  # kept at each place on the way
MOST_FOUND = 1000  # kept at the status quo
MOST_BOXES = 2.0**53  # that floating point tells apart by number


@dataclass(frozen=True)
class Labels:
    """The labels of a place.

    Attributes:
        values: Array (2 · parties + 2, labels): V and W of each party, −exposure relative to what is at stake, −years;
            all better the larger.
        edge: Array (labels): number of the round that is taken next; −1 at the target.
        behind: Array (labels): number of the label that follows, at the place after that round.
        rounds: Array (labels): how many rounds follow.
    """

    values: Floats
    edge: Ints
    behind: Ints
    rounds: Ints

    def __len__(self) -> int:
        """Return the number of labels."""
        return len(self.edge)

    def at(self, rows: Ints) -> Labels:
        """Return some of the labels."""
        return Labels(self.values[:, rows], self.edge[rows], self.behind[rows], self.rounds[rows])


class LabelSetting:
    """Label-setting in one world of a block."""

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
        self.scale = rounds.scale[:, world]
        self.flow, self.fade, self.victim, leave = (
            np.ascontiguousarray(each[:, :, world].T) for each in (rounds.flow, rounds.fade, rounds.victim, rounds.exit)
        )
        self.exposure = _share((leave - self.victim).T, self.scale).max(axis=1)
        self.years = rounds.years[:, world]
        self.start = np.concatenate([rounds.final[:, world], rounds.tail[:, world], [0.0, 0.0]])
        horizon = max(float(self.years.max(initial=0.0)), 1e-9) * lattice.steps
        gain = np.abs(rounds.final[:, world] - rounds.nothing[:, world])
        size = np.where(gain > 0, gain, self.scale)
        step = EPSILON * np.concatenate([size, size, [float(_share(gain, self.scale).max()), horizon]])
        self.step = np.where(step > 0, step, 1.0)[:, None]  # where nothing is at stake, all labels are alike
        self.labels: dict[int, Labels] = {}

    def run(self) -> list[tuple[int, ...]]:
        """Return the roadmaps of the labels at the status quo, as edge numbers, first round first."""
        top = len(self.lattice.places) - 1
        none = np.full(1, -1, dtype=np.intp)
        self.labels[top] = Labels(self.start[:, None], none, none, np.zeros(1, dtype=np.intp))
        before, after = self.lattice.edges
        order = np.argsort(before, kind="stable")
        starts = np.searchsorted(before[order], np.arange(top + 2))
        for place in range(top - 1, -1, -1):
            edges = order[starts[place] : starts[place + 1]]
            edges = edges[[int(end) in self.labels for end in after[edges]]]
            if len(edges):
                found = self._extended(edges, after[edges])
                if len(found):
                    self.labels[place] = self._few(found, MOST_LABELS if place else MOST_FOUND)
        return [self._trace(n) for n in range(len(self.labels.get(0, ())))]

    def _extended(self, edges: Ints, ends: Ints) -> Labels:
        """Return the labels that come from putting each round in front of each label at the place it leads to."""
        behind = [self.labels[int(end)] for end in ends]
        sizes = np.array([len(labels) for labels in behind])
        values = np.concatenate([labels.values for labels in behind], axis=1)
        rounds = np.concatenate([labels.rounds for labels in behind]) + 1
        which = np.arange(len(rounds)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        parties = len(self.flow)
        new = np.empty_like(values)
        flow, fade, victim = (np.repeat(each[:, edges], sizes, axis=1) for each in (self.flow, self.fade, self.victim))
        new[:parties] = flow + fade * values[:parties]
        new[parties : 2 * parties] = np.minimum(victim, flow + fade * values[parties : 2 * parties])
        new[-2] = np.minimum(values[-2], np.repeat(-self.exposure[edges], sizes))
        new[-1] = values[-1] - np.repeat(self.years[edges], sizes)
        found = Labels(new, np.repeat(edges, sizes), which, rounds)
        few = rounds <= self.most_rounds
        return found if few.all() else found.at(np.flatnonzero(few))

    def _few(self, found: Labels, most: int) -> Labels:
        """Return one label of each box that no other box dominates, and at most so many."""
        place = found.values / self.step
        boxes = np.floor(place)
        best = np.flatnonzero(moocore.is_nondominated(boxes.T, maximise=True, keep_weakly=True))
        kept = best[_distinct(boxes[:, best])]
        if len(kept) > most:  # keep those that are best for some weighting of the criteria
            scores = np.ascontiguousarray(place[:, kept].T) @ _weightings(len(boxes), most)
            kept = kept[np.unique(scores.argmax(axis=0))]
        return found.at(kept)

    def _trace(self, label: int) -> tuple[int, ...]:
        path, place = [], 0
        top = len(self.lattice.places) - 1
        while place != top:
            labels = self.labels[place]
            edge = int(labels.edge[label])
            path.append(edge)
            label, place = int(labels.behind[label]), int(self.lattice.edges[1][edge])
        return tuple(path)


def _share(values: Floats, scale: Floats) -> Floats:
    """Return values as a share of what is at stake for each party; 0 where nothing is."""
    return np.divide(values, scale, out=np.zeros_like(values), where=scale > 0)


def _distinct(boxes: Floats) -> Ints:
    """Return the first column of each box of a grid, the boxes in rising order.

    Boxes are told apart by one number each, which is found much faster than by their coordinates.

    Example:
        >>> _distinct(np.array([[1.0, 0.0, 1.0], [-2.0, 5.0, -2.0]])).tolist()
        [1, 0]
    """
    from_lowest = boxes - boxes.min(axis=1, keepdims=True)
    sizes = from_lowest.max(axis=1) + 1
    if np.prod(sizes) >= MOST_BOXES:
        return np.asarray(np.unique(boxes, axis=1, return_index=True)[1])
    number = np.append(np.cumprod(sizes[:0:-1])[::-1], 1.0) @ from_lowest
    return np.asarray(np.unique(number, return_index=True)[1])


@cache
def _weightings(size: int, count: int) -> Floats:
    """Return array (criteria, count): weights that add up to 1 in each column and are spread evenly over columns."""
    points = (
        np.arange(1, MOST_LABELS + 1)[None, :] * np.sqrt(np.array([2, 3, 5, 7, 11, 13, 17, 19, 23, 29]))[:size, None]
    )
    weights = -np.log(1 - points % 1)
    return np.asarray(weights / weights.sum(axis=0))


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
