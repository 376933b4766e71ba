"""What a case must say before this chapter can run on it."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.precedent.compared_history import ComparedHistory
from detente.chapters.precedent.precedent_checks import CHAPTER


def lacks(case: Case) -> tuple[str, ...]:
    """Return what a case still lacks for the precedent chapter.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    part: ComparedHistory | None = case.parts.get(CHAPTER)
    if part is None:
        return ("precedent.yaml: which past agreements to compare with, and what options make of a package",)
    compared = (part.table is not None or part.agreements) and part.options and case.packages
    if not compared and not part.trends:
        return ("precedent.yaml → table and options, with packages in case.yaml; or trends of two series",)
    return ()
