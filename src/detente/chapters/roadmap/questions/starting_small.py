"""Starting small with a partner who may be insincere: the largest first stake, and how stakes then grow.

The continuous form lets stakes rise from a(0) to 1 while an insincere partner betrays at a rate that leaves it
indifferent; the two-step form has one small stake and then the whole. Both are worked out from the model that
[Watson1999], [Watson2002] and [HuaWatson2022] study; the equations are our own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats

STEPS = 400


@dataclass(frozen=True)
class GrowingStakes:
    """What is at stake at full size; numbers or arrays (worlds).

    Attributes:
        rate: Yearly discount rate of both.
        flow: Points a year that cooperation brings the sincere side.
        loss: One-off loss of whoever is betrayed.
        temptation: One-off gain of an insincere side from betraying.
        urge: One-off gain of a sincere side from betraying.
    """

    rate: Floats | float
    flow: Floats | float
    loss: Floats | float
    temptation: Floats | float
    urge: Floats | float


def shortest(stakes: GrowingStakes, prior: Floats | float) -> Floats:
    """Return the shortest time in which stakes may grow so that a sincere side never risks more than it gains.

    The other side betrays at the constant rate ln(1/p)/T. Staying is worth it at every moment if that rate is at most
    flow/loss, so T = ln(1/p)·loss/flow.

    Args:
        stakes: What is at stake.
        prior: Belief p that the other side is sincere.

    Returns:
        T, years.

    Example:
        >>> round(float(shortest(GrowingStakes(0.1, 1.0, 2.0, 14.0, 6.0), 0.5)), 3)
        1.386
    """
    return np.asarray(np.log(1 / np.asarray(prior)) * np.asarray(stakes.loss) / stakes.flow)


def first_stake(stakes: GrowingStakes, prior: Floats | float, years: Floats | float) -> Floats:
    """Return the largest first stake, as a share of the whole.

    a(0) = exp(−ρT)·p^(1 + y/x) with ρ = r − z/x, for rate r, flow z, loss y and temptation x: an insincere side is
    indifferent between betraying now and later, and has betrayed for certain by the time stakes are full.

    Args:
        stakes: What is at stake.
        prior: Belief p that the other side is sincere.
        years: Time T until stakes are full.

    Returns:
        A share, 0 to 1. Where ρ would be negative, waiting costs an insincere side nothing, and ρ = 0 is used.

    Example:
        >>> import math
        >>> sheet = GrowingStakes(rate=0.1, flow=1.0, loss=2.0, temptation=14.0, urge=6.0)
        >>> [f"{float(first_stake(sheet, p, 4 * math.log(1 / p))):.3g}" for p in (0.5, 0.1, 0.01, 0.001)]
        ['0.418', '0.0553', '0.00306', '0.000169']
    """
    wait = np.maximum(0.0, np.asarray(stakes.rate) - np.asarray(stakes.flow) / stakes.temptation)
    power = 1 + np.asarray(stakes.loss) / stakes.temptation
    return np.asarray(np.minimum(1.0, np.exp(-wait * years) * np.asarray(prior) ** power))


def growth(stakes: GrowingStakes, prior: float, years: float, steps: int = STEPS) -> tuple[Floats, Floats]:
    """Return the path along which stakes grow from the first one to the whole.

    a'(t)/a(t) = ρ + K·λ with K = 1 + y/x and the constant rate of betrayal λ = ln(1/p)/T.

    Args:
        stakes: What is at stake, plain numbers.
        prior: Belief that the other side is sincere.
        years: Time until stakes are full, above 0.
        steps: Number of intervals.

    Returns:
        Two arrays (steps + 1): times from 0 to `years`, and the stakes then.
    """
    at = np.linspace(0.0, years, steps + 1)
    start = float(first_stake(stakes, prior, years))
    return at, np.asarray(start ** (1 - at / years))


def sincere_value(stakes: GrowingStakes, prior: float, years: float, steps: int = STEPS) -> Floats:
    """Return what the rest of the path is worth to a sincere side at each moment.

    V' = (r + λ)V − (z − λ·y)·a with V(T) = z/r, since a partner of unknown sincerity is expected to betray at rate λ.

    Args:
        stakes: What is at stake, plain numbers.
        prior: Belief that the other side is sincere.
        years: Time until stakes are full.
        steps: Number of intervals.

    Returns:
        Array (steps + 1): values from 0 to `years`; staying is worth it where they are at least urge·a(t).
    """
    at, level = growth(stakes, prior, years, steps)
    rate, hazard = float(stakes.rate), float(np.log(1 / prior)) / years
    value = np.empty(steps + 1)
    value[-1] = float(stakes.flow) / rate
    net = (float(stakes.flow) - hazard * float(stakes.loss)) * level
    for n in range(steps - 1, -1, -1):  # exact for a flow that is constant within each interval
        decay = np.exp(-(rate + hazard) * (at[n + 1] - at[n]))
        middle = (net[n] + net[n + 1]) / 2
        value[n] = middle * (1 - decay) / (rate + hazard) + decay * value[n + 1]
    return value


def at_once(stakes: GrowingStakes, prior: Floats | float) -> Floats:
    """Return what full stakes at once are worth to a sincere side: p·z/r − (1 − p)·y.

    An insincere side betrays at once.

    Example:
        >>> round(float(at_once(GrowingStakes(0.1, 1.0, 2.0, 14.0, 6.0), 0.01)), 2)
        -1.88
    """
    p = np.asarray(prior)
    return np.asarray(p * np.asarray(stakes.flow) / stakes.rate - (1 - p) * np.asarray(stakes.loss))


@dataclass(frozen=True)
class TwoSteps:
    """A small stake a, then the whole; betrayal ends it, and betraying each other brings nothing.

    Attributes:
        patience: Discount factor d from one step to the next.
        flow: What a step brings a side that cooperates, z.
        loss: What a step costs a side that is betrayed, y.
        temptation: What betraying brings an insincere side, x of L.
        urge: What betraying brings a sincere side, x of H.
    """

    patience: Floats | float
    flow: Floats | float
    loss: Floats | float
    temptation: Floats | float
    urge: Floats | float

    def dared(self, prior: Floats | float) -> Floats:
        """Return the largest first stake that a sincere side dares.

        a ≤ p·d·V / ((1 − p)·y + p·(x − z)) with V = z/(1 − d).
        """
        p, d = np.asarray(prior), np.asarray(self.patience)
        whole = np.asarray(self.flow) / (1 - d)
        risk = (1 - p) * self.loss + p * (np.asarray(self.urge) - self.flow)
        return np.asarray(p * d * whole / risk)

    def screens(self, prior: Floats | float) -> Floats:
        """Return the smallest first stake at which an insincere side betrays at once, and so shows itself.

        a ≥ p·d·x / (p·(x − z) + (1 − p)·y).
        """
        p = np.asarray(prior)
        gain = p * (np.asarray(self.temptation) - self.flow) + (1 - p) * np.asarray(self.loss)
        return np.asarray(p * np.asarray(self.patience) * self.temptation / gain)
