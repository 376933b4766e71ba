"""Which states are stable for whom: Nash, metarationality and sequential stability, for all states at once.

Every concept says that no improvement leads anywhere from which the others cannot push one back. With `best` the most
that a decision maker reaches by one move, and `worst` the least that the others' answers leave it, a state is stable if
its value is at least `best(worst(…))`; the concepts differ in the answers and in what an answer is judged by.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.stability.graph.answers import worst_in_turns, worst_of_any_order
from detente.stability.graph.conflict import Conflict, ConflictError
from detente.stability.graph.grid import Cells, Grid, comparable, low
from detente.stability.graph.improve import Improver

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim_one_sided", "sim")
GRID = CONCEPTS[:5]
Stable = NDArray[np.bool_]
BLOCK = 2**20
THREADED = 2**16
T = TypeVar("T")
S = TypeVar("S")


def stable(conflict: Conflict, concept: str) -> Stable:
    """Which states are stable for whom under a concept?

    Args:
        conflict: The conflict.
        concept: One of `CONCEPTS`.

    Returns:
        Array (decision makers, states), or (decision makers, worlds, states) if preferences are given by worlds. States
        that cannot be are stable for nobody.
    """
    return analyse(conflict, (concept,))[concept]


def analyse(conflict: Conflict, concepts: Iterable[str] = GRID) -> Mapping[str, Stable]:
    """Which states are stable for whom under several concepts, with what they have in common computed once?

    Args:
        conflict: The conflict.
        concepts: Some of `CONCEPTS`.

    Returns:
        Concept → array as that of `stable`.
    """
    wanted = tuple(concepts)
    for concept in wanted:
        if concept not in GRID:
            raise ConflictError(f"the unknown concept {concept}", f"one of {', '.join(GRID)}")
    grid = Grid(conflict)
    worlds = conflict.worlds or 1
    step = max(1, BLOCK // conflict.size)
    blocks = [
        _block(grid, [values.reshape(worlds, -1)[start : start + step] for values in conflict.preferences], wanted)
        for start in range(0, worlds, step)
    ]
    lead = () if conflict.worlds is None else (worlds,)
    return {
        concept: np.concatenate([block[concept] for block in blocks], axis=1).reshape(
            len(conflict.decision_makers), *lead, -1
        )
        for concept in wanted
    }


def _block(grid: Grid, preferences: Sequence[NDArray[Any]], concepts: Sequence[str]) -> dict[str, Stable]:
    """What is stable in some worlds: concept → array (decision makers, worlds, states)."""
    conflict = grid.conflict
    makers = range(len(conflict.decision_makers))
    spread = grid.conflict.size >= THREADED

    def prepared(i: int) -> Improver:
        values = grid.spread(comparable(preferences[i], conflict.feasible))
        improver = Improver(grid, i, grid.masked(values, low(values)))
        if {"seq", "sseq"} & {*concepts} and len(makers) > 1:
            _ = improver.fans  # sorted now, so that threads share it
        return improver

    improvers = _each(prepared, makers, spread)
    found = _each(lambda i: _stable(grid, i, improvers, concepts), makers, spread)
    return {concept: np.stack([each[concept] for each in found]) for concept in concepts}


def _stable(grid: Grid, i: int, improvers: Sequence[Improver], concepts: Sequence[str]) -> dict[str, Stable]:
    """What is stable for one decision maker: concept → array (worlds, states)."""
    values = improvers[i].values
    others = [other for other in range(len(improvers)) if other != i]
    single = len(others) < 2 or all(map(grid.transitive, others))
    best = grid.best(i, values)

    def moves(cells: Cells) -> Cells:
        if single:
            return worst_of_any_order(others, cells, grid.worst)
        return worst_in_turns(others, cells, grid.worst_moving)

    def improvements(cells: Cells) -> Cells:
        if single:
            start = grid.masked(cells, low(cells))
            return worst_of_any_order(others, start, lambda j, cells: improvers[j].worst(cells))
        return worst_in_turns(others, cells, lambda j, cells: improvers[j].worst_moving(cells))

    least: dict[str, Callable[[], Cells]] = {
        "nash": lambda: values,
        "gmr": lambda: moves(values),
        "smr": lambda: np.minimum(values, moves(best)),
        "seq": lambda: improvements(values),
        "sseq": lambda: np.minimum(values, improvements(best)),
    }
    found = {}
    for concept in concepts:
        holds = values >= (best if concept == "nash" else grid.best(i, least[concept]()))
        found[concept] = grid.flat(holds) & grid.conflict.feasible
    return found


def _each(do: Callable[[T], S], items: Iterable[T], threaded: bool) -> list[S]:
    if not threaded:
        return [do(item) for item in items]
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return list(pool.map(do, items))
