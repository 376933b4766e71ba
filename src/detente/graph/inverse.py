"""The question turned round: what must somebody prefer so that a state is stable, and how little need change?

The inverse problem of [KinsaraKilgourHipel2015]. Here rankings are counted exactly, without being listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, factorial

import numpy as np

from detente.graph.condition_counts import Cheapest, Counts, RankCondition, Ways, members
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.rank_conditions import condition, described
from detente.graph.rankings import tried

MOST_RANKED = 512


@dataclass(frozen=True)
class Change:
    """The cheapest change of a ranking.

    Attributes:
        swaps: How many swaps of neighbours it takes: pairs of states turned round, half a pair for each tie broken; 0
            if nothing need change.
        lowered: Numbers of the states that must no longer be preferred, best first as ranked now.
        ranking: The ranking after the change: sets of equally good states, best first.
    """

    swaps: float
    lowered: tuple[int, ...]
    ranking: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Inverse:
    """Which rankings of one decision maker make a state stable for it.

    Attributes:
        formula: The condition (see `conditions`); None under `sim`, where it cannot be said state by state.
        sentences: The condition in words.
        count: How many strict rankings of the feasible states meet it.
        total: How many strict rankings there are.
        change: The cheapest change of its present ranking that does.
    """

    formula: RankCondition | None
    sentences: tuple[str, ...]
    count: int
    total: int
    change: Change

    @property
    def share(self) -> float:
        """The share of all strict rankings that meet the condition."""
        return self.count / self.total


def inverse(conflict: Conflict, decision_maker: int, state: int, concept: str) -> Inverse:
    """Which rankings of a decision maker, the others' as they are, make a state stable for it?

    If k states are ranked below this one, each set of k states is as likely as any other, so the number of rankings is
    the sum over k of (sets of k states that meet the condition) · k! · (m − 1 − k)!, m being the number of feasible
    states. The sets are counted by splitting the condition. The cheapest change is the least in Kendall’s distance; a
    tie that is broken counts half ([FaginEtAl2006]), and no tie is made.

    Args:
        conflict: The conflict.
        decision_maker: Its number.
        state: Number of the state.
        concept: One of the core concepts. Under `sim` it also matters how the decision maker ranks other states among
            themselves, so that all rankings are tried.

    Returns:
        The condition, how many rankings meet it, and the cheapest change.

    Raises:
        ConflictError: If the state is not feasible, the concept is another, there are more than 512 feasible states
            (seven under `sim`) or the condition is too entangled to be counted.

    Example:
        >>> from detente.graph.conflict import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> found = inverse(prisoners, 0, 3, "nash")
        >>> found.sentences, found.count, found.total
        (('For A, YY must be at least as good as NY.',), 12, 24)
        >>> found.change
        Change(swaps=1.0, lowered=(2,), ranking=((3,), (2,), (0,), (1,)))
    """
    states = [int(s) for s in np.flatnonzero(conflict.feasible)]
    if len(states) > MOST_RANKED:
        raise ConflictError(f"{len(states):,} feasible states", f"{MOST_RANKED} at most where rankings are counted")
    if concept == "sim":
        return _by_trying(conflict, decision_maker, state, states)
    formula = condition(conflict, decision_maker, state, concept)
    rest = [s for s in states if s != state]
    ring = Counts(len(rest))
    sets = ring.sizes(Ways(ring, rest).of(formula))
    count = sum(n * factorial(k) * factorial(len(rest) - k) for k, n in enumerate(sets))
    sentences = described(formula, conflict, decision_maker, state)
    change = _cheapest(formula, conflict.preferences[decision_maker].tolist(), state, states)
    return Inverse(formula, sentences, count, factorial(len(states)), change)


def _by_trying(conflict: Conflict, decision_maker: int, state: int, states: Sequence[int]) -> Inverse:
    if state not in states:
        raise ConflictError(f"state {state}", "the number of a feasible state")
    found = tried(conflict, decision_maker, state, "sim")
    who, here = conflict.decision_makers[decision_maker], conflict.state(state)
    sentence = f"For {who}, whether {here} is stable also depends on how it ranks other states among themselves."
    values = conflict.preferences[decision_maker].tolist()
    behind = {s for tier in found.nearest[[state in tier for tier in found.nearest].index(True) :] for s in tier}
    lowered = {s for s in behind if values[s] > values[state]}
    change = Change(found.swaps, _ordered(lowered, values), found.nearest)
    return Inverse(None, (sentence,), found.count, factorial(len(states)), change)


def _cheapest(formula: RankCondition, values: Sequence[float], state: int, states: Sequence[int]) -> Change:
    """Lower some of the states above, all at once to just below the state.

    Turned round are the pairs of a lowered state with the state itself and with those above that stay and were worse.
    So a set of k costs the sum of its prices (twice: one, plus one for each that was worse, plus a half for each equal)
    less one for each pair within the set: only the size of the set and the sum of its prices matter.
    """
    above = [s for s in states if values[s] > values[state]]
    tied = sum(values[s] == values[state] for s in states) - 1
    prices = {
        s: 2 + 2 * sum(values[u] < values[s] for u in above) + sum(values[u] == values[s] for u in above) - 1
        for s in above
    }
    needed = [[term.intersection(prices) for term in clause] for clause in formula]
    open_ = frozenset(frozenset(clause) for clause in needed if frozenset() not in clause)
    sets = Ways(Cheapest(prices), above).of(open_)
    # Ties with the state itself are broken, half a swap each, as soon as anything is put right below it.
    costs = {size: price - 2 * comb(size, 2) + (tied if size else 0) for size, (price, _) in sets.items()}
    size = min(costs, key=lambda each: (costs[each], each))
    lowered = {*members(sets[size][1])}
    return Change(costs[size] / 2, _ordered(lowered, values), _after(lowered, values, state, states))


def _ordered(chosen: set[int], values: Sequence[float]) -> tuple[int, ...]:
    return tuple(sorted(chosen, key=lambda s: (-values[s], s)))


def _after(
    lowered: set[int], values: Sequence[float], state: int, states: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Rank the states after the change, ties kept but those with the state itself."""

    def tier(s: int) -> tuple[int, float]:
        if s == state and lowered:
            return 1, 0.0
        part = 2 if s in lowered else 0 if values[s] > values[state] else 3
        return part, -values[s]

    tiers: dict[tuple[int, float], list[int]] = {}
    for s in states:
        tiers.setdefault(tier(s), []).append(s)
    return tuple(tuple(tiers[key]) for key in sorted(tiers))
