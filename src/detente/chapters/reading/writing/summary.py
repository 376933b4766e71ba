"""From what the reading chapter found to its report in plain numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import log2
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.reading import ach
from detente.chapters.reading.entries import Hypothesis
from detente.chapters.reading.evidence_pieces import Piece
from detente.chapters.reading.likelihoods import reading_of
from detente.chapters.reading.result import Beliefs, evidence, shares
from detente.chapters.reading.silence import months, waits
from detente.chapters.reading.writing.belief_reports import (
    AchReport,
    BeliefReport,
    DayReport,
    DisagreementReport,
    IndicatorReport,
    PieceReport,
    PostMortemReport,
    RankReport,
    ReadingReport,
    SilenceReport,
)
from detente.worlds.quantiles import spread

WORTHLESS = 1.2  # a largest ratio of likelihoods below this tells nothing


def report(found: Beliefs) -> ReadingReport:
    """Put what was found into plain numbers."""
    case, last = found.plan.case, found.found.course[-1]
    pieces = _pieces(found)
    return ReadingReport(
        day=case.date,
        effective=found.effective,
        explanations=_explanations(found),
        entropy_before=entropy(shares(found.found.start)),
        entropy=entropy(shares(last)),
        course=_course(found),
        pieces=pieces,
        silences=_silences(found, pieces),
        indicators=_indicators(found),
        ach=_ach(found, pieces),
        post_mortem=_post_mortem(found),
    )


def entropy(beliefs: Floats) -> float:
    """Return how much beliefs leave open, in bits.

    Example:
        >>> entropy(np.array([0.5, 0.25, 0.25]))
        1.5
    """
    held = beliefs[beliefs > 0]
    return float(-(held * np.log2(held)).sum())


def _by_name(found: Beliefs, values: Floats) -> dict[str, float]:
    return {h: float(value) for h, value in zip(found.explanations, values, strict=True)}


def _explanations(found: Beliefs) -> list[BeliefReport]:
    case, part = found.plan.case, reading_of(found.plan.case)
    prior, posterior = _by_name(found, shares(found.found.start)), _by_name(found, shares(found.found.course[-1]))
    reports = []
    for n, (h, name) in enumerate(zip(found.explanations, found.names, strict=True)):
        body = part.hypotheses.get(h)
        low, _, high = spread(found.found.posterior[n], found.weights)
        within = [other for other in found.explanations if h in case.implies(other)]
        reports.append(
            BeliefReport(
                id=h,
                name=name,
                short=body.short or name if body is not None else name,
                kind=_kind(body),
                prior=prior[h],
                posterior=posterior[h],
                low=low,
                high=high,
                holds_before=sum(prior[other] for other in within),
                holds=sum(posterior[other] for other in within),
            )
        )
    return reports


def _kind(body: Hypothesis | None) -> Literal["hypothesis", "combination", "deception", "rest"]:
    if body is None:
        return "rest"
    return "combination" if body.all_of else "hypothesis" if body.mimics is None else "deception"


def _course(found: Beliefs) -> list[DayReport]:
    part = reading_of(found.plan.case)
    events: dict[dt.date, list[str]] = {day: [] for day in found.plan.days}
    for piece in found.plan.pieces:
        events[piece.date].append(piece.id)
    for name, recipient in part.recipients.items():
        for day in sorted(
            {min(a.date for a in recipient.approaches.values())} | {a.date for a in recipient.answers.values()}
        ):
            events[day].append(name)
    beliefs = shares(found.found.course)
    return [
        DayReport(date=day, events=events[day], beliefs=_by_name(found, beliefs[n]))
        for n, day in enumerate(found.plan.days)
        if events[day] or day == found.plan.days[-1]
    ]


def _pieces(found: Beliefs) -> list[PieceReport]:
    part = reading_of(found.plan.case)
    known: Mapping[str, Piece] = {piece.id: piece for piece in found.plan.pieces}
    posterior, before = shares(found.found.course[-1]), found.found.before
    truth = found.explanations.index(part.truth.hypothesis) if part.truth is not None else None
    simple = [n for n, h in enumerate(found.explanations) if h in part.simple]
    reports = []
    for row, name in enumerate(found.weighed):
        likelihoods = found.found.mean[row] / found.worlds.total
        without = shares(found.found.without[row])
        change = posterior - without
        piece = known.get(name)
        ratio = float(likelihoods[simple].max() / likelihoods[simple].min())
        recipient = part.recipients.get(name)
        reports.append(
            PieceReport(
                id=name,
                name=piece.said.name if piece is not None else part.recipients[name].name,
                kind="recipient" if piece is None else piece.kind,
                date=piece.date
                if piece is not None
                else min(a.date for a in part.recipients[name].approaches.values()),
                likelihoods=_by_name(found, likelihoods),
                ratio=ratio,
                worthless=ratio < WORTHLESS,
                moves=float(np.abs(change).sum() / 2),
                without=_by_name(found, without),
                raises=found.explanations[int(np.argmax(change))],
                lowers=found.explanations[int(np.argmin(change))],
                expected=None
                if recipient is not None
                else float(np.exp(evidence(found.found.after[row]) - evidence(before[row]))),
                score=None if truth is None else float(np.log2(posterior[truth] / without[truth])),
            )
        )
    return reports


def _silences(found: Beliefs, pieces: list[PieceReport]) -> list[SilenceReport]:
    case, part = found.plan.case, reading_of(found.plan.case)
    simple = [n for n, h in enumerate(found.explanations) if h in part.simple]
    weighed = {piece.id: piece for piece in pieces}
    reports = []
    for row, name in enumerate(found.plan.recipients):
        recipient, apart = part.recipients[name], found.found.apart[row][simple]
        reports.append(
            SilenceReport(
                id=name,
                name=recipient.name,
                approaches=len(recipient.approaches),
                answers=len(recipient.answers),
                months=months(waits(recipient, case.date)),
                ratio=weighed[name].ratio,
                apart=None if recipient.answers else float(apart.max() / apart.min()),
            )
        )
    return reports


def _indicators(found: Beliefs) -> list[IndicatorReport]:
    part, last = reading_of(found.plan.case), found.found.course[-1]
    open_now = entropy(shares(last))
    reports = []
    for row, (name, indicator) in enumerate(part.indicators.items()):
        seen, unseen = found.found.seen[row], found.found.unseen[row]
        chance = float(np.exp(evidence(seen) - evidence(last)))
        after = [shares(seen), shares(unseen) if np.isfinite(unseen).any() else shares(seen)]
        left = chance * entropy(after[0]) + (1 - chance) * entropy(after[1])
        reports.append(
            IndicatorReport(
                id=name,
                name=indicator.name,
                chance=chance,
                bits=max(0.0, open_now - left),
                seen=_by_name(found, after[0]),
                unseen=_by_name(found, after[1]),
            )
        )
    return sorted(reports, key=lambda r: -r.bits)


def _ach(found: Beliefs, pieces: list[PieceReport]) -> AchReport:
    part = reading_of(found.plan.case)
    said = {piece.id: piece.said for piece in found.plan.pieces}
    rows = []
    for piece in pieces:
        body = said.get(piece.id)
        weight = ach.GRADES[body.relevance] if body is not None else 1.0
        if body is not None and body.reliability is not None:
            trust = body.reliability
            share = trust.rho.central if trust.rho is not None else 1.0
            if trust.hit is not None and trust.false_alarm is not None:
                share *= max(0.0, trust.hit.central - trust.false_alarm.central)
            weight *= ach.credibility(share)
        rows.append(ach.InconsistencyRow(piece.likelihoods, weight))
    prior, posterior = (
        {h: p for h, p in _by_name(found, shares(values)).items() if h in part.simple}
        for values in (found.found.start, found.found.course[-1])
    )
    ranks = [RankReport(id=h, plain=p, weighted=w, squared=s) for h in prior for p, w, s in [ach.scores(rows, h)]]
    return AchReport(
        ranks=sorted(ranks, key=lambda r: -r.weighted),
        disagreements=[
            DisagreementReport(
                better=d.better, worse=d.worse, bits=d.bits, prior=d.prior, fit=d.fit, strength=d.strength
            )
            for d in ach.disagreements(rows, prior, posterior)
        ],
    )


def _post_mortem(found: Beliefs) -> PostMortemReport | None:
    truth = reading_of(found.plan.case).truth
    if truth is None:
        return None
    prior, posterior = (_by_name(found, shares(v)) for v in (found.found.start, found.found.course[-1]))
    return PostMortemReport(
        truth=truth.hypothesis,
        prior=_score(prior[truth.hypothesis]),
        posterior=_score(posterior[truth.hypothesis]),
        chance=_score(1 / len(prior)),
    )


def _score(belief: float) -> float:
    return log2(belief) if belief > 0 else -1e9
