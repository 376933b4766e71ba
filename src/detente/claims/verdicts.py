"""The verdict on a claim: in which worlds it holds, or whether it holds of all of them; and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from detente.arrays import AnyArray, Bools
from detente.case.arguments import Claim
from detente.case.language.condition_tree import Node, condition
from detente.claims.evaluation import Evaluation
from detente.claims.over_all_worlds import ComparedSide, over_all
from detente.claims.readings import Readings, judges
from detente.claims.redrawn_weights import redrawn
from detente.outcomes.drivers import Driver
from detente.outcomes.scenarios import Box
from detente.outcomes.splits import splits
from detente.outcomes.turning_points import HeadlineHeld, TurningPoints, in_turn
from detente.worlds.errors import Interval
from detente.worlds.unknowns import named

PIECES = 6  # in which another process may look what claims turn on


@dataclass(frozen=True)
class Verdict:
    """What became of a claim.

    Attributes:
        id: Its id.
        argument: The argument that makes it.
        claim: The claim.
        judges: Chapters whose columns judge it; empty where it is not judged.
        reason: Why it is not judged; None where it is.
        worldly: Whether it is judged in each world, and not once for all of them.
        holds: Array (worlds): of a worldly claim, where it holds.
        share: Of a worldly claim, in which share of worlds it holds, with its error of sampling.
        true: Of another claim, whether it holds.
        sure: Of another claim, the share of redraws of the worlds in which it holds.
        redraws: Array (redraws): of another claim, in which of them it holds.
        sides: Of another claim, what stands on the sides of its comparisons.
        trace: Paths of the judgements that it was worked out from.
        drivers: Of a worldly claim, what it turns on, the strongest first.
        fails: Of a worldly claim, when it fails: boxes of worlds in which it does so much more often than elsewhere.
    """

    id: str
    argument: str
    claim: Claim
    judges: tuple[str, ...] = ()
    reason: str | None = None
    worldly: bool = False
    holds: Bools | None = field(default=None, compare=False, repr=False)
    share: Interval | None = None
    true: bool | None = None
    sure: float | None = None
    redraws: Bools | None = field(default=None, compare=False, repr=False)
    sides: tuple[ComparedSide, ...] = ()
    trace: frozenset[str] = frozenset()
    drivers: tuple[Driver, ...] = ()
    fails: tuple[Box, ...] = ()


def verdicts(claims: Mapping[str, tuple[str, Claim]], readings: Readings) -> dict[str, Verdict]:
    """Judge claims.

    Args:
        claims: Claim → the argument that makes it, and the claim.
        readings: What conditions may read.

    Returns:
        Claim → what became of it, in the same order.
    """
    worlds = readings.outcomes.worlds
    here = Evaluation(readings.values, worlds.weight()[None])
    found, overall = {}, {}
    for one, (argument, claim) in claims.items():
        tree = None if claim.holds_if is None else condition(claim.holds_if)
        reason = claim.cannot_judge if tree is None else readings.lacks(tree)
        judged = () if tree is None else judges(tree)
        found[one] = Verdict(one, argument, claim, judged, reason)
        if tree is not None and reason is None:
            if worldly(tree):
                found[one] = _in_each(found[one], here.of(tree), readings)
            else:
                overall[one] = tree
    held = [HeadlineHeld.of(one, told.holds, told.trace) for one, told in found.items() if told.holds is not None]
    asked = TurningPoints.several(held, PIECES)
    worlds.meanwhile(asked)
    for one, told in over_all({one: str(claims[one][1].holds_if) for one in overall}, here, redrawn(worlds)).items():
        found[one] = replace(
            found[one],
            true=told.true,
            sure=float(told.redraws.mean()),
            redraws=told.redraws,
            sides=told.sides,
            trace=readings.trace(overall[one]),
        )
    trace = {path for told in found.values() if told.holds is not None for path in told.trace}
    known = readings.outcomes.splits
    known = known if named(worlds, trace).keys() <= known.keys() else splits(worlds, trace)
    for one, turning in in_turn(asked, worlds, known).items():
        found[one] = replace(found[one], drivers=turning)
    return found


def _in_each(judged: Verdict, told: AnyArray, readings: Readings) -> Verdict:
    """Return the verdict on a claim that is judged in each world, without what it turns on."""
    worlds, trace = readings.outcomes.worlds, readings.trace(condition(str(judged.claim.holds_if)))
    holds = np.array(np.broadcast_to(told, (1, worlds.size))[0], dtype=np.bool_)
    return replace(judged, worldly=True, holds=holds, share=worlds.sampled(holds), trace=trace)


def worldly(tree: Node) -> bool:
    """Return whether a condition is judged in each world: whether it reads anything outside a function over worlds.

    Example:
        >>> worldly(condition("a.b > 2 and c.d")), worldly(condition("share(a.b) > 2%"))
        (True, False)
    """
    if tree.does in {"column", "judgement"}:
        return True
    over = tree.does == "call" and tree.name in {"share", "mean", "median", "quantile"}
    return not over and any(worldly(part) for part in tree.parts)
