"""Stability with unknown preferences: where it is not known which of two states a decision maker prefers."""

from __future__ import annotations

from collections.abc import Sequence

from detente.arrays import Bools
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.edges import Edges
from detente.graph.pair_relations import Relation
from detente.graph.pairwise_stability import View, judged, matching

# Extension → whether a state that may or may not be preferred tempts, and whether it deters.
EXTENSIONS = {"a": (True, False), "b": (False, False), "c": (True, True), "d": (False, True)}


def under_doubt(conflict: Conflict, relations: Sequence[Relation], concept: str, extension: str) -> Bools:
    """Return which states are stable for which decision makers if some preferences are unknown.

    The four extensions of [LiHipelKilgourFang2004]. States that a decision maker may or may not prefer tempt it
    under `a` and `c`, but not under `b` and `d`; they deter it under `c` and `d`, but not under `a` and `b`. Under all
    four, others are believed to make moves to states that they prefer or may prefer.

    Args:
        conflict: The conflict; its own preferences are not used.
        relations: The preferences of each decision maker between feasible states.
        concept: One of `PAIRWISE_CONCEPTS`.
        extension: One of `EXTENSIONS`: a, b, c or d.

    Returns:
        Array (decision makers, states).

    Raises:
        ConflictError: There is no such concept or extension, the relations do not fit, or there are more than 4,096
            feasible states.

    Example:
        >>> import numpy as np
        >>> from detente.graph import Option, between
        >>> one = Conflict(("A",), (Option("a", "act", (0,)),), (), (np.zeros(2),))
        >>> doubtful = [between(np.array([0, 0]), np.array([2, 2]))]
        >>> [under_doubt(one, doubtful, "nash", x)[0].tolist() for x in "ab"]
        [[False, False], [True, True]]
    """
    if extension not in EXTENSIONS:
        raise ConflictError(f"the extension {extension}", f"one of {', '.join(EXTENSIONS)}")
    tempted, deterred = EXTENSIONS[extension]
    edges = Edges(conflict)
    views = []
    for relation in matching(edges, relations):
        better, unknown = relation.better.T, relation.unknown
        lure = better | unknown
        views.append(View(lure if tempted else better, ~better if deterred else ~lure, lure))
    return edges.spread(judged(edges, views, concept))
