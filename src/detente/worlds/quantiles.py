"""From a uniform to the value of a judgement, by the inverse distribution of each form; quantiles over worlds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import Floats, Ints
from detente.case.judgements import Judgement

TENTHS = (0.1, 0.5, 0.9)
PERT_WEIGHT = 4.0  # [MalcolmEtAl1959]: mean = (low + 4 mode + high) / 6


def quantile(judgement: Judgement, u: Floats, whom: Floats | None = None) -> Floats:
    """Return the values of a judgement at given uniforms.

    Args:
        judgement: A judgement with numbers (value words resolved).
        u: Uniforms between 0 and 1, any shape.
        whom: Uniforms of the same shape that decide whom to believe where experts differ; only then needed.

    Returns:
        Values of the same shape, in the judgement's own unit, never decreasing in u.

    Example:
        >>> import numpy as np
        >>> from detente.case.judgements import parse
        >>> quantile(parse([3, 8]), np.array([0.0, 0.5])).tolist()
        [3.0, 5.5]
    """
    low, high = judgement.low, judgement.high
    match judgement.form:
        case "point":
            return np.full(u.shape, low)
        case "uniform":
            return low + (high - low) * u
        case "pert":
            from scipy.special import betaincinv  # slow to load, and not needed to look at a case

            mode = judgement.central
            alpha = 1 + PERT_WEIGHT * (mode - low) / (high - low)
            beta = 1 + PERT_WEIGHT * (high - mode) / (high - low)
            return low + (high - low) * np.asarray(betaincinv(alpha, beta, u))
        case "choices":
            values = np.array([value for value, _ in judgement.choices])
            edges = np.cumsum([weight for _, weight in judgement.choices])[:-1]
            return np.asarray(values[np.searchsorted(edges, u, side="right")])
        case "experts":
            if whom is None:
                raise TypeError("experts differ, and nothing says whom to believe")
            said = np.array([quantile(expert.says, u) for expert in judgement.experts])
            chosen = expert_number([expert.weight for expert in judgement.experts], whom)
            return np.asarray(np.take_along_axis(said, chosen[None], axis=0)[0])


def expert_number(weights: Sequence[float], whom: Floats) -> Ints:
    """Return which of some experts is believed, by number.

    Args:
        weights: How much each is believed, against the others.
        whom: Uniforms, any shape.

    Example:
        >>> import numpy as np
        >>> expert_number([1, 3], np.array([0.2, 0.25, 0.26, 0.9])).tolist()
        [0, 0, 1, 1]
    """
    edges = np.cumsum(weights)[:-1] / np.sum(weights)
    return np.asarray(np.searchsorted(edges, whom, side="left"), dtype=np.intp)


def spread(values: Floats, weights: Floats, levels: Sequence[float] = TENTHS) -> list[float]:
    """Return the values below which given shares of the worlds lie.

    Args:
        values: Array (worlds,).
        weights: Array (worlds,): weight of each world.
        levels: Shares of the whole weight.

    Returns:
        A value for each share, always one that stands in some world.

    Example:
        >>> import numpy as np
        >>> spread(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 6.0]))
        [1.0, 2.0, 3.0]
    """
    found = np.quantile(values, np.asarray(levels, dtype=np.float64), weights=weights, method="inverted_cdf")
    return [float(value) for value in found]


def median(values: Floats, weights: Floats) -> float:
    """Return the value below which half of the weight lies.

    Args:
        values: Array (worlds,).
        weights: Array (worlds,): weight of each world.

    Returns:
        A value that stands in some world.
    """
    return spread(values, weights, (0.5,))[0]
