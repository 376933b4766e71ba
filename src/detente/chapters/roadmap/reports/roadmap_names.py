"""How measures and roadmaps are named for a reader."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.roadmap.space.roadmap_space import Baseline
from detente.findings.speech import of_name
from detente.findings.standing import standing


def named(case: Case, base: Baseline, proposes: bool) -> str:
    """Return the printed name of a roadmap that is shown; to a package that is recommended, or only examined."""
    match base.kind:
        case "recommended":
            return standing(proposes).capitalize()
        case "goes-first":
            return f"{of_name(case.parties[base.of], begins=True)} goes first"
        case "named":
            return str(case.parts["roadmap"].roadmaps[base.of].name)
    return "All at once"
