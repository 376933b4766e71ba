"""Regressions that are fitted to some worlds and looked at in others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.approach.knowledge.regression_terms import Terms

FOLDS = 5
PENALTIES = 10.0 ** np.arange(-3, 3)


@dataclass(frozen=True)
class Folded:
    """What is regressed, world by world, the worlds in the order of their folds.

    Attributes:
        values: Array (worlds, columns).
        weight: Array (worlds), adding up to 1.
        order: Array (worlds): number of each world in the run.
    """

    values: Floats
    weight: Floats
    order: Ints

    @classmethod
    def of(cls, values: Floats, weight: Floats) -> Folded:
        """Arrange worlds by folds: world number modulo five."""
        order = np.argsort(np.arange(len(weight)) % FOLDS, kind="stable")
        return cls(values[order], weight[order] / weight.sum(), order)

    @cached_property
    def folds(self) -> tuple[slice, ...]:
        """The places of each fold."""
        sizes = np.bincount(np.arange(len(self.weight)) % FOLDS, minlength=FOLDS)
        ends = np.cumsum(sizes)
        return tuple(slice(end - size, end) for size, end in zip(sizes, ends, strict=True))

    @cached_property
    def weighted(self) -> Floats:
        """Array (worlds, columns): values times weights."""
        return self.values * self.weight[:, None]

    @cached_property
    def sums(self) -> tuple[Floats, Floats, Floats]:
        """The weights, values and squares of each fold, summed: arrays (folds), (folds, columns), (folds, columns)."""
        mass = np.array([self.weight[fold].sum() for fold in self.folds])
        values = np.array([self.weighted[fold].sum(axis=0) for fold in self.folds])
        squares = np.array([(self.weighted[fold] * self.values[fold]).sum(axis=0) for fold in self.folds])
        return mass, values, squares


@dataclass(frozen=True)
class HeldOut:
    """A regression.

    Attributes:
        means: Array (worlds, columns): what is expected in each world by what the other folds say.
        penalty: The penalty, times that of each term; infinite where the constant alone does best.
        told: By how much, as a share, the error in worlds left out is smaller than with the constant alone.
    """

    means: Floats
    penalty: float
    told: float


def held_out(terms: Terms, table: Folded) -> HeldOut:
    """Regress values on terms, with one penalty for all, the one with the smallest error in worlds left out.

    Args:
        terms: The terms, the worlds in the order of the table.
        table: What is regressed.
    """
    columns = np.column_stack([np.ones(len(terms.columns)), terms.columns])
    heavy = columns * table.weight[:, None]
    mass, values, squares = table.sums
    gram = np.array([heavy[fold].T @ columns[fold] for fold in table.folds])
    cross = np.array([columns[fold].T @ table.weighted[fold] for fold in table.folds])
    other, told = gram.sum(axis=0) - gram, cross.sum(axis=0) - cross
    others = mass.sum() - mass
    ridge = PENALTIES[:, None, None, None] * np.diag(np.concatenate([[0.0], terms.penalty])) * others[:, None, None]
    found = np.linalg.solve(other + ridge, np.broadcast_to(told, (len(PENALTIES), *told.shape)))
    errors = np.sum(squares - 2 * (found * cross).sum(axis=2) + (found * (gram @ found)).sum(axis=2), axis=1)
    plain = (values.sum(axis=0) - values) / others[:, None]
    alone = np.sum(squares - 2 * plain * values + plain**2 * mass[:, None], axis=0)
    moved = alone > 1e-24
    ratios = (errors[:, moved] / alone[moved]).sum(axis=1)
    best = int(ratios.argmin()) if moved.any() else 0
    gain = 1 - float(ratios[best]) / max(int(moved.sum()), 1) if moved.any() else 0.0
    means = np.empty_like(table.values)
    if gain <= 0:
        for n, fold in enumerate(table.folds):
            means[fold] = plain[n]
        return HeldOut(means, np.inf, 0.0)
    for n, fold in enumerate(table.folds):
        means[fold] = columns[fold] @ found[best, n]
    return HeldOut(means, float(PENALTIES[best]), gain)


def fitted(terms: Terms, table: Folded, penalty: float) -> Floats:
    """Return the coefficients of a regression on all worlds, array (1 + terms, columns), the constant first."""
    columns = np.column_stack([np.ones(len(terms.columns)), terms.columns])
    if np.isinf(penalty):
        return np.vstack([table.weighted.sum(axis=0), np.zeros((terms.columns.shape[1], table.values.shape[1]))])
    gram = (columns * table.weight[:, None]).T @ columns
    ridge = penalty * np.diag(np.concatenate([[0.0], terms.penalty]))
    return np.asarray(np.linalg.solve(gram + ridge, columns.T @ table.weighted))
