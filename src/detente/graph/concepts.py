"""The stability concepts of the graph model, computed for all decision makers and all states at once.

A state is stable for a decision maker if each of its improvements can be answered by the others so that it ends no
better off than it was. Computed as a comparison: a move is worth the least that the answers leave of it, and a state is
stable if its own value is at least that of the best move. The concepts differ in which answers count, and in whether an
answer is judged by the state it leads to or by the best that the decision maker can then still reach.

| concept | answers that count | judged by |
|---|---|---|
| `nash` | none | |
| `gmr` general metarationality | all legal sequences of moves of the others | where they end |
| `smr` symmetric metarationality | the same | the best that is reached from there |
| `seq` sequential stability | legal sequences of unilateral improvements | where they end |
| `sseq` symmetric sequential stability | the same | the best that is reached from there |
| `sim_one_sided` one-sided simultaneity | improvements of others made at the same moment | where all lead together |
| `sim` Fraser–Hipel simultaneity | those of `seq`; then such improvements, of those that `seq` does not deter | both |

Sources: [Howard1971], [FraserHipel1984], [FangHipelKilgour1993], [RegoVieira2017]; see
docs/theory/graph-model.md for the definitions and for how the bounds are computed.
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
    """Return which states are stable for which decision makers under a concept.

    Args:
        conflict: The conflict.
        concept: One of `CONCEPTS`.

    Returns:
        Array (decision makers, states), or (decision makers, worlds, states) if preferences are given by worlds.
        Infeasible states are stable for nobody.

    Raises:
        ConflictError: There is no such concept, or there are too many joint moves for it.

    Example:
        >>> from detente.graph import Option
        >>> disarm = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> stable(prisoners, "nash").all(axis=0).tolist(), stable(prisoners, "seq").all(axis=0).tolist()
        ([True, False, False, False], [True, False, False, True])
    """
    return analyse(conflict, (concept,))[concept]


def analyse(conflict: Conflict, concepts: Iterable[str] = CONCEPTS) -> Mapping[str, Stable]:
    """Return which states are stable for which decision makers under several concepts.

    What the concepts have in common is computed once.

    Args:
        conflict: The conflict.
        concepts: Some of `CONCEPTS`; all if not given.

    Returns:
        Concept → array as `stable` returns it.

    Raises:
        ConflictError: There is no such concept, or there are too many joint moves for it.
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
    """The best that one decision maker can reach, and the worst that the others can do to it.

    Attributes:
        grid: The states of the conflict.
        number: The number of the decision maker.
        improvers: The unilateral improvements of all decision makers, in order.
    """

    grid: Grid
    number: int
    improvers: Sequence[Improver]

    @property
    def values(self) -> Cells:
        """The decision maker's own value of each state."""
        return self.improvers[self.number].values

    @cached_property
    def best(self) -> Cells:
        """The largest value that it reaches from each state by one move or by staying."""
        return self.grid.best(self.number, self.values)

    @cached_property
    def credible(self) -> Cells:
        """The smallest of its values to which the others bring each state by legal sequences of improvements."""
        return self.improvements(self.values)

    @cached_property
    def _others(self) -> tuple[int, ...]:
        return tuple(other for other in range(len(self.improvers)) if other != self.number)

    @cached_property
    def _any_order(self) -> bool:
        return len(self._others) < 2 or all(map(self.grid.transitive, self._others))

    def moves(self, cells: Cells) -> Cells:
        """Return the smallest value that legal sequences of the others' moves reach from each state, or its own."""
        if self._any_order:
            return worst_of_any_order(self._others, cells, lambda j, now, _: self.grid.worst(j, now))
        return worst_in_turns(self._others, cells, self.grid.worst_moving)

    def improvements(self, cells: Cells) -> Cells:
        """Return the same for legal sequences of the others' unilateral improvements."""
        if self._any_order:
            start = self.grid.masked(cells, low(cells))
            return worst_of_any_order(self._others, start, lambda j, now, news: self.improvers[j].worst(now, news))
        return worst_in_turns(self._others, cells, lambda j, now: self.improvers[j].worst_moving(now))

    def holds(self, concept: str) -> Bools:
        """Return where the decision maker is stable under one of the first five concepts: array (worlds, states)."""
        least: dict[str, Callable[[], Cells]] = {
            "nash": lambda: self.best,
            "gmr": lambda: self.grid.best(self.number, self.moves(self.values)),
            "smr": lambda: self._symmetric(self.moves(self.best)),
            "seq": lambda: self.grid.best(self.number, self.credible),
            "sseq": lambda: self._symmetric(self.improvements(self.best)),
        }
        return self.grid.flat(self.values >= least[concept]())

    def _symmetric(self, answers: Cells) -> Cells:
        """Return the value of its best move, each being worth the least of its end and of what the answers leave."""
        if all(answers.shape[n] == 1 for n in self.grid.own(self.number)):
            return np.minimum(self.best, answers)  # the answers are the same whatever it moves to
        return self.grid.best(self.number, np.minimum(self.values, answers))


def _fill(grid: Grid, preferences: Sequence[AnyArray], found: Mapping[str, Stable]) -> None:
    """Fill the arrays (decision makers, worlds, states) of each concept for a block of worlds."""
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
