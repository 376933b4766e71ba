"""A stated conflict as arrays: the grid of states, and how good each state is for every decision maker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from detente.chapters.stability.stated.schema import ConflictPart, Preferences
from detente.chapters.stability.stated.state_numbers import StateNumbers, prioritised
from detente.chapters.stability.stated.states import parse
from detente.graph import Conflict, Option, Values
from detente.worlds.draws import Draws

PATH = "stability/conflict/preferences/{party}/values/{state}"


def bare(part: ConflictPart, names: Mapping[str, str] | None = None) -> Conflict:
    """Return a conflict in which nobody has a preference yet.

    Args:
        part: The conflict as stated; every name in it must exist.
        names: Party → what a reader calls it; its id if not given.

    Returns:
        The conflict; all states are worth the same to everybody.

    Raises:
        ConflictError: No state is left that can be.
    """
    grid = StateNumbers(part.ladders)
    options = tuple(
        Option(
            id=option,
            name=body.name,
            owners=tuple(n for n, controls in enumerate(part.decision_makers.values()) if option in controls),
            levels=len(body.levels),
            up=body.direction != "back",
            down=body.direction != "forward",
            jumps=body.jumps,
        )
        for option, body in part.options.items()
    )
    called = tuple((names or {}).get(party, party) for party in part.decision_makers)
    nothing = np.zeros(grid.size, dtype=np.int64)
    barred = tuple(dict.fromkeys(grid.pattern(states) for states in part.infeasible))
    return Conflict(called, options, barred, tuple(nothing for _ in called))


def conflict_of(part: ConflictPart, names: Mapping[str, str] | None = None, draws: Draws | None = None) -> Conflict:
    """Return the conflict that a case states.

    Args:
        part: The conflict as stated, without fault and lacking nothing.
        names: Party → what a reader calls it; its id if not given.
        draws: The worlds in which values are drawn; needed only where preferences are judgements.

    Returns:
        The conflict; its preferences are arrays (states,), or (worlds, states) where any of them is drawn.
    """
    grid = StateNumbers(part.ladders)
    found: list[Values] = [preference(party, part.preferences[party], grid, draws) for party in part.decision_makers]
    if any(values.ndim == 2 for values in found):
        worlds = max(values.shape[0] for values in found if values.ndim == 2)
        found = [np.broadcast_to(values.astype(np.float64), (worlds, grid.size)) for values in found]
    return replace(bare(part, names), preferences=tuple(found))


def judged(part: ConflictPart) -> bool:
    """Return whether any preference is a judgement, so that the conflict differs from world to world."""
    return any(wants.values is not None for wants in part.preferences.values())


def preference(party: str, wants: Preferences, grid: StateNumbers, draws: Draws | None) -> Values:
    """Return how good every state is for one decision maker.

    Args:
        party: The decision maker.
        wants: What it would rather have.
        grid: The states.
        draws: The worlds in which values are drawn; needed only where preferences are judgements.

    Returns:
        Array (states,), or (worlds, states) where values are drawn; higher is better.
    """
    if wants.statements is not None:
        return np.broadcast_to(prioritised(map(grid.holds, wants.statements)), (grid.size,))
    if wants.ranking is not None:
        ranks = np.zeros(grid.size, dtype=np.int64)
        for number, tied in enumerate(wants.ranking):
            for states in tied:
                ranks[grid.numbers(states)] = len(wants.ranking) - number
        return ranks
    assert draws is not None, "values are drawn world by world"
    values = np.zeros((draws.size, grid.size))
    for text in wants.values or ():
        values[:, grid.numbers(parse(text))] = draws.value(PATH.format(party=party, state=text))[:, None]
    return values
