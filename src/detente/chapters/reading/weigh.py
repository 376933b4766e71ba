"""Beliefs in each world of a block, and the sums over worlds from which beliefs over all worlds are made.

Likelihoods are multiplied as logarithms, and sums over worlds are kept as logarithms of sums, so that no amount of
evidence underflows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case, Subject
from detente.chapters.reading.evidence_pieces import Piece
from detente.chapters.reading.likelihoods import completed, drawn, said_of
from detente.chapters.reading.silence import likelihood_of_replies
from detente.worlds import Draws
from detente.worlds.draws import SubjectPriors, drawn_from


@dataclass(frozen=True)
class WeighingPlan:
    """What is to be weighed of one subject.

    Attributes:
        case: The case.
        number: Number of the subject.
        pieces: The pieces of evidence in order of time.
        recipients: Ids of the recipients.
        days: The days for which beliefs are worked out, in order; the last is the day of the case.
    """

    case: Case
    number: int
    pieces: tuple[Piece, ...]
    recipients: tuple[str, ...]
    days: tuple[dt.date, ...]

    @property
    def subject(self) -> Subject:
        """The subject."""
        return self.case.subjects[self.number]


@dataclass(frozen=True)
class Weighing:
    """Beliefs about one subject in each world, and sums over worlds.

    Sums are logarithms of Σ_w weight · prior · likelihood of what each says, unless said otherwise.

    Attributes:
        prior: Array (explanations, worlds): beliefs before the evidence.
        posterior: Array (explanations, worlds): beliefs after it.
        likelihood: Array (explanations, worlds): likelihood of all evidence, up to a factor for each world.
        weight: Array (worlds): logarithm of how likely all evidence was in the world, whatever is true there.
        true: Array (worlds): number of the explanation that is true, drawn from the beliefs after the evidence.
        start: Array (explanations): sum without any likelihood.
        before: Array (pieces, explanations): sum with everything known the moment before each piece.
        after: Array (pieces, explanations): the same with the piece.
        course: Array (days, explanations): sum with everything known at the end of each day.
        without: Array (pieces and recipients, explanations): sum with everything but this.
        mean: Array (pieces and recipients, explanations): Σ_w weight · likelihood of this; not a logarithm.
        apart: Array (recipients, explanations): the same as `mean` if approaches were independent of each other.
        seen: Array (indicators, explanations): sum with all evidence, if the indicator is seen too.
        unseen: Array (indicators, explanations): sum with all evidence, if the indicator is not seen.
    """

    prior: Floats
    posterior: Floats
    likelihood: Floats
    weight: Floats
    true: Floats
    start: Floats
    before: Floats
    after: Floats
    course: Floats
    without: Floats
    mean: Floats
    apart: Floats
    seen: Floats
    unseen: Floats


def weigh(plan: WeighingPlan, draws: Draws) -> Weighing:
    """Return beliefs about a subject, by its own evidence, and sums for a block of worlds.

    Args:
        plan: What is to be weighed.
        draws: The block.

    Returns:
        Beliefs in each of its worlds, and sums over them.
    """
    subject, priors = plan.subject, draws.kept(SubjectPriors(plan.number))
    with np.errstate(divide="ignore"):  # a prior or weight of 0 stays 0
        prior, own = np.log(priors), np.log(draws.weights)
    found = [np.log(piece.likelihood(draws)) for piece in plan.pieces]
    replies = {
        (name, day): np.log(likelihood_of_replies(draws, subject, name, day))
        for name in plan.recipients
        for day in plan.days
    }
    start = own + prior

    def of_all_recipients(day: dt.date) -> Floats:
        return sum((replies[name, day] for name in plan.recipients), np.zeros_like(prior))

    before, after, course, known = [], [], [], np.zeros_like(prior)
    for day in plan.days:
        for piece, likelihood in zip(plan.pieces, found, strict=True):
            if piece.date == day:
                before.append(_total(start + known + of_all_recipients(day)))
                known = known + likelihood
                after.append(_total(start + known + of_all_recipients(day)))
        course.append(_total(start + known + of_all_recipients(day)))
    last = plan.days[-1]
    rows = [*found, *(replies[name, last] for name in plan.recipients)]
    total = known + of_all_recipients(last)
    likelihood, posterior = _posterior(priors, total)
    shape = (0, len(prior))
    separate = [likelihood_of_replies(draws, subject, name, last, separately=True) for name in plan.recipients]
    apart = [np.sum(draws.weights * likelihood, axis=1) for likelihood in separate]
    seen, unseen = _indicators(draws, subject, start + total)
    return Weighing(
        prior=priors,
        posterior=posterior,
        likelihood=likelihood,
        weight=np.logaddexp.reduce(prior + total, axis=0),
        true=drawn_from(posterior, draws.uniform(subject.stream)).astype(float),
        start=_total(start),
        before=_rows(before, shape),
        after=_rows(after, shape),
        course=_rows(course, shape),
        without=_rows([_total(start + total - row) for row in rows], shape),
        mean=_rows([np.sum(draws.weights * np.exp(row), axis=1) for row in rows], shape),
        apart=_rows(apart, shape),
        seen=_rows(seen, shape),
        unseen=_rows(unseen, shape),
    )


def _posterior(priors: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Return arrays (explanations, worlds): the likelihood over the largest of its world, and the belief after it."""
    peak = np.where(priors > 0, total, -np.inf).max(axis=0)
    likelihood = np.exp(np.minimum(total - np.where(np.isfinite(peak), peak, 0.0), 0.0))
    posterior = priors * likelihood
    believed = posterior.sum(axis=0)
    return likelihood, np.where(believed > 0, posterior / np.where(believed > 0, believed, 1.0), priors)


def joined(parts: Sequence[Weighing]) -> Weighing:
    """Return the beliefs of several blocks one after the other, and their sums added up."""
    found = {}
    for name in ("prior", "posterior", "likelihood", "weight", "true"):
        found[name] = np.concatenate([getattr(part, name) for part in parts], axis=-1)
    for name in ("start", "before", "after", "course", "without", "seen", "unseen"):
        found[name] = np.logaddexp.reduce([getattr(part, name) for part in parts], axis=0)
    for name in ("mean", "apart"):
        found[name] = np.sum([getattr(part, name) for part in parts], axis=0)
    return Weighing(**found)


def _indicators(draws: Draws, subject: Subject, joint: Floats) -> tuple[list[Floats], list[Floats]]:
    seen, unseen = [], []
    for name, indicator in said_of(subject).indicators.items():
        stated = drawn(draws, f"{subject.path}/indicators/{name}/likelihoods", indicator.likelihoods)
        likelihood = completed(subject, stated)
        with np.errstate(divide="ignore"):  # log 0 is right: what is certain under a hypothesis is seen
            seen.append(_total(joint + np.log(likelihood)))
            unseen.append(_total(joint + np.log1p(-likelihood)))
    return seen, unseen


def _total(values: Floats) -> Floats:
    """Return the logarithm of the sum over worlds, an array (explanations), from logarithms (explanations, worlds)."""
    peak = values.max(axis=1, keepdims=True)
    safe = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(values - safe).sum(axis=1)) + safe[:, 0])


def _rows(rows: Sequence[Floats], shape: tuple[int, int]) -> Floats:
    return np.array(rows).reshape(len(rows), shape[1])
