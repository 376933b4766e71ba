"""The inverse problem: which rankings of a decision maker make a state stable for it, and which of them is nearest.

[KinsaraKilgourHipel2015] list the rankings; here they are counted exactly without being listed.
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
    """The smallest change of a ranking that makes a state stable.

    Attributes:
        swaps: Its size in Kendall's distance: one for each pair of states whose order is reversed, a half for each tie
            that is broken; 0 if the state is stable as it is.
        lowered: The numbers of the states that must no longer be preferred, the best first as ranked now.
        ranking: The ranking after the change: groups of tied states, the best first.
    """

    swaps: float
    lowered: tuple[int, ...]
    ranking: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Inverse:
    """The rankings of a decision maker under which a state is stable for it.

    Attributes:
        formula: The condition, as `rank_conditions.condition` returns it; None under `sim`, which has no such form.
        sentences: The condition in sentences.
        count: The number of strict rankings of the feasible states that meet it.
        total: The number of all strict rankings of the feasible states.
        change: The smallest change of the present ranking that meets it.
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
    """Return which rankings of a decision maker make a state stable for it, the others' rankings being as they are.

    A condition says which states must be ranked below this one. Of m feasible states, k! · (m − 1 − k)! strict rankings
    have a given set of k states below it, so the sets of each size that meet the condition are counted. The smallest
    change is the least in Kendall's distance, where breaking a tie counts half ([FaginEtAl2006]); no tie is made.

    Args:
        conflict: The conflict, with preferences given once.
        decision_maker: Its number.
        state: The number of the state.
        concept: One of `CONCEPTS`. Under `sim` stability also depends on how the decision maker ranks other states
            among themselves, so all rankings are tried.

    Returns:
        The condition, how many rankings meet it, and the smallest change of the present ranking that does.

    Raises:
        ConflictError: The state is not feasible, there is no such concept, there are more than 512 feasible states
            (seven under `sim`), or counting would take too many steps.

    Example:
        >>> from detente.graph import Option
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
    """Return the smallest change: some of the preferred states are lowered, together, to just below the state.

    Reversed are the pairs of a lowered state with the state itself and with each state that was worse than it and stays
    above. So the price of a lowered state, doubled to be whole, is 2, plus 2 for each preferred state that is worse,
    plus 1 for each that is tied with it; a set of k states costs the sum of their prices less 2 for each pair in it.
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
    # Whatever is put right below the state breaks the ties with it, half a swap each.
    costs = {size: price - 2 * comb(size, 2) + (tied if size else 0) for size, (price, _) in sets.items()}
    size = min(costs, key=lambda each: (costs[each], each))
    lowered = {*members(sets[size][1])}
    return Change(costs[size] / 2, _ordered(lowered, values), _after(lowered, values, state, states))


def _ordered(chosen: set[int], values: Sequence[float]) -> tuple[int, ...]:
    return tuple(sorted(chosen, key=lambda s: (-values[s], s)))


def _after(
    lowered: set[int], values: Sequence[float], state: int, states: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Return the ranking after a change; ties are kept, except those with the state itself."""

    def tier(s: int) -> tuple[int, float]:
        if s == state and lowered:
            return 1, 0.0
        part = 2 if s in lowered else 0 if values[s] > values[state] else 3
        return part, -values[s]

    tiers: dict[tuple[int, float], list[int]] = {}
    for s in states:
        tiers.setdefault(tier(s), []).append(s)
    return tuple(tuple(tiers[key]) for key in sorted(tiers))
