"""What a case must say before this chapter can run on it."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER


def lacks(case: Case) -> tuple[str, ...]:
    """Return what a case still lacks before the reading chapter can run on it.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    part = case.parts.get(CHAPTER)
    if part is None:
        return ("reading.yaml: hypotheses about the other side, and what was seen",)
    return ()
