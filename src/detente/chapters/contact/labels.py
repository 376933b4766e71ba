"""Judgements of `contact.yaml` in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.case.model import Case
from detente.chapters.contact.consistency import CHAPTER
from detente.chapters.contact.posts_and_channels import Network

OF_CHANNEL: Mapping[str, str] = {
    "available": "how likely {} works",
    "latency": "how long a message takes by {}",
    "faithful": "how likely a message comes through {} unmutilated",
    "believed": "how likely what comes by {} is believed",
    "practice": "what daily use puts right on {}",
}
OF_RUNG: Mapping[str, str] = {
    "window": "how long there is to decide at “{}”",
    "attack": "how likely a side attacks on purpose at “{}”",
    "false_alarm": "how likely a false alarm is at “{}”",
    "climb": "how likely a side climbs on purpose at “{}”",
    "settle": "how likely the crisis steps down at “{}”",
    "heeded": "how likely a warning is heeded at “{}”",
}
OF_LADDER: Mapping[str, str] = {
    "incidents": "how many incidents there are in a year",
    "deliberate": "how likely war is without an incident",
    "threshold": "how likely an attack must seem for a side to strike first",
    "liar": "how likely an attacker would send the same denial",
}
ELASTIC: Mapping[str, str] = {
    "hostility/incidents": "how much hostility adds to incidents",
    "hostility/escalation": "how much hostility adds to escalation",
    "hostility/failing": "how much hostility makes lines fail",
    "hostility/disbelief": "how much hostility adds to disbelief",
    "harm/war": "how much harm a war would do",
    "harm/escalation": "how far more harm frightens or deters",
    "talks/a_month": "how soon an answer would come",
    "talks/becomes": "how likely an answer turns into talks",
    "talks/becomes_in_use": "how likely an answer turns into talks where a channel is in daily use",
    "fear/alone": "what arming brings against a side that does not arm",
    "fear/most": "how much arming costs at most",
    "fear/power": "how the costs of arming are spread",
}


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement, or those that share its uniform, are about.

    Args:
        case: A case with `contact.yaml`.
        ids: The path of the judgement without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    part: Network = case.parts[CHAPTER]
    match list(ids):
        case ["posts", post, _]:
            return f"whether {part.posts[post].name} is staffed"
        case ["channels", channel, key, *_]:
            return OF_CHANNEL[key].format(part.channels[channel].name)
        case ["messages", kind, _]:
            return f"how soon {part.messages[kind].name} must arrive"
        case ["candidates", candidate, _]:
            return f"what {part.candidates[candidate].name} costs"
        case ["ladder", "rungs", rung, key] if part.ladder is not None:
            return OF_RUNG[key].format(part.ladder.rungs[rung].name)
        case ["ladder", key]:
            return OF_LADDER[key]
        case ["counterfactuals", name, "instead", channel, key, *_]:
            said = OF_CHANNEL[key].format(part.channels[channel].name)
            return f"{said}, with {part.counterfactuals[name].name}"
        case ["talks", "answered", *_]:
            return "how likely a message is answered at all"
    return ELASTIC.get("/".join(ids), " ".join((CHAPTER, *ids)))
