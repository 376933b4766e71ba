"""The parts of the reading report that hold beliefs: the explanations, how beliefs moved, and how good they were.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from math import log2
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.chapters.reading.belief_sums import BeliefSums
from detente.chapters.reading.entries import Hypothesis
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.result import SubjectBeliefs, shares
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds.errors import Interval
from detente.worlds.quantiles import spread

IMPOSSIBLE = -1e9  # log score of a truth that was held to be impossible: a number that JSON can hold


class BeliefReport(Sampled):
    """One explanation: a hypothesis, a combination of several, or the rest."""

    id: str
    """Its id; `rest` for the rest."""
    name: str
    """Printed name, a clause."""
    short: str
    """The same in a few words."""
    kind: Literal["hypothesis", "combination", "deception", "rest"]
    """Whether it stands for itself, combines others, mimics another, or is what they leave."""
    prior: float
    """Belief that it is the true explanation, before the evidence, over all worlds."""
    posterior: float
    """The same after the evidence."""
    low: float
    """Tenth percentile over worlds of the belief after the evidence."""
    high: float
    """Ninetieth percentile of the same."""
    holds_before: float
    """Belief that it holds, alone or as part of a combination, before the evidence."""
    holds: float
    """The same after the evidence."""


def belief_reports(found: SubjectBeliefs) -> list[BeliefReport]:
    """Return a report on each explanation, in the order of the case."""
    part = said_of(found.subject)
    reports = []
    for n, (h, name) in enumerate(zip(found.explanations, found.names, strict=True)):
        body = part.hypotheses.get(h)
        low, _, high = spread(found.found.posterior[n], found.weights)
        implying = [row for row, other in enumerate(found.explanations) if h in found.subject.implies(other)]
        reports.append(
            copied(
                BeliefReport,
                found,
                id=h,
                name=name,
                short=body.short or name if body is not None else name,
                kind=_kind(body),
                prior=_belief(found, _before, [n]),
                posterior=_belief(found, _after, [n]),
                low=low,
                high=high,
                holds_before=_belief(found, _before, implying),
                holds=_belief(found, _after, implying),
            )
        )
    return reports


def _before(sums: BeliefSums) -> Floats:
    return sums.start


def _after(sums: BeliefSums) -> Floats:
    return np.asarray(sums.course[..., -1, :])


def _belief(found: SubjectBeliefs, of: Callable[[BeliefSums], Floats], rows: list[int]) -> Interval:
    """Return the belief in one of some explanations over all worlds, with its error."""
    return found.sampled(lambda sums: shares(of(sums))[..., rows].sum(axis=-1, keepdims=True))[0]


def _kind(body: Hypothesis | None) -> Literal["hypothesis", "combination", "deception", "rest"]:
    if body is None:
        return "rest"
    return "combination" if body.all_of else "hypothesis" if body.mimics is None else "deception"


class DayReport(Sampled):
    """Beliefs at the end of a day."""

    date: dt.date
    """The day."""
    events: list[str]
    """Ids of what was weighed from that day on."""
    beliefs: dict[str, float]
    """Explanation → belief at the end of the day."""


def day_reports(found: SubjectBeliefs) -> list[DayReport]:
    """Return a report on each day on which something was weighed, and on the day of the case."""
    events: dict[dt.date, list[str]] = {day: [] for day in found.plan.days}
    for piece in found.plan.pieces:
        events[piece.date].append(piece.id)
    for name, recipient in said_of(found.subject).recipients.items():
        first = min(approach.date for approach in recipient.approaches.values())
        for day in sorted({first, *(answer.date for answer in recipient.answers.values())}):
            events[day].append(name)
    return [
        copied(DayReport, found, date=day, events=events[day], beliefs=_on_day(found, n))
        for n, day in enumerate(found.plan.days)
        if events[day] or day == found.plan.days[-1]
    ]


def _on_day(found: SubjectBeliefs, n: int) -> dict[str, Interval]:
    """Return explanation → belief at the end of a day."""
    return found.sampled_beliefs(lambda sums: sums.course[..., n, :])


class PostMortemReport(Frozen):
    """How good the judgements were, now that the truth is known."""

    truth: str
    """What turned out to be true."""
    prior: float
    """Log score of the prior: bits, 0 at best."""
    posterior: float
    """Log score of the belief after the evidence."""
    chance: float
    """Log score of believing every explanation alike."""


def post_mortem(found: SubjectBeliefs) -> PostMortemReport | None:
    """Return the log scores of the beliefs, or None where the truth is not known."""
    true = found.true
    if true is None:
        return None
    return PostMortemReport(
        truth=true,
        prior=_log_score(found.by_explanation(found.mean_prior)[true]),
        posterior=_log_score(found.by_explanation(found.mean_posterior)[true]),
        chance=_log_score(1 / len(found.explanations)),
    )


def _log_score(belief: float) -> float:
    return log2(belief) if belief > 0 else IMPOSSIBLE
