"""The values that judgements have in some of the worlds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import EVENT, HYPOTHESIS, REST, Case, ordinary
from detente.worlds.evidence import WeighedEvidence
from detente.worlds.quantiles import quantile

T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """What was drawn for a block, to be shared by all who look at it.

    Attributes:
        uniforms: Stream → uniforms of the block.
        values: Path of a judgement → its values, without shifts, as far as somebody asked for them.
        worked: What was worked out from the block before, and the paths that were read for it.
        evidence: What was seen of the other side, weighed for the block; None where nothing was.
    """

    uniforms: Mapping[str, Floats]
    values: dict[str, Floats] = field(default_factory=dict)
    worked: dict[Hashable, tuple[Any, frozenset[str]]] = field(default_factory=dict)
    evidence: WeighedEvidence | None = None


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
    ) -> None:
        """Look at a block.

        Args:
            case: The case.
            drawn: What was drawn for the block.
            weights: Weight of each world of the block.
            shifts: Path of a judgement → path of the judgement that is added to it.
            start: Number of the first world of the block.
            roomy: Whether the run is small enough to keep also what takes much memory.
        """
        self.roomy = roomy
        self.case = case
        self.start = start
        self.weights = weights
        self.trace: set[str] = set()
        self._drawn = drawn
        self._uniforms = drawn.uniforms
        self._shifts = shifts

    @property
    def size(self) -> int:
        """Number of worlds in the block."""
        return len(self.weights)

    def value(self, path: str) -> Floats:
        """Return what the judgement at this path is in each world of the block, shifts included.

        A shift of an ordinary value is added to what holds in its place under a hypothesis too.
        """
        self.trace.add(path)
        value = self._drawn.values.get(path)
        if value is None:
            placed = self.case.judgements[path]
            value = self._drawn.values[path] = quantile(placed.judgement, self._uniforms[placed.stream])
        for shifted in dict.fromkeys((path, ordinary(path))) if self._shifts else ():
            if shifted in self._shifts:
                value = value + self.value(self._shifts[shifted])
        return value

    def once(self, name: Hashable, work: Callable[[], T], large: bool = False) -> T:
        """Work something out from the block, unless that was done before under the same name and shifts.

        What is large is kept in small runs only, and otherwise worked out again.
        """
        if large and not self.roomy:
            return work()
        key = (name, tuple(sorted(self._shifts.items())))
        if key not in self._drawn.worked:
            before, self.trace = self.trace, set()
            self._drawn.worked[key] = work(), frozenset(self.trace)
            self.trace = before
        found, trace = self._drawn.worked[key]
        self.trace |= trace
        return cast("T", found)

    def supposing(self, explanation: str) -> Draws:
        """Look at the same block as if one explanation of the other side were true in all of its worlds."""
        number = np.full(self.size, self.case.explanations.index(explanation), dtype=np.intp)
        supposed: dict[Hashable, tuple[Any, frozenset[str]]] = {
            ("hypothesis", tuple(sorted(self._shifts.items()))): (number, frozenset())
        }
        drawn = Drawn(self._uniforms, self._drawn.values, supposed)
        return Draws(self.case, drawn, self.weights, self._shifts, self.start, self.roomy)

    def uniform(self, stream: str) -> Floats:
        """Return the uniforms of a stream in each world of the block."""
        return self._uniforms[stream]

    def happens(self, path: str) -> Bools:
        """Return in which worlds the event whose probability stands at this path happens.

        One uniform serves all probabilities of a ladder, so what happens at a lower probability happens at a
        higher one too.
        """
        probability = self.value(path)
        return np.asarray(self._uniforms[self.case.judgements[path].stream + EVENT] <= probability)

    @property
    def priors(self) -> Floats:
        """Array (explanations, worlds): how likely each explanation is before any evidence; columns add up to 1.

        The rest is what the hypotheses leave; where they leave less than nothing, and where there is no rest, they are
        scaled to add up to 1.
        """
        return self.once("priors", self._priors)

    def _priors(self) -> Floats:
        stated = np.array([self.value(path) for path in self.case.hypotheses.values()])
        if REST in self.case.explanations:
            stated = np.vstack([stated, np.maximum(1 - stated.sum(axis=0), 0.0)])
        total = stated.sum(axis=0)
        return np.asarray(stated / np.where(total > 0, total, 1.0))

    @property
    def evidence(self) -> WeighedEvidence | None:
        """What was seen of the other side, weighed for the block; None where nothing was."""
        return self._drawn.evidence

    @property
    def beliefs(self) -> Floats:
        """Array (explanations, worlds): how likely each explanation is after the evidence; columns add up to 1."""
        return self.once("beliefs", self._beliefs)

    def _beliefs(self) -> Floats:
        if self.evidence is None:
            return self.priors
        self.trace |= self.evidence.trace
        likely = self.priors * self.evidence.likelihood
        total = likely.sum(axis=0)
        return np.asarray(np.where(total > 0, likely / np.where(total > 0, total, 1.0), self.priors))

    @property
    def hypothesis(self) -> Ints:
        """Index of the explanation that is true in each world, drawn by the beliefs as they are in that world."""
        return self.once("hypothesis", self._hypothesis)

    def _hypothesis(self) -> Ints:
        return drawn_from(self.beliefs, self._uniforms[HYPOTHESIS])

    def holds(self, hypothesis: str) -> Bools:
        """Return in which worlds of the block a hypothesis is true, alone or as part of a combination."""
        case = self.case
        numbers = [n for n, explanation in enumerate(case.explanations) if hypothesis in case.implies(explanation)]
        return np.isin(self.hypothesis, numbers)


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
