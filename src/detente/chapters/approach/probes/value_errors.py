"""How far sampling may be off in the value of a probe."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.chapters.approach.probes.payoffs import Payoffs
from detente.chapters.approach.probes.probe_values import Probe, after_outcomes, best_rule, factor


def standard_error(found: Payoffs, mean: Probe, drawn: Probe, odds: Floats, rate: float) -> float:
    """Return the standard error of the value of a probe, over the worlds from which it was worked out.

    What one decides at once, and after each outcome, is what is best over all worlds; the difference is then a mean
    over worlds, paired since both ways go through the same ones.

    Args:
        found: What decisions are worth.
        mean: The probe on average over the worlds.
        drawn: The probe as each world judges it.
        odds: Array (outcomes, worlds): what the outcomes multiply the odds by that the other side engages.
        rate: Yearly rate at which a later decision is worth less.
    """
    weight, plain = found.likely.sum(axis=0), np.ones(found.likely.shape[1])
    totals = np.tensordot(found.table, found.belief, axes=(2, 0))  # (parties, decisions)
    first = int(totals.min(axis=0).argmax())
    party = int(totals[:, first].argmin())
    at_once = (found.likely * found.in_each_world(party, first, plain)).sum(axis=0)
    worth = after_outcomes(found.belief, found.table, mean)
    chosen = best_rule(worth)[1]
    assert chosen is not None  # there is no axis of worlds
    least = int(np.sum([worth[o, :, d] for o, d in enumerate(chosen)], axis=0).argmin())
    after = np.zeros_like(weight)
    for o, d in enumerate(chosen):
        seen = drawn.likelihood[o] if mean.told is not None else mean.likelihood[o][:, None]
        after += (found.likely * seen * found.in_each_world(least, int(d), odds[o])).sum(axis=0)
    chances = mean.likelihood @ found.belief
    spent = weight * (chances @ drawn.effect - drawn.cost)
    each = float(factor(mean, rate)) * after - at_once + spent  # adds up to the value
    spread = each - weight * each.sum()
    return float(np.sqrt((spread**2).sum()))
