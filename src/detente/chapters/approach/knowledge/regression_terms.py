"""The terms by which something unknown enters a regression: smooth ones of a uniform, or classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from detente.arrays import AnyArray, Floats, Ints

INTERVALS = 8  # of the B-splines
SMOOTHEST = 4  # of their combinations, beside the linear one
NEXT = 16.0  # penalty of the first term after the linear one, in units of that of the linear one
FINE = 4096  # points at which the terms are worked out; a uniform takes those of the nearest one


@dataclass(frozen=True)
class RegressionTerms:
    """RegressionTerms of a regression, beside the constant one.

    Attributes:
        columns: Array (worlds, terms): each with mean square about 1.
        penalty: Array (terms): how much the square of its coefficient is penalised, relative to others.
    """

    columns: Floats
    penalty: Floats

    def at(self, worlds: Ints) -> RegressionTerms:
        """Return the terms of some worlds, in their order."""
        return RegressionTerms(self.columns[worlds], self.penalty)

    def first(self, number: int) -> RegressionTerms:
        """Return the first terms alone, the least penalised."""
        return RegressionTerms(self.columns[:, :number], self.penalty[:number])


def smooth_terms(u: Floats) -> RegressionTerms:
    """Return smooth terms of a uniform: penalised cubic B-splines ([EilersMarx1996]), the smoothest combinations.

    Args:
        u: Array (worlds): numbers between 0 and 1.

    Example:
        >>> u = (np.arange(1000) + 0.5) / 1000
        >>> terms = smooth_terms(u)
        >>> bool(np.allclose(terms.columns.T @ terms.columns / 1000, np.eye(1 + SMOOTHEST), atol=1e-4))
        True
    """
    columns, penalty = _smoothest()
    return RegressionTerms(columns[(u * FINE).astype(np.intp)], penalty)


def class_terms(classes: AnyArray) -> RegressionTerms:
    """Return a term for each class, on which worlds differ in their mean.

    Args:
        classes: Array (worlds): the class of each.
    """
    known, number = np.unique(classes, return_inverse=True)
    inside = (number[:, None] == np.arange(len(known))).astype(np.float64)
    share = inside.mean(axis=0)
    return RegressionTerms((inside - share) / np.sqrt(share), np.ones(len(known)))


def together(members: Sequence[RegressionTerms], strongest: Sequence[int]) -> RegressionTerms:
    """Return the terms of several unknowns together: the first two of each, and products of the first ones.

    Args:
        members: The terms of each.
        strongest: Which of them are multiplied with each other.
    """
    firsts = [member.first(2) for member in members]
    columns, penalty = [first.columns for first in firsts], [first.penalty for first in firsts]
    if len(strongest) > 1:
        linear = np.column_stack([firsts[n].columns[:, 0] for n in strongest])
        one, other = np.triu_indices(len(strongest), 1)
        columns.append(linear[:, one] * linear[:, other])
        penalty.append(np.ones(len(one)))
    return RegressionTerms(np.column_stack(columns), np.concatenate(penalty))


@cache
def _smoothest() -> tuple[Floats, Floats]:
    """Return the terms of a uniform at equal steps, array (steps, terms), and their penalties, the linear one first.

    They are uncorrelated over a uniform, and orthogonal in their second differences, of which the penalty is made.
    """
    u = (np.arange(FINE) + 0.5) / FINE
    away = np.abs(u[:, None] * INTERVALS - np.arange(-1, INTERVALS + 2))
    inner, outer = (4 - 6 * away**2 + 3 * away**3) / 6, (2 - away) ** 3 / 6
    splines = np.where(away < 1, inner, np.where(away < 2, outer, 0.0))
    bends = np.diff(np.eye(INTERVALS + 3), 2, axis=0)
    root = np.linalg.inv(np.linalg.cholesky(splines.T @ splines / FINE))
    rough, vectors = np.linalg.eigh(root @ (bends.T @ bends) @ root.T)
    kept = slice(2, 2 + SMOOTHEST)  # the first two are what is not penalised: constant and linear
    columns = np.column_stack([np.sqrt(12) * (u - 0.5), splines @ root.T @ vectors[:, kept]])
    return columns, np.concatenate([[1.0], NEXT * rough[kept] / rough[2]])
