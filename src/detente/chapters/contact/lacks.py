"""What a case must say before this chapter can run on it."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.contact.consistency import CHAPTER


def lacks(case: Case) -> tuple[str, ...]:
    """Return what a case still lacks for the contact chapter.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    return () if CHAPTER in case.parts else ("contact.yaml: posts, the channels between them, and kinds of message",)
