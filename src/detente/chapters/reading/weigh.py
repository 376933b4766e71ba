"""Weighing the evidence in a block of worlds: beliefs world by world, and the sums that beliefs over all are made of.

Everything is kept as logarithms, and sums over worlds as logarithms of sums, so that no amount of evidence underflows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.evidence_pieces import Piece
from detente.chapters.reading.likelihoods import drawn, reading_of, spread
from detente.chapters.reading.silence import heard
from detente.worlds import Draws


@dataclass(frozen=True)
class WeighingPlan:
    """What is to be weighed.

    Attributes:
        case: The case.
        pieces: Items and groups in order of time.
        recipients: Ids of the recipients.
        days: The days at which beliefs are looked at, in order; the last is the day of the case.
    """

    case: Case
    pieces: tuple[Piece, ...]
    recipients: tuple[str, ...]
    days: tuple[dt.date, ...]


@dataclass(frozen=True)
class Weighing:
    """What a block of worlds says. Sums over worlds are logarithms.

    Attributes:
        prior: Array (explanations, worlds): beliefs before the evidence.
        posterior: Array (explanations, worlds): beliefs after it.
        weight: Array (worlds): logarithm of the likelihood of all evidence under what is true in the world.
        true: Array (worlds): index of the explanation that is true.
        start: Array (explanations): sum over worlds of weight · prior.
        before: Array (pieces, explanations): the same times everything known the moment before each piece.
        after: The same with the piece.
        course: Array (days, explanations): the same times everything known at the end of each day.
        without: Array (pieces and recipients, explanations): the same times everything but this.
        alone: Array (pieces and recipients, explanations): the same times this alone.
        mean: Array (pieces and recipients, explanations): sum over worlds of weight · likelihood, no logarithm.
        apart: Array (recipients, explanations): as the rows of `mean`, with every approach a question of its own.
        seen: Array (indicators, explanations): everything times the likelihood of each indicator.
        unseen: The same with the likelihood that it is not seen.
    """

    prior: Floats
    posterior: Floats
    weight: Floats
    true: Floats
    start: Floats
    before: Floats
    after: Floats
    course: Floats
    without: Floats
    alone: Floats
    mean: Floats
    apart: Floats
    seen: Floats
    unseen: Floats


def weigh(plan: WeighingPlan, draws: Draws) -> Weighing:
    """What does a block of worlds say about the explanations?

    Args:
        plan: What is to be weighed.
        draws: The block.

    Returns:
        Beliefs and sums.
    """
    size = draws.size
    with np.errstate(divide="ignore"):  # a prior or weight of 0 stays 0
        prior, own = np.log(draws.priors), np.log(draws.weights)
    found = [np.log(piece.likelihood(draws)) for piece in plan.pieces]
    silent = {(name, day): np.log(heard(draws, name, day)) for name in plan.recipients for day in plan.days}
    start = own + prior

    def quiet(day: dt.date) -> Floats:
        return sum((silent[name, day] for name in plan.recipients), np.zeros_like(prior))

    before, after, course, known = [], [], [], np.zeros_like(prior)
    for day in plan.days:
        for piece, likelihood in zip(plan.pieces, found, strict=True):
            if piece.date == day:
                before.append(_total(start + known + quiet(day)))
                known = known + likelihood
                after.append(_total(start + known + quiet(day)))
        course.append(_total(start + known + quiet(day)))
    rows = [*found, *(silent[name, plan.days[-1]] for name in plan.recipients)]
    total = known + quiet(plan.days[-1])
    belief = prior + total
    peak = belief.max(axis=0)
    posterior = np.exp(belief - peak)
    true = draws.hypothesis
    shape = (0, len(prior))
    apart = [np.sum(draws.weights * heard(draws, n, plan.days[-1], each=True), axis=1) for n in plan.recipients]
    seen, unseen = _indicators(draws, start + total)
    return Weighing(
        prior=draws.priors,
        posterior=posterior / posterior.sum(axis=0),
        weight=total[true, np.arange(size)],
        true=true.astype(float),
        start=_total(start),
        before=_rows(before, shape),
        after=_rows(after, shape),
        course=_rows(course, shape),
        without=_rows([_total(start + total - row) for row in rows], shape),
        alone=_rows([_total(start + row) for row in rows], shape),
        mean=_rows([np.sum(draws.weights * np.exp(row), axis=1) for row in rows], shape),
        apart=_rows(apart, shape),
        seen=_rows(seen, shape),
        unseen=_rows(unseen, shape),
    )


def joined(parts: Sequence[Weighing]) -> Weighing:
    """Return what several blocks say together, in order."""
    found = {}
    for name in ("prior", "posterior", "weight", "true"):
        found[name] = np.concatenate([getattr(part, name) for part in parts], axis=-1)
    for name in ("start", "before", "after", "course", "without", "alone", "seen", "unseen"):
        found[name] = np.logaddexp.reduce([getattr(part, name) for part in parts], axis=0)
    for name in ("mean", "apart"):
        found[name] = np.sum([getattr(part, name) for part in parts], axis=0)
    return Weighing(**found)


def _indicators(draws: Draws, joint: Floats) -> tuple[list[Floats], list[Floats]]:
    seen, unseen = [], []
    for name, indicator in reading_of(draws.case).indicators.items():
        stated = drawn(draws, f"{CHAPTER}/indicators/{name}/likelihoods", indicator.likelihoods)
        likelihood = spread(draws.case, stated)
        with np.errstate(divide="ignore"):  # what is certain under a hypothesis cannot fail to be seen under it
            seen.append(_total(joint + np.log(likelihood)))
            unseen.append(_total(joint + np.log1p(-likelihood)))
    return seen, unseen


def _total(values: Floats) -> Floats:
    """Return the logarithm of the sum over worlds of what these are the logarithms of; array (explanations)."""
    peak = values.max(axis=1, keepdims=True)
    safe = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(values - safe).sum(axis=1)) + safe[:, 0])


def _rows(rows: Sequence[Floats], shape: tuple[int, int]) -> Floats:
    return np.array(rows).reshape(len(rows), shape[1])
