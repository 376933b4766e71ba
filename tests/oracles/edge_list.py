"""The graph model as edge lists: what one would write first, plainly, with states as numbers and moves as lists.

It stops at the first sanction that holds and keeps what the others can make of a state, about as quick as lists of
moves allow. Options have two levels and go both ways, and all states are possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

Lists = list[list[int]]


class EdgeList:
    """A conflict of two-level options: which bits each decision maker owns, and what each state is worth to it."""

    def __init__(self, owned: Sequence[Sequence[int]], worth: Sequence[Sequence[float]]) -> None:
        """Write every move and every improvement out."""
        size = len(worth[0])
        self.worth = worth
        self.people = range(len(owned))
        self.moves: list[Lists] = []
        for bits in owned:
            masks = [0]
            for bit in bits:
                masks += [mask | 1 << bit for mask in masks]
            self.moves.append([[state ^ mask for mask in masks[1:]] for state in range(size)])
        self.improvements = [
            [[t for t in targets if values[t] > values[s]] for s, targets in enumerate(lists)]
            for lists, values in zip(self.moves, worth, strict=True)
        ]
        self.answers = cache(lambda i, state: self._sequences(i, state, self.moves))
        self.credible = cache(lambda i, state: self._sequences(i, state, self.improvements))
        self.best = [
            [max(values[s], *(values[t] for t in lists[s])) for s in range(size)]
            for lists, values in zip(self.moves, worth, strict=True)
        ]

    def _sequences(self, i: int, state: int, edges: list[Lists]) -> list[int]:
        """Where legal sequences of everybody but i lead."""
        others = [k for k in self.people if k != i]
        seen = {(t, k) for k in others for t in edges[k][state]}
        queue = list(seen)
        for here, last in queue:
            for k in others:
                if k != last:
                    new = {(t, k) for t in edges[k][here]} - seen
                    seen |= new
                    queue += new
        return list({t for t, _ in seen})

    def stable(self, concept: str) -> list[list[bool]]:
        """For each decision maker, which states are stable."""
        return [[self._holds(concept, i, s) for s in range(len(self.worth[i]))] for i in self.people]

    def _holds(self, concept: str, i: int, state: int) -> bool:
        if concept == "nash":
            return not self.improvements[i][state]
        answers = self.credible if concept in {"seq", "sseq"} else self.answers
        judged = self.best[i] if concept in {"smr", "sseq"} else self.worth[i]
        now = self.worth[i][state]
        return all(any(judged[t] <= now for t in answers(i, s1)) for s1 in self.improvements[i][state])
