"""The report of the reading chapter: the JSON of `detente reading --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

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
from detente.chapters.reading.result import Beliefs, SubjectBeliefs, entropy, shares
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.findings.speech import whom


class SubjectReport(Sampled):
    """What was found about one subject."""

    id: str
    """Its id; empty where it is the only one and has none."""
    party: str | None
    """The party it is about, where the case says so."""
    whom: str
    """Whom or what it is about, in words that can follow “which explanation of”."""
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
    subjects: list[SubjectReport]
    """What was found about each subject; most cases have one."""


def report(found: Beliefs) -> ReadingReport:
    """Return the report of a result."""
    return ReadingReport(
        day=found.worlds.case.date,
        asked=found.worlds.inquiry.worlds,
        drawn=found.worlds.size,
        effective=found.effective,
        subjects=[_subject(told) for told in found.subjects],
    )


def _subject(found: SubjectBeliefs) -> SubjectReport:
    pieces = piece_reports(found)
    before, after = found.sampled(
        lambda sums: np.stack([entropy(shares(x)) for x in (sums.start, sums.course[..., -1, :])], axis=-1), most=np.inf
    )
    return copied(
        SubjectReport,
        found,
        id=found.subject.id,
        party=found.subject.party,
        whom=whom(found.plan.case, found.subject),
        explanations=belief_reports(found),
        entropy_before=before,
        entropy=after,
        course=day_reports(found),
        pieces=pieces,
        silences=silence_reports(found, pieces),
        indicators=indicator_reports(found),
        ach=ach_report(found, pieces),
        post_mortem=post_mortem(found),
    )
