"""The JSON of `detente experts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from detente.case.base import Frozen
from detente.cli.documents import Meta
from detente.findings.sampled import Ends, Sampled

if TYPE_CHECKING:
    from detente.outcomes.calibration import Calibrated, ExpertScore
    from detente.outcomes.expert_agreement import ExpertDisagreement, WhomToAsk


class ViewReport(Frozen):
    """What one expert says of a judgement."""

    low: float
    """Lowest value held possible."""
    central: float
    """The middle of the belief."""
    high: float
    """Highest value held possible."""
    weight: float
    """How much the expert is believed, against the others."""


class ExpertDisagreementReport(Frozen):
    """What experts say of one judgement."""

    path: str
    """Its path."""
    label: str
    """What it is about."""
    unit: str
    """Its unit."""
    views: dict[str, ViewReport]
    """Expert → what that expert says."""
    overlap: float
    """What two experts both hold possible as a share of what either does; mean over pairs, by weight, 0 to 1."""
    distance: float
    """How far one belief must be moved to become another, as a share of what either holds possible; mean over pairs,
    by weight, 0 to 1."""
    stream: str
    """What decides whom to believe on it."""


class WhomToAskReport(Sampled):
    """What it means for the headline which of some experts is believed."""

    stream: str
    """What decides whom to believe."""
    label: str
    """The same in words."""
    judgements: int
    """On how many judgements it decides that."""
    shares: dict[str, float]
    """Expert → share of worlds in which the headline holds, among those in which that expert is believed."""
    apart: float
    """The largest of these shares less the smallest."""
    beyond_chance: bool
    """Whether the headline turns on it, beyond what noise shows."""


class ExpertScoreReport(Frozen):
    """How one expert, or all of them together, did on questions whose answers are known."""

    calibration: float
    """Probability that somebody who is right about these chances would miss them as much or more, 0 to 1."""
    information: float
    """How much narrower the ranges are than everything that anybody said, on average; 0 or more."""
    hits: list[int]
    """How many answers lay below the 5 % value, up to the 50 % value, up to the 95 % value, and above it."""
    weight: float
    """Share of the weight that is proposed, 0 to 1."""


class CalibrationReport(Frozen):
    """What comes of questions whose answers are known."""

    questions: int
    """How many there are."""
    cutoff: float
    """Calibration below which an expert gets no weight."""
    chosen: bool
    """Whether that is the one with which all together do best; otherwise the case gives it."""
    experts: dict[str, ExpertScoreReport]
    """Expert → score and proposed weight."""
    together: ExpertScoreReport
    """How all together do with the weights that are proposed."""
    equal: ExpertScoreReport
    """How all together do with the same weight for each."""
    left_out: list[str]
    """Experts who did not answer all of them."""


class ExpertsDocument(Frozen):
    """Where experts agree and differ, and whether it matters whom one believes."""

    meta: Meta
    """Where it comes from."""
    drawn: Literal["together", "by-party", "by-judgement"]
    """For how much a world draws whom to believe at once."""
    judgements: list[ExpertDisagreementReport]
    """The judgements on which experts differ, those furthest apart first."""
    headline: str | None
    """What is compared between experts; null where nothing is."""
    whom: list[WhomToAskReport]
    """What it means for that which experts are believed, what matters most first; empty with --calibrate."""
    calibration: CalibrationReport | None
    """What comes of questions whose answers are known; null without --calibrate."""


def disagreement_report(one: ExpertDisagreement) -> ExpertDisagreementReport:
    """Report what experts say of a judgement."""
    return ExpertDisagreementReport(
        path=one.path,
        label=one.label,
        unit=one.unit,
        views={
            view.who: ViewReport(low=view.says.low, central=view.says.central, high=view.says.high, weight=view.weight)
            for view in one.views
        },
        overlap=one.overlap,
        distance=one.distance,
        stream=one.stream,
    )


def whom_report(one: WhomToAsk) -> WhomToAskReport:
    """Report what it means whom one believes."""
    errors = {f"shares/{who}": Ends(low=share.low, high=share.high) for who, share in one.shares.items()}
    return WhomToAskReport(
        errors=errors | {"apart": Ends(low=one.apart.low, high=one.apart.high)},
        stream=one.stream,
        label=one.label,
        judgements=one.judgements,
        shares={who: share.value for who, share in one.shares.items()},
        apart=one.apart.value,
        beyond_chance=one.beyond_chance,
    )


def calibration_report(found: Calibrated) -> CalibrationReport:
    """Report what comes of questions whose answers are known."""
    return CalibrationReport(
        questions=found.questions,
        cutoff=found.cutoff,
        chosen=found.chosen,
        experts={who: _score(score) for who, score in found.experts.items()},
        together=_score(found.together),
        equal=_score(found.equal),
        left_out=list(found.left_out),
    )


def _score(score: ExpertScore) -> ExpertScoreReport:
    return ExpertScoreReport(
        calibration=score.calibration, information=score.information, hits=list(score.hits), weight=score.weight
    )
