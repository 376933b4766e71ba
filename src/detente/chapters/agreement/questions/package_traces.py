"""The judgements that decide whether a package is attainable."""

from __future__ import annotations

from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers


def trace_of(plan: Groundwork, package: OptionNumbers) -> frozenset[str]:
    """Return the paths of the judgements that decide whether a package is attainable."""
    case = plan.case
    options = plan.packages.options(package)
    needs = [need for option in options.items() for need in plan.by_option.get(option, ())]
    parties = {*case.principals, *(party for need in needs for party in need.parties(case))}
    wanted = {path for need in needs for _, path in need.gates}
    for party in parties:
        wanted |= {f"reservation/{party}", f"abstains_within/{party}"}
        wanted |= {f"linkages/{name}/value" for name, link in case.linkages.items() if link.party == party}
        for issue, option in options.items():
            path = f"positions/{party}/{issue}/{option}"
            held = case.paths_at(path)
            if any(other.endswith("/once") for other in held):  # turned into a yearly flow at the discount rate
                wanted.add(f"discount_rates/{party}")
            wanted |= held
            ladder = case.ladder(issue)
            below = ladder[: ladder.index(option) + 1]
            named = [o for o in below if o in case.red_lines.get(party, {}).get(issue, {})]
            if named:
                wanted.add(f"red_lines/{party}/{issue}/{named[-1]}")
    return case.deciding(wanted)
