"""The analysis of the reading chapter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import ceil

from detente.case.model import Case
from detente.chapters.contract import Upstream
from detente.chapters.reading.evidence_pieces import pieces
from detente.chapters.reading.likelihoods import reading_of
from detente.chapters.reading.result import Beliefs
from detente.chapters.reading.weigh import WeighingPlan, joined, weigh
from detente.worlds import Worlds

ENOUGH = 0.7  # of the worlds asked for: so many of equal weight must say as much as those that are drawn
MARGIN = 1.02  # more than it should take, so that it rarely takes a third time
MOST = 10  # times as many as were asked for, and no more


def plan_of(case: Case) -> WeighingPlan:
    """Return what is to be weighed in a case."""
    found = pieces(case)
    part = reading_of(case)
    days = {piece.date for piece in found} | {case.date}
    for recipient in part.recipients.values():
        days |= {approach.date for approach in recipient.approaches.values()}
        days |= {answer.date for answer in recipient.answers.values()}
    return WeighingPlan(case, found, tuple(part.recipients), tuple(sorted(days)))


def analyse(worlds: Worlds, upstream: Upstream) -> Beliefs:
    """Return what to believe about the other side, given its behaviour and its silence.

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter.
        upstream: Results of earlier chapters; none is needed.

    Returns:
        The beliefs, a pure function of the worlds. Their `following` are the worlds after the evidence: as many as were
        asked for, or more where these would say less than `ENOUGH` of so many worlds of equal weight ([Kish1965]).
    """
    plan = plan_of(worlds.case)
    found = _beliefs(plan, worlds)
    asked, most = worlds.size, MOST * worlds.size
    while found.effective < ENOUGH * asked and found.worlds.size < most and worlds.weights is None:
        wanted = ceil(found.worlds.size * ENOUGH * asked / found.effective * MARGIN)
        found = _beliefs(plan, replace(worlds, size=min(wanted, most), asked=worlds.inquiry))
    return found


def _beliefs(plan: WeighingPlan, worlds: Worlds) -> Beliefs:
    return Beliefs(worlds, plan, joined(list(worlds.each(partial(weigh, plan)))))
