"""Rules for what to decide after each answer: the best one, or for a mediator the fairest lottery over rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.arrays import Floats, Ints

MOST_RULES = 12
SMALL = 1e-9


@dataclass(frozen=True)
class DecisionRule:
    """A rule in every world.

    Attributes:
        worth: Array (principals, worlds): what its decision is worth to each.
        mean: Array (principals): the same on average.
    """

    worth: Floats
    mean: Floats


@dataclass(frozen=True)
class Lottery:
    """Rules with their chances, as good as possible to the principal that gains least.

    Attributes:
        value: The smallest mean of a principal.
        principals: Array (principals): the weights under which no rule is better.
        rules: The rules.
        chances: Array (rules).
    """

    value: float
    principals: Floats
    rules: tuple[DecisionRule, ...]
    chances: Floats

    @property
    def by_world(self) -> Floats:
        """Array (worlds): what it is worth, by the weights of the principals."""
        drawn = sum(chance * rule.worth for chance, rule in zip(self.chances, self.rules, strict=True))
        return np.asarray(self.principals @ drawn)


def fairest(first: Sequence[DecisionRule], best: Callable[[Floats], DecisionRule]) -> Lottery:
    """Return the lottery over rules that is worth most to the principal that gains least.

    Args:
        first: Rules to begin with, at least one.
        best: Returns the best rule for weights of the principals.
    """
    rules = list(first)
    while True:
        value, weights, chances = game(np.array([rule.mean for rule in rules]))
        if len(rules) >= MOST_RULES:
            break
        more = best(weights)
        if weights @ more.mean <= value + SMALL:
            break
        rules.append(more)
    return Lottery(value, weights, tuple(rules), chances)


def chosen_rule(means: Floats, worth: Floats, share: Floats, weights: Floats) -> DecisionRule:
    """Return the rule that is best by what is expected, for weights of the principals.

    Args:
        means: Array (principals, decisions, worlds): what is expected by what is known.
        worth: Array (principals, decisions, worlds): what decisions are worth there.
        share: Array (worlds): weights of the worlds, adding up to 1.
        weights: Array (principals).
    """
    decisions = decided(means, weights)
    found = worth[:, decisions, np.arange(worth.shape[2])]
    return DecisionRule(found, found @ share)


def decided(means: Floats, weights: Floats) -> Ints:
    """Return the decision of a rule in every world: the first of the best, for weights of the principals."""
    if len(weights) == 1:
        return np.asarray(means[0].argmax(axis=0))
    return np.asarray(np.tensordot(weights, means, axes=1).argmax(axis=0))


def game(means: Floats) -> tuple[float, Floats, Floats]:
    """Return the value of the game of some principals against some rules, with the weights of both.

    Args:
        means: Array (rules, principals): what a rule is worth to a principal on average.

    Returns:
        max over chances of rules of the smallest mean; the principals’ weights, and the chances, that show it.

    Example:
        >>> value, weights, chances = game(np.array([[0.75, 0.6], [0.0, 1.0]]))
        >>> round(value, 3), weights.round(3).tolist(), chances.round(3).tolist()
        (0.652, [0.348, 0.652], [0.87, 0.13])
    """
    rules, principals = means.shape
    if principals == 1:
        best = int(means[:, 0].argmax())
        return float(means[best, 0]), np.ones(1), np.eye(rules)[best]
    # At an optimum as many of these hold with equality as there are principals: z = rule · λ, and λ = 0 for one.
    faces = np.vstack([np.column_stack([-means, np.ones(rules)]), np.eye(principals, principals + 1)])
    picked = np.array([*combinations(range(rules + principals), principals)])
    whole = np.broadcast_to(np.append(np.ones(principals), 0.0), (len(picked), 1, principals + 1))
    system = np.concatenate([faces[picked], whole], axis=1)
    good = np.abs(np.linalg.det(system)) > 1e-13
    picked, system = picked[good], system[good]
    right = np.zeros((len(picked), principals + 1, 1))
    right[:, -1] = 1.0
    point = np.linalg.solve(system, right)[..., 0]
    prices = np.linalg.solve(system.transpose(0, 2, 1), right)[..., 0]
    slack = np.minimum((point @ faces.T).min(axis=1), prices[:, :-1].min(axis=1))
    n = int(slack.argmax())
    chances = np.zeros(rules + principals)
    chances[picked[n]] = np.maximum(prices[n, :-1], 0.0)
    weights = np.maximum(point[n, :-1], 0.0)
    return float(point[n, -1]), weights / weights.sum(), chances[:rules] / chances[:rules].sum()
