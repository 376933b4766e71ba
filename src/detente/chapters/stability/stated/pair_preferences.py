"""Preferences between pairs of states beyond a ranking: which are great, and which are unknown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Bools
from detente.chapters.stability.stated.schema import ConflictPart, Preferences
from detente.chapters.stability.stated.state_numbers import StateNumbers
from detente.graph import (
    EXTENSIONS,
    PAIRWISE_CONCEPTS,
    Conflict,
    Edges,
    Relation,
    Values,
    checked,
    strength,
    under_doubt,
)

# The concepts for which strength of preference makes a difference.
FIRM = tuple(concept for concept in PAIRWISE_CONCEPTS if concept != "nash")


def strongly(part: ConflictPart, conflict: Conflict) -> Mapping[str, Bools] | None:
    """Return which states are stable for whom by sanctions that hurt greatly.

    Args:
        part: The conflict as stated.
        conflict: The same with its preferences given once.

    Returns:
        Concept → array (decision makers, states); None where nothing is said to be preferred greatly. A decision maker
        of whom it is not said prefers nothing greatly.

    Raises:
        ConflictError: The conflict is too large to compare its states in pairs.
    """
    if not any(wants.greatly for wants in part.preferences.values()):
        return None
    known = relations(part, conflict, doubt=False)
    return {concept: strength(conflict, known, concept).strong for concept in FIRM}


def doubted(part: ConflictPart, conflict: Conflict) -> Mapping[str, Mapping[str, Bools]] | None:
    """Return which states are stable for whom where some preferences are unknown.

    Args:
        part: The conflict as stated.
        conflict: The same with its preferences given once.

    Returns:
        Extension → concept → array (decision makers, states); None where no preference is unknown.

    Raises:
        ConflictError: The conflict is too large to compare its states in pairs.
    """
    if not any(wants.unknown for wants in part.preferences.values()):
        return None
    known = relations(part, conflict, doubt=True)
    return {e: {concept: under_doubt(conflict, known, concept, e) for concept in PAIRWISE_CONCEPTS} for e in EXTENSIONS}


def relations(part: ConflictPart, conflict: Conflict, *, doubt: bool) -> tuple[Relation, ...]:
    """Return how every decision maker compares pairs of states that can be.

    Args:
        part: The conflict as stated.
        conflict: The same with its preferences given once.
        doubt: Whether unknown preferences stay unknown; if not, they are taken as ranked.

    Returns:
        A relation for each decision maker.

    Raises:
        ConflictError: There are too many states to compare all pairs.
    """
    checked(Edges(conflict))
    grid = StateNumbers(part.ladders)
    return tuple(
        _relation(part.preferences[party], values, conflict.feasible, grid, doubt)
        for party, values in zip(part.decision_makers, conflict.preferences, strict=True)
    )


def _relation(wants: Preferences, values: Values, feasible: Bools, grid: StateNumbers, doubt: bool) -> Relation:
    here = values[feasible]
    better = np.greater.outer(here, here)
    greatly, unknown = np.zeros_like(better), np.zeros_like(better)
    for first, second in wants.greatly:
        least = here[grid.mask([first])[feasible]].min()
        most = here[grid.mask([second])[feasible]].max()
        if least > most:  # with drawn values this may fail in some worlds
            greatly |= np.logical_and.outer(here >= least, here <= most)
    for group in wants.unknown if doubt else ():
        members = grid.mask(group)[feasible]
        unknown |= np.logical_and.outer(members, members)
    np.fill_diagonal(unknown, val=False)
    return Relation(better & ~unknown, greatly & ~unknown, unknown)
