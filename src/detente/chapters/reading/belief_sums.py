"""Sums over worlds from which beliefs over all worlds are made, and the same with a group of worlds left out.

Likelihoods are multiplied as logarithms, and sums over worlds are kept as logarithms of sums, so that no amount of
evidence underflows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.arrays import Floats
from detente.worlds.errors import Z

GROUPS = 40  # of worlds, each left out once to see how far other worlds would have moved a belief
PLAIN = ("mean", "apart")  # sums that are no logarithms


@dataclass(frozen=True)
class BeliefSums:
    """Sums over worlds; logarithms of Σ_w weight · prior · likelihood of what each says, unless said otherwise.

    Where sums are those of several groups of worlds, every array has an axis more, the first: that of the groups.

    Attributes:
        start: Array (explanations): without any likelihood.
        before: Array (pieces, explanations): with everything known the moment before each piece.
        after: Array (pieces, explanations): the same with the piece.
        course: Array (days, explanations): with everything known at the end of each day.
        without: Array (pieces and recipients, explanations): with everything but this.
        mean: Array (pieces and recipients, explanations): Σ_w weight · likelihood of this; not a logarithm.
        apart: Array (recipients, explanations): the same as `mean` if approaches were independent of each other.
        seen: Array (indicators, explanations): with all evidence, if the indicator is seen too.
        unseen: Array (indicators, explanations): with all evidence, if the indicator is not seen.
    """

    start: Floats
    before: Floats
    after: Floats
    course: Floats
    without: Floats
    mean: Floats
    apart: Floats
    seen: Floats
    unseen: Floats

    @classmethod
    def joined(cls, parts: Sequence[BeliefSums]) -> BeliefSums:
        """Return the sums of several blocks added up."""
        return cls(**{f.name: _added(f.name, [getattr(part, f.name) for part in parts]) for f in fields(cls)})

    def left_out(self) -> BeliefSums:
        """Return, for each group of worlds, the sums of all others; these are sums of groups, the first axis."""
        return BeliefSums(**{f.name: _others(f.name, getattr(self, f.name)) for f in fields(self)})


def _added(name: str, parts: Sequence[Floats]) -> Floats:
    return np.asarray(np.sum(parts, axis=0) if name in PLAIN else np.logaddexp.reduce(parts, axis=0))


def _others(name: str, groups: Floats) -> Floats:
    """Return, for each group, the sum of all others: of those before it, and of those behind it."""
    if name in PLAIN:
        return _but_one(groups)
    peak = groups.max(axis=0)
    safe = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(_but_one(np.exp(groups - safe))) + safe)


def _but_one(groups: Floats) -> Floats:
    none = np.zeros_like(groups[:1])
    before = np.concatenate([none, np.cumsum(groups[:-1], axis=0)])
    behind = np.concatenate([np.cumsum(groups[:0:-1], axis=0)[::-1], none])
    return np.asarray(before + behind)


def jackknife(values: Floats, others: Floats, count: int) -> Floats:
    """Return half the widths of 90 % intervals of numbers that are made from sums over worlds ([Tukey1958]).

    Args:
        values: Array (numbers): made from the sums over all worlds.
        others: Array (groups, numbers): made without one group of worlds each; not finite where nothing is left.
        count: How many groups have any worlds.
    """
    moved = np.where(np.isfinite(others), others - values, 0.0)
    return np.asarray(Z * np.sqrt((count - 1) / count * np.sum(moved**2, axis=0)))


@dataclass(frozen=True)
class WorldSums:
    """How arrays (explanations, worlds) are added up over worlds.

    Attributes:
        plain: Adds numbers up: array (explanations), or (groups, explanations).
    """

    plain: Callable[[Floats], Floats]

    @classmethod
    def of_all(cls) -> WorldSums:
        """Add up over all worlds of a block."""
        return cls(lambda values: np.asarray(values.sum(axis=1)))

    @classmethod
    def by_group(cls, start: int, size: int) -> WorldSums:
        """Add up over each group of worlds of a block: world w belongs to group w mod `GROUPS`, whatever the block."""
        member = np.arange(GROUPS) == (np.arange(start, start + size) % GROUPS)[:, None]
        return cls(lambda values: np.asarray((values @ member).T))

    def logs(self, values: Floats) -> Floats:
        """Add up numbers that are given as logarithms, and return the logarithm of their sum."""
        peak = values.max(axis=1, keepdims=True)
        safe = np.where(np.isfinite(peak), peak, 0.0)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(self.plain(np.exp(values - safe))) + safe[:, 0])

    def rows(self, rows: Iterable[Floats], like: Floats) -> Floats:
        """Put sums one below the other, each shaped as one that is given."""
        return np.moveaxis(np.array([*rows]).reshape(-1, *like.shape), 0, -2)
