"""Regressions that are fitted to some worlds and looked at in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

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
        terms: What values are regressed on.
        coefficients: Array (folds, 1 + terms, columns), the constant first: what the other folds say; where the
            constant alone does best, that of the first fold for all.
        penalty: The penalty, times that of each term; infinite where the constant alone does best.
        told: By how much, as a share, the error in worlds left out is smaller than with the constant alone.
    """

    terms: RegressionTerms
    coefficients: Floats
    penalty: float
    told: float

    def means(self, table: Folded) -> Floats:
        """Return what is expected in each world by what the other folds say, array (columns, worlds)."""
        across = np.vstack([np.ones(len(table.weight)), self.terms.columns.T])
        return np.concatenate([self.coefficients[n].T @ across[:, fold] for n, fold in enumerate(table.folds)], axis=1)


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
    across = np.ones((len(questions), 1 + questions[0].columns.shape[1], len(table.weight)))
    for n, terms in enumerate(questions):
        across[n, 1:] = terms.columns.T
    gram, cross = _products(across, table)
    mass, values, squares = table.sums
    others, told = mass.sum() - mass, cross.sum(axis=1, keepdims=True) - cross
    plain = (values.sum(axis=0) - values) / others[:, None]
    alone = np.sum(squares - 2 * plain * values + plain**2 * mass[:, None], axis=0)
    moved = alone > NOTHING
    gains = np.zeros((len(PENALTIES), len(questions)))
    penalty = np.array([np.diag(np.concatenate([[0.0], terms.penalty])) for terms in questions])
    fit, ridge = gram.sum(axis=1, keepdims=True) - gram, penalty[:, None] * others[:, None, None]
    if moved.any():
        error = partial(_error, gram, told[..., moved], cross[..., moved], alone[moved])
        gains = 1 - (squares.sum(axis=0)[moved] / alone[moved]).mean() - [error(fit + by * ridge) for by in PENALTIES]
    best = gains.argmax(axis=0)
    found = np.linalg.solve(fit + PENALTIES[best][:, None, None, None] * ridge, told)
    constant = np.zeros(found.shape[1:])
    constant[:, 0] = plain[0]
    return [
        HeldOut(terms, found[n], float(PENALTIES[k]), float(gains[k, n]))
        if gains[k, n] > 0
        else HeldOut(terms, constant, np.inf, 0.0)
        for n, (k, terms) in enumerate(zip(best, questions, strict=True))
    ]


def _products(across: Floats, table: Folded) -> tuple[Floats, Floats]:
    """Return the sums of products over each fold: of terms with each other, and of terms with values.

    Args:
        across: Array (questions, 1 + terms, worlds).
        table: What is regressed.

    Returns:
        Arrays (questions, folds, 1 + terms, 1 + terms) and (questions, folds, 1 + terms, columns).
    """
    heavy, flat = across * table.weight, across.reshape(-1, across.shape[2])
    gram = [heavy[..., fold] @ across[..., fold].transpose(0, 2, 1) for fold in table.folds]
    cross = [(flat[:, fold] @ table.weighted[fold]).reshape(*across.shape[:2], -1) for fold in table.folds]
    return np.stack(gram, axis=1), np.stack(cross, axis=1)


def _error(gram: Floats, told: Floats, cross: Floats, alone: Floats, fit: Floats) -> Floats:
    """Return the error in the worlds left out, less what the values are there by themselves.

    The error of a value is quadratic in its coefficients, which are linear in what the other folds say of it. Where
    there are fewer terms than values, products of that are added up over values before anything is multiplied.

    Args:
        gram: Sums of products of terms in each fold: array (questions, folds, 1 + terms, 1 + terms).
        told: Sums of products of terms with values in the other folds: array (questions, folds, 1 + terms, values).
        cross: The same in the fold itself.
        alone: The error of each value with the constant alone, in whose units its error is: array (values).
        fit: The equations of the coefficients, array as `gram`.

    Returns:
        Array (questions), averaged over values and added up over folds.
    """
    if fit.shape[-1] < len(alone):
        inverse = np.linalg.inv(fit)
        scaled = (told / alone).swapaxes(2, 3)
        lowered = inverse * (gram @ inverse @ (told @ scaled) - 2 * (cross @ scaled))
    else:
        found = np.linalg.solve(fit, told)
        lowered = found * (gram @ found - 2 * cross) / alone
    return np.asarray(lowered.sum(axis=(1, 2, 3)) / len(alone))


def fitted(terms: RegressionTerms, table: Folded, penalty: float) -> Floats:
    """Return the coefficients of a regression on all worlds, array (1 + terms, columns), the constant first."""
    columns = np.column_stack([np.ones(len(terms.columns)), terms.columns])
    if np.isinf(penalty):
        return np.vstack([table.weighted.sum(axis=0), np.zeros((terms.columns.shape[1], table.values.shape[1]))])
    gram = (columns * table.weight[:, None]).T @ columns
    ridge = penalty * np.diag(np.concatenate([[0.0], terms.penalty]))
    return np.asarray(np.linalg.solve(gram + ridge, columns.T @ table.weighted))
