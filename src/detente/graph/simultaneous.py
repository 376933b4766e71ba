"""Stability under simultaneous moves: whether leaving a state pays if others leave it at the same moment.

A move is written as a turn: for each option that it changes, by how many levels modulo their number. Every turn is
tried at all states at once, with every combination of turns of the others, so the time grows with the square of the
number of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from detente.arrays import AnyArray, Bools, Ints, Longs
from detente.graph.conflict import Conflict, ConflictError, Option

MOST = 2**30
Turn = dict[int, int]  # option → by how many levels it is raised, modulo their number


def simultaneous(conflict: Conflict, values: Sequence[AnyArray], leaving: Sequence[AnyArray]) -> Bools:
    """Return where every move by which a decision maker would leave is sanctioned by others who leave at the same time.

    Args:
        conflict: The conflict.
        values: For each decision maker an array (worlds, states): its values.
        leaving: For each decision maker an array (worlds, states): it would leave a state for another if this number of
            the other is above its value of the state.

    Returns:
        Array (decision makers, worlds, states).
    """
    moves = _Moves.of(conflict, len(values[0]))
    ways = [moves.ways(i, values[i], leaving[i]) for i in range(len(values))]
    return np.stack([moves.answered(i, values[i], ways) for i in range(len(values))])


def refuse_too_many(conflict: Conflict) -> None:
    """Check that a conflict does not have too many joint moves to try them all; a lone decision maker has none.

    Args:
        conflict: The conflict.

    Raises:
        ConflictError: It has more than 2^30.
    """
    each = [prod(conflict.options[k].levels for k in conflict.owned(i)) for i in range(len(conflict.decision_makers))]
    if len(each) > 1 and prod(each) * conflict.size > MOST:
        raise ConflictError(
            f"more than {MOST:,} moves at the same time", "fewer states for sim and sim_one_sided, or other concepts"
        )


@dataclass(frozen=True)
class _Moves:
    """Turns of options as differences between the numbers of states, for all worlds side by side."""

    conflict: Conflict
    worlds: int
    steps: dict[tuple[int, int], Longs]  # (option, turn) → by how much the number of each state changes
    open: dict[tuple[int, int], Bools]  # (option, turn) → whether the option allows it in each state

    @classmethod
    def of(cls, conflict: Conflict, worlds: int) -> _Moves:
        steps, allowed = {}, {}
        stride = 1
        for k, option in enumerate(conflict.options):
            level = np.arange(conflict.size) // stride % option.levels
            for turn in range(1, option.levels):
                target = (level + turn) % option.levels
                steps[k, turn] = np.tile((target - level) * stride, worlds)
                allowed[k, turn] = np.tile(_allows(option, target - level), worlds)
            stride *= option.levels
        return cls(conflict, worlds, steps, allowed)

    def step(self, turn: Turn, at: Ints) -> Longs:
        """Return by how much a turn changes the numbers of some states."""
        total = np.zeros(at.shape, dtype=np.int64)
        for key in turn.items():
            total += self.steps[key][at]
        return total

    def ways(self, i: int, values: AnyArray, leaving: AnyArray) -> list[tuple[Turn, Bools]]:
        """Return the turns by which a decision maker would leave, each with the states that it would leave."""
        own = self.conflict.owned(i)
        feasible = np.tile(self.conflict.feasible, self.worlds)
        everywhere = np.arange(feasible.size)
        found = []
        for places in product(*(range(self.conflict.options[k].levels) for k in own)):
            turn = {k: place for k, place in zip(own, places, strict=True) if place}
            if not turn:
                continue
            can = feasible & np.logical_and.reduce([self.open[key] for key in turn.items()])
            at = everywhere[can]
            to = at + self.step(turn, at)
            can[at] = feasible[to] & (leaving.reshape(-1)[to] > values.reshape(-1)[at])
            if can.any():
                found.append((turn, can))
        return found

    def answered(self, i: int, values: AnyArray, ways: Sequence[list[tuple[Turn, Bools]]]) -> Bools:
        """Return where every turn by which a decision maker would leave is sanctioned by others' turns."""
        worth = values.reshape(-1)
        feasible = np.tile(self.conflict.feasible, self.worlds)
        stays = feasible.copy()
        for own, can in ways[i]:
            pending = np.flatnonzero(can & stays)
            for turn, masks in _joint(own, [way for k, way in enumerate(ways) if k != i]):
                if not pending.size:
                    break
                leave = np.logical_and.reduce([mask[pending] for mask in masks])
                at = pending[leave]
                to = at + self.step(turn, at)
                leave[leave] = feasible[to] & (worth[to] <= worth[at])
                pending = pending[~leave]
            stays[pending] = False
        return stays.reshape(values.shape)


def _allows(option: Option, change: Longs) -> Bools:
    far = np.abs(change) > 1
    return ~((change > 0) & (not option.up) | (change < 0) & (not option.down) | far & (not option.jumps))


def _joint(own: Turn, others: Sequence[list[tuple[Turn, Bools]]]) -> Iterator[tuple[Turn, list[Bools]]]:
    """Yield joint turns of a decision maker and one or more others that do not take an option to different levels."""
    for chosen in product(*([None, *ways] for ways in others)):
        leaving = [way for way in chosen if way is not None]
        turns = [own, *(turn for turn, _ in leaving)]
        joint = {k: place for turn in turns for k, place in turn.items()}
        if leaving and all(joint[k] == place for turn in turns for k, place in turn.items()):
            yield joint, [mask for _, mask in leaving]
