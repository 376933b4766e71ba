"""Strength of preference: sanctions that merely hurt, and sanctions that hurt greatly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.arrays import Bools
from detente.graph.conflict import Conflict
from detente.graph.edges import Edges
from detente.graph.pair_relations import Relation
from detente.graph.pairwise_stability import View, judged, matching


@dataclass(frozen=True, eq=False)
class Strength:
    """How firmly states are stable.

    Attributes:
        general: Array (decision makers, states): stable, whatever the strength of the sanctions.
        strong: The same: every improvement meets a sanction that leaves the decision maker greatly worse off.
    """

    general: Bools
    strong: Bools

    @property
    def weak(self) -> Bools:
        """Array (decision makers, states): stable, but not strongly."""
        return self.general & ~self.strong


def strength(conflict: Conflict, relations: Sequence[Relation], concept: str) -> Strength:
    """Which states are generally, strongly, weakly stable for whom?

    Strongly GMR, SMR, SEQ after [HamoudaKilgourHipel2004] and [HamoudaKilgourHipel2006], for any number of decision
    makers after [XuHipelKilgour2009]: as GMR, SMR, SEQ, but the sanction ends in a state than which the one that was
    left is greatly preferred, and so does every reply of the decision maker to the sanction. A state without
    improvements is stable strongly; for Nash stability strength makes no difference.

    Args:
        conflict: The conflict; its own preferences are not used.
        relations: For each decision maker how it compares feasible states.
        concept: nash, gmr, smr or seq.

    Returns:
        Arrays over the grid.

    Raises:
        ConflictError: If relations or concept do not fit or if there are more than 4,096 feasible states.

    Example:
        >>> import numpy as np
        >>> from detente.graph.conflict import Option
        >>> from detente.graph.pair_relations import ranked
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> worth = (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2]))
        >>> prisoners = Conflict(("A", "B"), options, (), worth)
        >>> found = strength(prisoners, [ranked(worth[0], gap=1), ranked(worth[1], gap=2)], "gmr")
        >>> found.general[:, 3].tolist(), found.strong[:, 3].tolist()
        ([True, True], [True, False])
    """
    edges = Edges(conflict)
    known = matching(edges, relations)
    general = [View(r.better.T, ~r.better.T, r.better.T) for r in known]
    strong = [View(r.better.T, r.greatly, r.better.T) for r in known]
    return Strength(*(edges.spread(judged(edges, views, concept)) for views in (general, strong)))
