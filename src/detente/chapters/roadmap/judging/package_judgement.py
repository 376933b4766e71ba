"""Any package judged on its way: the roadmaps to it, the one to propose, and what comes of that in every world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.chapters.agreement import Agreement, OptionNumbers, package_gains
from detente.chapters.roadmap.judging.best_roadmap import Journey, journey
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.outcome_tree import OutcomeTree, refused
from detente.chapters.roadmap.judging.roadmap_detail import WalkedRoadmap, roadmap_detail
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.worlds import RunEntry, Worlds


@dataclass(frozen=True)
class JudgedPackage:
    """A package with the roadmap to propose for it.

    Attributes:
        package: Option number of every issue.
        context: In which worlds it would be agreed.
        journey: The roadmaps judged, with what counts about each, and which one to propose.
        walked: That one in every world, supposing that the package is agreed.
    """

    package: OptionNumbers
    context: Context
    journey: Journey
    walked: WalkedRoadmap

    @property
    def tree(self) -> OutcomeTree:
        """What comes of it in every world: refused where it is not attainable, else stopped, broken or completed."""
        return refused(self.walked.tree, self.context.attainable)


def judge(package: OptionNumbers, worlds: Worlds, agreement: Agreement) -> JudgedPackage:
    """With which roadmap should a package be proposed, and what would come of it?

    Args:
        package: Option number of every issue; it must change something.
        worlds: The worlds of a case that lacks nothing for the roadmap chapter.
        agreement: What the agreement chapter found in them.

    Returns:
        The roadmaps to it, the best for the side advised (for a mediator, for the side that gains least), and its
        outcome tree.

    Raises:
        NoRoadmapError: The rules of the case leave no roadmap to it.
    """
    plan = RoadmapSpace(worlds.case, tuple(int(option) for option in package))
    (context,) = contexts_of(agreement, [plan.target], worlds)
    travelled = travel(plan, context, worlds)
    detail = roadmap_detail(plan, [travelled.best], context, worlds)
    return JudgedPackage(package, context, travelled, detail.walked[0])


def contexts_of(found: Agreement, packages: Sequence[OptionNumbers], worlds: Worlds) -> list[Context]:
    """In which worlds would packages be agreed, and what could each principal hope for?

    Args:
        found: What the agreement chapter found.
        packages: Option numbers of every issue.
        worlds: The worlds.

    Returns:
        For each package, where it is attainable; means are taken over these worlds, or over all if it is attainable in
        none.
    """
    known = {package: found.detail.attainable[n] for n, package in enumerate(found.detail.packages)}
    others = [package for package in packages if package not in known]
    if others:
        known |= package_gains(found.main.plan, others, worlds).by_package
    contexts = []
    for package in packages:
        attainable = known[package]
        weighs = bool((worlds.weight() * attainable).sum() > 0)
        contexts.append(Context(attainable, attainable if weighs else np.ones_like(attainable), dict(found.main.best)))
    return contexts


def travel(plan: RoadmapSpace, context: Context, worlds: Worlds) -> Journey:
    """Return the roadmaps to a package; the last few are kept, as the package chosen is looked at by two chapters."""
    return worlds.kept(JourneyTo(plan.target, context.digest, plan, context))


@dataclass(frozen=True)
class JourneyTo(RunEntry[Journey]):
    """The roadmaps to a package, and the one to propose.

    Attributes:
        target: The package.
        agreed: Digest of the context.
        plan: The package and its lattice, which the target and the case decide.
        context: In which worlds it would be agreed.
    """

    target: OptionNumbers
    agreed: bytes
    plan: RoadmapSpace = field(compare=False)
    context: Context = field(compare=False)

    def work(self, worlds: Worlds) -> Journey:
        """Judge the roadmaps."""
        return journey(self.plan, self.context, worlds)
