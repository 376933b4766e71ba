"""Measures in the roadmap report, and the measures of each round."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.case.model import Case
from detente.chapters.roadmap.space.lattice import MeasureStep, legs, measures_between
from detente.chapters.roadmap.space.roadmap_space import Roadmap


class MeasureReport(Frozen):
    """A measure: what brings an issue to an option."""

    issue: str
    """Id of the issue."""
    option: str
    """Id of the option."""
    name: str
    """Printed name."""
    by: list[str]
    """Parties that carry it out."""


def measure_report(case: Case, measure: MeasureStep) -> MeasureReport:
    """Return the report of a measure, given by the numbers of its issue and option."""
    issue = list(case.issues)[measure[0]]
    option = case.ladder(issue)[measure[1]]
    return MeasureReport(issue=issue, option=option, name=case.label(issue, option), by=list(case.issues[issue].movers))


def measures_by_round(case: Case, roadmap: Roadmap) -> list[list[MeasureReport]]:
    """Return, for each round of a roadmap, the measures that it carries out."""
    return [[measure_report(case, measure) for measure in measures_between(*leg)] for leg in legs(roadmap)]
