"""Insuring a measure: how faster verification or full reversibility of it would lower the trust needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, distinct_rounds, overhead
from detente.chapters.roadmap.judging.leaving import requirements
from detente.chapters.roadmap.judging.valued_rounds import rounds_of
from detente.chapters.roadmap.space.lattice import legs, measures_between
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, MeasureTerms, Terms, read
from detente.worlds import Draws, Worlds
from detente.worlds.errors import Interval, mean

InsuranceKind = Literal["verification", "reversibility"]
KINDS: tuple[InsuranceKind, ...] = ("verification", "reversibility")
ROOM = 1024  # worlds times variants that are worked out


@dataclass(frozen=True)
class Insurance:
    """What insuring one measure of a roadmap would do.

    Attributes:
        issue: Number of the issue.
        option: Number of the option that the measure brings about.
        kind: verification: a breach is found twice as fast. reversibility: the measure can be taken back in full.
        today: How sure the more doubtful side must be that the other is sincere without it, on average.
        doubt: How sure it must be then.
        fall: By how much that is less than without insurance.
        worlds: Number of worlds in which it was worked out.
        errors: `today`, `doubt` and `fall` → their errors of sampling; of `fall`, paired over the same worlds.
    """

    issue: int
    option: int
    kind: InsuranceKind
    today: float
    doubt: float
    fall: float
    worlds: int
    errors: Mapping[str, Interval]


def insurances(plan: RoadmapSpace, roadmap: Roadmap, context: Context, worlds: Worlds) -> tuple[Insurance, ...]:
    """Return what insuring each measure of a roadmap that is still to come would do.

    It is worked out in some of the first worlds in which the package is attainable, as many as `ROOM` allows.

    Args:
        plan: The package.
        roadmap: Positions after each round.
        context: In which worlds the package would be agreed.
        worlds: The worlds.

    Returns:
        Every measure with each kind of insurance, the largest fall first.
    """
    found = next(iter(worlds.each(partial(_block, plan, roadmap, context))))
    return tuple(sorted(found, key=lambda insurance: -insurance.fall))


def _block(plan: RoadmapSpace, roadmap: Roadmap, context: Context, draws: Draws) -> tuple[Insurance, ...]:
    if draws.start:  # the first block is enough
        return ()
    done = plan.rounds_done(roadmap)
    steps = [option for leg in legs(roadmap)[done:] for option in measures_between(*leg)]
    if not steps:
        return ()
    variants = [(step, kind) for step in steps for kind in KINDS]
    rows = np.flatnonzero(context.agreed[: draws.size])[: max(1, ROOM // (1 + len(variants)))]
    every = np.tile(rows, 1 + len(variants))
    terms = _varied(read(draws).some(every), variants, len(rows))
    pairs, (order,) = distinct_rounds([roadmap])
    rounds = rounds_of(Ledger(terms), RoundMoves.between(pairs), plan.target, overhead(draws)[every])
    principals = [terms.parties.index(party) for party in plan.case.principals]
    doubt = np.minimum(requirements(rounds, order)[done:, principals], 1.0).max(axis=(0, 1))
    weights = draws.weights[rows]
    today, *insured = doubt.reshape(-1, len(rows))
    told = [
        {"today": mean(today, weights), "doubt": mean(one, weights), "fall": mean(today - one, weights)}
        for one in insured
    ]
    return tuple(
        Insurance(*step, kind, errors["today"].value, errors["doubt"].value, errors["fall"].value, len(rows), errors)
        for (step, kind), errors in zip(variants, told, strict=True)
    )


def _varied(terms: Terms, variants: Sequence[tuple[tuple[int, int], InsuranceKind]], size: int) -> Terms:
    """Return terms in which each run of `size` worlds after the first has one variant."""
    for n, ((issue, option), kind) in enumerate(variants, start=1):
        here = slice(n * size, (n + 1) * size)
        terms = terms.changed(issue, option, _insured(terms.measure(issue, option), kind, here))
    return terms


def _insured(measure: MeasureTerms, kind: InsuranceKind, here: slice) -> MeasureTerms:
    if kind == "verification":
        return replace(measure, detection=_with(measure.detection, here, measure.detection[here] / 2))
    one = np.ones_like(measure.others[here])
    return replace(measure, others=_with(measure.others, here, one), own=_with(measure.own, here, one))


def _with(values: Floats, here: slice, new: Floats) -> Floats:
    changed = values.copy()
    changed[here] = new
    return changed
