"""Coalitions: the improvements that decision makers can make together, and the states that are stable against them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import BitWords, Bools
from detente.graph.bit_rows import checked, inescapable, legally_reached, packed, single, unpacked, withheld
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.edges import Edges
from detente.graph.pairwise_stability import PAIRWISE_CONCEPTS

MOST_MEMBERS = 10


class Coalitions:
    """The improvements of every coalition of a conflict, and the states that it would not leave.

    Coalition improvements: [KilgourHipelFangPeng2001]. Stability for coalitions: [InoharaHipel2008].
    """

    def __init__(self, conflict: Conflict) -> None:
        """List the moves of a conflict.

        Args:
            conflict: The conflict, with preferences given once.

        Raises:
            ConflictError: There are more than 4,096 feasible states or more than ten decision makers.

        Example:
            >>> from detente.graph import Option
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
        """The members of every coalition, by number: single decision makers first, all of them together last."""
        return _groups(self._edges.people)

    def improvements(self, state: int, members: Sequence[int]) -> list[int]:
        """Return the states that a coalition can reach by legal sequences of its moves and all its members prefer.

        Args:
            state: The number of the feasible state where it stands.
            members: The numbers of its members.

        Returns:
            The numbers of the states.

        Raises:
            ConflictError: The state is not feasible.
        """
        place = self._edges.place(state)
        lures = unpacked(self._lures(members)[place : place + 1], self._count)[0]
        return [int(s) for s in self._edges.states[lures]]

    def stable(self, members: Sequence[int], concept: str, joint: bool = True) -> Bools:
        """Return the states that a coalition would not leave: array (states,).

        CNash: it has no coalition improvement. CGMR: after each one, the others can reach a state that some member does
        not prefer to the one that was left. CSMR: the same, and from that state the coalition reaches none that all its
        members prefer to the one that was left. CSEQ: as CGMR, but the others only make improvements.

        Args:
            members: The numbers of its members.
            concept: One of `PAIRWISE_CONCEPTS`.
            joint: Whether in CSEQ the others improve in coalitions too, no coalition twice in succession
                ([InoharaHipel2008]), or each only by its own improvements ([XuHipelKilgourFang2018]).

        Raises:
            ConflictError: There is no such concept.
        """
        if concept not in PAIRWISE_CONCEPTS:
            raise ConflictError(f"the concept {concept}", f"one of {', '.join(PAIRWISE_CONCEPTS)}")
        tempting = self._lures(members)
        if concept == "nash":
            return self._edges.spread(np.array([not any(row) for row in tempting]))
        deters = ~self._all_gain(members)
        if concept == "smr":
            deters = inescapable(self._reach(members), deters)
        replies = self._replies(members, concept == "seq", joint)
        return self._edges.spread(withheld(tempting, replies, packed(deters)))

    def universally_stable(self, concept: str, joint: bool = True) -> Bools:
        """Return the states that no coalition would leave: array (states,).

        Args:
            concept: One of `PAIRWISE_CONCEPTS`.
            joint: As for `stable`.
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
    """A coalition that could leave an equilibrium for one that all its members prefer.

    Attributes:
        members: The numbers of its members.
        to: The number of the equilibrium to which they would go.
    """

    members: tuple[int, ...]
    to: int


def upsets(coalitions: Coalitions, equilibria: Sequence[int]) -> dict[int, tuple[Upset, ...]]:
    """Return the coalitions that would leave one equilibrium for another that all their members prefer.

    [KilgourHipelFangPeng2001] call an equilibrium vulnerable to such a coalition.

    Args:
        coalitions: The coalitions of the conflict.
        equilibria: The numbers of states that are stable for every decision maker alone.

    Returns:
        The number of each equilibrium → its coalitions and where they would go.
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
