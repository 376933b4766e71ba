"""What holds of a package at once where the judgements of each party hang together."""

from __future__ import annotations

from collections.abc import Container, Mapping

import numpy as np

from detente.arrays import Bools
from detente.chapters import CHAPTERS
from detente.chapters.contract import Result
from detente.outcomes.joint import Joint
from detente.worlds import Worlds
from detente.worlds.errors import Interval, interval

RHOS = (0.0, 0.3, 0.6)  # shares of variance that a general factor of each party explains


def by_rho(worlds: Worlds, results: Mapping[str, Result], joint: Joint) -> dict[float, Interval]:
    """In what share of worlds does everything that was asked of a package hold, by how dependent judgements are?

    The package, and the roadmap proposed for it, stay the ones found without a general factor.

    Args:
        worlds: The worlds of a run.
        results: Chapter → its result.
        joint: What was found of the package in these worlds.

    Returns:
        Share of variance that a general factor of each party explains → share, with its error. Without those at which
        some chapter cannot say it.
    """
    found = {worlds.general: joint.shared}
    for rho in RHOS:
        if rho not in found:
            holds = all_held(worlds.tied(rho), results, joint)
            if holds is not None:
                found[rho] = interval(holds, worlds.weight())
    return dict(sorted(found.items()))


def all_held(worlds: Worlds, results: Mapping[str, Result], joint: Joint) -> Bools | None:
    """In which of these worlds does all that was asked of the package hold?"""
    return held(worlds, results, joint.label, joint.alone)


def held(worlds: Worlds, results: Mapping[str, Result], label: str, asked: Container[str]) -> Bools | None:
    """In which of these worlds does what is asked of a package hold?

    Args:
        worlds: The worlds, as many as those of the results.
        results: Chapter → its result; what these chose for the package stays.
        label: Name of the package in columns.
        asked: What is asked of it, by the words of the chapters.

    Returns:
        Array (worlds); None where some chapter cannot say it.
    """
    every = np.ones(worlds.size, dtype=bool)
    for chapter in CHAPTERS:
        if chapter.joint is not None and chapter.joint.word in asked:
            holds = chapter.holds(results[chapter.name], label, worlds)
            if holds is None:
                return None
            every &= holds
    return every
