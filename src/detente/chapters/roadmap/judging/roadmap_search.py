"""The search through all roadmaps of a lattice, each judged in every world of a block and summed over the worlds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats, Ints
from detente.chapters.roadmap.judging.round_values import Rounds, trust
from detente.chapters.roadmap.space.lattice import Lattice

BUFFER = 64  # roadmaps that are summed over the worlds at a time
# The first sums of a roadmap; the gain of each principal follows, then the exposure of each.
SUMS = ("trust", "years", "enforcing")


@dataclass(frozen=True)
class SearchStakes:
    """Beliefs and weights by which roadmaps are compared in a block of worlds.

    Attributes:
        principals: Rows of the principals among the parties of the rounds.
        belief: Array (principals, worlds): stated belief that the other side is sincere.
        agreed: Array (worlds): weight of each world in which the package is attainable, 0 elsewhere.
        weight: Array (worlds): weight of each world.
    """

    principals: tuple[int, ...]
    belief: Floats
    agreed: Floats
    weight: Floats


@dataclass(frozen=True)
class Remainder:
    """The rest of a roadmap, from some place to the target; the letters are those of `round_values`.

    Attributes:
        keep: Array (parties, worlds): V.
        worst: Array (parties, worlds): W.
        exposure: Array (parties, worlds): largest X − U of its rounds, at least 0.
        holds: Array (worlds): whether no party gains by cheating in any of its rounds or afterwards.
        years: Its length, summed over the worlds with the weights `agreed`.
    """

    keep: Floats
    worst: Floats
    exposure: Floats
    holds: Bools
    years: float


@dataclass(frozen=True)
class JudgedRoadmaps:
    """Roadmaps with their sums over the worlds of a block.

    Attributes:
        sums: Array (roadmaps, sums): those of `SUMS`, then b·V + (1 − b)·W − N of each principal, then the largest
            exposure of each. All are weighted by `agreed`, except `enforcing`, which is weighted by `weight`.
        first: For each roadmap, the number of its first round.
        rounds: For each roadmap, its number of rounds.
    """

    sums: Floats
    first: Ints
    rounds: Ints


class RoadmapTally:
    """Sums of roadmaps over the worlds of a block, taken a buffer of roadmaps at a time."""

    def __init__(self, rounds: Rounds, stakes: SearchStakes) -> None:
        """Begin without any roadmap.

        Args:
            rounds: The worth of the rounds.
            stakes: Beliefs and weights.
        """
        self.rounds = rounds
        self.stakes = stakes
        self.temptation = rounds.cheat - TOLERANCE * rounds.scale
        self.exposure = rounds.exit - rounds.victim
        self.years = rounds.years @ stakes.agreed
        self._waiting: list[Remainder] = []
        self._found: list[Floats] = []

    def start(self) -> Remainder:
        """Return what remains once all is done: the steady state."""
        rounds = self.rounds
        return Remainder(rounds.final, rounds.tail, np.zeros_like(rounds.final), rounds.settled, 0.0)

    def before(self, at: slice | list[int], behind: Remainder) -> tuple[Floats, Floats, Floats, Bools, Floats]:
        """Return keep, worst, exposure, holds and years of each of some rounds when put in front of a remainder."""
        rounds = self.rounds
        flow, fade = rounds.flow[at], rounds.fade[at]
        keep = fade * behind.keep
        keep += flow
        worst = fade * behind.worst
        worst += flow
        np.minimum(worst, rounds.victim[at], out=worst)
        holds = (keep >= self.temptation[at]).all(axis=1)
        holds &= behind.holds
        return keep, worst, np.maximum(behind.exposure, self.exposure[at]), holds, self.years[at] + behind.years

    def end(self, found: Remainder) -> None:
        """Add a complete roadmap."""
        self._waiting.append(found)
        if len(self._waiting) == BUFFER:
            self._flush()

    def sums(self) -> Floats:
        """Return the sums of all roadmaps that were added."""
        self._flush()
        width = len(SUMS) + 2 * len(self.stakes.principals)
        return np.concatenate([np.zeros((0, width)), *self._found])

    def _flush(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        at, stakes = list(self.stakes.principals), self.stakes
        keep = np.array([found.keep for found in waiting])[:, at]
        worst = np.array([found.worst for found in waiting])[:, at]
        exposure = np.array([found.exposure for found in waiting])[:, at]
        holds = np.array([found.holds for found in waiting])
        nothing = self.rounds.nothing[at]
        doubt = trust(np.broadcast_to(nothing, keep.shape), keep, worst).max(axis=1)
        sure, unsure = stakes.belief * stakes.agreed, (1 - stakes.belief) * stakes.agreed
        gain = np.einsum("rpw,pw->rp", keep, sure) + np.einsum("rpw,pw->rp", worst, unsure)
        columns = [
            (doubt @ stakes.agreed)[:, None],
            np.array([[found.years] for found in waiting]),
            (holds @ stakes.weight)[:, None],
            gain - nothing @ stakes.agreed,
            exposure @ stakes.agreed,
        ]
        self._found.append(np.concatenate(columns, axis=1))


class Search:
    """A depth-first search through all roadmaps, from the target backwards, in the order of `Lattice.roadmaps`."""

    def __init__(self, lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> None:
        """Prepare a search.

        Args:
            lattice: The places and rounds.
            rounds: The worth of the rounds of the lattice, in its order.
            stakes: Beliefs and weights.
            most_rounds: Largest number of rounds of a roadmap.
        """
        self.lattice = lattice
        self.tally = RoadmapTally(rounds, stakes)
        self.most_rounds = most_rounds
        self._before = lattice.edges[0].tolist()
        self._starts = lattice.starts.tolist()
        self._ends: list[tuple[int, int]] = []

    def run(self) -> JudgedRoadmaps:
        """Judge every roadmap."""
        self._visit(len(self.lattice.places) - 1, self.tally.start(), 1)
        ends = np.array(self._ends, dtype=np.intp).reshape(-1, 2)
        return JudgedRoadmaps(self.tally.sums(), ends[:, 0], ends[:, 1])

    def _visit(self, place: int, behind: Remainder, depth: int) -> None:
        start, stop = self._starts[place], self._starts[place + 1]
        if depth == self.most_rounds:  # only a round that begins at the status quo fits; it would come first
            stop = min(stop, start + 1)
        if start == stop or (depth == self.most_rounds and self._before[start] != 0):
            return
        keep, worst, exposure, holds, years = self.tally.before(slice(start, stop), behind)
        for n in range(stop - start):
            before = self._before[start + n]
            child = Remainder(keep[n], worst[n], exposure[n], holds[n], float(years[n]))
            if before == 0:
                self._ends.append((start, depth))
                self.tally.end(child)
            else:
                self._visit(before, child, depth + 1)


def search(lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> JudgedRoadmaps:
    """Judge every roadmap in a block of worlds.

    Args:
        lattice: The places and rounds.
        rounds: The worth of its rounds, in its order.
        stakes: Beliefs and weights.
        most_rounds: Largest number of rounds of a roadmap.

    Returns:
        All roadmaps, in the order of `Lattice.roadmaps`.
    """
    return Search(lattice, rounds, stakes, most_rounds).run()


def judge(rounds: Rounds, roadmaps: Iterable[Sequence[int]], stakes: SearchStakes) -> JudgedRoadmaps:
    """Judge some roadmaps in a block of worlds.

    Args:
        rounds: The worth of their rounds.
        roadmaps: The roadmaps, each as the numbers of its rounds, first round first.
        stakes: Beliefs and weights.

    Returns:
        The roadmaps, in the same order.
    """
    tally = RoadmapTally(rounds, stakes)
    ends = []
    for roadmap in roadmaps:
        behind = tally.start()
        for n in reversed(roadmap):
            keep, worst, exposure, holds, years = tally.before([n], behind)
            behind = Remainder(keep[0], worst[0], exposure[0], holds[0], float(years[0]))
        tally.end(behind)
        ends.append((roadmap[0], len(roadmap)))
    both = np.array(ends, dtype=np.intp).reshape(-1, 2)
    return JudgedRoadmaps(tally.sums(), both[:, 0], both[:, 1])
