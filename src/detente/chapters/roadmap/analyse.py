"""The analysis of the roadmap chapter."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT, Agreement, OptionNumbers, asked_ids
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.package_judgement import JudgedPackage, contexts_of, judge, travel
from detente.chapters.roadmap.judging.preselection import MOST_MEASURES
from detente.chapters.roadmap.judging.roadmap_detail import roadmap_detail
from detente.chapters.roadmap.questions.dated_roadmap import dated
from detente.chapters.roadmap.questions.insurance import insurances
from detente.chapters.roadmap.questions.partial_measures import shares
from detente.chapters.roadmap.questions.precondition import demands, insisted
from detente.chapters.roadmap.result import Roadmaps, Way
from detente.chapters.roadmap.space.lattice import NoRoadmapError
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.worlds import Worlds


def analyse(worlds: Worlds, upstream: Upstream) -> Roadmaps:
    """Return in which order the steps to a package need the least trust.

    The package is the one that was asked for, else the one that the case names for its roadmap, else the one
    recommended first.

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter.
        upstream: Results of earlier chapters; `agreement` is needed.

    Returns:
        The roadmaps to that package; and, where another one is recommended first, whether that is reachable.
    """
    case = worlds.case
    found = upstream.needed(AGREEMENT)
    package = target(worlds, found)
    if package is None:
        return Roadmaps(worlds, "", None)
    label = found.label(package)
    try:
        way = _way(_plan(case, package), contexts_of(found, [package], worlds)[0], found, worlds)
    except NoRoadmapError as error:
        return Roadmaps(worlds, label, None, problem=str(error))
    return Roadmaps(worlds, label, way, _also(case, package, found, worlds))


def target(worlds: Worlds, found: Agreement) -> OptionNumbers | None:
    """Return the package whose roadmap is worked out."""
    case = worlds.case
    asked = asked_ids(case, worlds.inquiry.packages)
    if found.proposed is not None and not asked:
        return found.proposed
    wanted = asked[0] if asked else case.parts["roadmap"].package
    return found.named.get(wanted, found.first)


def _plan(case: Case, package: OptionNumbers) -> RoadmapSpace:
    return RoadmapSpace(case, tuple(int(option) for option in package))


def _also(case: Case, package: OptionNumbers, found: Agreement, worlds: Worlds) -> dict[str, JudgedPackage]:
    """Return what comes of the package recommended first, if it is another one and takes few measures."""
    first = found.first
    if first is None or first == package or _plan(case, first).lattice.steps > MOST_MEASURES:
        return {}
    plan = _plan(case, first)
    if not plan.lattice.count(plan.most_rounds):
        return {}
    return {found.label(first): judge(first, worlds, found)}


def _way(plan: RoadmapSpace, context: Context, found: Agreement, worlds: Worlds) -> Way:
    travelled = travel(plan, context, worlds)
    chosen = travelled.best
    looked = roadmap_detail(plan, [chosen, *(base.roadmap for base in plan.baselines)], context, worlds)
    return Way(
        plan=plan,
        context=context,
        journey=travelled,
        chosen=chosen,
        detail=looked,
        insurances=insurances(plan, chosen, context, worlds),
        insisted=insisted(travelled, context, worlds),
        demands=demands(plan, chosen, found, context, worlds),
        shares=shares(plan, worlds),
        schedule=dated(plan, chosen, worlds),
        proposes=plan.target == found.proposed,
    )
