"""The result of the reading chapter: beliefs in every world and over all worlds, and the weights of the worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.arrays import Floats
from detente.case.model import AND, REST, Case, Subject
from detente.chapters.reading import columns
from detente.chapters.reading.belief_sums import BeliefSums
from detente.chapters.reading.grouped_sums import GROUPS, jackknife
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.weigh import Weighing, WeighingPlan
from detente.findings import Column, Headline
from detente.worlds import Worlds
from detente.worlds.draws import multiplied
from detente.worlds.errors import Interval
from detente.worlds.evidence import WeighedEvidence


@dataclass(frozen=True)
class SubjectBeliefs:
    """Beliefs about one subject, by its own evidence.

    Attributes:
        worlds: The worlds, with the weights they had before the evidence.
        plan: What was weighed.
        found: Beliefs in each world, and sums over all worlds.
    """

    worlds: Worlds
    plan: WeighingPlan
    found: Weighing

    @cached_property
    def weights(self) -> Floats:
        """Weight of each world after the evidence on this subject, 1 on average."""
        return WeightScale.of(self.worlds, self.found.weight).weights(self.worlds, self.found.weight)

    @property
    def subject(self) -> Subject:
        """The subject."""
        return self.plan.subject

    @property
    def trace(self) -> frozenset[str]:
        """Paths of the judgements that beliefs were worked out from."""
        path = self.subject.path
        paths = self.plan.case.paths_at(path)
        return frozenset(at for at in paths if not at.startswith(f"{path}/indicators/"))

    @property
    def explanations(self) -> tuple[str, ...]:
        """The explanations, in the order of every array."""
        return self.subject.explanations

    @property
    def names(self) -> tuple[str, ...]:
        """Their printed names."""
        return tuple(name_of(self.subject, h) for h in self.explanations)

    @property
    def weighed(self) -> tuple[str, ...]:
        """Ids of everything that was weighed: pieces of evidence in order of time, then recipients."""
        return (*(piece.id for piece in self.plan.pieces), *self.plan.recipients)

    @property
    def simple_rows(self) -> list[int]:
        """Numbers of the explanations that stand for themselves: no combination, no deception, not the rest."""
        simple = said_of(self.subject).simple
        return [n for n, h in enumerate(self.explanations) if h in simple]

    @property
    def true(self) -> str | None:
        """The explanation that turned out to be true, where that is known."""
        truth = said_of(self.subject).truth
        if truth is None:
            return None
        return self.subject.rest if truth.hypothesis == REST else truth.hypothesis

    @property
    def mean_prior(self) -> Floats:
        """Array (explanations): belief before the evidence, over all worlds."""
        return shares(self.found.sums.start)

    @property
    def mean_posterior(self) -> Floats:
        """Array (explanations): belief after the evidence, over all worlds."""
        return shares(self.found.sums.course[-1])

    def by_explanation(self, values: Floats) -> dict[str, float]:
        """Return an array (explanations) as explanation → number."""
        return {h: float(value) for h, value in zip(self.explanations, values, strict=True)}

    @cached_property
    def _left_out(self) -> BeliefSums:
        """Sums over worlds with each group of worlds left out once."""
        return self.found.groups.left_out()

    def sampled(self, of: Callable[[BeliefSums], Floats], most: float = 1.0) -> list[Interval]:
        """Return numbers that are made from sums over worlds, with their errors.

        Args:
            of: Makes them, all at least 0, the last axis of an array; also where the sums are those of many groups.
            most: What they are at most.
        """
        values, count = of(self.found.sums), min(GROUPS, self.worlds.size)
        with np.errstate(invalid="ignore"):  # where nothing is left
            others = of(self._left_out)
        found = zip(values.tolist(), jackknife(values, others, count).tolist(), strict=True)
        return [Interval(x, min(x, max(0.0, x - half)), max(x, min(most, x + half))) for x, half in found]

    def sampled_beliefs(self, of: Callable[[BeliefSums], Floats]) -> dict[str, Interval]:
        """Return explanation → belief with its error, made from logarithms of unnormalised beliefs."""
        found = self.sampled(lambda sums: shares(of(sums)))
        return dict(zip(self.explanations, found, strict=True))

    def holds(self, explanation: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return array (worlds): whether an explanation is true, alone or as part of a combination."""
        numbers = [n for n, other in enumerate(self.explanations) if explanation in self.subject.implies(other)]
        return np.isin(self.found.true, numbers)

    def columns(self) -> Iterator[Column]:
        """Yield the columns of the table of outcomes, with one value for each world."""
        for n, h in enumerate(self.explanations):
            yield columns.POSTERIOR.column(self.found.posterior[n], h)
            yield columns.HOLDS.column(self.holds(h), h)


