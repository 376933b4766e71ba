"""A conflict: decision makers, the options that they control, what cannot be, and what each would rather have.

A state says at which level every option stands. States are numbered in mixed radix with the first option least
significant, so that option k of a conflict of two-level options is the bit 2^k. Reshaped to `Conflict.shape`, an array
of states becomes a grid with one axis an option, the last option first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from detente.arrays import Bools, Floats, Longs

MOST = 2**26
Values = Longs | Floats
OptionPattern = tuple[tuple[int, int], ...]


class ConflictError(ValueError):
    """A conflict that cannot be analysed: what was `found`, and what was `expected` instead."""

    def __init__(self, found: str, expected: str) -> None:
        """Keep both halves, so that whoever read a file can add where it stands."""
        super().__init__(f"found {found}; expected {expected}")
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class Option:
    """Something that a decision maker can do or leave, wholly or by levels.

    Attributes:
        id: Its id.
        name: What a reader calls it.
        owners: Numbers of the decision makers that control it; each of several can move it alone.
        levels: How many levels it has; level 0 is “not taken”.
        up: Whether it may be raised.
        down: Whether it may be lowered.
        jumps: Whether it may be moved by several levels at once; if not, a move changes it by one level.
    """

    id: str
    name: str
    owners: tuple[int, ...]
    levels: int = 2
    up: bool = True
    down: bool = True
    jumps: bool = True

    @property
    def free(self) -> bool:
        """Whether it can be moved from every level to every other in one move."""
        return self.up and self.down and (self.jumps or self.levels == 2)


@dataclass(frozen=True, eq=False)
class Conflict:
    """Decision makers, their options, what cannot be, and how good every state is for each of them.

    Attributes:
        decision_makers: What a reader calls them.
        options: The options, least significant first.
        infeasible: Patterns that cannot be; each lists (option, level) pairs that do not go together.
        preferences: For each decision maker an array (states,) or (worlds, states) of values over the grid: higher is
            better, equal values are ties; entries of infeasible states are ignored.

    Raises:
        ConflictError: If the conflict is contradictory or has more states than can be analysed.

    Example:
        >>> from detente.graph.conflict import Conflict, Option
        >>> disarm = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> prisoners.size, prisoners.state(1)
        (4, 'YN')
    """

    decision_makers: tuple[str, ...]
    options: tuple[Option, ...]
    infeasible: tuple[OptionPattern, ...]
    preferences: tuple[Values, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be analysed, before anything large is made."""
        self._check_options()
        if self.size > MOST:
            raise ConflictError(f"more than {MOST:,} states", "fewer options or levels")
        self._check_patterns()
        if not self.feasible.any():
            raise ConflictError("no feasible state", "infeasible patterns that leave at least one state")
        self._check_preferences()

    def _check_options(self) -> None:
        if not self.decision_makers:
            raise ConflictError("no decision maker", "at least one")
        for option in self.options:
            if option.levels < 2:
                raise ConflictError(f"{option.levels} level of option {option.id}", "two levels or more")
            if not option.owners or not {*option.owners} <= {*range(len(self.decision_makers))}:
                raise ConflictError(f"owners {option.owners} of option {option.id}", "numbers of decision makers")
        for i, name in enumerate(self.decision_makers):
            if not self.owned(i):
                raise ConflictError(f"no option that {name} controls", "at least one for every decision maker")

    def _check_patterns(self) -> None:
        for pattern in self.infeasible:
            named = [k for k, _ in pattern]
            if len({*named}) < len(named):
                raise ConflictError("an infeasible pattern that names an option twice", "each option once")
            for k, level in pattern:
                if not 0 <= k < len(self.options):
                    raise ConflictError(f"option number {k} in an infeasible pattern", f"0 to {len(self.options) - 1}")
                if not 0 <= level < self.options[k].levels:
                    expected = f"0 to {self.options[k].levels - 1}"
                    raise ConflictError(f"level {level} of option {self.options[k].id}", expected)

    def _check_preferences(self) -> None:
        if len(self.preferences) != len(self.decision_makers):
            expected = f"{len(self.decision_makers)}, one for each decision maker"
            raise ConflictError(f"{len(self.preferences)} preferences", expected)
        for name, values in zip(self.decision_makers, self.preferences, strict=True):
            if values.shape != self.preferences[0].shape or values.ndim not in {1, 2} or values.shape[-1] != self.size:
                expected = f"one for each of {self.size:,} states, in as many worlds for everybody"
                raise ConflictError(f"values of shape {values.shape} for {name}", expected)
            if not np.isfinite(values if self.feasible.all() else values[..., self.feasible]).all():
                raise ConflictError(f"a feasible state without a value for {name}", "a number for every feasible state")

    @cached_property
    def size(self) -> int:
        """Number of states of the grid, infeasible ones included."""
        return prod(option.levels for option in self.options)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Levels of the options, the last option first: the shape of the grid."""
        return tuple(option.levels for option in reversed(self.options))

    @cached_property
    def feasible(self) -> Bools:
        """Array (states,): which states can be."""
        grid = np.ones(self.shape, dtype=bool)
        for pattern in self.infeasible:
            where: list[slice | int] = [slice(None)] * len(self.options)
            for k, level in pattern:
                where[len(self.options) - 1 - k] = level
            grid[tuple(where)] = False
        return grid.reshape(-1)

    @property
    def names(self) -> tuple[str, ...]:
        """What a reader calls the options, in their order."""
        return tuple(option.name for option in self.options)

    @property
    def worlds(self) -> int | None:
        """In how many worlds preferences are given; None if they are given once."""
        return None if self.preferences[0].ndim == 1 else len(self.preferences[0])

    def owned(self, decision_maker: int) -> tuple[int, ...]:
        """Return the numbers of the options that a decision maker controls."""
        return tuple(k for k, option in enumerate(self.options) if decision_maker in option.owners)

    def levels(self, state: int) -> tuple[int, ...]:
        """Return the level of every option in a state."""
        found = []
        for option in self.options:
            state, level = divmod(state, option.levels)
            found.append(level)
        return tuple(found)

    def number(self, levels: tuple[int, ...]) -> int:
        """Return the number of the state with the given level of every option."""
        state = 0
        for option, level in zip(reversed(self.options), reversed(levels), strict=True):
            state = state * option.levels + level
        return state

    def state(self, state: int) -> str:
        """Write a state: N or Y for an option of two levels, else its level; the first option first."""
        return "".join(map(_written, self.options, self.levels(state)))


def _written(option: Option, level: int) -> str:
    if option.levels == 2:
        return "NY"[level]
    return str(level) if level < 10 else f"({level})"
