"""The analysis of the reading chapter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import ceil

from detente.case.model import Case, Subject
from detente.chapters.contract import Upstream
from detente.chapters.reading.evidence_pieces import pieces
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.result import Beliefs, SubjectBeliefs, WeightScale
from detente.chapters.reading.weigh import Weighing, WeighingPlan, joined, weigh
from detente.worlds import Draws, Worlds
from detente.worlds.factors import Dependence

ENOUGH = 0.7  # of the worlds asked for: so many of equal weight must say as much as those that are drawn
MARGIN = 1.02  # more than it should take, so that it rarely takes a third time
MOST = 10  # times as many as were asked for, and no more


def plans_of(case: Case) -> tuple[WeighingPlan, ...]:
    """Return what is to be weighed in a case, subject by subject."""
    return tuple(_plan(case, number, subject) for number, subject in enumerate(case.subjects))


def _plan(case: Case, number: int, subject: Subject) -> WeighingPlan:
    found, part = pieces(subject), said_of(subject)
    days = {piece.date for piece in found} | {case.date}
    for recipient in part.recipients.values():
        days |= {approach.date for approach in recipient.approaches.values()}
        days |= {answer.date for answer in recipient.answers.values()}
    return WeighingPlan(case, number, found, tuple(part.recipients), tuple(sorted(days)), _streams(case, subject))


def _streams(case: Case, subject: Subject) -> tuple[str, ...]:
    """Return the uniforms that judgements of a subject are drawn from, but for those with a common cause."""
    judged = [case.judgements[path] for path in case.paths_at(subject.path) if path.startswith(f"{subject.path}/")]
    tied = Dependence(case, general=0.0).loads
    return tuple(sorted({placed.stream for placed in judged if not placed.judgement.certain} - tied.keys()))


def analyse(worlds: Worlds, upstream: Upstream) -> Beliefs:
    """Return what to believe about the other side, given its behaviour and its silence.

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter.
        upstream: Results of earlier chapters; none is needed.

    Returns:
        The beliefs, a pure function of the worlds. Their `following` are the worlds after the evidence: as many as were
        asked for, or more where these would say less than `ENOUGH` of so many worlds of equal weight ([Kish1965]).
    """
    plans = plans_of(worlds.case)
    found = beliefs_in(plans, worlds)
    asked, most = worlds.size, MOST * worlds.size
    while found.effective < ENOUGH * asked and found.worlds.size < most and worlds.weights is None:
        wanted = ceil(found.worlds.size * ENOUGH * asked / found.effective * MARGIN)
        found = beliefs_in(plans, replace(worlds, size=min(wanted, most), asked=worlds.inquiry))
    return found


def beliefs_in(plans: tuple[WeighingPlan, ...], worlds: Worlds, told_against: WeightScale | None = None) -> Beliefs:
    """Return what to believe in some worlds.

    Args:
        plans: What is to be weighed.
        worlds: The worlds.
        told_against: What weights are told against; the worlds themselves if not given.
    """
    blocks = list(worlds.each(partial(_weighed, plans)))
    found = (joined(parts) for parts in zip(*blocks, strict=True))
    told = zip(plans, found, strict=True)
    return Beliefs(worlds, tuple(SubjectBeliefs(worlds, *one) for one in told), told_against)


def _weighed(plans: tuple[WeighingPlan, ...], draws: Draws) -> list[Weighing]:
    return [weigh(plan, draws) for plan in plans]
