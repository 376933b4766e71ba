"""Every roadmap of a lattice judged in every world of a block: what each is worth kept and betrayed, on average."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats, Ints
from detente.chapters.roadmap.judging.round_values import Rounds, trust
from detente.chapters.roadmap.space.lattice import Lattice

BUFFER = 64
# What is added up over worlds for every roadmap; gains and exposures follow, one each a principal.
SUMS = ("trust", "years", "enforcing")


@dataclass(frozen=True)
class SearchStakes:
    """What counts in a block of worlds when roadmaps are compared.

    Attributes:
        principals: Rows of the principals among the parties of the rounds.
        belief: Array (principals, worlds): stated belief that the other side is sincere.
        agreed: Weight of each world in which the package is attainable, 0 elsewhere.
        weight: Weight of each world.
    """

    principals: tuple[int, ...]
    belief: Floats
    agreed: Floats
    weight: Floats


@dataclass(frozen=True)
class Behind:
    """What follows a place, on one way to the target.

    Attributes:
        keep: V.
        worst: W.
        exposure: Largest X − U so far, at least 0.
        holds: Where no party gains by cheating.
        years: Years so far, added up over the worlds.
    """

    keep: Floats
    worst: Floats
    exposure: Floats
    holds: Bools
    years: float


@dataclass(frozen=True)
class JudgedRoadmaps:
    """Roadmaps, added up over the worlds of a block.

    Attributes:
        sums: Array (roadmaps, sums): `SUMS`, then b·V + (1 − b)·W − N of each principal, then its largest exposure; all
            weighted by `agreed`, but `enforcing`, which is weighted by `weight`.
        first: For each roadmap, the number of its first round.
        rounds: For each roadmap, its number of rounds.
    """

    sums: Floats
    first: Ints
    rounds: Ints


class RoadmapTally:
    """Adds up over worlds what roadmaps are worth, a buffer of them at a time."""

    def __init__(self, rounds: Rounds, stakes: SearchStakes) -> None:
        """Begin with nothing.

        Args:
            rounds: What the rounds are worth.
            stakes: What counts.
        """
        self.rounds = rounds
        self.stakes = stakes
        self.temptation = rounds.cheat - TOLERANCE * rounds.scale
        self.exposure = rounds.exit - rounds.victim
        self.years = rounds.years @ stakes.agreed
        self._waiting: list[Behind] = []
        self._found: list[Floats] = []

    def start(self) -> Behind:
        """Return what is there once all is done."""
        rounds = self.rounds
        return Behind(rounds.final, rounds.tail, np.zeros_like(rounds.final), rounds.settled, 0.0)

    def before(self, at: slice | list[int], behind: Behind) -> tuple[Floats, Floats, Floats, Bools, Floats]:
        """Put rounds in front of what follows: keep, worst, exposure, holds and years of each."""
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

    def end(self, found: Behind) -> None:
        """Count a roadmap that is complete."""
        self._waiting.append(found)
        if len(self._waiting) == BUFFER:
            self._flush()

    def sums(self) -> Floats:
        """Return the sums of all roadmaps counted."""
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
    """A walk through all roadmaps, from the target backwards, in the order of `Lattice.roadmaps`."""

    def __init__(self, lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> None:
        """Prepare a search.

        Args:
            lattice: The places and rounds.
            rounds: What the rounds of the lattice are worth, in its order.
            stakes: What counts.
            most_rounds: Rounds that a roadmap has at most.
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

    def _visit(self, place: int, behind: Behind, depth: int) -> None:
        start, stop = self._starts[place], self._starts[place + 1]
        if depth == self.most_rounds:  # this must be the first round: the one that begins at the status quo, if any
            stop = min(stop, start + 1)
        if start == stop or (depth == self.most_rounds and self._before[start] != 0):
            return
        keep, worst, exposure, holds, years = self.tally.before(slice(start, stop), behind)
        for n in range(stop - start):
            before = self._before[start + n]
            child = Behind(keep[n], worst[n], exposure[n], holds[n], float(years[n]))
            if before == 0:
                self._ends.append((start, depth))
                self.tally.end(child)
            else:
                self._visit(before, child, depth + 1)


def search(lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> JudgedRoadmaps:
    """What is every roadmap worth, added up over a block of worlds?

    Args:
        lattice: The places and rounds.
        rounds: What its rounds are worth, in its order.
        stakes: What counts.
        most_rounds: Rounds that a roadmap has at most.

    Returns:
        All roadmaps, in the order of `Lattice.roadmaps`.
    """
    return Search(lattice, rounds, stakes, most_rounds).run()


def judge(rounds: Rounds, roadmaps: Iterable[Sequence[int]], stakes: SearchStakes) -> JudgedRoadmaps:
    """What are some roadmaps worth, added up over a block of worlds?

    Args:
        rounds: What the rounds are worth that they are made of.
        roadmaps: Each the numbers of its rounds, first round first.
        stakes: What counts.

    Returns:
        The roadmaps in their order.
    """
    tally = RoadmapTally(rounds, stakes)
    ends = []
    for roadmap in roadmaps:
        behind = tally.start()
        for n in reversed(roadmap):
            keep, worst, exposure, holds, years = tally.before([n], behind)
            behind = Behind(keep[0], worst[0], exposure[0], holds[0], float(years[0]))
        tally.end(behind)
        ends.append((roadmap[0], len(roadmap)))
    both = np.array(ends, dtype=np.intp).reshape(-1, 2)
    return JudgedRoadmaps(tally.sums(), both[:, 0], both[:, 1])
