"""All roadmaps of a lattice compared cheaply in a sample of worlds: what each is worth at the stated beliefs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats, Ints
from detente.chapters.roadmap.judging.leaving import requirement
from detente.chapters.roadmap.judging.round_values import Rounds, walk
from detente.chapters.roadmap.space.lattice import Lattice


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
class Tails:
    """Ways from one place to the target, all of as many rounds.

    Attributes:
        keep: Array (ways, parties, worlds): V.
        worst: Array (ways, parties, worlds): W.
        holds: Array (ways, worlds): where no party gains by cheating.
        edges: Array (ways, rounds): their rounds, as numbers of the edges of the lattice.
    """

    keep: Floats
    worst: Floats
    holds: Bools
    edges: Ints

    def __len__(self) -> int:
        """Return the number of ways."""
        return len(self.keep)


@dataclass(frozen=True)
class ComparedRoadmaps:
    """Every roadmap, added up over worlds.

    Attributes:
        edges: For each roadmap, the numbers of its edges, first round first.
        gains: Array (roadmaps, principals): b·V + (1 − b)·W − N, weighted by `agreed`.
        doubt: Array (roadmaps): how sure the more doubtful side must be to begin and stay, weighted by `agreed`.
        enforcing: Array (roadmaps): weight of the worlds, of those agreed, in which nobody gains by cheating.
    """

    edges: tuple[tuple[int, ...], ...]
    gains: Floats
    doubt: Floats
    enforcing: Floats

    def __len__(self) -> int:
        """Return the number of roadmaps."""
        return len(self.edges)

    @cached_property
    def lengths(self) -> Ints:
        """Array (roadmaps): number of rounds."""
        return np.array([len(edges) for edges in self.edges], dtype=np.intp)


class Search:
    """A walk through all roadmaps, from the target backwards, a number of rounds at a time."""

    def __init__(self, lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> None:
        """Prepare a search.

        Args:
            lattice: The places and rounds.
            rounds: What the rounds of the lattice are worth, in its order.
            stakes: What counts.
            most_rounds: Rounds that a roadmap has at most.
        """
        self.lattice = lattice
        self.rounds = rounds
        self.stakes = stakes
        self.most_rounds = most_rounds
        self.temptation = rounds.cheat - TOLERANCE * rounds.scale
        self._before = lattice.edges[0].tolist()
        self._starts = lattice.starts.tolist()

    def run(self) -> ComparedRoadmaps:
        """Compare every roadmap."""
        rounds, top = self.rounds, len(self.lattice.places) - 1
        none = np.zeros((1, 0), dtype=np.intp)
        level = {top: [Tails(rounds.final[None], rounds.tail[None], rounds.settled[None], none)]}
        done: list[tuple[Ints, Floats]] = []
        for left in range(self.most_rounds, 0, -1):
            following: dict[int, list[Tails]] = {}
            for place, parts in level.items():
                behind = _stacked(parts)
                for edge in range(self._starts[place], self._starts[place + 1]):
                    before = self._before[edge]
                    if before == 0:
                        found = self._put_before(edge, behind)
                        done.append((found.edges, self._summed(found)))
                    elif left > 1:
                        following.setdefault(before, []).append(self._put_before(edge, behind))
            level = following
        sums = np.concatenate([summed for _, summed in done])
        made = tuple(tuple(row) for edges, _ in done for row in edges.tolist())
        return ComparedRoadmaps(made, sums[:, 2:], sums[:, 0], sums[:, 1])

    def _put_before(self, edge: int, behind: Tails) -> Tails:
        """Put a round in front of what follows."""
        rounds = self.rounds
        keep = rounds.fade[edge] * behind.keep
        keep += rounds.flow[edge]
        worst = rounds.fade[edge] * behind.worst
        worst += rounds.flow[edge]
        np.minimum(worst, rounds.victim[edge], out=worst)
        holds = (keep >= self.temptation[edge]).all(axis=1)
        holds &= behind.holds
        first = np.full((len(behind), 1), edge)
        return Tails(keep, worst, holds, np.concatenate([first, behind.edges], axis=1))

    def _summed(self, found: Tails) -> Floats:
        return _summed(self.rounds, self.stakes, found.keep, found.worst, found.holds)


def _summed(rounds: Rounds, stakes: SearchStakes, keep: Floats, worst: Floats, holds: Bools) -> Floats:
    """Array (ways, 2 + principals): doubt, worlds in which it is self-enforcing, gains."""
    at = list(stakes.principals)
    keep, worst, nothing = keep[:, at], worst[:, at], rounds.nothing[at]
    doubt = np.minimum(requirement(nothing, keep, worst), 1.0).max(axis=1)
    sure, unsure = stakes.belief * stakes.agreed, (1 - stakes.belief) * stakes.agreed
    gain = np.einsum("rpw,pw->rp", keep, sure) + np.einsum("rpw,pw->rp", worst, unsure) - nothing @ stakes.agreed
    columns = [(doubt @ stakes.agreed)[:, None], (holds @ stakes.agreed)[:, None], gain]
    return np.concatenate(columns, axis=1)


def _stacked(parts: list[Tails]) -> Tails:
    if len(parts) == 1:
        return parts[0]
    return Tails(
        keep=np.concatenate([part.keep for part in parts]),
        worst=np.concatenate([part.worst for part in parts]),
        holds=np.concatenate([part.holds for part in parts]),
        edges=np.concatenate([part.edges for part in parts]),
    )


def search(lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> ComparedRoadmaps:
    """What is every roadmap worth at the stated beliefs, if nobody may leave once it is begun?

    Args:
        lattice: The places and rounds.
        rounds: What its rounds are worth, in its order.
        stakes: What counts.
        most_rounds: Rounds that a roadmap has at most.

    Returns:
        All roadmaps that the rules allow, those of fewer rounds first.
    """
    return Search(lattice, rounds, stakes, most_rounds).run()


def compare(rounds: Rounds, roadmaps: Sequence[Sequence[int]], stakes: SearchStakes) -> Floats:
    """What are some roadmaps worth at the stated beliefs, if nobody may leave once they are begun?

    Args:
        rounds: What the rounds are worth that they are made of.
        roadmaps: Each the numbers of its rounds, first round first.
        stakes: What counts.

    Returns:
        Array (roadmaps, 2 + principals): doubt, worlds in which it is self-enforcing, gains, as in `ComparedRoadmaps`.
    """
    walks = [walk(rounds, order) for order in roadmaps]
    found = [_summed(rounds, stakes, w.keep[:1], w.worst[:1], w.enforcing[None]) for w in walks]
    return np.concatenate(found)
