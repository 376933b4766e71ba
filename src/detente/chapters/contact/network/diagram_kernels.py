"""How likely the nodes of a diagram hold, compiled. Names that end with `_at` are places of arrays in memory."""

from __future__ import annotations

from typing import Any

from numba import carray

from detente.compiled.marked import COUNT, FLOATS, INTS, entry


@entry(*[COUNT] * 5, INTS, *[FLOATS] * 3)
def node_values(
    nodes: int,
    variables: int,
    worlds: int,
    at_once: int,
    root: int,
    asks_at: Any,
    chances_at: Any,
    values_at: Any,
    root_at: Any,
) -> None:
    """Write how likely each node holds, and the root of them in every world.

    Args:
        nodes: How many nodes ask something.
        variables: How many variables they ask.
        worlds: Worlds.
        at_once: How many worlds are looked at before the next, so that they fit a near cache.
        root: Row of the root.
        asks_at: (nodes, 3): the variable of each node, and the rows of what follows where that does not hold and where
            it does; what others lead to comes first.
        chances_at: (variables, worlds): how likely each variable holds.
        values_at: (nodes + 2, at_once), written: how likely each holds in the worlds looked at last; the first never,
            the second always.
        root_at: (worlds), written: the same of the root.
    """
    asks, chances = carray(asks_at, (nodes, 3)), carray(chances_at, (variables, worlds))
    values, found = carray(values_at, (nodes + 2, at_once)), carray(root_at, (worlds,))
    for n in range(at_once):
        values[0, n], values[1, n] = 0.0, 1.0
    start = 0
    while start < worlds:
        size = min(at_once, worlds - start)
        for node in range(nodes):
            likely, without, given = chances[asks[node, 0]], values[asks[node, 1]], values[asks[node, 2]]
            here = values[node + 2]
            for n in range(size):
                here[n] = without[n] + likely[start + n] * (given[n] - without[n])
        for n in range(size):
            found[start + n] = values[root, n]
        start += at_once
