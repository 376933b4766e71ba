"""Sums over worlds from which beliefs over all worlds are made.

Likelihoods are multiplied as logarithms, and sums over worlds are kept as logarithms of sums, so that no amount of
evidence underflows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.arrays import Floats

PLAIN = ("mean", "apart")  # sums that are no logarithms


@dataclass(frozen=True)
class BeliefSums:
    """Sums over worlds; logarithms of Σ_w weight · prior · likelihood of what each says, unless said otherwise.

    Where there are several sums, as of groups of worlds, every array has an axis more, the first, that of the sums.

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


def _added(name: str, parts: Sequence[Floats]) -> Floats:
    return np.asarray(np.sum(parts, axis=0) if name in PLAIN else np.logaddexp.reduce(parts, axis=0))


@dataclass(frozen=True)
class WorldSums:
    """How arrays (explanations, worlds) are added up over worlds.

    Attributes:
        plain: Adds numbers up: array (explanations), or (columns, explanations).
    """

    plain: Callable[[Floats], Floats]

    @classmethod
    def of_all(cls) -> WorldSums:
        """Add up over all worlds of a block."""
        return cls(lambda values: np.asarray(values.sum(axis=1)))

    @classmethod
    def by_column(cls, columns: Floats) -> WorldSums:
        """Add up once for each column of an array (worlds, columns), none below 0, by which worlds are multiplied."""
        return cls(lambda values: np.asarray((values @ columns).T))

    def logs(self, values: Floats) -> Floats:
        """Add up numbers that are given as logarithms, and return the logarithm of their sum."""
        peak = values.max(axis=1, keepdims=True)
        safe = np.where(np.isfinite(peak), peak, 0.0)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(self.plain(np.exp(values - safe))) + safe[:, 0])

    def rows(self, rows: Iterable[Floats], like: Floats) -> Floats:
        """Put sums one below the other, each shaped as one that is given."""
        return np.moveaxis(np.array([*rows]).reshape(-1, *like.shape), 0, -2)
