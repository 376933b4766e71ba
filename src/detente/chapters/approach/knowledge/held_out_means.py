"""Regressions that are fitted to some worlds and looked at in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.approach.knowledge.regression_terms import RegressionTerms

FOLDS = 5
AT_ONCE = 32  # questions, which bounds memory
NOTHING = 1e-24  # of squares of shares
PENALTIES = 10.0 ** np.arange(-3, 2)


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
        means: Array (worlds, columns): what is expected in each world by what the other folds say; the same in all
            where the constant alone does best.
        penalty: The penalty, times that of each term; infinite where the constant alone does best.
        told: By how much, as a share, the error in worlds left out is smaller than with the constant alone.
    """

    means: Floats
    penalty: float
    told: float


def held_out(questions: Sequence[RegressionTerms], table: Folded) -> list[HeldOut]:
    """Regress values on the terms of each question, with one penalty for all values: that with the smallest error.

    Args:
        questions: The terms of each, the worlds in the order of the table.
        table: What is regressed.

    Returns:
        A regression for each question, by what the other folds say. Questions with as many terms go together.
    """
    found: dict[int, HeldOut] = {}
    sizes = [terms.columns.shape[1] for terms in questions]
    for size in sorted({*sizes}):
        alike = [n for n, other in enumerate(sizes) if other == size]
        for start in range(0, len(alike), AT_ONCE):
            some = alike[start : start + AT_ONCE]
            found.update(zip(some, _regressed([questions[n] for n in some], table), strict=True))
    return [found[n] for n in range(len(questions))]


def _regressed(questions: Sequence[RegressionTerms], table: Folded) -> list[HeldOut]:
    """Regress on the terms of questions of which each has as many."""
    columns = np.ones((len(questions), len(table.weight), 1 + questions[0].columns.shape[1]))
    for n, terms in enumerate(questions):
        columns[n, :, 1:] = terms.columns
    across = columns.transpose(0, 2, 1)
    heavy = across * table.weight
    gram = np.stack([heavy[..., fold] @ columns[:, fold] for fold in table.folds], axis=1)
    cross = np.stack([across[..., fold] @ table.weighted[fold] for fold in table.folds], axis=1)
    mass, values, squares = table.sums
    others, told = mass.sum() - mass, cross.sum(axis=1, keepdims=True) - cross
    penalty = np.array([np.diag(np.concatenate([[0.0], terms.penalty])) for terms in questions])
    ridge = PENALTIES[:, None, None, None, None] * penalty[:, None] * others[:, None, None]
    told = np.broadcast_to(told, (len(PENALTIES), *told.shape))
    found = np.linalg.solve(gram.sum(axis=1, keepdims=True) - gram + ridge, told)
    errors = np.sum(squares + (found * (gram @ found - 2 * cross)).sum(axis=3), axis=2)
    plain = (values.sum(axis=0) - values) / others[:, None]
    alone = np.sum(squares - 2 * plain * values + plain**2 * mass[:, None], axis=0)
    moved = alone > NOTHING
    gains = 1 - (errors[..., moved] / alone[moved]).mean(axis=2) if moved.any() else np.zeros(errors.shape[:2])
    best = gains.argmax(axis=0)
    return [
        _means(columns[n], found[k, n], float(PENALTIES[k]), float(gains[k, n]), table)
        if gains[k, n] > 0
        else HeldOut(np.broadcast_to(plain[:1], table.values.shape), np.inf, 0.0)
        for n, k in enumerate(best)
    ]


def _means(columns: Floats, coefficients: Floats, penalty: float, told: float, table: Folded) -> HeldOut:
    """Return what coefficients, those of each fold, say in the worlds of that fold."""
    means = np.concatenate([columns[fold] @ coefficients[n] for n, fold in enumerate(table.folds)])
    return HeldOut(means, penalty, told)


def fitted(terms: RegressionTerms, table: Folded, penalty: float) -> Floats:
    """Return the coefficients of a regression on all worlds, array (1 + terms, columns), the constant first."""
    columns = np.column_stack([np.ones(len(terms.columns)), terms.columns])
    if np.isinf(penalty):
        return np.vstack([table.weighted.sum(axis=0), np.zeros((terms.columns.shape[1], table.values.shape[1]))])
    gram = (columns * table.weight[:, None]).T @ columns
    ridge = penalty * np.diag(np.concatenate([[0.0], terms.penalty]))
    return np.asarray(np.linalg.solve(gram + ridge, columns.T @ table.weighted))
