"""Inconsistency scores as in an analysis of competing hypotheses (ACH), for comparison with the beliefs.

The scoring is that of PARC ACH 2.0: −2 for a piece of evidence that is very inconsistent with a hypothesis, −1 for one
that is inconsistent, and nothing for one that is consistent, however well it fits; times credibility and relevance,
each 1/√2 if low, 1 if medium and √2 if high. A piece counts as inconsistent if its likelihood is below 0.45 (“unlikely”
in the words of ICD 203), and as very inconsistent if it is below 0.2 (“very unlikely”).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import log2, sqrt
from typing import NamedTuple

from detente.arrays import TIE

INCONSISTENT, VERY = 0.45, 0.2
GRADES: Mapping[str, float] = {"low": 1 / sqrt(2), "medium": 1.0, "high": sqrt(2)}


@dataclass(frozen=True)
class InconsistencyRow:
    """A piece of evidence as a row of the matrix.

    Attributes:
        likelihoods: Hypothesis → likelihood.
        weight: Credibility times relevance.
    """

    likelihoods: Mapping[str, float]
    weight: float = 1.0

    def score(self, hypothesis: str) -> int:
        """Return −2, −1 or 0: how inconsistent it is with a hypothesis.

        Example:
            >>> row = InconsistencyRow({"a": 0.1, "b": 0.3, "c": 0.5})
            >>> [row.score(h) for h in "abc"]
            [-2, -1, 0]
        """
        likelihood = self.likelihoods[hypothesis]
        return -2 if likelihood < VERY - TIE else -1 if likelihood < INCONSISTENT - TIE else 0


def credibility(share: float) -> float:
    """Return the credibility weight of a report: high from a share of 0.8, low below 0.5.

    Args:
        share: Probability that the report says anything about what happened.

    Example:
        >>> [round(credibility(x), 3) for x in (0.9, 0.6, 0.2)]
        [1.414, 1.0, 0.707]
    """
    return GRADES["high" if share >= 0.8 else "medium" if share >= 0.5 else "low"]


class InconsistencyScores(NamedTuple):
    """How inconsistent the evidence is with one hypothesis.

    Attributes:
        plain: Sum of the scores of all pieces, 0 at best.
        weighted: Sum of score times weight, 0 at best.
        squared: Sum of the squares of the scores.
    """

    plain: float
    weighted: float
    squared: float


def scores(rows: Sequence[InconsistencyRow], hypothesis: str) -> InconsistencyScores:
    """Return how inconsistent the evidence is with a hypothesis.

    Args:
        rows: The evidence.
        hypothesis: The hypothesis.

    Returns:
        Its plain, weighted and squared scores.

    Example:
        >>> rows = [InconsistencyRow({"a": 0.1, "b": 0.3}), InconsistencyRow({"a": 0.9, "b": 0.3}, weight=2.0)]
        >>> scores(rows, "b")
        InconsistencyScores(plain=-2.0, weighted=-3.0, squared=2.0)
    """
    found = [(row.score(hypothesis), row.weight) for row in rows]
    return InconsistencyScores(
        plain=float(sum(score for score, _ in found)),
        weighted=float(sum(score * weight for score, weight in found)),
        squared=float(sum(score**2 for score, _ in found)),
    )


@dataclass(frozen=True)
class Disagreement:
    """Two hypotheses that the weighted score ranks one way and the beliefs the other.

    Attributes:
        better: The likelier one.
        worse: The less inconsistent one.
        bits: log2 of how many times likelier it is.
        prior: The part of these bits that comes from the priors.
        fit: The part that comes from pieces consistent with both.
    """

    better: str
    worse: str
    bits: float
    prior: float
    fit: float

    @property
    def strength(self) -> float:
        """The part of the bits that comes from pieces inconsistent with at least one of the two."""
        return self.bits - self.prior - self.fit


def disagreements(
    rows: Sequence[InconsistencyRow], prior: Mapping[str, float], posterior: Mapping[str, float]
) -> tuple[Disagreement, ...]:
    """Return the pairs of hypotheses that scores and beliefs rank differently, with the reasons.

    Args:
        rows: The evidence.
        prior: Hypothesis → belief before it.
        posterior: Hypothesis → belief after it.

    Returns:
        The pairs, the largest ratio of beliefs first.
    """
    weighted = {h: scores(rows, h)[1] for h in prior}
    found = []
    for one, other in permutations(prior, 2):
        likelier = posterior[one] > posterior[other] > 0 and prior[one] > 0 and prior[other] > 0
        if likelier and weighted[one] < weighted[other] - TIE:
            alike = [row for row in rows if row.score(one) == row.score(other) == 0]
            fit = sum(log2(row.likelihoods[one] / row.likelihoods[other]) for row in alike)
            bits = log2(posterior[one] / posterior[other])
            found.append(Disagreement(one, other, bits, log2(prior[one] / prior[other]), fit))
    return tuple(sorted(found, key=lambda d: -d.bits))
