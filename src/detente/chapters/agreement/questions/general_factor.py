"""What can be agreed where the judgements of each party hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.chapters.agreement.judging.best_proposal import LIKELY, shares_of_best
from detente.chapters.agreement.judging.region_search import reached
from detente.chapters.agreement.judging.survey import Survey, leader, likeliest, strongest, survey
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds

TIES = (0.0, 0.3, 0.6)
ANYWHERE = ""  # no scope is called so


@dataclass(frozen=True)
class Dependent:
    """The headlines at one strength of each party's general factor.

    Attributes:
        rho: Share of variance that the general factor explains.
        any: P(any).
        blind: Largest P(x).
        package: The package that has it; None where nothing is attainable.
        recommended: P of the package recommended at ρ = 0; None where there is none.
        scopes: Scope → P(any) within it.
    """

    rho: float
    any: float
    blind: float
    package: OptionNumbers | None
    recommended: float | None
    scopes: Mapping[str, float]


def dependents(main: Survey, first: OptionNumbers | None, worlds: Worlds) -> tuple[Dependent, ...]:
    """Return the headlines at each strength of the general factor.

    Args:
        main: The survey of these worlds.
        first: The package recommended.
        worlds: The worlds.
    """
    if worlds.alike:
        return tuple(_surveyed(rho, main, first, worlds) for rho in TIES)
    tied = [worlds.tied(rho) for rho in TIES if rho > 0]
    plan = replace(main.plan, vetoes=(), waivers=(), full=False)
    known = list(strongest(main.packages, main.share, LIKELY)) if main.packages.complete else []
    found = {0.0: _surveyed(0.0, main, first, worlds)}
    shares = shares_of_best(plan, [*dict.fromkeys([*known, *([first] if first else [])])], {}, tied)
    for some, those in zip(shares, tied, strict=True):
        if some is None:
            found[those.general] = _surveyed(those.general, survey(plan, those), first, worlds)
            continue
        lead = likeliest({x: share for x, share in some.items() if plan.packages.is_valid(x)})
        lines = reached(plan, {ANYWHERE: {}, **plan.regions}, those, known)
        found[those.general] = Dependent(
            rho=those.general,
            any=worlds.share(lines[ANYWHERE]),
            blind=some[lead] if lead else 0.0,
            package=lead,
            recommended=some[first] if first else None,
            scopes={name: worlds.share(lines[name]) for name in plan.scopes},
        )
    return tuple(found[rho] for rho in TIES)


def _surveyed(rho: float, found: Survey, first: OptionNumbers | None, worlds: Worlds) -> Dependent:
    lead = leader(found.packages, found.share, found.share > 0)
    return Dependent(
        rho=rho,
        any=worlds.share(found.any),
        blind=lead[1] if lead else 0.0,
        package=lead[0] if lead else None,
        recommended=float(found.share[found.packages.place(first)]) if first is not None else None,
        scopes={name: worlds.share(lines) for name, lines in found.by_scope.items()},
    )
