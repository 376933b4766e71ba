"""Coalitions: what several decision makers can improve together, and what deters them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import BitWords, Bools
from detente.graph.bit_rows import checked, inescapable, legally_reached, packed, single, unpacked, withheld
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.edges import Edges
from detente.graph.pairwise_stability import CONCEPTS

MOST_MEMBERS = 10


class Coalitions:
    """What the coalitions of a conflict can do and would do.

    Coalition improvements: [KilgourHipelFangPeng2001]; the four concepts: [InoharaHipel2008].
    """

    def __init__(self, conflict: Conflict) -> None:
        """Write the moves out.

        Args:
            conflict: The conflict; what its decision makers prefer is ranked by its values.

        Raises:
            ConflictError: If there are more than 4,096 feasible states or ten decision makers.

        Example:
            >>> from detente.graph.conflict import Option
            >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
            >>> worth = (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2]))
            >>> both = Coalitions(Conflict(("A", "B"), options, (), worth))
            >>> both.improvements(0, (0, 1)), both.stable((0, 1), "nash").tolist()
            ([3], [False, True, True, True])
        """
        if len(conflict.decision_makers) > MOST_MEMBERS:
            raise ConflictError(f"{len(conflict.decision_makers)} decision makers", f"{MOST_MEMBERS} at most")
        self._edges = Edges(conflict)
        self._count = checked(self._edges)
        self._gains = [np.greater.outer(values, values).T for values in map(self._edges.values, self._edges.people)]

    @property
    def all(self) -> tuple[tuple[int, ...], ...]:
        """Every coalition, single decision makers included, small ones first."""
        return _groups(self._edges.people)

    def improvements(self, state: int, members: Sequence[int]) -> list[int]:
        """Where could these decision makers go together so that each of them gains?

        Args:
            state: Number of a feasible state.
            members: Numbers of the decision makers.

        Returns:
            Numbers of states that legal sequences of their moves reach and that each prefers to `state`.

        Raises:
            ConflictError: If the state is not feasible.
        """
        place = self._edges.place(state)
        lures = unpacked(self._lures(members)[place : place + 1], self._count)[0]
        return [int(s) for s in self._edges.states[lures]]

    def stable(self, members: Sequence[int], concept: str, joint: bool = True) -> Bools:
        """Which states would a coalition not leave?

        CNash: it has no coalition improvement. CGMR: after each, the others can reach a state that some member does not
        prefer to the one that was left. CSMR: and from it the coalition reaches none that all its members prefer. CSEQ:
        as CGMR, but the others only make improvements.

        Args:
            members: Numbers of the decision makers.
            concept: nash, gmr, smr or seq.
            joint: Whether in CSEQ the others improve in coalitions too, none of them twice in succession
                ([InoharaHipel2008]), or each only by its own improvements ([XuHipelKilgourFang2018]).

        Returns:
            Array (states,).

        Raises:
            ConflictError: If the concept is not known.
        """
        if concept not in CONCEPTS:
            raise ConflictError(f"the concept {concept}", f"one of {', '.join(CONCEPTS)}")
        tempting = self._lures(members)
        if concept == "nash":
            return self._edges.spread(np.array([not any(row) for row in tempting]))
        deters = ~self._all_gain(members)
        if concept == "smr":
            deters = inescapable(self._reach(members), deters)
        replies = self._replies(members, concept == "seq", joint)
        return self._edges.spread(withheld(tempting, replies, packed(deters)))

    def universally_stable(self, concept: str, joint: bool = True) -> Bools:
        """Which states would no coalition leave?

        Args:
            concept: nash, gmr, smr or seq.
            joint: As for `stable`.

        Returns:
            Array (states,).
        """
        found: Bools = np.all([self.stable(members, concept, joint) for members in self.all], axis=0)
        return found

    def _replies(self, members: Sequence[int], credible: bool, joint: bool) -> BitWords:
        outside = [j for j in self._edges.people if j not in members]
        if not credible:
            return self._reach(outside)
        if joint:
            return legally_reached([single(self._lures(group)) for group in _groups(outside)], self._count)
        return legally_reached([self._edges.improvements(j) for j in outside], self._count)

    def _reach(self, members: Sequence[int]) -> BitWords:
        return legally_reached([self._edges.moves[j] for j in members], self._count)

    def _all_gain(self, members: Sequence[int]) -> Bools:
        found: Bools = np.all([self._gains[j] for j in members], axis=0)
        return found

    def _lures(self, members: Sequence[int]) -> BitWords:
        return self._reach(members) & packed(self._all_gain(members))


@dataclass(frozen=True)
class Upset:
    """A coalition that could leave an equilibrium for a better one.

    Attributes:
        members: Numbers of its decision makers.
        to: Number of the equilibrium that they would go to.
    """

    members: tuple[int, ...]
    to: int


def upsets(coalitions: Coalitions, equilibria: Sequence[int]) -> dict[int, tuple[Upset, ...]]:
    """Which coalitions would take the conflict from one equilibrium to another that all their members prefer?

    After [KilgourHipelFangPeng2001]: such an equilibrium is vulnerable to the coalition.

    Args:
        coalitions: What coalitions can do.
        equilibria: Numbers of states that are stable for everybody alone.

    Returns:
        For each equilibrium, the coalitions and where each would go.
    """
    aims = {*equilibria}
    return {
        state: tuple(
            Upset(members, to)
            for members in coalitions.all
            for to in coalitions.improvements(state, members)
            if to in aims
        )
        for state in equilibria
    }


def _groups(persons: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    return tuple(group for n in range(1, len(persons) + 1) for group in itertools.combinations(persons, n))
