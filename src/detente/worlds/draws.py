"""The values that judgements have in some of the worlds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import ClassVar, Generic, NamedTuple, TypeVar, cast

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import EVENT, Case, experts_of, ordinary
from detente.worlds.dependences import EVERYTHING, Dependences, UndeclaredError, every
from detente.worlds.evidence import WeighedEvidence
from detente.worlds.quantiles import expert_number, quantile
from detente.worlds.shelf import Drawn

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class BlockEntry(ABC, Generic[T_co]):
    """A request for a result worked out from a block of worlds; `Draws.kept` works it out once for all who ask.

    Requests are frozen dataclasses: equal ones have the same result as long as nothing that they depend on differs.
    `work` sees no more of the block than is declared, so that a declaration that says too little is an error rather
    than a stale result. Nobody may change a result.
    """

    large: ClassVar[bool] = False
    """Whether the result takes much memory, and is kept as long as there is room only."""

    def depends(self, case: Case) -> Dependences | None:
        """Return what the result depends on; None where that is not declared, and then it is never kept."""
        return None

    @abstractmethod
    def work(self, draws: Draws) -> T_co:
        """Work the result out.

        Args:
            draws: The block of worlds; reading from it what is not declared is an error.
        """


class Circumstances(NamedTuple):
    """All that may differ between two looks at the same block, left empty where a result does not depend on it.

    Attributes:
        shifts: Pairs of paths: that of a judgement and that of the judgement that is added to it.
        explanation: The explanation that is supposed to be true everywhere, if any.
        evidence: A digest of what was seen of the other side, empty where nothing was.
        weights: A digest of the weights of the worlds.
    """

    shifts: tuple[tuple[str, str], ...]
    explanation: str | None
    evidence: str
    weights: bytes


class Draws:
    """What every judgement is worth in a block of worlds; remembers which paths were read (the trace)."""

    def __init__(
        self,
        case: Case,
        drawn: Drawn,
        weights: Floats,
        shifts: Mapping[str, str],
        start: int = 0,
        roomy: bool = False,
        evidence: WeighedEvidence | None = None,
        explanation: str | None = None,
        declared: Dependences = EVERYTHING,
    ) -> None:
        """Look at a block.

        Args:
            case: The case.
            drawn: What was drawn for the block.
            weights: Weight of each world of the block.
            shifts: Path of a judgement → path of the judgement that is added to it.
            start: Number of the first world of the block.
            roomy: Whether there is room to keep also what takes much memory.
            evidence: What was seen of the other side, weighed for the block; None where nothing was.
            explanation: Explanation of the other side that is supposed to be true in every world, if any.
            declared: What may be looked at.
        """
        self.roomy = roomy
        self.case = case
        self.start = start
        self.size = len(weights)
        self.trace: set[str] = set()
        self._drawn = drawn
        self._weights = weights
        self._shifts = shifts
        self._evidence = evidence
        self._explanation = explanation
        self._declared = declared

    @property
    def weights(self) -> Floats:
        """Weight of each world."""
        if not self._declared.weights:
            raise UndeclaredError("the weights of the worlds")
        return self._weights

    @property
    def supposed(self) -> str | None:
        """The explanation of the other side that is supposed to be true in every world, if any."""
        if not self._declared.explanation:
            raise UndeclaredError("the explanation that is true")
        return self._explanation

    @property
    def evidence(self) -> WeighedEvidence | None:
        """What was seen of the other side, weighed for the block; None where nothing was."""
        if not self._declared.evidence:
            raise UndeclaredError("what was seen of the other side")
        return self._evidence

    def value(self, path: str) -> Floats:
        """Return what the judgement at this path is in each world of the block, shifts included.

        A shift of an ordinary value is added to what holds in its place under a hypothesis too. What is worked out from
        other judgements takes these without shifts: it is how things were, before any course is taken.
        """
        for read in self._behind(path):
            self._may_read(read)
        return self._shifted(path)

    def _behind(self, path: str) -> Collection[str]:
        """Return the judgements that are read for what stands at a path: itself, or those it is worked out from."""
        how = self.case.worked_out.get(path)
        return (path,) if how is None else how.inputs

    def _shifted(self, path: str) -> Floats:
        self.trace.update(self._behind(path))
        found = self._drawn.values.get(path)
        if found is None and path in self.case.worked_out:
            as_drawn = Draws(self.case, self._drawn, self._weights, {}, self.start, self.roomy)
            found = self._drawn.values[path] = self.case.worked_out[path].values(as_drawn.value)
        elif found is None:
            found = self._drawn.joined(path)
            if found is None:
                placed, uniforms = self.case.judgements[path], self._drawn.uniforms
                whom = None if placed.whom is None else uniforms[placed.whom]
                found = quantile(placed.judgement, uniforms[placed.stream], whom)
            self._drawn.values[path] = found
        for shifted in dict.fromkeys((path, ordinary(path))) if self._shifts else ():
            if shifted in self._shifts:
                self._may_read(shifted)
                found = found + self._shifted(self._shifts[shifted])
        return found

    def _may_read(self, path: str) -> None:
        if not self._declared.reads(path):
            raise UndeclaredError(path)

    def kept(self, entry: BlockEntry[T]) -> T:
        """Return the result of a request, worked out before or now.

        It is worked out anew where anything that the request depends on differs, where the request does not declare
        what it depends on, and if the result is large where there is no room for it.

        Raises:
            UndeclaredError: The result depends on something that the request, or one that asks for it, does not
                declare.
        """
        declared = entry.depends(self.case)
        if declared is None:
            return entry.work(self)
        sight = self._within(declared.within(self._declared))
        key = (entry, sight.circumstances)
        if key not in self._drawn.kept:
            if entry.large and not self.roomy:
                return entry.work(self)
            self._drawn.kept[key] = entry.work(sight), frozenset(sight.trace)
        found, trace = self._drawn.kept[key]
        if self._declared.reads is not every:
            seen = self._evidence.trace if self._declared.evidence and self._evidence is not None else ()
            for path in trace.difference(self._shifts.values(), seen):
                self._may_read(path)
        self.trace |= trace
        return cast("T", found)

    @property
    def circumstances(self) -> Circumstances:
        """What a result depends on besides the block itself, as far as that is declared."""
        declared = self._declared
        return Circumstances(
            tuple(sorted(pair for pair in self._shifts.items() if declared.reads(pair[0]))),
            self._explanation if declared.explanation else None,
            self._evidence.digest if declared.evidence and self._evidence is not None else "",
            blake2b(self._weights.tobytes()).digest() if declared.weights else b"",
        )

    def _within(self, declared: Dependences) -> Draws:
        """Look at the same block, but only at what is declared."""
        return self._seen(self._evidence, self._explanation, declared)

    def _seen(self, evidence: WeighedEvidence | None, explanation: str | None, declared: Dependences) -> Draws:
        return Draws(
            self.case,
            self._drawn,
            self._weights,
            self._shifts,
            self.start,
            self.roomy,
            evidence,
            explanation,
            declared,
        )

    def supposing(self, explanation: str) -> Draws:
        """Look at the same block as if one explanation of the other side were true in all of its worlds.

        What was seen of the other side says nothing more then.
        """
        return self._seen(None, explanation, self._declared)

    def uniform(self, stream: str) -> Floats:
        """Return the uniforms of a stream in each world of the block."""
        return self._drawn.uniforms[stream]

    def rank(self, stream: str) -> Ints:
        """Return the place of each world of the block, from 0, by the uniforms of a stream; equal ones by world."""
        known = self._drawn.ranks
        if stream not in known:
            order = np.argsort(self.uniform(stream), kind="stable")
            known[stream] = np.empty(len(order), dtype=np.min_scalar_type(len(order)))
            known[stream][order] = np.arange(len(order))
        return known[stream].astype(np.intp)

    def expert(self, stream: str) -> Ints:
        """Return whom to believe in each world, by number in the name of a stream that decides it."""
        weights = [self.case.experts[name].weight for name in experts_of(stream)]
        return expert_number(weights, self.uniform(stream))

    def happens(self, path: str) -> Bools:
        """Return in which worlds the event whose probability stands at this path happens.

        One uniform serves all probabilities of a ladder, so what happens at a lower probability happens at a
        higher one too.
        """
        probability = self.value(path)
        return np.asarray(self.uniform(self.case.judgements[path].stream + EVENT) <= probability)

    @property
    def priors(self) -> Floats:
        """Array (explanations, worlds): how likely each explanation is before any evidence; columns add up to 1."""
        return self.kept(Priors())

    @property
    def beliefs(self) -> Floats:
        """Array (explanations, worlds): how likely each explanation is after the evidence; columns add up to 1."""
        return self.kept(BeliefsInBlock())

    def beliefs_about(self, number: int) -> Floats:
        """Array (explanations of a subject, worlds): how likely each is after the evidence; columns add up to 1."""
        sizes = [len(subject.explanations) for subject in self.case.subjects]
        others = tuple(n for n in range(len(sizes)) if n != number)
        return np.asarray(self.beliefs.reshape(*sizes, self.size).sum(axis=others)) if others else self.beliefs

    def true_of(self, number: int) -> Ints:
        """Array (worlds): index of the explanation of a subject that is true in each world."""
        sizes = [len(subject.explanations) for subject in self.case.subjects]
        return np.asarray(np.unravel_index(self.hypothesis, sizes)[number], dtype=np.intp)

    @property
    def hypothesis(self) -> Ints:
        """Index of the explanation that is true in each world: drawn by the beliefs there, or supposed."""
        return self.kept(TrueExplanation())

    def holds(self, hypothesis: str) -> Bools:
        """Return in which worlds of the block a hypothesis is true, alone or as part of a combination."""
        case = self.case
        numbers = [n for n, explanation in enumerate(case.explanations) if hypothesis in case.implies(explanation)]
        return np.isin(self.hypothesis, numbers)


@dataclass(frozen=True)
class SubjectPriors(BlockEntry[Floats]):
    """Array (explanations of a subject, worlds): how likely each is before any evidence; columns add up to 1.

    The rest is what the hypotheses leave; where they leave less than nothing, and where there is no rest, they are
    scaled to add up to 1.

    Attributes:
        number: Number of the subject.
    """

    number: int

    def depends(self, case: Case) -> Dependences:
        """Return that it depends on the stated priors alone."""
        return Dependences(_prior_paths(case), explanation=False, evidence=False, weights=False)

    def work(self, draws: Draws) -> Floats:
        """Scale what is stated."""
        subject = draws.case.subjects[self.number]
        stated = np.array([draws.value(path) for path in subject.priors])
        if subject.rest is not None:
            stated = np.vstack([stated, np.maximum(1 - stated.sum(axis=0), 0.0)])
        total = stated.sum(axis=0)
        return np.asarray(stated / np.where(total > 0, total, 1.0))


@dataclass(frozen=True)
class Priors(BlockEntry[Floats]):
    """Array (explanations, worlds): how likely each explanation is before any evidence; columns add up to 1.

    What is true of one subject says nothing about another: priors of joint explanations are products.
    """

    def depends(self, case: Case) -> Dependences:
        """Return that it depends on the stated priors alone."""
        return Dependences(_prior_paths(case), explanation=False, evidence=False, weights=False)

    def work(self, draws: Draws) -> Floats:
        """Multiply the priors of the subjects."""
        return multiplied([draws.kept(SubjectPriors(n)) for n in range(len(draws.case.subjects))])


@dataclass(frozen=True)
class BeliefsInBlock(BlockEntry[Floats]):
    """Array (explanations, worlds): how likely each explanation is after the evidence; columns add up to 1."""

    def depends(self, case: Case) -> Dependences:
        """Return that it depends on the stated priors and on the evidence."""
        return Dependences(_prior_paths(case), explanation=False, weights=False)

    def work(self, draws: Draws) -> Floats:
        """Multiply the priors by what the evidence says."""
        priors = draws.priors
        if draws.evidence is None:
            return priors
        draws.trace |= draws.evidence.trace
        likely = priors * draws.evidence.likelihood
        total = likely.sum(axis=0)
        return np.asarray(np.where(total > 0, likely / np.where(total > 0, total, 1.0), priors))


@dataclass(frozen=True)
class TrueExplanation(BlockEntry[Ints]):
    """Array (worlds): index of the explanation that is true, drawn by the beliefs in that world, or supposed."""

    def depends(self, case: Case) -> Dependences:
        """Return that it depends on the beliefs, and on what is supposed."""
        return Dependences(_prior_paths(case), weights=False)

    def work(self, draws: Draws) -> Ints:
        """Draw it where none is supposed."""
        case = draws.case
        if draws.supposed is not None:
            return np.full(draws.size, case.explanations.index(draws.supposed), dtype=np.intp)
        found = np.zeros(draws.size, dtype=np.intp)
        for number, subject in enumerate(case.subjects):
            about = draws.beliefs_about(number)
            found = found * len(about) + drawn_from(about, draws.uniform(subject.stream))
        return found


def _prior_paths(case: Case) -> Callable[[str], bool]:
    return frozenset(case.hypotheses.values()).__contains__


def multiplied(of_subjects: Sequence[Floats]) -> Floats:
    """Return array (joint explanations, worlds): the products of arrays (explanations of a subject, worlds).

    Example:
        >>> multiplied([np.array([[0.5], [0.5]]), np.array([[0.25], [0.75]])]).ravel().tolist()
        [0.125, 0.375, 0.125, 0.375]
    """
    found = of_subjects[0]
    for other in of_subjects[1:]:
        found = (found[:, None, :] * other[None, :, :]).reshape(-1, found.shape[-1])
    return found


def drawn_from(beliefs: Floats, u: Floats) -> Ints:
    """Return which explanation is true in each world; one with belief 0 never is.

    Args:
        beliefs: Array (explanations, worlds): how likely each is there, up to a factor.
        u: Array (worlds): uniforms.

    Example:
        >>> drawn_from(np.array([[0.0, 0.5], [1.0, 0.0], [0.0, 0.5]]), np.array([0.1, 0.6])).tolist()
        [1, 2]
    """
    edges = np.cumsum(beliefs, axis=0)
    return np.asarray((u * edges[-1] > edges[:-1]).sum(axis=0), dtype=np.intp)
