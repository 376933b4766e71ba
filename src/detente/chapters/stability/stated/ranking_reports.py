"""What would make a state hold that does not: how the rankings of those who would leave it must change.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from detente.case.base import Frozen
from detente.chapters.stability.stated.omissions import Omissions
from detente.chapters.stability.stated.stable_states import LEADING, Answers
from detente.findings.cuts import cut
from detente.findings.words import how_many
from detente.graph import Inverse, inverse

MOST_ASKED = 3
MOST_RANKED = 512  # states of which rankings are counted


class RankingReport(Frozen):
    """How one decision maker’s ranking bears on a state, the others’ rankings as they are."""

    state: str
    """The state."""
    decision_maker: str
    """The decision maker."""
    share: float
    """Share of all its strict rankings that would make it stay there, by sequential stability."""
    conditions: list[str]
    """What its ranking must fulfil for that, in words."""
    swaps: float
    """How many neighbours in its ranking must change places for that at least; 0 where it stays now."""

    @classmethod
    def of(cls, state: str, decision_maker: str, found: Inverse) -> RankingReport:
        """Report which rankings would make a decision maker stay in a state."""
        return cls(
            state=state,
            decision_maker=decision_maker,
            share=found.share,
            conditions=list(found.sentences),
            swaps=found.change.swaps,
        )

    @classmethod
    def every(cls, answers: Answers, left_out: Omissions) -> list[RankingReport]:
        """Report the rankings for states that do not hold, those first that are liked best by who likes them least.

        Args:
            answers: What the conflict comes to.
            left_out: Takes note of what the conflict is too large for.
        """
        conflict = answers.conflict
        makers = dict(enumerate(conflict.decision_makers))
        can_be = [int(state) for state in np.flatnonzero(conflict.feasible)]
        if len(can_be) * len(makers) > 4 * MOST_RANKED or len(can_be) > MOST_RANKED:
            left_out.add("what would make other states hold: the conflict has too many states")
            return []
        liked = {state: sorted(answers.liked(i, state) for i in makers) for state in can_be}
        others = [state for state in can_be if state not in answers.holding]
        reports = []
        first, left = cut(sorted(others, key=lambda s: (liked[s], -s), reverse=True), MOST_ASKED)
        if left:
            left_out.add(f"what would make {how_many(left, 'more state')} hold, which some side likes even less")
        for state in first:
            for i, name in makers.items():
                attempt = partial(inverse, conflict, i, state, LEADING)
                found = left_out.attempt("what would make other states hold", attempt)
                if found is not None:
                    reports.append(cls.of(conflict.state(state), name, found))
        return reports
