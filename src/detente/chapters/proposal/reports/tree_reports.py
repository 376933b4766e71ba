"""What comes of the proposal, branch by branch, in plain numbers.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.proposal.judging.outcomes_by_world import BRANCHES, REFUSED
from detente.chapters.proposal.result import Proposals
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds.errors import Interval, interval, mean, mean_chance


class BranchReport(Sampled):
    """One way in which a proposal may end."""

    branch: Literal["no-answer", "refused", "stopped", "broken", "completed"]
    """no-answer: the other side does not engage. refused: somebody whose consent is needed refuses. stopped: a side
    leaves in an orderly way. broken: a side cheats. completed: agreed, carried out and kept."""
    share: float
    """How likely it is; the branches add up to 1."""
    if_engaged: float
    """The same if the other side engages."""
    left: dict[str, float] | None
    """Principal → what it has there more than without talks, on average, present value in its own points; null where
    the branch is not reached."""

    @classmethod
    def every(cls, found: Proposals, row: int) -> list[BranchReport]:
        """Report the branches of a package, in the order of time."""
        assert found.found is not None
        judged, engaged = found.found.prospects, found.found.engaged[row]
        weight, advised = found.worlds.weight(), found.worlds.case.advises
        nothing = {p: -found.cost * (p == advised) for p in judged.worth}
        late = {p: np.exp(-judged.rates[p] * found.ready.years) for p in judged.worth}
        left = {p: worth[row] * late[p] for p, worth in judged.worth.items()}
        branches = [cls._of("no-answer", weight, 1 - engaged, Interval(0.0, 0.0, 0.0), nothing)]
        for number, name in enumerate(BRANCHES):
            reached = judged.branch[row] == number
            worth = nothing if number == REFUSED else left
            branches.append(cls._of(name, weight, reached * engaged, interval(reached, weight), worth))
        return branches

    @classmethod
    def _of(
        cls, name: str, weight: Floats, reached: Floats, if_engaged: Interval, left: Mapping[str, Floats]
    ) -> BranchReport:
        """Report a branch, given how likely it is in each world and what each principal has there."""
        share = mean_chance(reached, weight)
        means = {p: mean(values, weight * reached) for p, values in left.items()} if share.value > 0 else None
        return copied(cls, share, branch=name, share=share, if_engaged=if_engaged, left=means)
