"""What a case must say before this chapter can run on it."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.urgency.consistency import CHAPTER


def lacks(case: Case) -> tuple[str, ...]:
    """Return what a case still lacks for the urgency chapter.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    return () if CHAPTER in case.parts else ("urgency.yaml: an arsenal, what changes while one waits, or hours",)
