"""Judgements of `proposal.yaml` in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement is about.

    Args:
        case: A case with `proposal.yaml`.
        ids: The path of the judgement without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    match ids:
        case ["engaged", "chance", hypothesis]:
            return f"how likely the other side is to engage ({hypothesis.replace('-', ' ')})"
        case ["engaged", "months", *_]:
            return "how long the other side takes to engage"
        case ["engaged", "offers", offer, *_]:
            return f"how much the offer “{offer.replace('-', ' ')}” shifts whether the other side engages"
    return "what a refused or unanswered proposal costs"
