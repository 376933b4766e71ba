"""Later decisions bound to packages, each with the roadmap by which it would be proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.schema import RECOMMENDED
from detente.chapters.agreement import Agreement, OptionNumbers
from detente.chapters.approach.schema import ApproachFile, LaterDecision
from detente.chapters.proposal import Proposals
from detente.chapters.roadmap import Roadmap, judge_along
from detente.worlds import Worlds


@dataclass(frozen=True)
class BoundDecisions:
    """What can be done once the outcomes are known.

    Attributes:
        packages: Decision → the package that it proposes; None where it proposes nothing.
        roadmaps: Package → its roadmap, as far as the case lets roadmaps be judged.
        unbound: Decision → why it is left out.
    """

    packages: Mapping[str, OptionNumbers | None]
    roadmaps: Mapping[OptionNumbers, Roadmap]
    unbound: Mapping[str, str]


def bound_decisions(worlds: Worlds, agreement: Agreement, proposals: Proposals) -> BoundDecisions:
    """Which package does each decision of the case propose, and by which roadmap?

    Args:
        worlds: The worlds of a case with `approach.yaml`.
        agreement: What can be agreed.
        proposals: What the chapter proposal chose; packages keep the roadmaps by which it judged them.
    """
    part: ApproachFile = worlds.case.parts["approach"]
    packages: dict[str, OptionNumbers | None] = {}
    unbound: dict[str, str] = {}
    for name, decision in part.decisions.items():
        package = _package(agreement, proposals, decision)
        if decision.package is not None and package is None:
            unbound[name] = "no package is recommended"
        else:
            packages[name] = package
    roadmaps = dict(proposals.roadmaps)
    for package in packages.values():
        if package is not None and roadmaps and package not in roadmaps:
            (found,) = judge_along([package], list(proposals.roadmaps.values())[:1], worlds, agreement)
            if found is not None:
                roadmaps[package] = found[0]
    return BoundDecisions(packages, roadmaps, unbound)


def _package(agreement: Agreement, proposals: Proposals, decision: LaterDecision) -> OptionNumbers | None:
    """Return the package that a decision proposes; None if it proposes none, or none is recommended."""
    if decision.package is None or decision.package == RECOMMENDED:
        return proposals.package if decision.package == RECOMMENDED else None
    if isinstance(decision.package, str):
        return agreement.named[decision.package]
    return agreement.main.packages.named(decision.package)
