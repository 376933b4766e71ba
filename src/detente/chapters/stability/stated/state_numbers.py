"""The grid of a conflict's states: their numbers, and where a statement holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from detente.arrays import Bools, Longs
from detente.chapters.stability.stated.statements import Statement
from detente.chapters.stability.stated.states import States, level_of

MOST_STATES = 2**20
MOST_VALUES = 2**26  # states that can be, times decision makers squared
MOST_WORK = 2**28  # states covered by all patterns of a section, at most; each is counted once for every pattern
LARGE = 2**40


@dataclass(frozen=True)
class StateNumbers:
    """The options with their levels. States are numbered with the first option least significant.

    Attributes:
        ladders: Option → names of its levels.
    """

    ladders: Mapping[str, tuple[str, ...]]

    @property
    def size(self) -> int:
        """Number of states, including those that cannot be."""
        return prod(map(len, self.ladders.values()))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Option → its place in the order of the case."""
        return {option: place for place, option in enumerate(self.ladders)}

    def pattern(self, states: States) -> tuple[tuple[int, int], ...]:
        """Return what is said about options as (option, level) pairs of numbers; every name must exist."""
        pairs = []
        for option, text in states.said(self.ladders):
            level = level_of(self.ladders[option], text)
            assert level is not None, text
            pairs.append((self.places[option], level))
        return tuple(pairs)

    def covers(self, states: States) -> int:
        """Return how many states are meant, without listing them."""
        fixed = {place for place, _ in self.pattern(states)}
        return prod(len(levels) for place, levels in enumerate(self.ladders.values()) if place not in fixed)

    def numbers(self, states: States) -> Longs:
        """Return the numbers of the states that are meant, as an array (states,)."""
        fixed = dict(self.pattern(states))
        found, stride, base = np.zeros(1, dtype=np.int64), 1, 0
        for place, levels in enumerate(self.ladders.values()):
            if place in fixed:
                base += fixed[place] * stride
            else:
                found = np.add.outer(np.arange(len(levels)) * stride, found).reshape(-1)
            stride *= len(levels)
        return found + base

    def mask(self, which: Iterable[States]) -> Bools:
        """Return which states of the grid agree with any of these, as an array (states,)."""
        found = np.zeros(self.size, dtype=bool)
        for states in which:
            found[self.numbers(states)] = True
        return found

    def holds(self, statement: Statement) -> Bools:
        """Return in which states of the grid a statement holds.

        Args:
            statement: The statement; every name must exist.

        Returns:
            Array (states,).

        Example:
            >>> from detente.chapters.stability.stated.statements import parse
            >>> grid = StateNumbers({"a": ("N", "Y"), "b": ("N", "Y")})
            >>> grid.holds(parse({"if": "Y-", "then": "-Y"})).tolist()
            [True, False, True, True]
        """
        if statement.joins == "states":
            return self.mask([statement.states])
        parts = [self.holds(part) for part in statement.parts]
        match statement.joins:
            case "all":
                return np.asarray(np.logical_and.reduce(parts))
            case "any":
                return np.asarray(np.logical_or.reduce(parts))
            case "not":
                return ~parts[0]
            case "if":
                return ~parts[0] | parts[1]
        return np.equal(*parts)


def prioritised(holds: Iterable[Bools]) -> Longs:
    """Return how good every state is if, of any two, the first statement that tells them apart decides.

    The usual weights 2^(m − k) overflow beyond 62 statements; here values are ranked anew before they grow too large,
    which changes no comparison ([PengHipelKilgour1997], [HipelKilgourFangPeng1997]).

    Args:
        holds: For each statement, most important first, an array (states,): where it holds.

    Returns:
        Array (states,) of values; higher is better, equal values are ties.

    Example:
        >>> prioritised([np.array([True, True, False]), np.array([False, True, True])]).tolist()
        [2, 3, 1]
    """
    values, most = np.zeros(1, dtype=np.int64), 0
    for mask in holds:
        values, most = 2 * values + mask, 2 * most + 1
        if most > LARGE:
            values = np.unique(values, return_inverse=True)[1].reshape(-1)
            most = int(values.max())
    return values
