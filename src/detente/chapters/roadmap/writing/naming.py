"""How measures and roadmaps are named for a reader."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.roadmap.space.lattice import MeasureStep, brought, legs
from detente.chapters.roadmap.space.roadmap_space import Baseline, Roadmap
from detente.chapters.roadmap.writing.roadmap_reports import MeasureReport
from detente.findings.words import of_name


def named(case: Case, base: Baseline) -> str:
    """Return the printed name of a roadmap that is shown."""
    match base.kind:
        case "recommended":
            return "Recommended"
        case "goes-first":
            return f"{of_name(case.parties[base.of].name, begins=True)} goes first"
        case "named":
            return str(case.parts["roadmap"].roadmaps[base.of].name)
    return "All at once"


def measure(case: Case, option: MeasureStep) -> MeasureReport:
    """Report a measure by the numbers of its issue and option."""
    issue = list(case.issues)[option[0]]
    chosen = case.ladder(issue)[option[1]]
    return MeasureReport(issue=issue, option=chosen, name=case.label(issue, chosen), by=list(case.issues[issue].movers))


def steps(case: Case, roadmap: Roadmap) -> list[list[MeasureReport]]:
    """Report the measures of each round."""
    return [[measure(case, option) for option in brought(*leg)] for leg in legs(roadmap)]
