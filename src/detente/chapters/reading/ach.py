"""The inconsistency score of an analysis of competing hypotheses (ACH), beside the beliefs, for those who know it.

PARC ACH 2.0 counts −2 for a piece of evidence that is very inconsistent with a hypothesis, −1 for one that is
inconsistent, and nothing for one that is consistent, however well it fits; times credibility and relevance, each 1/√2
if low, 1 if medium and √2 if high. Here a piece is inconsistent if its likelihood is below 0.45 (“unlikely” in the
words of ICD 203), very inconsistent if it is below 0.2 (“very unlikely”).
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
    """Return the weight of the credibility of a report of which this share says anything: high from 0.8, low below 0.5.

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
    """Two hypotheses that the weighted score and the beliefs rank differently.

    Attributes:
        better: The likelier one.
        worse: The less inconsistent one.
        bits: By how many bits the former is likelier.
        prior: Of these, how many come from the priors.
        fit: How many come from pieces that are consistent with both.
    """

    better: str
    worse: str
    bits: float
    prior: float
    fit: float

    @property
    def strength(self) -> float:
        """How many bits come from pieces that are inconsistent with at least one."""
        return self.bits - self.prior - self.fit


def disagreements(
    rows: Sequence[InconsistencyRow], prior: Mapping[str, float], posterior: Mapping[str, float]
) -> tuple[Disagreement, ...]:
    """Where do inconsistency and belief rank two hypotheses differently, and why?

    Args:
        rows: The evidence.
        prior: Hypothesis → belief before it.
        posterior: Hypothesis → belief after it.

    Returns:
        Pairs, the largest difference of beliefs first.
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
