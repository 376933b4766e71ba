"""The moves from single states, and the shortest sequence by which the others answer one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Ints, Longs
from detente.graph.conflict import Conflict, Option


@dataclass(frozen=True)
class Move:
    """A move of one decision maker from a state to another.

    Attributes:
        mover: The number of the decision maker.
        start: The number of the state that it leaves.
        end: The number of the state that it reaches.
        gains: Whether it prefers the state that it reaches.
    """

    mover: int
    start: int
    end: int
    gains: bool


def reached(conflict: Conflict, mover: int, states: Longs) -> tuple[Longs, Ints]:
    """Return all moves of a decision maker from some states.

    Args:
        conflict: The conflict.
        mover: The number of the decision maker.
        states: Array (states,): the numbers of the states.

    Returns:
        Two arrays (moves,): the number of the state that each move reaches, and the index in `states` of the state that
        it leaves.

    Example:
        >>> from detente.graph import Option
        >>> arm = Option("a", "arm", (0,), levels=3, jumps=False)
        >>> options = (arm, Option("b", "talk", (0,), down=False))
        >>> reached(Conflict(("A",), options, (), (np.arange(6),)), 0, np.array([0, 4]))[0].tolist()
        [3, 1, 4, 3, 5]
    """
    targets, starts = states, np.arange(len(states))
    stride = 1
    for option in conflict.options:
        if mover in option.owners:
            level = states[starts] // stride % option.levels
            allowed = _allowed(option)[level]
            chosen, new = np.nonzero(allowed)
            targets, starts = targets[chosen] + (new - level[chosen]) * stride, starts[chosen]
        stride *= option.levels
    real = (targets != states[starts]) & conflict.feasible[targets]
    return targets[real], starts[real]


def changed_options(conflict: Conflict, start: int, end: int) -> dict[int, int]:
    """Return the options whose level differs between two states, each with its level at the end."""
    levels = zip(conflict.levels(start), conflict.levels(end), strict=True)
    return {k: new for k, (old, new) in enumerate(levels) if new != old}


def at_once(conflict: Conflict, start: int, changes: Iterable[Mapping[int, int]]) -> int | None:
    """Return the number of the state to which several moves lead if they are made at the same moment.

    Args:
        conflict: The conflict.
        start: The number of the state that they leave.
        changes: The options that each move changes, with their new levels.

    Returns:
        The number of the state; None if two moves take an option to different levels or the state is infeasible.

    Example:
        >>> from detente.graph import Option
        >>> options = (Option("a", "arm", (0,), levels=3), Option("b", "talk", (0, 1)))
        >>> two = Conflict(("A", "B"), options, (), (np.arange(6), np.arange(6)))
        >>> at_once(two, 0, [changed_options(two, 0, 2), changed_options(two, 0, 3)]), at_once(two, 0, [{0: 1}, {0: 2}])
        (5, None)
    """
    joint: dict[int, int] = {}
    for moved in changes:
        if any(joint.setdefault(k, level) != level for k, level in moved.items()):
            return None
    number = conflict.number(tuple(joint.get(k, level) for k, level in enumerate(conflict.levels(start))))
    return number if conflict.feasible[number] else None


def _allowed(option: Option) -> Bools:
    """Return which changes of level an option allows, none included: array (from level, to level)."""
    change = np.subtract.outer(np.arange(option.levels), np.arange(option.levels)).T
    allowed = np.ones(change.shape, dtype=bool)
    if not option.up:
        allowed &= change <= 0
    if not option.down:
        allowed &= change >= 0
    if not option.jumps:
        allowed &= np.abs(change) <= 1
    return allowed


def shortest_answer(
    conflict: Conflict,
    target: int,
    state: int,
    goal: Callable[[Longs], Bools],
    *,
    gaining: bool,
) -> tuple[Move, ...] | None:
    """Return a shortest legal sequence by which all others than one decision maker reach a state of a given kind.

    Args:
        conflict: The conflict, with preferences given once.
        target: The number of the decision maker that does not move.
        state: The number of the state where the sequence begins.
        goal: Says for an array of numbers of states which of them are reached for; returns an array of booleans.
        gaining: Whether every move must be an improvement.

    Returns:
        The moves, at least one; of several shortest sequences with the same last mover, the one that it likes best.
        None if there is no sequence.
    """
    others = [k for k in range(len(conflict.decision_makers)) if k != target]
    values = conflict.preferences
    seen = {k: np.zeros(conflict.size, dtype=bool) for k in others}
    states, movers = np.array([state], dtype=np.int64), np.array([-1])
    layers = [(states, movers, np.array([-1]))]
    while others and states.size:
        found = []
        for k in others:
            able = np.flatnonzero(movers != k)
            ends, starts = reached(conflict, k, states[able])
            if gaining:
                better = values[k][ends] > values[k][states[able[starts]]]
                ends, starts = ends[better], starts[better]
            ends, first = np.unique(ends, return_index=True)
            new = ~seen[k][ends]
            seen[k][ends] = True
            found.append((ends[new], np.full(int(new.sum()), k), able[starts[first[new]]]))
        states, movers, parents = (np.concatenate(parts) for parts in zip(*found, strict=True))
        layers.append((states, movers, parents))
        hits = np.flatnonzero(goal(states))
        if hits.size:
            last = int(movers[hits[0]])
            hits = hits[movers[hits] == last]
            return _traced(conflict, layers, int(hits[np.argmax(values[last][states[hits]])]))
    return None


def _traced(conflict: Conflict, layers: list[tuple[Longs, Ints, Ints]], place: int) -> tuple[Move, ...]:
    """Return the moves that lead to an entry of the last layer."""
    moves = []
    for (states, movers, parents), (before, _, _) in zip(layers[:0:-1], layers[-2::-1], strict=True):
        start, end, mover = int(before[parents[place]]), int(states[place]), int(movers[place])
        values = conflict.preferences[mover]
        moves.append(Move(mover, start, end, bool(values[end] > values[start])))
        place = int(parents[place])
    return tuple(reversed(moves))
