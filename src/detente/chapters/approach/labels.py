"""How the judgements of the chapter are called in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.chapters.approach.schema import ApproachFile

OF_A_PROBE = {
    "cost": "what “{}” costs",
    "months": "how long it takes to know what comes of “{}”",
    "gesture/size": "how much “{}” puts at stake",
    "gesture/loss": "what it costs if “{}” is exploited",
    "gesture/trustworthy": "what exploiting “{}” is worth to somebody trustworthy",
    "gesture/untrustworthy": "what exploiting “{}” is worth to somebody who is not",
    "audience/prize": "what is at stake if “{}” is public",
    "audience/ours": "what backing down from “{}” costs us",
    "audience/theirs": "what backing down from “{}” costs them",
}


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement of `approach.yaml` is about.

    Args:
        case: The case.
        ids: Its path without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    part: ApproachFile = case.parts["approach"]
    match ids:
        case ["probes", probe, "outcomes", outcome, "likelihoods", *_]:
            body = part.probes[probe]
            return f"how likely “{body.outcomes[outcome].name}” is after “{body.name}”"
        case ["probes", probe, "outcomes", outcome, "raises"]:
            body = part.probes[probe]
            return f"how much likelier “{body.outcomes[outcome].name}” after “{body.name}” makes it that they engage"
        case ["probes", probe, "asks", "strategic", *_]:
            return f"how many would answer “{part.probes[probe].name}” as suits them"
        case ["probes", probe, "outcomes", outcome, "effect"]:
            body = part.probes[probe]
            return f"what “{body.outcomes[outcome].name}” after “{body.name}” brings by itself"
        case ["probes", probe, *kind]:
            return OF_A_PROBE["/".join(kind)].format(part.probes[probe].name)
        case ["one_off"]:
            return "over how many years one-off points are spread"
    return "how much less a decision is worth a year later"
