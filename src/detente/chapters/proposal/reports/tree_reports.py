"""What comes of the proposal, branch by branch, in plain numbers.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.case.base import Frozen
from detente.chapters.proposal.judging.outcomes_by_world import BRANCHES, REFUSED
from detente.chapters.proposal.result import Proposals


class BranchReport(Frozen):
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
        weight = found.worlds.weight() / found.worlds.total
        advised = found.worlds.case.advises
        branches = [
            _branch("no-answer", weight * (1 - engaged), 0.0, {p: -found.cost * (p == advised) for p in judged.worth})
        ]
        for number, name in enumerate(BRANCHES):
            reached = weight * (judged.branch[row] == number)
            late = {p: np.exp(-judged.rates[p] * found.ready.years) for p in judged.worth}
            left = {p: worth[row] * late[p] for p, worth in judged.worth.items()}
            if number == REFUSED:
                left = {p: -found.cost * (p == advised) for p in judged.worth}
            branches.append(_branch(name, reached * engaged, float(reached.sum()), left))
        return [cls.model_validate(branch) for branch in branches]


def _branch(name: str, reached: np.ndarray, if_engaged: float, left: dict[str, np.ndarray]) -> dict[str, object]:
    total = float(reached.sum())
    means = {p: float(reached @ values) / total for p, values in left.items()} if total > 0 else None
    return {"branch": name, "share": total, "if_engaged": if_engaged, "left": means}
