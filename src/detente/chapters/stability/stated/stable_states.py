"""What a stated conflict comes to: which states are stable for whom, who would move where, how to get there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from detente.arrays import AnyArray, Bools, Longs
from detente.graph import CONCEPTS, Conflict, analyse, reached

MOST_TOGETHER = 2**16  # ways in which all can move at the same time
LEADING = "seq"  # the concept by which a state is said to hold: sanctions that pay whoever carries them out


@dataclass(frozen=True, eq=False)
class Answers:
    """What a conflict comes to under every concept.

    Attributes:
        conflict: The conflict, its preferences given once.
        stable: Concept → array (decision makers, states): which states are stable for whom.
        left_out: Concepts that would have taken too long.
    """

    conflict: Conflict
    stable: Mapping[str, Bools]
    left_out: tuple[str, ...]

    def equilibria(self, concept: str) -> list[int]:
        """Return the numbers of the states that are stable for everybody under a concept."""
        return [int(state) for state in np.flatnonzero(self.stable[concept].all(axis=0))]

    @cached_property
    def holding(self) -> list[int]:
        """The states that would hold: stable for everybody, given answers that pay those who give them."""
        return self.equilibria(LEADING)

    @cached_property
    def names(self) -> list[str]:
        """The states that can be, as they are written, in the order of their numbers."""
        return written(self.conflict, np.flatnonzero(self.conflict.feasible))

    def improvements(self, mover: int, state: int) -> list[int]:
        """Return where somebody would go from a state by itself, the best first."""
        values = self.conflict.preferences[mover]
        better = [int(s) for s in reached(self.conflict, mover, np.array([state]))[0] if values[s] > values[state]]
        return sorted(better, key=lambda s: (-values[s], s))

    @cached_property
    def _ranked(self) -> list[AnyArray]:
        return [np.sort(values[self.conflict.feasible]) for values in self.conflict.preferences]

    def liked(self, mover: int, state: int) -> float:
        """Return the share of the other states that somebody likes less than this one."""
        ranked = self._ranked[mover]
        return float(np.searchsorted(ranked, self.conflict.preferences[mover][state]) / max(1, len(ranked) - 1))


def answers(conflict: Conflict) -> Answers:
    """Return which states of a conflict are stable for whom, under every concept.

    Args:
        conflict: The conflict, its preferences given once.

    Returns:
        What is stable for whom; concepts that would take too long are left out and named.
    """
    stable = dict(analyse(conflict, CONCEPTS[:5]))
    left_out = []
    for concept in CONCEPTS[5:]:
        if _together(conflict) > MOST_TOGETHER:
            left_out.append(concept)
        else:
            stable |= analyse(conflict, (concept,))
    return Answers(conflict, stable, tuple(left_out))


def _together(conflict: Conflict) -> int:
    """Return in how many ways all can move at the same time, times the number of decision makers who may leave."""
    people = range(len(conflict.decision_makers))
    if len(people) == 1:
        return 0
    return len(people) * prod(conflict.options[k].levels for i in people for k in conflict.owned(i))


def written(conflict: Conflict, states: Longs) -> list[str]:
    """Return states as they are written.

    Args:
        conflict: The conflict.
        states: Their numbers.

    Returns:
        A letter or figure an option for each state, the first option first.
    """
    if any(option.levels != 2 for option in conflict.options):
        return [conflict.state(int(state)) for state in states]
    bits = states[:, None] >> np.arange(len(conflict.options)) & 1
    letters = np.where(bits, ord("Y"), ord("N")).astype(np.uint8)
    return [str(row, "ascii") for row in letters.view(f"S{len(conflict.options)}").reshape(-1)]


def in_words(conflict: Conflict, states: Sequence[int], ladders: Sequence[Sequence[str]]) -> str:
    """Return in words what is done in each of some states.

    Args:
        conflict: The conflict.
        states: Their numbers, at least one.
        ladders: For each option the names of its levels.

    Returns:
        The options that are taken, those of several levels with the name of the level.
    """
    everywhere = [levels[0] if len({*levels}) == 1 else 0 for levels in zip(*map(conflict.levels, states), strict=True)]
    done = [
        option.name if len(names) == 2 else f"{option.name}: {names[level]}"
        for option, level, names in zip(conflict.options, everywhere, ladders, strict=True)
        if level
    ]
    return ", ".join(done) or "Nothing done"
