"""What the chapter took from all worlds together: what their weights are told against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.reading.analyse import beliefs_in, plans_of
from detente.chapters.reading.result import Beliefs, WeightScale
from detente.chapters.reading.weigh import WeighingPlan
from detente.findings import Column
from detente.worlds import Worlds


class ReadingPins(Pins):
    """What the weights of worlds are told against."""

    most: float | None
    """Largest logarithm of how likely the evidence was in any world; null where it could be seen in none."""
    mean: float
    """Mean over worlds of how likely the evidence was, as a share of the likeliest."""

    @classmethod
    def of(cls, found: Beliefs) -> ReadingPins:
        """Return what was taken from all worlds."""
        return cls(most=found.scale.most, mean=found.scale.mean)

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this."""
        return EvidenceJudge(plans_of(case), WeightScale(self.most, self.mean))


@dataclass(frozen=True)
class EvidenceJudge(Judge):
    """Judges worlds.

    Attributes:
        plans: What is to be weighed.
        scale: What weights are told against.
    """

    plans: tuple[WeighingPlan, ...]
    scale: WeightScale

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        found = beliefs_in(self.plans, worlds, self.scale)
        return Rows(found.columns(), found.following)
