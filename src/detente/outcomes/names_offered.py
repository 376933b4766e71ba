"""What conditions may speak of: the columns of all chapters, what holds of a package at once, and judgements."""

from __future__ import annotations

from detente.case.condition_names import ConditionNames
from detente.chapters import CHAPTERS
from detente.outcomes.columns import JOINT, JOINT_FIRST
from detente.outcomes.units import unit_of


def names_offered() -> ConditionNames:
    """Return what the conditions of claims may speak of.

    Example:
        >>> any(form.name == "joint.holds[PACKAGE]" for form in names_offered().forms)
        True
    """
    return ConditionNames((*(form for chapter in CHAPTERS for form in chapter.columns), JOINT, JOINT_FIRST), unit_of)
