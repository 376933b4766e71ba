"""Judgements of `precedent.yaml` in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.chapters.precedent.compared_history import ComparedHistory
from detente.chapters.precedent.precedent_checks import CHAPTER


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement, or those that share its uniform, are about.

    Args:
        case: A case with `precedent.yaml`.
        ids: The path of the judgement without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    part: ComparedHistory = case.parts[CHAPTER]
    match list(ids):
        case ["weights", feature]:
            return f"how much {feature} counts when agreements are compared"
        case ["series", series, "years", year]:
            return f"{part.series[series].name} in {year}"
    return " ".join((CHAPTER, *ids))
