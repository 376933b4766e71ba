"""Public against private: what tied hands and sunk costs come to ([Fearon1994], [Fearon1997]).

A side that has spoken in public pays if it backs down, and more the longer it has held out; a side that pays in advance
has paid whatever happens. The equations are our own reading of the war of attrition: with a prize v and audience costs
a·t, each side backs down at the rate that makes the other indifferent. Times are months, costs and prizes one-off
points.
"""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats

NODES = 48  # of the quadrature


def rate(prize: Floats, other: Floats, time: Floats) -> Floats:
    """Return the rate a month at which a side backs down: h = a_other / (v + a_other t).

    Example:
        >>> float(rate(np.array(10.0), np.array(2.0), np.array(0.0)))
        0.2
    """
    return np.asarray(other / (prize + other * time))


def firm(prize: Floats, other: Floats, time: Floats) -> Floats:
    """Return the probability that a side has not backed down yet: S = v / (v + a_other t).

    Args:
        prize: v, what is at stake.
        other: a_other, audience costs of the other side for each month.
        time: t, months.

    Example:
        >>> float(firm(np.array(10.0), np.array(2.0), np.array(5.0)))
        0.5
    """
    return np.asarray(prize / (prize + other * time))


def locked(prize: Floats, ours: Floats, theirs: Floats, time: Floats) -> Floats:
    """Return the probability that neither side has backed down after some months."""
    return firm(prize, theirs, time) * firm(prize, ours, time)


def paid(prize: Floats, ours: Floats, theirs: Floats, time: Floats) -> Floats:
    """Return what our side can expect to pay for backing down within some months.

    Args:
        prize: What is at stake, one-off points.
        ours: Our audience costs, one-off points for each month.
        theirs: Theirs.
        time: Months.

    Returns:
        ∫ a t · h(t) · S_ours(t) · S_theirs(t) dt, one-off points.
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half = np.asarray(time) / 2
    total = np.zeros(np.broadcast_shapes(np.shape(prize), np.shape(ours), np.shape(theirs), np.shape(time)))
    for node, weight in zip(nodes, weights, strict=True):
        t = half * (node + 1)
        total = total + weight * half * ours * t * rate(prize, theirs, t) * locked(prize, ours, theirs, t)
    return np.asarray(total)