@dataclass(frozen=True)
class Beliefs:
    """Beliefs about the other side: about every subject of the case.

    Attributes:
        worlds: The worlds, with the weights they had before the evidence; more than were asked for where the evidence
            would leave too few.
        subjects: What to believe about each subject.
        told_against: What weights are told against; the worlds themselves if not given.
    """

    worlds: Worlds
    subjects: tuple[SubjectBeliefs, ...]
    told_against: WeightScale | None = None

    @cached_property
    def weights(self) -> Floats:
        """Weight of each world after all evidence, 1 on average: its old one times P(evidence | world).

        Of several subjects the probabilities multiply. Where the evidence could be seen in none, they keep their old
        weights.
        """
        return self.scale.weights(self.worlds, self._evidence)

    @cached_property
    def scale(self) -> WeightScale:
        """What the weights are told against."""
        return WeightScale.of(self.worlds, self._evidence) if self.told_against is None else self.told_against

    @cached_property
    def _evidence(self) -> Floats:
        """Array (worlds): logarithm of how likely all evidence was."""
        return np.asarray(np.sum([told.found.weight for told in self.subjects], axis=0))

    @cached_property
    def following(self) -> Worlds:
        """The worlds as the evidence leaves them: their weights, and what to believe in each."""
        likelihood = multiplied([told.found.likelihood for told in self.subjects])
        return replace(self.worlds, weights=self.weights, evidence=WeighedEvidence(likelihood, self.trace))

    @property
    def effective(self) -> float:
        """Effective number of worlds with these weights."""
        return self.following.effective

    @property
    def trace(self) -> frozenset[str]:
        """Paths of the judgements that beliefs were worked out from."""
        return frozenset().union(*(told.trace for told in self.subjects))

    @property
    def posterior(self) -> Floats:
        """Array (joint explanations, worlds): belief after the evidence, in the order of `case.explanations`."""
        return multiplied([told.found.posterior for told in self.subjects])

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the chapter in the table of outcomes, with one value for each world."""
        return tuple(column for told in self.subjects for column in told.columns())

    def headlines(self) -> tuple[Headline, ...]:
        """Return a headline for each explanation, with the judgements on which it depends."""
        named = (
            (told, h, name) for told in self.subjects for h, name in zip(told.explanations, told.names, strict=True)
        )
        return tuple(Headline(columns.HOLDS.named(h), name, told.trace) for told, h, name in named)


@dataclass(frozen=True)
class WeightScale:
    """What weights are told against, so that they are 1 on average over the worlds that it was taken from.

    Attributes:
        most: Largest logarithm of how likely the evidence was; None where it could be seen in no world.
        mean: Mean over worlds of the old weight times how likely the evidence was, as a share of the likeliest.
    """

    most: float | None
    mean: float

    @classmethod
    def of(cls, worlds: Worlds, evidence: Floats) -> WeightScale:
        """Take it from worlds: array (worlds) of logarithms of how likely the evidence was in each."""
        most = float(evidence.max())
        if most == -np.inf:
            return cls(None, 1.0)
        return cls(most, float((worlds.weight() * np.exp(evidence - most)).mean()))

    def weights(self, worlds: Worlds, evidence: Floats) -> Floats:
        """Return array (worlds): weights after some evidence; as before where it could be seen in no world."""
        if self.most is None:
            return worlds.weight()
        return np.asarray(worlds.weight() * np.exp(evidence - self.most) / self.mean)


def name_of(subject: Subject, explanation: str) -> str:
    """Return the printed name of an explanation of a subject."""
    part = said_of(subject)
    if explanation in part.hypotheses:
        return part.hypotheses[explanation].name
    return part.rest.name if part.rest is not None else REST


def joint_name(case: Case, explanation: str) -> str:
    """Return the printed name of an explanation: of several subjects, that of each."""
    parts = zip(case.subjects, explanation.split(AND), strict=True)
    return "; ".join(name_of(subject, part) for subject, part in parts)


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


def entropy(beliefs: Floats) -> Floats:
    """Return how much beliefs, along the last axis, leave open, in bits.

    Example:
        >>> entropy(np.array([[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]])).tolist()
        [1.5, 0.0]
    """
    held = np.where(beliefs > 0, beliefs, 1.0)
    return np.asarray(-(held * np.log2(held)).sum(axis=-1)) + 0.0
