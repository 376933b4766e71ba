"""Coalitions that would leave a state that holds.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.stability.stated.omissions import Omissions
from detente.chapters.stability.stated.outcome_reports import MOST_OUTCOMES
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.stable_states import Answers
from detente.graph import Coalitions, upsets

MOST_JOINT = 256  # states that coalitions move among


class UpsetReport(Frozen):
    """A coalition that would leave a state that holds for another."""

    state: str
    """The state."""
    members: list[str]
    """Who acts together."""
    to: str
    """Where they would go: another state that holds, and that all of them prefer."""

    @classmethod
    def every(cls, part: ConflictPart, answers: Answers, left_out: Omissions) -> list[UpsetReport]:
        """Report every coalition that may act together and would leave a state that holds for another.

        Args:
            part: The conflict as stated.
            answers: What it comes to.
            left_out: Takes note of what the conflict is too large for.
        """
        conflict, holding = answers.conflict, answers.holding
        makers = conflict.decision_makers
        if len(makers) < 2 or len(holding) < 2:
            return []
        if len(answers.names) > MOST_JOINT or len(holding) > 2 * MOST_OUTCOMES:
            left_out.add("coalitions: the conflict has too many states")
            return []
        order = {party: i for i, party in enumerate(part.decision_makers)}
        allowed = [{order[party] for party in members} for members in part.coalitions]
        found = left_out.attempt("coalitions", lambda: upsets(Coalitions(conflict), holding))
        return [
            cls(
                state=conflict.state(state),
                members=[makers[i] for i in upset.members],
                to=conflict.state(upset.to),
            )
            for state, several in (found or {}).items()
            for upset in several
            if len(upset.members) > 1 and (not allowed or {*upset.members} in allowed)
        ]
