"""Models of counts: Poisson and negative binomial, with months of exposure, by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats

STEPS, CLOSE = 100, 1e-10
ALPHAS = np.exp(np.linspace(-7, 4, 23))  # where a start is looked for
NEGLIGIBLE = 1e-4  # dispersion below: no burst beyond Poisson


@dataclass(frozen=True)
class CountFit:
    """A fitted model of counts.

    Attributes:
        effects: Array (columns): logarithms of ratios.
        errors: Array (columns): their standard errors.
        alpha: How much the variance exceeds the mean, as a multiple of its square; 0 for Poisson.
        likelihood: Logarithm of the likelihood.
    """

    effects: Floats
    errors: Floats
    alpha: float
    likelihood: float


def fit_counts(counts: Floats, columns: Floats, exposure: Floats, dispersed: bool) -> CountFit | None:
    """Return a model of counts: ln μ = ln exposure + columns · effects, variance μ + α μ² ([Lawless1987]).

    Args:
        counts: Array (rows).
        columns: Array (rows, columns), of full rank.
        exposure: Array (rows): months.
        dispersed: Whether α is fitted; else it is 0.

    Returns:
        The fit; None where it has none, such as where one kind of rows has no event at all.
    """
    from scipy.optimize import minimize_scalar

    def alone(log_alpha: float) -> float:
        found = _given(counts, columns, exposure, float(np.exp(log_alpha)))
        return np.inf if found is None else -_likelihood(counts, found[1], float(np.exp(log_alpha)))

    alpha = 0.0
    if dispersed:
        tried = [alone(float(np.log(a))) for a in ALPHAS]
        place = int(np.argmin(tried))
        if 0 < place < len(ALPHAS) - 1:
            ends = np.log(ALPHAS[place - 1]), np.log(ALPHAS[place + 1])
            best = minimize_scalar(alone, bounds=ends, method="bounded", options={"xatol": 1e-9})
            alpha = float(np.exp(best.x))
    found = _given(counts, columns, exposure, alpha)
    if found is None:
        return None
    effects, mu = found
    information = _information(counts, columns, mu, alpha)
    if np.linalg.cond(information) > 1e14:
        return None
    errors = np.sqrt(np.diag(np.linalg.inv(information)))[: columns.shape[1]]
    return CountFit(effects, np.asarray(errors), alpha, _likelihood(counts, mu, alpha))


def _given(counts: Floats, columns: Floats, exposure: Floats, alpha: float) -> tuple[Floats, Floats] | None:
    """Return the effects and means for a given α, by Fisher’s scoring; None where they run away."""
    offset = np.log(exposure)
    effects = np.linalg.lstsq(columns, np.log(counts + 0.5) - offset, rcond=None)[0]
    for _ in range(STEPS):
        mu = np.exp(np.clip(offset + columns @ effects, -30, 30))
        weight = mu / (1 + alpha * mu)
        hessian = columns.T @ (weight[:, None] * columns)
        if np.linalg.cond(hessian) > 1e13:
            return None
        step = np.linalg.solve(hessian, columns.T @ ((counts - mu) / (1 + alpha * mu)))
        effects = effects + step
        if np.abs(step).max() < CLOSE:
            return effects, np.exp(offset + columns @ effects)
        if np.abs(effects).max() > 25:
            return None
    return None


def _likelihood(counts: Floats, mu: Floats, alpha: float) -> float:
    from scipy.special import gammaln

    if alpha == 0:
        return float((counts * np.log(mu) - mu - gammaln(counts + 1)).sum())
    size = 1 / alpha
    ways = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
    return float((ways + counts * np.log(alpha * mu) - (counts + size) * np.log1p(alpha * mu)).sum())


def _information(counts: Floats, columns: Floats, mu: Floats, alpha: float) -> Floats:
    """Return the observed information in the effects and, where α is not 0, in α."""
    from scipy.special import digamma, polygamma

    scale = 1 + alpha * mu
    own = columns.T @ ((mu * (1 + alpha * counts) / scale**2)[:, None] * columns)
    if alpha == 0:
        return np.asarray(own)
    size = 1 / alpha
    cross = columns.T @ (mu * (counts - mu) / scale**2)
    # derivatives of the log-likelihood in the size r = 1/α, then by the chain rule
    first = digamma(counts + size) - digamma(size) - np.log1p(mu / size) + 1 - (counts + size) / (mu + size)
    second = (
        polygamma(1, counts + size) - polygamma(1, size) + mu / (size * (size + mu)) - (mu - counts) / (mu + size) ** 2
    )
    in_alpha = -(second.sum() * size**4 + first.sum() * 2 * size**3)
    whole = np.empty((len(own) + 1, len(own) + 1))
    whole[:-1, :-1], whole[-1, -1] = own, in_alpha
    whole[:-1, -1] = whole[-1, :-1] = cross
    return whole
