"""The analysis of the reading chapter."""

from __future__ import annotations

from functools import partial

from detente.case.model import Case
from detente.chapters.contract import Upstream
from detente.chapters.reading.evidence_pieces import pieces
from detente.chapters.reading.likelihoods import reading_of
from detente.chapters.reading.result import Beliefs
from detente.chapters.reading.weigh import WeighingPlan, joined, weigh
from detente.worlds import Worlds


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
        The beliefs, a pure function of the worlds. Their `weights` are those of the worlds after the evidence.
    """
    case = worlds.case
    plan = plan_of(case)
    return Beliefs(worlds, plan, joined(list(worlds.each(partial(weigh, plan)))))
