"""The report of the reading chapter: the JSON of `detente reading --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt

from detente.case.base import Frozen
from detente.chapters.reading.reports.ach_reports import AchReport, ach_report
from detente.chapters.reading.reports.belief_reports import (
    BeliefReport,
    DayReport,
    PostMortemReport,
    belief_reports,
    day_reports,
    post_mortem,
)
from detente.chapters.reading.reports.evidence_reports import (
    IndicatorReport,
    PieceReport,
    SilenceReport,
    indicator_reports,
    piece_reports,
    silence_reports,
)
from detente.chapters.reading.result import Beliefs, entropy


class ReadingReport(Frozen):
    """Everything the chapter found."""

    day: dt.date
    """The day up to which the evidence was weighed."""
    asked: int
    """How many worlds were asked for."""
    drawn: int
    """How many were drawn: more where the evidence would have left the worlds asked for less than 70 % of their say."""
    effective: float
    """How many equally weighted worlds say as much as the worlds with their new weights."""
    explanations: list[BeliefReport]
    """The explanations, as in the case; their beliefs add up to 1."""
    entropy_before: float
    """How much is open before the evidence, in bits."""
    entropy: float
    """How much is open after it."""
    course: list[DayReport]
    """Beliefs over time: one entry for each day on which something was weighed, and the day of the case."""
    pieces: list[PieceReport]
    """What was weighed: in order of time, then the recipients."""
    silences: list[SilenceReport]
    """What was heard from recipients."""
    indicators: list[IndicatorReport]
    """What to look out for, what tells most first."""
    ach: AchReport
    """Inconsistency scores, for comparison with the beliefs."""
    post_mortem: PostMortemReport | None
    """How good the judgements were; null where the truth is not known."""


def report(found: Beliefs) -> ReadingReport:
    """Return the report of a result."""
    pieces = piece_reports(found)
    return ReadingReport(
        day=found.plan.case.date,
        asked=found.worlds.inquiry.worlds,
        drawn=found.worlds.size,
        effective=found.effective,
        explanations=belief_reports(found),
        entropy_before=entropy(found.mean_prior),
        entropy=entropy(found.mean_posterior),
        course=day_reports(found),
        pieces=pieces,
        silences=silence_reports(found, pieces),
        indicators=indicator_reports(found),
        ach=ach_report(found, pieces),
        post_mortem=post_mortem(found),
    )
