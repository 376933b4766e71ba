"""Judgements of `roadmap.yaml` in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.findings.speech import of_name


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement is about.

    Args:
        case: A case with `roadmap.yaml`.
        ids: The path of the judgement without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    match ids:
        case ["beliefs", party]:
            return f"how likely {of_name(case.parties[party])} holds the other side to be sincere"
        case ["beliefs", party, other]:
            who, whom = (of_name(case.parties[name]) for name in (party, other))
            return f"how likely {who} holds {whom} to be sincere"
        case ["keeps_if_insincere", party]:
            return f"how likely {of_name(case.parties[party])} keeps a round if it is not sincere"
        case ["exploiting", party]:
            return f"what exploiting a gesture would be worth to {of_name(case.parties[party])}"
        case ["calendar", entry, *_]:
            return f"how long one would wait for the occasion “{case.parts['roadmap'].calendar[entry].name}”"
    return "how long every round takes on top of its measures"
