"""What conditions may speak of: the columns of all chapters, what holds of a package at once, and judgements."""

from __future__ import annotations

from detente.case.vocabulary import Vocabulary
from detente.chapters import CHAPTERS
from detente.outcomes.columns import JOINT, JOINT_FIRST
from detente.outcomes.units import unit_of


def vocabulary() -> Vocabulary:
    """Return what the conditions of claims may speak of.

    Example:
        >>> any(form.name == "joint.holds[PACKAGE]" for form in vocabulary().forms)
        True
    """
    return Vocabulary((*(form for chapter in CHAPTERS for form in chapter.columns), JOINT, JOINT_FIRST), unit_of)
