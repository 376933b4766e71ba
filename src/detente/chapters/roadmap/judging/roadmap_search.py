"""All roadmaps of a lattice compared cheaply in a sample of worlds: about what comes of each.

Cheap is that beliefs stay as they are stated, that whoever begins a round plans to stay, and that a round that somebody
would break is not begun:

gain    G_k = A_k + d_k·G_{k+1} where all begin and keep, else X_k       begin ⇔ b·V_k + (1 − b)·W_k ≥ X_k
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats, Ints
from detente.chapters.roadmap.judging.leaving import requirement
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import Lattice


@dataclass(frozen=True)
class SearchStakes:
    """Beliefs and weights by which roadmaps are compared in a block of worlds.

    Attributes:
        principals: Rows of the principals among the parties of the rounds.
        belief: Array (principals, worlds): stated belief that all others that carry something out are sincere.
        agreed: Array (worlds): weight of each world in which the package is attainable, 0 elsewhere.
        weight: Array (worlds): weight of each world.
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
        gain: Array (ways, parties, worlds): G.
        holds: Array (ways, worlds): where no party gains by cheating.
        edges: Array (ways, rounds): their rounds, as numbers of the edges of the lattice.
    """

    keep: Floats
    worst: Floats
    gain: Floats
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
        gains: Array (roadmaps, principals): G − N, weighted by `agreed`.
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


class TailValues:
    """What ways to the target are worth, a round at a time from its end."""

    def __init__(self, rounds: Rounds, stakes: SearchStakes) -> None:
        """Prepare.

        Args:
            rounds: The worth of the rounds.
            stakes: Beliefs and weights.
        """
        self.rounds = rounds
        self.stakes = stakes
        self._rows = list(stakes.principals)
        slight = TOLERANCE * rounds.scale
        self._temptation = rounds.cheat - slight
        self._leave = (rounds.exit - slight)[:, self._rows]

    def start(self) -> Tails:
        """Return what is there once all is done."""
        rounds = self.rounds
        gain = np.where(rounds.settled & rounds.lasts, rounds.final, rounds.final_exit)
        none = np.zeros((1, 0), dtype=np.intp)
        return Tails(rounds.final[None], rounds.tail[None], gain[None], rounds.settled[None], none)

    def before(self, edge: int, behind: Tails) -> Tails:
        """Put a round in front of what follows."""
        rounds, belief = self.rounds, self.stakes.belief
        flow, fade = rounds.flow[edge], rounds.fade[edge]
        keep = fade * behind.keep
        keep += flow
        worst = fade * behind.worst
        worst += flow
        np.minimum(worst, rounds.victim[edge], out=worst)
        holds = (keep >= self._temptation[edge]).all(axis=1)
        hoped = belief * keep[:, self._rows] + (1 - belief) * worst[:, self._rows]
        goes = (hoped >= self._leave[edge]).all(axis=1) & holds
        gain = fade * behind.gain
        gain += flow
        gain = np.where(goes[:, None], gain, rounds.exit[edge])
        first = np.full((len(behind), 1), edge)
        edges = np.concatenate([first, behind.edges], axis=1)
        return Tails(keep, worst, gain, holds & behind.holds, edges)

    def summed(self, found: Tails) -> Floats:
        """Array (ways, 2 + principals): doubt, worlds in which it is self-enforcing, gains."""
        agreed, at = self.stakes.agreed, self._rows
        nothing = self.rounds.nothing[at]
        doubt = np.minimum(requirement(nothing, found.keep[:, at], found.worst[:, at]), 1.0).max(axis=1)
        gain = (found.gain[:, at] - nothing) @ agreed
        return np.concatenate([(doubt @ agreed)[:, None], (found.holds @ agreed)[:, None], gain], axis=1)


def _stacked(parts: list[Tails]) -> Tails:
    if len(parts) == 1:
        return parts[0]
    return Tails(
        keep=np.concatenate([part.keep for part in parts]),
        worst=np.concatenate([part.worst for part in parts]),
        gain=np.concatenate([part.gain for part in parts]),
        holds=np.concatenate([part.holds for part in parts]),
        edges=np.concatenate([part.edges for part in parts]),
    )


def search(lattice: Lattice, rounds: Rounds, stakes: SearchStakes, most_rounds: int) -> ComparedRoadmaps:
    """What comes of every roadmap, about?

    Args:
        lattice: The places and rounds.
        rounds: The worth of its rounds, in its order.
        stakes: Beliefs and weights.
        most_rounds: Largest number of rounds of a roadmap.

    Returns:
        All roadmaps that the rules allow, those of fewer rounds first.
    """
    values, starts, before = TailValues(rounds, stakes), lattice.starts.tolist(), lattice.edges[0].tolist()
    level = {len(lattice.places) - 1: [values.start()]}
    done: list[tuple[Ints, Floats]] = []
    for left in range(most_rounds, 0, -1):
        following: dict[int, list[Tails]] = {}
        for place, parts in level.items():
            behind = _stacked(parts)
            for edge in range(starts[place], starts[place + 1]):
                if before[edge] == 0:
                    found = values.before(edge, behind)
                    done.append((found.edges, values.summed(found)))
                elif left > 1:
                    following.setdefault(before[edge], []).append(values.before(edge, behind))
        level = following
    sums = np.concatenate([summed for _, summed in done])
    made = tuple(tuple(row) for edges, _ in done for row in edges.tolist())
    return ComparedRoadmaps(made, sums[:, 2:], sums[:, 0], sums[:, 1])


def compare(rounds: Rounds, roadmaps: Sequence[Sequence[int]], stakes: SearchStakes) -> Floats:
    """What comes of some roadmaps, about?

    Args:
        rounds: The worth of their rounds.
        roadmaps: The roadmaps, each as the numbers of its rounds, first round first.
        stakes: Beliefs and weights.

    Returns:
        Array (roadmaps, 2 + principals): doubt, worlds in which it is self-enforcing, gains, as in `ComparedRoadmaps`.
    """
    values, found = TailValues(rounds, stakes), []
    for roadmap in roadmaps:
        tails = values.start()
        for edge in reversed(roadmap):
            tails = values.before(edge, tails)
        found.append(values.summed(tails))
    return np.concatenate(found)
