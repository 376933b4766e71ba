"""Sums over groups of worlds, and what they are with one group left out: how far other worlds would move them.

Worlds are Latin hypercubes, which leave nothing to chance of what a sum owes to single judgements ([Stein1987]); that
is taken off by least squares. The formulas stand on the theory page of the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.arrays import Floats
from detente.chapters.reading.belief_sums import PLAIN, BeliefSums
from detente.worlds import Draws
from detente.worlds.errors import Z

GROUPS = 40  # of worlds, each left out once
FOR_EACH = 4  # worlds for each term of the fit; with fewer it would find much in noise
NOTHING = 1e-10  # of the largest eigenvalue: terms that depend on each other leave less than that


def columns_of(draws: Draws, streams: Sequence[str]) -> Floats:
    """Return array (worlds, groups + terms): whether a world is in each group, then 1, u and u² of each stream.

    World w belongs to group w mod `GROUPS`, whatever the block.

    Args:
        draws: A block of worlds.
        streams: Those that are drawn without a common cause.
    """
    member = np.arange(GROUPS) == (np.arange(draws.start, draws.start + draws.size) % GROUPS)[:, None]
    drawn = [draws.uniform(stream)[:, None] ** power for stream in streams for power in (1, 2)]
    return np.hstack([member, np.ones((draws.size, 1)), *drawn])


@dataclass(frozen=True)
class GroupedSums:
    """Sums over groups of worlds, and with each term of a fit.

    Attributes:
        sums: Sums over each group; then, over all worlds, times each term of the fit, of which the first is 1.
        products: Array (groups + terms, terms): sums over worlds of the products of columns and terms.
    """

    sums: BeliefSums
    products: Floats

    @classmethod
    def joined(cls, parts: Sequence[GroupedSums]) -> GroupedSums:
        """Return the sums of several blocks added up."""
        return cls(BeliefSums.joined([part.sums for part in parts]), np.sum([part.products for part in parts], axis=0))

    def left_out(self) -> BeliefSums:
        """Return, for each group of worlds, the sums without it; these are sums of groups, the first axis."""
        fit = _Fit.of(self.products)
        return BeliefSums(**{f.name: _left_out(fit, f.name, getattr(self.sums, f.name)) for f in fields(BeliefSums)})


@dataclass(frozen=True)
class _Fit:
    """How much of a group’s sum is taken off.

    Attributes:
        sizes: Array (groups): the part of the worlds that is in each.
        explained: Array (groups, terms): times sums with each term, what the fit explains of a group’s sum.
        stretch: By how much what is left is multiplied.
    """

    sizes: Floats
    explained: Floats
    stretch: float

    @classmethod
    def of(cls, products: Floats) -> _Fit:
        """Invert the products of the terms, as far as they do not depend on each other."""
        members, square = products[:GROUPS], products[GROUPS:]
        count = square[0, 0]
        sizes = members[:, 0] / count
        values, vectors = np.linalg.eigh(square)
        kept = values > NOTHING * values[-1]
        if count < FOR_EACH * kept.sum():
            return cls(sizes, np.eye(1, len(square)) * sizes[:, None], 1.0)
        inverse = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T
        stretch = np.sqrt((count - 1) / (count - kept.sum())) if count > 1 else 1.0
        return cls(sizes, members @ inverse, float(stretch))


def _left_out(fit: _Fit, name: str, sums: Floats) -> Floats:
    """Return the sums of one name with each group left out."""
    if name in PLAIN:
        return _left(fit, sums)
    peak = sums[:GROUPS].max(axis=0)
    safe = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(_left(fit, np.exp(sums - safe))) + safe)


def _left(fit: _Fit, sums: Floats) -> Floats:
    """Return sums with each group left out: without what single judgements explain, where anything is left then."""
    flat = sums.reshape(len(sums), -1)
    groups, terms = flat[:GROUPS], flat[GROUPS:]
    left = groups.sum(axis=0) * (1 - fit.sizes[:, None]) - fit.stretch * (groups - fit.explained @ terms)
    any_left = (left > 0).all(axis=0)
    return np.where(any_left, left, _but_one(groups)).reshape(GROUPS, *sums.shape[1:])


def _but_one(groups: Floats) -> Floats:
    """Return, for each group, the sum of all others: of those before it, and of those behind it."""
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
