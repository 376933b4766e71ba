"""One outcome explored: what moves it, and when it fails and when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.arrays import Bools
from detente.findings.estimates import Estimate
from detente.outcomes.drivers import Driver, drivers
from detente.outcomes.run import Outcomes
from detente.outcomes.scenarios import Box, boxes
from detente.outcomes.splits import splits
from detente.worlds.unknowns import named


@dataclass(frozen=True)
class Explored:
    """What was found out about one outcome.

    Attributes:
        name: Its name, a column or a condition.
        says: What holds, as a clause.
        share: In which share of worlds it does.
        drivers: What it turns on, the strongest first.
        fails: In which boxes of worlds it fails, one after the other.
        holds: In which it holds.
    """

    name: str
    says: str
    share: Estimate
    drivers: tuple[Driver, ...]
    fails: tuple[Box, ...] = ()
    holds: tuple[Box, ...] = ()


def explored(
    outcomes: Outcomes, name: str, says: str, holds: Bools, trace: Iterable[str], thorough: bool = True
) -> Explored:
    """Find out what moves an outcome, and when.

    Args:
        outcomes: The outcomes of a run.
        name: Its name.
        says: What holds.
        holds: Array (worlds): where it does.
        trace: Paths of the judgements from which it was worked out.
        thorough: Whether boxes are looked for on both sides, two at most on each; else one, on the rarer side.
    """
    worlds, trace = outcomes.worlds, frozenset(trace)
    behind = named(worlds, trace)
    known = outcomes.splits if behind.keys() <= outcomes.splits.keys() else splits(worlds, trace)
    found = drivers(worlds, holds, {one: known[one] for one in behind})
    share = Estimate.of(worlds.sampled(holds))
    if thorough:
        return Explored(name, says, share, found, boxes(~holds, worlds, trace), boxes(holds, worlds, trace))
    if share < 0.5:
        return Explored(name, says, share, found, holds=boxes(holds, worlds, trace, most=1))
    return Explored(name, says, share, found, fails=boxes(~holds, worlds, trace, most=1))
