"""Which states are stable for whom: Nash, metarationality and sequential stability, for all states at once.

Every concept says that no improvement leads anywhere from which the others cannot push one back. With `best` the most
that a decision maker reaches by one move, and the least that the others' answers leave it after its own move, a state
is stable if its value is at least the best of these leasts. The concepts differ in the answers, and in what an answer
is judged by: the state that it leads to, or the best that can be made of that state.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from detente.arrays import AnyArray, Bools
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.countermoves import worst_in_turns, worst_of_any_order
from detente.graph.grid import Cells, Grid, comparable, low
from detente.graph.improvements import Improver
from detente.graph.simultaneous import refuse_too_many, simultaneous

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim_one_sided", "sim")
BLOCK = 2**20
THREADED = 2**16
Stable = Bools
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

    Raises:
        ConflictError: If there is no such concept, or too many joint moves for it.

    Example:
        >>> from detente.graph.conflict import Option
        >>> disarm = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> stable(prisoners, "nash").all(axis=0).tolist(), stable(prisoners, "seq").all(axis=0).tolist()
        ([True, False, False, False], [True, False, False, True])
    """
    return analyse(conflict, (concept,))[concept]


def analyse(conflict: Conflict, concepts: Iterable[str] = CONCEPTS) -> Mapping[str, Stable]:
    """Which states are stable for whom under several concepts, with what they have in common computed once?

    Args:
        conflict: The conflict.
        concepts: Some of `CONCEPTS`.

    Returns:
        Concept → array as that of `stable`.

    Raises:
        ConflictError: If there is no such concept, or too many joint moves for it.
    """
    wanted = tuple(concepts)
    for concept in wanted:
        if concept not in CONCEPTS:
            raise ConflictError(f"the unknown concept {concept}", f"one of {', '.join(CONCEPTS)}")
    if {"sim", "sim_one_sided"} & {*wanted}:
        refuse_too_many(conflict)
    grid = Grid(conflict)
    makers, worlds = len(conflict.decision_makers), conflict.worlds or 1
    found = {concept: np.empty((makers, worlds, conflict.size), dtype=bool) for concept in wanted}
    step = max(1, BLOCK // conflict.size)
    for start in range(0, worlds, step):
        here = slice(start, start + step)
        preferences = [values.reshape(worlds, -1)[here] for values in conflict.preferences]
        _fill(grid, preferences, {concept: array[:, here] for concept, array in found.items()})
    shape = (makers, conflict.size) if conflict.worlds is None else (makers, worlds, conflict.size)
    return {concept: array.reshape(shape) for concept, array in found.items()}


@dataclass(frozen=True, eq=False)
class Maker:
    """What one decision maker can get, and what the others can leave it.

    Attributes:
        grid: The states.
        number: Which decision maker it is.
        improvers: The improvements of all decision makers.
    """

    grid: Grid
    number: int
    improvers: Sequence[Improver]

    @property
    def values(self) -> Cells:
        """How good each state is for it."""
        return self.improvers[self.number].values

    @cached_property
    def best(self) -> Cells:
        """The best that it reaches from each state by one move or by staying."""
        return self.grid.best(self.number, self.values)

    @cached_property
    def credible(self) -> Cells:
        """The worst that the others leave it in each state if they only ever improve."""
        return self.improvements(self.values)

    @cached_property
    def _others(self) -> tuple[int, ...]:
        return tuple(other for other in range(len(self.improvers)) if other != self.number)

    @cached_property
    def _any_order(self) -> bool:
        return len(self._others) < 2 or all(map(self.grid.transitive, self._others))

    def moves(self, cells: Cells) -> Cells:
        """Return the smallest value that any legal sequence of the others leads to, each state's own included."""
        if self._any_order:
            return worst_of_any_order(self._others, cells, lambda j, now, _: self.grid.worst(j, now))
        return worst_in_turns(self._others, cells, self.grid.worst_moving)

    def improvements(self, cells: Cells) -> Cells:
        """Return the smallest value that legal sequences of improvements of the others lead to, with its own."""
        if self._any_order:
            start = self.grid.masked(cells, low(cells))
            return worst_of_any_order(self._others, start, lambda j, now, news: self.improvers[j].worst(now, news))
        return worst_in_turns(self._others, cells, lambda j, now: self.improvers[j].worst_moving(now))

    def holds(self, concept: str) -> Bools:
        """Return where it has no reason to leave under one of the first five concepts: array (worlds, states)."""
        least: dict[str, Callable[[], Cells]] = {
            "nash": lambda: self.best,
            "gmr": lambda: self.grid.best(self.number, self.moves(self.values)),
            "smr": lambda: self._symmetric(self.moves(self.best)),
            "seq": lambda: self.grid.best(self.number, self.credible),
            "sseq": lambda: self._symmetric(self.improvements(self.best)),
        }
        return self.grid.flat(self.values >= least[concept]())

    def _symmetric(self, answers: Cells) -> Cells:
        """The best of its moves if it keeps at most what it moves to and at most what the answers allow."""
        if all(answers.shape[n] == 1 for n in self.grid.own(self.number)):
            return np.minimum(self.best, answers)  # the answers are the same whatever it moves to
        return self.grid.best(self.number, np.minimum(self.values, answers))


def _fill(grid: Grid, preferences: Sequence[AnyArray], found: Mapping[str, Stable]) -> None:
    """Write what is stable in some worlds into arrays (decision makers, worlds, states)."""
    feasible = grid.conflict.feasible
    numbers = range(len(preferences))
    threaded = grid.conflict.size * len(preferences[0]) >= THREADED
    credible = bool({"seq", "sseq", "sim"} & found.keys()) and len(numbers) > 1

    def prepared(i: int) -> Improver:
        values = grid.spread(comparable(preferences[i], feasible))
        improver = Improver(grid, i, grid.masked(values, low(values)))
        if credible:
            _ = improver.fans  # sorted here, so that the threads below share it
        return improver

    improvers = _each(prepared, numbers, threaded)
    makers = [Maker(grid, i, improvers) for i in numbers]

    def fill(maker: Maker) -> None:
        for concept in found.keys() - {"sim", "sim_one_sided"}:
            np.logical_and(maker.holds(concept), feasible, out=found[concept][maker.number])
        if "sim" in found:
            _ = maker.credible

    _each(fill, makers, threaded)
    leaving: Mapping[str, Callable[[Maker], Cells]] = {
        "sim_one_sided": lambda maker: maker.values,
        "sim": lambda maker: maker.credible,
    }
    for concept in leaving.keys() & found.keys():
        if len(makers) == 1:  # nobody else leaves at the same time, so that every gain tempts
            np.logical_and(makers[0].holds("nash"), feasible, out=found[concept][0])
            continue
        values, above = ([grid.flat(of(maker)) for maker in makers] for of in (lambda m: m.values, leaving[concept]))
        found[concept][:] = simultaneous(grid.conflict, values, above)


def _each(do: Callable[[T], S], items: Iterable[T], threaded: bool) -> list[S]:
    if not threaded:
        return [do(item) for item in items]
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return list(pool.map(do, items))
