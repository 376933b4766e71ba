"""The result of the reading chapter: beliefs in every world and over all worlds, and the weights of the worlds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.arrays import Floats
from detente.case.model import REST
from detente.chapters.reading import columns
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.likelihoods import reading_of
from detente.chapters.reading.weigh import Weighing, WeighingPlan
from detente.findings import Column, Headline
from detente.worlds import Worlds
from detente.worlds.evidence import WeighedEvidence


@dataclass(frozen=True)
class Beliefs:
    """Beliefs about the other side.

    Attributes:
        worlds: The worlds, with the weights they had before the evidence; more than were asked for where the evidence
            would leave too few.
        plan: What was weighed.
        found: Beliefs in each world, and sums over all worlds.
    """

    worlds: Worlds
    plan: WeighingPlan
    found: Weighing

    @cached_property
    def weights(self) -> Floats:
        """Weight of each world after the evidence, 1 on average: its old one times P(evidence | world).

        Where the evidence could be seen in none, they keep their old weights.
        """
        most = self.found.weight.max()
        if most == -np.inf:
            return self.worlds.weight()
        weights = self.worlds.weight() * np.exp(self.found.weight - most)
        return np.asarray(weights / weights.mean())

    @cached_property
    def following(self) -> Worlds:
        """The worlds as the evidence leaves them: their weights, and what to believe in each."""
        seen = WeighedEvidence(self.found.likelihood, self.trace)
        return replace(self.worlds, weights=self.weights, evidence=seen)

    @property
    def effective(self) -> float:
        """Effective number of worlds with these weights."""
        return self.following.effective

    @property
    def trace(self) -> frozenset[str]:
        """Paths of the judgements that beliefs were worked out from."""
        return frozenset(
            path
            for path in self.plan.case.judgements
            if path.startswith(f"{CHAPTER}/") and not path.startswith(f"{CHAPTER}/indicators/")
        )

    @property
    def explanations(self) -> tuple[str, ...]:
        """The explanations, in the order of every array."""
        return self.plan.case.explanations

    @property
    def names(self) -> tuple[str, ...]:
        """Their printed names."""
        part = reading_of(self.plan.case)
        rest = part.rest.name if part.rest is not None else REST
        return tuple(part.hypotheses[h].name if h in part.hypotheses else rest for h in self.explanations)

    @property
    def weighed(self) -> tuple[str, ...]:
        """Ids of everything that was weighed: pieces of evidence in order of time, then recipients."""
        return (*(piece.id for piece in self.plan.pieces), *self.plan.recipients)

    @property
    def simple_rows(self) -> list[int]:
        """Numbers of the explanations that stand for themselves: no combination, no deception, not the rest."""
        simple = reading_of(self.plan.case).simple
        return [n for n, h in enumerate(self.explanations) if h in simple]

    @property
    def mean_prior(self) -> Floats:
        """Array (explanations): belief before the evidence, over all worlds."""
        return shares(self.found.start)

    @property
    def mean_posterior(self) -> Floats:
        """Array (explanations): belief after the evidence, over all worlds."""
        return shares(self.found.course[-1])

    def by_explanation(self, values: Floats) -> dict[str, float]:
        """Return an array (explanations) as explanation → number."""
        return {h: float(value) for h, value in zip(self.explanations, values, strict=True)}

    def holds(self, explanation: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return array (worlds): whether an explanation is true, alone or as part of a combination."""
        case = self.plan.case
        numbers = [n for n, other in enumerate(self.explanations) if explanation in case.implies(other)]
        return np.isin(self.found.true, numbers)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the chapter in the table of outcomes, with one value for each world."""
        found = []
        for n, h in enumerate(self.explanations):
            found += [columns.POSTERIOR.column(self.found.posterior[n], h), columns.HOLDS.column(self.holds(h), h)]
        return tuple(found)

    def headlines(self) -> tuple[Headline, ...]:
        """Return a headline for each explanation, with the judgements on which it depends."""
        named = zip(self.explanations, self.names, strict=True)
        return tuple(Headline(columns.HOLDS.named(h), name, self.trace) for h, name in named)


def shares(logarithms: Floats) -> Floats:
    """Return beliefs that add up to 1 along the last axis, from logarithms of unnormalised ones.

    Example:
        >>> shares(np.log(np.array([1.0, 3.0]))).round(6).tolist()
        [0.25, 0.75]
    """
    found = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    return np.asarray(found / found.sum(axis=-1, keepdims=True))


def evidence(logarithms: Floats) -> Floats:
    """Return the logarithm of the likelihood of everything counted: of the sum over explanations, the last axis."""
    return np.asarray(np.logaddexp.reduce(logarithms, axis=-1))


def entropy(beliefs: Floats) -> float:
    """Return how much beliefs leave open, in bits.

    Example:
        >>> entropy(np.array([0.5, 0.25, 0.25]))
        1.5
    """
    held = beliefs[beliefs > 0]
    return float(-(held * np.log2(held)).sum())
