"""The largest steps that two sides can dare if no step can be taken back ([LockwoodThomas2002]).

Two sides raise what they do from step to step and can never lower it; a side that cheats is left where it stands, and
nothing more is done for it. With the payoff min(other, c*) − k·own and the discount factor d from one step to the next,
the largest steps that nobody gains by stopping are c_t = c* − (c* − c_0)(k/d)^t. The equations are our own.
"""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats


def ratio(cost: Floats | float, patience: Floats | float) -> Floats:
    """Return the size of each step as a share of the one before it.

    Args:
        cost: k, what full performance costs a side, as a share of what the other side's performance brings it.
        patience: d, discount factor from one step to the next.

    Returns:
        k/d; steps are possible where it is below 1.

    Example:
        >>> round(float(ratio(0.6, 0.9)), 3)
        0.667
    """
    return np.asarray(np.asarray(cost) / np.asarray(patience))


def first_step(cost: Floats | float, patience: Floats | float) -> Floats:
    """Return the largest first step, as a share of the whole: 1 − k/d, at least 0.

    Example:
        >>> round(float(first_step(0.6, 0.9)), 3)
        0.333
    """
    return np.asarray(np.maximum(0.0, 1 - ratio(cost, patience)))


def levels(cost: float, patience: float, steps: int) -> Floats:
    """Return c_0 … c_steps: what has been done after each step, as a share of the whole, which is never reached."""
    return np.asarray(1 - float(ratio(cost, patience)) ** np.arange(steps + 1))


def remaining(cost: float, patience: float, level: float, rate: float) -> float:
    """Return the present value of all further steps at the moment at which the next one is taken.

    It is the closed form of Σ_s d^s·(1 − k)·c_{t+s}·(1 − d)/r, where (1 − d)/r is the value of a flow of 1 a year for
    the length of a step.

    Args:
        cost: k, as in `ratio`.
        patience: d, as in `ratio`.
        level: c_t, what was done before.
        rate: Yearly discount rate.

    Returns:
        Points, present value.
    """
    q = float(ratio(cost, patience))
    gap = q * (1 - level)
    return float((1 - cost) * (1 / rate - gap * (1 - patience) / (rate * (1 - patience * q))))
