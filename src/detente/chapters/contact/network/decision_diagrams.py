"""Binary decision diagrams of what must be up, and their probability in many worlds at once ([Bryant1986]).

A function of yes-or-no variables is the number of a node. Node 0 is never, node 1 is always; any other asks one
variable and goes on to two nodes whose variables come later. Equal functions are one node.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats, Longs
from detente.compiled.kernels import Kernel

NEVER, ALWAYS = 0, 1
MOST_NODES = 500_000
AT_ONCE = 128  # worlds looked at before the next: few enough for the nodes of most diagrams to fit a near cache
node_values = Kernel("detente.chapters.contact.network.diagram_kernels", "node_values")
LAST = 1 << 30  # the variable of the two nodes that ask nothing


class TooTangledError(Exception):
    """A diagram would need more nodes than there is room for."""


@dataclass(frozen=True)
class _NodesAsked:
    """Nodes below one, as `diagram_kernels` takes them.

    Attributes:
        variables: Those that can hold.
        asked: Numbers of the nodes that ask something, those that others lead to first.
        rows: Node → its row; one that asks what never holds has that of the node which follows.
        root: Row of the one above all others.
        asks: Array (nodes, 3): the variable, by its place among `variables`, and the rows of both nodes that follow.
    """

    variables: tuple[int, ...]
    asked: tuple[int, ...]
    rows: Mapping[int, int]
    root: int
    asks: Longs


class Diagrams:
    """Functions of the same variables, which share their nodes; all of them are monotone: nothing is negated."""

    def __init__(self, most: int = MOST_NODES) -> None:
        """Begin with the two functions that ask nothing.

        Args:
            most: How many nodes there may be.
        """
        self.most = most
        self.nodes: list[tuple[int, int, int]] = [(LAST, NEVER, NEVER), (LAST, ALWAYS, ALWAYS)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._variables: dict[int, tuple[int, ...]] = {}
        self._plans: dict[tuple[int, frozenset[int]], _NodesAsked] = {}

    def node(self, variable: int, down: int, up: int) -> int:
        """Return the function that is `up` where a variable holds and `down` where it does not.

        Raises:
            TooTangledError: There is no room for it.
        """
        if down == up:
            return down
        key = (variable, down, up)
        found = self._known.get(key)
        if found is None:
            if len(self.nodes) >= self.most:
                raise TooTangledError(f"more than {self.most:,} nodes")
            found = self._known[key] = len(self.nodes)
            self.nodes.append(key)
        return found

    def variable(self, number: int) -> int:
        """Return the function that is a variable itself."""
        return self.node(number, NEVER, ALWAYS)

    def all_of(self, variables: Sequence[int]) -> int:
        """Return the function that holds where all of some variables do."""
        found = ALWAYS
        for number in sorted(set(variables), reverse=True):
            found = self.node(number, NEVER, found)
        return found

    def either(self, one: int, other: int) -> int:
        """Return where one function or the other holds."""
        if one in (other, ALWAYS) or other == NEVER:
            return one
        if one == NEVER or other == ALWAYS:
            return other
        key = (one, other) if one < other else (other, one)
        found = self._either.get(key)
        if found is None:
            variable, (a, b), (c, d) = self._split(one, other)
            found = self._either[key] = self.node(variable, self.either(a, c), self.either(b, d))
        return found

    def both(self, one: int, other: int) -> int:
        """Return where both functions hold."""
        if one in (other, NEVER) or other == ALWAYS:
            return one
        if one == ALWAYS or other == NEVER:
            return other
        key = (one, other) if one < other else (other, one)
        found = self._both.get(key)
        if found is None:
            variable, (a, b), (c, d) = self._split(one, other)
            found = self._both[key] = self.node(variable, self.both(a, c), self.both(b, d))
        return found

    def _split(self, one: int, other: int) -> tuple[int, tuple[int, int], tuple[int, int]]:
        """Return the first variable that either asks, and what each is without and with it."""
        (first, a, b), (second, c, d) = self.nodes[one], self.nodes[other]
        if first == second:
            return first, (a, b), (c, d)
        return (first, (a, b), (other, other)) if first < second else (second, (one, one), (c, d))

    def below(self, root: int) -> tuple[int, ...]:
        """Return the nodes that a function leads to, those that others lead to first."""
        seen, left = {NEVER, ALWAYS}, [root]
        while left:
            number = left.pop()
            if number not in seen:
                seen.add(number)
                left += self.nodes[number][1:]
        return tuple(sorted(seen - {NEVER, ALWAYS}))

    def probability(self, root: int, chance: Callable[[int], Floats | None]) -> Floats:
        """Return how likely a function holds, in every world.

        Args:
            root: The function.
            chance: Variable → array (…, worlds): how likely it holds, independently of the others; None for never.

        Returns:
            Array of the shape of the chances; of one number where the function asks nothing.
        """
        plan, table, shape = self._looked_up(root, chance)
        return self._values(plan, table, min(AT_ONCE, table.shape[1]))[0].reshape(shape)

    def influence(self, root: int, chance: Callable[[int], Floats | None]) -> dict[int, Floats]:
        """Return how much likelier a function holds where a variable surely does than where it surely does not.

        That is the derivative of its probability by that of the variable ([Birnbaum1969]): from the top down, how
        likely each node is come to, times what its variable makes of it there.

        Args:
            root: The function.
            chance: As for `probability`.

        Returns:
            Variable that can hold → array (…, worlds); those on which nothing depends are left out.
        """
        plan, table, shape = self._looked_up(root, chance)
        rows = self._values(plan, table, table.shape[1])[1]
        values = {number: rows[row].reshape(shape) for number, row in plan.rows.items()}
        come: dict[int, Floats] = {root: np.ones(1)}
        found: dict[int, Floats] = {}
        for number in reversed(plan.asked):
            variable, down, up = self.nodes[number]
            likely, here = chance(variable), come.pop(number)
            if likely is None:
                come[down] = come.get(down, 0.0) + here
                continue
            found[variable] = found.get(variable, 0.0) + here * (values[up] - values[down])
            for there, share in ((up, likely), (down, 1 - likely)):
                if there not in (NEVER, ALWAYS):
                    come[there] = come.get(there, 0.0) + here * share
        return found

    def _looked_up(
        self, root: int, chance: Callable[[int], Floats | None]
    ) -> tuple[_NodesAsked, Floats, tuple[int, ...]]:
        """Return which nodes are asked, array (variables, all worlds) of chances, and the shape of what comes out."""
        if root not in self._variables:
            self._plans.clear()  # one function at a time is looked at again and again
            self._variables = {root: tuple(sorted({self.nodes[number][0] for number in self.below(root)}))}
        chances = {variable: chance(variable) for variable in self._variables[root]}
        key = root, frozenset(variable for variable, likely in chances.items() if likely is None)
        if key not in self._plans:
            self._plans[key] = self._asked(*key)
        plan = self._plans[key]
        some = [np.asarray(chances[variable]) for variable in plan.variables]
        shape = np.broadcast_shapes((1,), *(likely.shape for likely in some))
        table = np.empty((len(some), *shape))
        for row, likely in zip(table, some, strict=True):
            row[...] = likely
        return plan, table.reshape(len(some), math.prod(shape)), shape

    @staticmethod
    def _values(plan: _NodesAsked, chances: Floats, at_once: int) -> tuple[Floats, Floats]:
        """Return array (worlds) of how likely the root holds; and of nodes, in the worlds that are looked at last."""
        (variables, worlds), nodes = chances.shape, len(plan.asks)
        values, root = np.empty((nodes + 2, at_once)), np.empty(worlds)
        node_values(nodes, variables, worlds, at_once, plan.root, plan.asks, chances, values, root)
        return root, values

    def _asked(self, root: int, never: frozenset[int]) -> _NodesAsked:
        """Return the nodes below one, but for those behind what never holds."""
        seen, left = {NEVER, ALWAYS}, [root]
        while left:
            number = left.pop()
            if number not in seen:
                seen.add(number)
                variable, down, up = self.nodes[number]
                left += [down] if variable in never else [down, up]
        asked = sorted(seen - {NEVER, ALWAYS})
        place = {v: n for n, v in enumerate(sorted({self.nodes[number][0] for number in asked} - never))}
        rows, asks = {NEVER: 0, ALWAYS: 1}, list[tuple[int, int, int]]()
        for number in asked:
            variable, down, up = self.nodes[number]
            if variable in never:
                rows[number] = rows[down]
            else:
                rows[number] = len(asks) + 2
                asks.append((place[variable], rows[down], rows[up]))
        asks_of_nodes = np.array(asks, dtype=np.int64).reshape(len(asks), 3)
        return _NodesAsked(tuple(place), tuple(asked), rows, rows[root], asks_of_nodes)
