"""How long agreements lasted, and whether one kind held more often, as parts of the report."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.precedent.outcome_tests import QUESTIONS
from detente.chapters.precedent.result import Precedents
from detente.findings.sampled import Ends


class LifeStepReport(Frozen):
    """A point of a survival curve."""

    years: float
    """Years since an agreement began."""
    share: float
    """Share of agreements that last longer."""
    interval: Ends | None
    """The interval that covers 90 % with so few agreements; null where it is not defined."""


class LifeCurveReport(Frozen):
    """How long a kind of agreements lasted."""

    kind: str
    """all, or a scope."""
    number: int
    """How many agreements there are."""
    failures: int
    """How many of them failed."""
    median: float | None
    """Years that half of them last; null where more than half last as far as one can see."""
    longest: float
    """The longest that any was observed, years."""
    at_horizon: LifeStepReport | None
    """How many last longer than the years asked; null where none was observed so long."""
    steps: list[LifeStepReport]
    """The curve: a step at each failure."""


class KindOutcomeReport(Frozen):
    """Agreements of two kinds, and how many of each held for the years asked."""

    question: str
    """What tells the kinds apart, as an id."""
    says: str
    """The same in words."""
    held: tuple[int, int]
    """How many held: of those of which it is true, and of the others."""
    failed: tuple[int, int]
    """How many failed, of the same."""
    difference: float
    """Difference of the shares that held."""
    interval: Ends
    """The interval of it that covers 90 %."""
    fisher: float
    """Two-sided value of Fisher’s exact test."""
    barnard: float
    """The same of Barnard’s."""
    boschloo: float
    """The same of Boschloo’s."""
    least: float | None
    """By how much less often the first kind would have to hold for so few to show it with a power of 80 %; null where
    they could not show even that it never holds."""


def curve_reports(found: Precedents) -> list[LifeCurveReport]:
    """Return how long agreements lasted, all of them first."""
    told = []
    for kind, curve in found.survival.items():
        at = curve.at(found.part.horizon)
        told.append(
            LifeCurveReport(
                kind=kind,
                number=curve.number,
                failures=curve.failures,
                median=curve.median,
                longest=curve.longest,
                at_horizon=None if at is None else _step(at.years, at.share, at.low, at.high),
                steps=[_step(step.years, step.share, step.low, step.high) for step in curve.steps],
            )
        )
    return told


def _step(years: float, share: float, low: float | None, high: float | None) -> LifeStepReport:
    ends = None if low is None or high is None else Ends(low=low, high=high)
    return LifeStepReport(years=years, share=share, interval=ends)


def outcome_reports(found: Precedents) -> list[KindOutcomeReport]:
    """Return whether agreements of one kind held more often."""
    return [
        KindOutcomeReport(
            question=one.question,
            says=QUESTIONS[one.question][0],
            held=one.held,
            failed=one.failed,
            difference=one.apart[0],
            interval=Ends(low=one.apart[1], high=one.apart[2]),
            fisher=one.fisher,
            barnard=one.barnard,
            boschloo=one.boschloo,
            least=one.least,
        )
        for one in found.outcomes
    ]
