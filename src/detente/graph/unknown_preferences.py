"""Unknown preferences: what is stable if nobody knows which of two states somebody prefers."""

from __future__ import annotations

from collections.abc import Sequence

from detente.arrays import Bools
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.edges import Edges
from detente.graph.pair_relations import Relation
from detente.graph.pairwise_stability import View, judged, matching

# Extension → whether doubtful states tempt, and whether they deter.
EXTENSIONS = {"a": (True, False), "b": (False, False), "c": (True, True), "d": (False, True)}


def under_doubt(conflict: Conflict, relations: Sequence[Relation], concept: str, extension: str) -> Bools:
    """Which states are stable for whom, where some preferences are unknown?

    The four extensions of [LiHipelKilgourFang2004]. A decision maker may be tempted by a state of which nobody
    knows whether it prefers it (a, c) or not (b, d), and be deterred by one (c, d) or not (a, b). In all four the
    others are believed to make moves to states that they prefer or may prefer.

    Args:
        conflict: The conflict; its own preferences are not used.
        relations: For each decision maker how it compares feasible states.
        concept: nash, gmr, smr or seq.
        extension: a, b, c or d.

    Returns:
        Array (decision makers, states).

    Raises:
        ConflictError: If relations, concept or extension do not fit or if there are more than 4,096 feasible states.

    Example:
        >>> import numpy as np
        >>> from detente.graph.conflict import Option
        >>> from detente.graph.pair_relations import between
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
