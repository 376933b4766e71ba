"""A conflict: decision makers, the options they control, infeasible combinations, and everybody's preferences.

A state gives the level of every option. States are numbered in mixed radix with the first option least significant, so
that option k of a conflict of two-level options is the bit 2^k. An array over states, reshaped to `Conflict.shape`, has
one axis for each option, the last option first.
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
    """Raised for a conflict or a question that cannot be analysed; says what was `found` and what was `expected`."""

    def __init__(self, found: str, expected: str) -> None:
        """Keep both halves apart, so that the reader of a file can add the file and the line."""
        super().__init__(f"found {found}; expected {expected}")
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class Option:
    """An option: something that a decision maker can do or not do, or do to a certain level.

    Attributes:
        id: Its id.
        name: Its name in texts.
        owners: The numbers of the decision makers that control it; each of them can change it alone.
        levels: The number of its levels; level 0 is “not taken”.
        up: Whether its level may be raised.
        down: Whether its level may be lowered.
        jumps: Whether a move may change it by several levels; else by one.
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
        """Whether one move can take it from any level to any other."""
        return self.up and self.down and (self.jumps or self.levels == 2)


@dataclass(frozen=True, eq=False)
class Conflict:
    """A conflict of the graph model.

    [FangHipelKilgour1993]: decision makers move between states by changing the options that they control.

    Attributes:
        decision_makers: Their names in texts.
        options: The options, least significant first.
        infeasible: Patterns of (option, level) pairs; a state in which all pairs of a pattern hold is infeasible.
        preferences: For each decision maker an array (states,) or (worlds, states) of values: higher is better, equal
            values are ties. Only their order counts. Values of infeasible states are ignored.

    Raises:
        ConflictError: The conflict contradicts itself or has more than 2^26 states.

    Example:
        >>> from detente.graph import Conflict, Option
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
        """Check everything, before any large array is made."""
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
        """The number of states, infeasible ones included."""
        return prod(option.levels for option in self.options)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The numbers of levels of the options, the last option first: the shape of the grid of states."""
        return tuple(option.levels for option in reversed(self.options))

    @cached_property
    def feasible(self) -> Bools:
        """Array (states,): whether each state is feasible."""
        grid = np.ones(self.shape, dtype=bool)
        for pattern in self.infeasible:
            where: list[slice | int] = [slice(None)] * len(self.options)
            for k, level in pattern:
                where[len(self.options) - 1 - k] = level
            grid[tuple(where)] = False
        return grid.reshape(-1)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the options, in order."""
        return tuple(option.name for option in self.options)

    @property
    def worlds(self) -> int | None:
        """The number of worlds for which preferences are given; None if they are given once for all."""
        return None if self.preferences[0].ndim == 1 else len(self.preferences[0])

    def owned(self, decision_maker: int) -> tuple[int, ...]:
        """Return the numbers of the options that a decision maker controls."""
        return tuple(k for k, option in enumerate(self.options) if decision_maker in option.owners)

    def levels(self, state: int) -> tuple[int, ...]:
        """Return the level of every option in a state, by the number of the state."""
        found = []
        for option in self.options:
            state, level = divmod(state, option.levels)
            found.append(level)
        return tuple(found)

    def number(self, levels: tuple[int, ...]) -> int:
        """Return the number of the state with the given levels of the options."""
        state = 0
        for option, level in zip(reversed(self.options), reversed(levels), strict=True):
            state = state * option.levels + level
        return state

    def state(self, state: int) -> str:
        """Return a state as text: N or Y for each option, or its level if it has more; the first option first."""
        return "".join(map(_written, self.options, self.levels(state)))


def _written(option: Option, level: int) -> str:
    if option.levels == 2:
        return "NY"[level]
    return str(level) if level < 10 else f"({level})"
