"""What can be agreed, seen from the package that is to be proposed."""

from __future__ import annotations

from dataclasses import replace

from detente.chapters.agreement.judging.package_detail import package_detail, package_gains
from detente.chapters.agreement.questions.asks import asks
from detente.chapters.agreement.questions.central_world import central
from detente.chapters.agreement.questions.nearest_package import nearest
from detente.chapters.agreement.questions.policies import as_recommended
from detente.chapters.agreement.questions.recommend import Recommendation
from detente.chapters.agreement.questions.refusals import blame
from detente.chapters.agreement.questions.vetoes import veto_prices
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers


def about(found: Agreement, package: OptionNumbers | None) -> Agreement:
    """Return what can be agreed with a package recommended before all others, and all that is said of it.

    Args:
        found: What can be agreed.
        package: The package, one of those that were judged; None if it is recommended to propose nothing, which only
            concerns the policies that propose what is recommended.
    """
    if package is not None and package == found.first:
        return replace(found, recommended=(Recommendation("proposed", package), *found.recommended))
    policies = as_recommended(found.policies, found.main, found.detail.reservation, found.worlds, package)
    if package is None:
        return replace(found, policies=policies)
    recommended = (Recommendation("proposed", package), *found.recommended)
    case, worlds, plan = found.worlds.case, found.worlds, found.main.plan
    shown = list(dict.fromkeys([*found.named.values(), *(r.package for r in recommended)]))
    detail = package_detail(plan, shown, worlds)
    targets = [(x, party) for x in shown for party in case.principals] + [(package, party) for party in plan.vetoes]
    known = {(one.package, one.party): one for one in found.nearest}
    left = [target for target in targets if target not in known]
    known.update(zip(left, nearest(plan, left, found.main.best, worlds), strict=True))
    return replace(
        found,
        recommended=recommended,
        detail=detail,
        vetoes=veto_prices(found.main, worlds, shown),
        nearest=tuple(known[target] for target in targets),
        asks={party: asks(found.main, package, party, worlds) for party in case.principals},
        central=central(plan, shown, worlds, found.central),
        policies=policies,
        blames=tuple(blame(plan, detail, x, worlds) for x in shown),
        tied=tuple(replace(tied, recommended=_share(found, package, tied.rho)) for tied in found.tied),
    )


def _share(found: Agreement, package: OptionNumbers, rho: float) -> float:
    """Return P of a package at one strength of the general factor."""
    worlds = found.worlds.tied(rho)
    return worlds.share(package_gains(found.main.plan, [package], worlds).attainable[0])
