"""Stability with strength of preference: whether sanctions hurt at all, and whether they hurt greatly."""

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
    """Which states are stable, and which of them strongly.

    Attributes:
        general: Array (decision makers, states): whether a state is stable, whatever the strength of the sanctions.
        strong: Array (decision makers, states): whether every improvement meets a sanction that leaves the decision
            maker greatly worse off.
    """

    general: Bools
    strong: Bools

    @property
    def weak(self) -> Bools:
        """Array (decision makers, states): whether a state is stable, but not strongly."""
        return self.general & ~self.strong


def strength(conflict: Conflict, relations: Sequence[Relation], concept: str) -> Strength:
    """Return which states are stable, strongly and weakly, for which decision makers.

    [HamoudaKilgourHipel2004], [HamoudaKilgourHipel2006]; [XuHipelKilgour2009] for any number of decision makers.
    A state is strongly GMR, SMR or SEQ stable if every improvement meets a sanction after which the conflict ends
    greatly worse for the decision maker; for SMR also after any reply of the decision maker. A state without
    improvements is strongly stable; for Nash stability strength makes no difference.

    Args:
        conflict: The conflict; its own preferences are not used.
        relations: The preferences of each decision maker between feasible states.
        concept: One of `PAIRWISE_CONCEPTS`.

    Raises:
        ConflictError: There is no such concept, the relations do not fit, or there are more than 4,096 feasible states.

    Example:
        >>> import numpy as np
        >>> from detente.graph import Option, ranked
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
