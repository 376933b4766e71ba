"""Judgements of `reading.yaml` in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.entries import Explained, Indicator, Recipient, Weighed


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement, or those that share its uniform, are about.

    Args:
        case: A case with `reading.yaml`.
        ids: The ids of the path, without the chapter.

    Returns:
        Words that fit after “It turns most on”.
    """
    part: Explained = case.parts[CHAPTER]
    if ids[0] == "subjects":
        part, ids = case.parts[CHAPTER].subjects[ids[1]], ids[2:]
    kind, name, *rest = ids
    if kind == "hypotheses":
        return f"how likely it was beforehand that {part.hypotheses[name].name}"
    if kind == "commitments":
        return "how likely it keeps its word under each explanation"
    kinds: Mapping[str, Mapping[str, Weighed | Recipient | Indicator]] = {
        "evidence": part.evidence,
        "groups": part.groups,
        "recipients": part.recipients,
        "indicators": part.indicators,
    }
    said = f"“{kinds[kind][name].name}”"
    match rest[0]:
        case "delivered":
            return f"whether what is sent arrives ({said})"
        case "replies":
            return f"whether there would ever be a reply ({said})"
        case "hazards":
            return f"how soon a reply would come ({said})"
        case "reliability":
            return f"how much {said} says at all"
    return f"how likely {said} was under each explanation"
