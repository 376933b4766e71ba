"""What a correlation of two yearly series is worth, in every world, against placebos without any connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.precedent.compared_history import ComparedHistory, YearlySeries
from detente.worlds.strata import key

PLACEBOS = 999
UNUSUAL = 0.1
KINDS = ("shuffled changes", "random walks", "shuffled years")
FAIR = KINDS[:2]  # to trends
MOST = 2**21  # correlations worked out at once


@dataclass(frozen=True)
class TrendFound:
    """What two series have to do with each other.

    Attributes:
        trend: Id of the pair.
        years: The years that both have.
        cause: Array (years, worlds).
        effect: Array (years, worlds).
        usual: Array (years): the effect that placebos are made of.
        correlation: Array (worlds), of levels.
        lagged: Lag in years → array (worlds), of changes; only lags with three years or more.
        values: Kind of placebo → array (worlds): how often a placebo is correlated as strongly.
    """

    trend: str
    years: tuple[int, ...]
    cause: Floats
    effect: Floats
    usual: Floats
    correlation: Floats
    lagged: dict[int, Floats]
    values: dict[str, Floats]

    @property
    def beyond(self) -> Bools:
        """In which worlds it is stronger than nine tenths of the placebos that have trends."""
        return np.asarray(np.all([self.values[kind] <= UNUSUAL for kind in FAIR], axis=0))


def yearly(series: YearlySeries, stated: Mapping[str, Floats]) -> tuple[tuple[int, ...], Floats]:
    """Return the years of a series and its values; array (years, worlds).

    Args:
        series: The series.
        stated: Year → array (worlds).
    """
    at = sorted(int(year) for year in series.years)
    known = np.stack([stated[f"{year:04d}"] for year in at])
    if series.between == "none":
        return tuple(at), known
    years = np.arange(at[0], at[-1] + 1)
    before = np.searchsorted(at, years, side="right") - 1
    if series.between == "hold":
        return tuple(years.tolist()), known[before]
    after = np.minimum(before + 1, len(at) - 1)
    gap = np.maximum(np.take(at, after) - np.take(at, before), 1)
    part = (years - np.take(at, before)) / gap
    return tuple(years.tolist()), known[before] + part[:, None] * (known[after] - known[before])


def two_trends(
    part: ComparedHistory,
    trend: str,
    drawn: Mapping[str, Mapping[str, Floats]],
    seed: int,
    usual: Floats | None = None,
) -> TrendFound | None:
    """Return what a pair of series is worth ([Yule1926], [GrangerNewbold1974]).

    Args:
        part: What `precedent.yaml` says.
        trend: Id of the pair.
        drawn: Series → year → array (worlds).
        seed: The seed of the run.
        usual: Array (years): the effect that placebos are made of; the mean over the worlds if not given.

    Returns:
        What was found; None where the two have fewer than four years in common.
    """
    pair = part.trends[trend]
    (first, x), (second, y) = (yearly(part.series[name], drawn[name]) for name in (pair.cause, pair.effect))
    years = tuple(sorted({*first} & {*second}))
    if len(years) < 4:
        return None
    x, y = x[[first.index(year) for year in years]], y[[second.index(year) for year in years]]
    lags = {lag: lagged(x, y, lag) for lag in range(part.lags + 1) if len(years) - 1 - lag >= 3}
    rng = np.random.Generator(np.random.Philox(key(seed, f"placebos/{trend}")))
    found = correlated(x, y)
    made_of = y.mean(axis=1) if usual is None else usual
    values = {kind: _value(x, made_of, np.abs(found), kind, rng) for kind in KINDS}
    return TrendFound(trend, years, x, y, made_of, found, lags, values)


def correlated(x: Floats, y: Floats) -> Floats:
    """Return the correlation along the first axis; 0 where one of the two does not change."""
    a, b = (each - each.mean(axis=0) for each in (x, y))
    size = np.sqrt((a * a).sum(axis=0) * (b * b).sum(axis=0))
    return np.asarray(np.divide((a * b).sum(axis=0), size, out=np.zeros(np.shape(size)), where=size > 1e-12))


def lagged(x: Floats, y: Floats, lag: int) -> Floats:
    """Return the correlation of the changes of one series with those of another so many years later."""
    dx, dy = np.diff(x, axis=0), np.diff(y, axis=0)
    return correlated(dx[: len(dx) - lag], dy[lag:])


def placebos(y: Floats, kind: str, rng: np.random.Generator) -> Floats:
    """Return series that have nothing to do with any other; array (placebos, years).

    Args:
        y: Array (years): the series whose kind they are of.
        kind: One of `KINDS`.
        rng: Where they are drawn from.
    """
    if kind == "shuffled years":
        return rng.permuted(np.broadcast_to(y, (PLACEBOS, len(y))), axis=1)
    steps = np.diff(y)
    if kind == "shuffled changes":
        drawn = rng.permuted(np.broadcast_to(steps, (PLACEBOS, len(steps))), axis=1)
    else:
        drawn = rng.normal(steps.mean(), steps.std(ddof=1), (PLACEBOS, len(steps)))
    return np.concatenate([np.full((PLACEBOS, 1), y[0]), y[0] + np.cumsum(drawn, axis=1)], axis=1)


def _value(x: Floats, usual: Floats, strength: Floats, kind: str, rng: np.random.Generator) -> Floats:
    """Return how often a placebo is as strongly correlated; array (worlds)."""
    made = placebos(usual, kind, rng)
    z = made - made.mean(axis=1, keepdims=True)
    z /= np.maximum(np.sqrt((z * z).sum(axis=1, keepdims=True)), 1e-12)
    a = x - x.mean(axis=0)
    a /= np.maximum(np.sqrt((a * a).sum(axis=0)), 1e-12)
    as_strong = np.empty(x.shape[1])
    step = max(1, MOST // PLACEBOS)
    for start in range(0, x.shape[1], step):
        rows = slice(start, start + step)
        as_strong[rows] = (np.abs(z @ a[:, rows]) >= strength[rows] - 1e-12).sum(axis=0)
    return np.asarray((1 + as_strong) / (PLACEBOS + 1))
