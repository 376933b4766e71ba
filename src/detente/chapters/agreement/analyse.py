"""The agreement chapter: from a case and its worlds to what can be agreed."""

from __future__ import annotations

from dataclasses import replace

from detente.case.model import Case
from detente.chapters.agreement.judging.package_detail import package_detail
from detente.chapters.agreement.judging.survey import survey
from detente.chapters.agreement.large.candidates import candidates
from detente.chapters.agreement.questions.asks import asks
from detente.chapters.agreement.questions.central_world import central
from detente.chapters.agreement.questions.demands import demand_prices
from detente.chapters.agreement.questions.general_factor import dependents
from detente.chapters.agreement.questions.nearest_package import nearest
from detente.chapters.agreement.questions.policies import policy_outcomes
from detente.chapters.agreement.questions.recommend import recommendations
from detente.chapters.agreement.questions.refusals import blame
from detente.chapters.agreement.questions.robust_choices import choices
from detente.chapters.agreement.questions.unwilling import unwilling
from detente.chapters.agreement.questions.vetoes import veto_prices
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.candidate_set import CandidateSet
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import Packages, listable
from detente.chapters.contract import Upstream
from detente.worlds import Worlds


def plan_of(case: Case, packages: Packages | None = None) -> Groundwork:
    """Lay the groundwork for a case: all its packages, or those given, and the vetoes and waivers to be priced."""
    packages = Packages(case) if packages is None else packages
    base = Groundwork(packages)
    needed = {party for need in base.needs for party in need.parties(case)}
    others = [p for p in case.valued if p not in case.principals]
    waivers = (*(f"party {p}" for p in others if p in needed), *(f"clause {name}" for name in case.consent))
    could_block = tuple(p for p in others if p not in needed or case.parties[p].role == "consulted")
    return Groundwork(packages, vetoes=could_block, waivers=waivers, full=True)


def analyse(worlds: Worlds, upstream: Upstream) -> Agreement:
    """Which limited agreement is attainable, and what would torpedo it?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter.
        upstream: Results of chapters that come before; none is needed.

    Returns:
        What was found, a pure function of the worlds.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> case = read(locate("orange"), {})
        >>> found = analyse(Worlds(case, size=100, seed=1), Upstream())
        >>> found.main.packages.options(found.first), found.share(found.first)
        ({'flesh': 'ann', 'peel': 'bea'}, 1.0)
    """
    case = worlds.case
    named = {name: CandidateSet(case).named(package.options) for name, package in case.packages.items()}
    found = None if listable(case) else candidates(case, worlds, named.values())
    plan = plan_of(case, found.packages if found else None)
    main = survey(plan, worlds)
    if found is not None:
        main = replace(main, any=found.any)
    recommended = recommendations(main)
    shown = list(dict.fromkeys([*named.values(), *(r.package for r in recommended)]))
    looked_at = package_detail(plan, shown, worlds)
    first = recommended[0].package if recommended else None
    targets = [(package, party) for package in shown for party in case.principals]
    targets += [(first, party) for party in plan.vetoes] if first else []
    return Agreement(
        worlds=worlds,
        programmes=found.programmes if found else 0,
        main=main,
        detail=looked_at,
        named=named,
        recommended=recommended,
        demands=demand_prices(main, worlds),
        vetoes=veto_prices(main, worlds, shown),
        nearest=nearest(plan, targets, main.best, worlds),
        asks={p: asks(main, first, p, worlds) for p in case.principals} if first else {},
        robust=choices(main, worlds),
        central=central(plan, shown, worlds),
        blames=tuple(blame(plan, looked_at, package, worlds) for package in shown),
        unwilling={} if main.any.any() else unwilling(plan, worlds),
        policies=policy_outcomes(main, looked_at.reservation, worlds, first),
        tied=dependents(main, first, worlds),
    )
