"""Beliefs in each world of a block, and the sums over worlds from which beliefs over all worlds are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case, Subject
from detente.chapters.reading.belief_sums import BeliefSums, WorldSums
from detente.chapters.reading.evidence_pieces import Piece
from detente.chapters.reading.grouped_sums import GROUPS, GroupedSums, columns_of
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
        streams: Uniforms that judgements of the subject are drawn from, but for those with a common cause.
    """

    case: Case
    number: int
    pieces: tuple[Piece, ...]
    recipients: tuple[str, ...]
    days: tuple[dt.date, ...]
    streams: tuple[str, ...]

    @property
    def subject(self) -> Subject:
        """The subject."""
        return self.case.subjects[self.number]


@dataclass(frozen=True)
class Weighing:
    """Beliefs about one subject in each world, and sums over worlds.

    Attributes:
        prior: Array (explanations, worlds): beliefs before the evidence.
        posterior: Array (explanations, worlds): beliefs after it.
        likelihood: Array (explanations, worlds): likelihood of all evidence, up to a factor for each world.
        weight: Array (worlds): logarithm of how likely all evidence was in the world, whatever is true there.
        true: Array (worlds): number of the explanation that is true, drawn from the beliefs after the evidence.
        sums: Sums over all worlds.
        groups: The same over each group of worlds, and what single judgements explain of it.
    """

    prior: Floats
    posterior: Floats
    likelihood: Floats
    weight: Floats
    true: Floats
    sums: BeliefSums
    groups: GroupedSums


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
    last = plan.days[-1]
    rows = [*found, *(replies[name, last] for name in plan.recipients)]
    total = sum(rows, np.zeros_like(prior))
    likelihood, posterior = _posterior(priors, total)
    moments = _moments(plan, own + prior, found, replies)
    separate = [likelihood_of_replies(draws, subject, name, last, separately=True) for name in plan.recipients]
    indicators = _indicators(draws, subject)

    def summed(over: WorldSums) -> BeliefSums:
        """Add up over worlds."""
        start, known = over.logs(own + prior), own + prior + total
        told = {name: over.rows(map(over.logs, values), start) for name, values in moments.items()}
        return BeliefSums(
            start=start,
            **told,
            without=over.rows((over.logs(known - row) for row in rows), start),
            mean=over.rows((over.plain(draws.weights * np.exp(row)) for row in rows), start),
            apart=over.rows((over.plain(draws.weights * one) for one in separate), start),
            seen=over.rows((over.logs(known + yes) for yes, _ in indicators), start),
            unseen=over.rows((over.logs(known + no) for _, no in indicators), start),
        )

    columns = columns_of(draws, plan.streams)
    return Weighing(
        prior=priors,
        posterior=posterior,
        likelihood=likelihood,
        weight=np.logaddexp.reduce(prior + total, axis=0),
        true=drawn_from(posterior, draws.uniform(subject.stream)).astype(float),
        sums=summed(WorldSums.of_all()),
        groups=GroupedSums(summed(WorldSums.by_column(columns)), columns.T @ columns[:, GROUPS:]),
    )


def _moments(
    plan: WeighingPlan, start: Floats, found: Sequence[Floats], replies: Mapping[tuple[str, dt.date], Floats]
) -> dict[str, list[Floats]]:
    """Return logarithms of weight · prior · likelihood in each world: before and after each piece, and day by day."""
    moments: dict[str, list[Floats]] = {"before": [], "after": [], "course": []}
    known = np.zeros_like(start)
    for day in plan.days:
        heard = sum((replies[name, day] for name in plan.recipients), np.zeros_like(start))
        for piece, likelihood in zip(plan.pieces, found, strict=True):
            if piece.date == day:
                moments["before"].append(start + known + heard)
                known = known + likelihood
                moments["after"].append(start + known + heard)
        moments["course"].append(start + known + heard)
    return moments


def _posterior(priors: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Return arrays (explanations, worlds): the likelihood over the largest of its world, and the belief after it."""
    peak = np.where(priors > 0, total, -np.inf).max(axis=0)
    likelihood = np.exp(np.minimum(total - np.where(np.isfinite(peak), peak, 0.0), 0.0))
    posterior = priors * likelihood
    believed = posterior.sum(axis=0)
    return likelihood, np.where(believed > 0, posterior / np.where(believed > 0, believed, 1.0), priors)


def joined(parts: Sequence[Weighing]) -> Weighing:
    """Return the beliefs of several blocks one after the other, and their sums added up."""
    lines = ("prior", "posterior", "likelihood", "weight", "true")
    return Weighing(
        **{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in lines},
        sums=BeliefSums.joined([part.sums for part in parts]),
        groups=GroupedSums.joined([part.groups for part in parts]),
    )


def _indicators(draws: Draws, subject: Subject) -> list[tuple[Floats, Floats]]:
    """Return, for each indicator, logarithms of the likelihood that it is seen, and that it is not."""
    found = []
    for name, indicator in said_of(subject).indicators.items():
        stated = drawn(draws, f"{subject.path}/indicators/{name}/likelihoods", indicator.likelihoods)
        likelihood = completed(subject, stated)
        with np.errstate(divide="ignore"):  # log 0 is right: what is certain under a hypothesis is seen
            found.append((np.log(likelihood), np.log1p(-likelihood)))
    return found
