"""The part of the reading report that compares beliefs with an analysis of competing hypotheses (ACH).

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.chapters.reading import ach
from detente.chapters.reading.entries import Weighed
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.reports.evidence_reports import PieceReport
from detente.chapters.reading.result import SubjectBeliefs
from detente.findings.copying import copied


class RankReport(Frozen):
    """How one hypothesis fares in an analysis of competing hypotheses (ACH)."""

    id: str
    """The hypothesis."""
    plain: float
    """Sum of −2 for each piece that is very inconsistent with it, −1 for each that is inconsistent, 0 for any other."""
    weighted: float
    """The same, each times credibility and relevance: low 1/√2, medium 1, high √2."""
    squared: float
    """Sum of the squares of the plain scores, so that one strong objection counts more than two weak ones."""


class DisagreementReport(Frozen):
    """Two hypotheses that inconsistency ranks the other way round."""

    better: str
    """The one that the evidence makes likelier."""
    worse: str
    """The one that the weighted inconsistency score ranks first."""
    bits: float
    """By how many bits the former is likelier."""
    prior: float
    """Bits that come from the priors, which the score leaves out."""
    fit: float
    """Bits that come from pieces consistent with both, of which the score sees no difference."""
    strength: float
    """The remaining bits, from pieces inconsistent with at least one: the score has steps instead of likelihoods."""


class AchReport(Frozen):
    """The inconsistency score beside the beliefs."""

    ranks: list[RankReport]
    """Every hypothesis that stands for itself, the least inconsistent first, by the weighted score."""
    disagreements: list[DisagreementReport]
    """Where it ranks two hypotheses differently, the largest difference first."""


def ach_report(found: SubjectBeliefs, pieces: list[PieceReport]) -> AchReport:
    """Return the inconsistency scores of the hypotheses that stand for themselves.

    Args:
        found: The result.
        pieces: The reports on everything that was weighed, recipients included.
    """
    rows = list(_rows(found, pieces))
    prior, posterior = _of_simple(found, found.mean_prior), _of_simple(found, found.mean_posterior)
    ranks = [copied(RankReport, ach.scores(rows, h), id=h) for h in prior]
    return AchReport(
        ranks=sorted(ranks, key=lambda r: -r.weighted),
        disagreements=[copied(DisagreementReport, d) for d in ach.disagreements(rows, prior, posterior)],
    )


def _rows(found: SubjectBeliefs, pieces: list[PieceReport]) -> Iterator[ach.InconsistencyRow]:
    bodies: Mapping[str, Weighed] = {piece.id: piece.said for piece in found.plan.pieces}
    for piece in pieces:
        body = bodies.get(piece.id)
        yield ach.InconsistencyRow(piece.likelihoods, 1.0 if body is None else _weight(body))


def _weight(body: Weighed) -> float:
    """Return relevance times credibility; a piece without stated reliability has no credibility to count."""
    weight, trust = ach.GRADES[body.relevance], body.reliability
    if trust is None:
        return weight
    share = trust.rho.central if trust.rho is not None else 1.0
    if trust.hit is not None and trust.false_alarm is not None:
        share *= max(0.0, trust.hit.central - trust.false_alarm.central)
    return weight * ach.credibility(share)


def _of_simple(found: SubjectBeliefs, values: Floats) -> dict[str, float]:
    """Return values by hypothesis, without combinations, deceptions and the rest."""
    simple = said_of(found.subject).simple
    return {h: value for h, value in found.by_explanation(values).items() if h in simple}
