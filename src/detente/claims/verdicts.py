"""The verdict on a claim: in which worlds it holds, or whether it holds of all of them; and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import AnyArray, Bools
from detente.case.arguments import Claim
from detente.case.language.condition_tree import Node, condition
from detente.claims.evaluation import Evaluation
from detente.claims.readings import Readings, judges
from detente.claims.redrawn_weights import redrawn
from detente.outcomes.drivers import Driver, drivers
from detente.outcomes.splits import splits
from detente.worlds.errors import LEVEL, Interval
from detente.worlds.unknowns import named


@dataclass(frozen=True)
class ComparedSide:
    """What stands on one side of a comparison that is about all worlds.

    Attributes:
        text: It, as the condition has it.
        value: What it is, with its error of sampling.
    """

    text: str
    value: Interval


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


def verdict(one: str, argument: str, claim: Claim, readings: Readings) -> Verdict:
    """Judge a claim.

    Args:
        one: Its id.
        argument: The argument that makes it.
        claim: The claim.
        readings: What its condition may read.
    """
    if claim.holds_if is None:
        return Verdict(one, argument, claim, reason=claim.cannot_judge)
    tree = condition(claim.holds_if)
    lacking = readings.lacks(tree)
    if lacking is not None:
        return Verdict(one, argument, claim, judges(tree), reason=lacking)
    worlds = readings.outcomes.worlds
    if worldly(tree):
        told = Evaluation(readings.values, worlds.weight()[None]).of(tree)
        holds = np.array(np.broadcast_to(told, (1, worlds.size))[0], dtype=np.bool_)
        trace = readings.trace(tree)
        known = readings.outcomes.splits
        behind = named(worlds, trace)
        own = splits(worlds, trace) if any(name not in known for name in behind) else known
        found = drivers(worlds, holds, {name: own[name] for name in behind})
        share = worlds.sampled(holds)
        return Verdict(one, argument, claim, judges(tree), None, True, holds, share, trace=trace, drivers=found)
    return _over_all(Verdict(one, argument, claim, judges(tree), trace=readings.trace(tree)), tree, readings)


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


def _over_all(judged: Verdict, tree: Node, readings: Readings) -> Verdict:
    """Judge a claim about all worlds: as these worlds have it, and as redraws would."""
    worlds, text = readings.outcomes.worlds, str(judged.claim.holds_if)
    here = Evaluation(readings.values, worlds.weight()[None])
    compared = {text[node.place : node.end]: node for node in _sides(tree)}
    rows: list[AnyArray] = []
    spread: dict[str, list[AnyArray]] = {name: [] for name in compared}
    for weights in redrawn(worlds):
        there = Evaluation(readings.values, weights)
        rows.append(np.broadcast_to(there.of(tree), (len(weights), 1))[:, 0])
        for name, node in compared.items():
            spread[name].append(np.ravel(there.of(node)))
    redraws = np.concatenate(rows).astype(np.bool_)
    sides = []
    for name, node in compared.items():
        value, ends = float(np.ravel(here.of(node))[0]), np.concatenate(spread[name])
        low, high = np.quantile(ends, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        within = Interval(value, min(value, float(low)), max(value, float(high)))
        sides.append(ComparedSide(" ".join(name.split()), within))
    return Verdict(
        judged.id,
        judged.argument,
        judged.claim,
        judged.judges,
        true=bool(np.ravel(here.of(tree))[0]),
        sure=float(redraws.mean()),
        redraws=redraws,
        sides=tuple(sides),
        trace=judged.trace,
    )


def _sides(tree: Node) -> Iterator[Node]:
    """Yield the sides of all comparisons that are about all worlds, but for plain numbers."""
    if tree.does == "compare":
        yield from (part for part in tree.parts if part.does != "number")
    elif tree.does in {"and", "or", "not"}:
        for part in tree.parts:
            yield from _sides(part)
