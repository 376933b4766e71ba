"""Judgements of `stability.yaml` in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.findings.speech import of_name, quoted

MEASURED = {
    "lead": "how long {} takes to carry out",
    "detection": "how soon a breach of {} is found",
    "snapback": "how long {} takes to take back",
    "reversible_others": "how much of {} can be taken back from others",
    "reversible_own": "how much of its cost {} gives back if it is taken back",
}


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement is about.

    Args:
        case: A case with `stability.yaml`.
        ids: The path of the judgement without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    match ids:
        case ["measures", issue, option, kind]:
            return MEASURED[kind].format(quoted(case, issue, option))
        case ["hazard"]:
            return "how likely an agreement is to end for other causes than a breach"
        case ["crisis", "hazard"]:
            return "how soon the crisis breaks out while it lasts"
        case ["crisis", "outbreak", party]:
            return f"what an outbreak of the crisis would be worth to {of_name(case.parties[party])}"
    return "/".join(("stability", *ids))
