"""Single measures in the roadmap report: insured, insisted on, demanded on top, or carried out in shares.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.chapters.roadmap.questions.insurance import Insurance
from detente.chapters.roadmap.questions.partial_measures import Share
from detente.chapters.roadmap.questions.precondition import Demand, Insisted
from detente.chapters.roadmap.reports.measure_reports import MeasureReport, measure_report
from detente.chapters.roadmap.result import Way
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds
from detente.worlds.quantiles import spread


class InsuranceReport(Sampled):
    """What insuring one measure would do."""

    measure: MeasureReport
    """The measure."""
    kind: Literal["verification", "reversibility"]
    """verification: a breach is found twice as fast. reversibility: it can be taken back in full."""
    today: float
    """How sure the more doubtful side must be without it, in the worlds in which it was worked out."""
    doubt: float
    """How sure it must be then."""
    fall: float
    """By how much that is less."""
    worlds: int
    """In how many of the worlds in which the package is attainable it was worked out."""


def insurance_reports(way: Way) -> list[InsuranceReport]:
    """Return a report on each way of insuring a measure."""
    return [copied(InsuranceReport, insurance, measure=_measure(way, insurance)) for insurance in way.insurances]


class InsistedReport(Sampled):
    """A measure of the package that is insisted on in the first round."""

    measure: MeasureReport
    """The measure."""
    worth: float | None
    """What the best roadmap that begins with it is worth; null if none may."""
    doubt: float | None
    """How sure the more doubtful side must be for that."""
    loss: float | None
    """By how much it is worth less than the roadmap to propose."""


def insisted_reports(way: Way) -> list[InsistedReport]:
    """Return a report on each measure that could be insisted on in the first round."""
    return [copied(InsistedReport, insisted, measure=_measure(way, insisted)) for insisted in way.insisted]


class PreconditionReport(Sampled):
    """A demand on top of the package."""

    measure: MeasureReport
    """What is demanded."""
    price: float
    """Its price as content, from the agreement chapter."""
    free: float
    """Share of worlds in which the package is attainable and its roadmap completed, without the demand."""
    content: float
    """The same with the demand, met where it does best."""
    precondition: float
    """The same with the demand met before anything else."""
    dearer: float
    """By how much that is less than without the demand."""


def precondition_reports(way: Way) -> list[PreconditionReport]:
    """Return a report on each further demand."""
    return [copied(PreconditionReport, demand, measure=_measure(way, demand)) for demand in way.demands.shown]


class ShareReport(Sampled):
    """A measure that can be carried out in shares; lists are quantiles over worlds with the package attainable."""

    measure: MeasureReport
    """The measure."""
    party: str
    """Who carries it out."""
    irreversible: list[float]
    """Largest first share if no share could be taken back."""
    possible: float
    """Share of those worlds in which shares that cannot be taken back are possible at all."""
    small: list[float]
    """Largest first share at the mover's stated belief."""
    years: list[float]
    """Years in which shares then grow to the whole."""
    least: list[float] | None
    """Smallest share that would reassure, where there is a window; null if there is none or it was not asked."""
    most: list[float] | None
    """Largest share that would be dared, likewise."""
    window: float | None
    """Share of those worlds in which there is such a window; null if it was not asked."""


def share_reports(way: Way, worlds: Worlds) -> list[ShareReport]:
    """Return a report on each measure that can be carried out in shares."""
    weight, agreed = way.weight(worlds), way.context.agreed
    reports = []
    for share in way.shares:
        asked = bool(np.isfinite(share.least).any())
        window = np.isfinite(share.least) & (share.least <= share.most)
        some = bool(weight @ window > 0)
        reports.append(
            copied(
                ShareReport,
                share,
                measure=_measure(way, share),
                irreversible=spread(share.irreversible, weight),
                possible=worlds.sampled(share.irreversible > 0, agreed),
                small=spread(share.small, weight),
                years=spread(share.years, weight),
                least=spread(share.least[window], weight[window]) if some else None,
                most=spread(share.most[window], weight[window]) if some else None,
                window=worlds.sampled(window, agreed) if asked else None,
            )
        )
    return reports


def _measure(way: Way, found: Insurance | Insisted | Demand | Share) -> MeasureReport:
    return measure_report(way.plan.case, (found.issue, found.option))
