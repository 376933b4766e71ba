"""Packages beside the best of them: which cannot be told apart from it, which are near, and whether that is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE, Bools, Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.proposal.questions.sampling_errors import bounds_for_best, mean_and_error

TRIFLE = 0.05  # share of what may be expected of the best; nobody need insist on less
SURE = 2.0  # standard errors from a trifle beyond which it is decided whether a package lacks more


@dataclass(frozen=True)
class Contrasts:
    """Differences of packages to the best of them.

    Attributes:
        rows: Rows of the packages, the best among them.
        mean: By how much more is expected of each than of the best; array (packages).
        error: Standard errors of the same.
        bound: How many standard errors the best may seem behind any of its rivals in 95 of 100 samples.
        wide_bound: The same in 99 of 100.
        trifle: What may be expected less without making a difference.
    """

    rows: Ints
    mean: Floats
    error: Floats
    bound: float
    wide_bound: float
    trifle: float

    @property
    def alike(self) -> Bools:
        """Which cannot be told apart from the best; array (packages)."""
        return np.asarray(self.mean + self.bound * self.error >= -TIE)

    @property
    def near(self) -> Bools:
        """Which are not told apart at 99 %, or lack a trifle; array (packages)."""
        return np.asarray(self._untold | self._lack_a_trifle(0.0))

    @property
    def maybe_near(self) -> Bools:
        """Which are near, or may lack a trifle only; array (packages)."""
        return np.asarray(self._untold | self._lack_a_trifle(SURE))

    @property
    def undecided(self) -> Bools:
        """Which may be near and may not be: they do not surely lack a trifle at most; array (packages)."""
        return self.maybe_near & ~self._lack_a_trifle(-SURE)

    @property
    def _untold(self) -> Bools:
        return np.asarray(self.mean + self.wide_bound * self.error >= -TIE)

    def _lack_a_trifle(self, errors: float) -> Bools:
        """Which lack no more than a trifle, or so many standard errors more than that."""
        return np.asarray(self.mean + errors * self.error >= -self.trifle)

    def leave_terms_undecided(self, packages: Sequence[OptionNumbers]) -> bool:
        """Return whether the terms that all near packages share depend on some of which that is undecided.

        Args:
            packages: The packages, by row.
        """
        every, surely = self.maybe_near, self.maybe_near & ~self.undecided
        return core([packages[n] for n in self.rows[every]]) != core([packages[n] for n in self.rows[surely]])


def contrasts(rows: Ints, terms: Floats, best: int, weight: Floats, seed: int) -> Contrasts:
    """Compare packages with the best of them, in the same worlds.

    Args:
        rows: Their rows.
        terms: Array (packages, worlds): what each world adds to what is expected of each.
        best: The row of the best.
        weight: Weights of the worlds.
        seed: Seed of the run, for the bounds.
    """
    own = terms[rows.tolist().index(best)]
    apart = terms - own
    mean, error = mean_and_error(apart, weight)
    bounds = bounds_for_best(apart, weight, seed)
    return Contrasts(rows, mean, error, *bounds, TRIFLE * float(own @ weight / weight.sum()))


def core(packages: Sequence[OptionNumbers]) -> dict[int, int]:
    """Return what all packages change to the same option: number of the issue → number of the option.

    Example:
        >>> core([(1, 0, 2), (1, 1, 2)])
        {0: 1, 2: 2}
    """
    columns = zip(*packages, strict=True)
    return {n: options[0] for n, options in enumerate(columns) if len({*options}) == 1 and options[0]}


def open_terms(packages: Sequence[OptionNumbers]) -> dict[int, tuple[int, ...]]:
    """Return the issues on which packages differ, with the options that occur, in their order.

    Example:
        >>> open_terms([(1, 0, 2), (1, 1, 2)])
        {1: (0, 1)}
    """
    return {n: tuple(sorted({*o})) for n, o in enumerate(zip(*packages, strict=True)) if len({*o}) > 1}
