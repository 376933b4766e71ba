"""Courses of action side by side: what each seeks, what it shifts, and what comes of it in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.schema import RECOMMENDED
from detente.chapters.agreement.judging.best_proposal import LIKELY, shares_of_best
from detente.chapters.agreement.judging.package_detail import package_detail, package_gains
from detente.chapters.agreement.judging.region_search import reached
from detente.chapters.agreement.judging.survey import Survey, leader, likeliest, strongest, survey
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds


@dataclass(frozen=True)
class ProposalFate:
    """Where what a course proposes is attainable.

    Attributes:
        policy: Id of the policy.
        proposal: The package it would propose: the most attainable of those it seeks; None where it seeks none.
        sought: The packages that it names among those it seeks.
        agreed: In which worlds the proposal is attainable.
        possible: In which worlds some package it seeks is attainable.
    """

    policy: str
    proposal: OptionNumbers | None
    sought: tuple[OptionNumbers, ...]
    agreed: Bools
    possible: Bools


@dataclass(frozen=True)
class PolicyOutcome(ProposalFate):
    """What comes of one course.

    Attributes:
        change: Principal → in each world, its value (with the proposal if agreed, else without agreement) less what
            no agreement would be worth to it without the policy's shifts; points a year.
        effects: Kind of effect → in each world, the share by which the proposal changes it if agreed, else 0: −0.3 is
            30 % less. Kinds on which no option of the case is said to have an effect are left out.
    """

    change: Mapping[str, Floats]
    effects: Mapping[str, Floats]


def policy_outcomes(
    main: Survey, reservation: Mapping[str, Floats], worlds: Worlds, recommended: OptionNumbers | None
) -> tuple[PolicyOutcome, ...]:
    """Return what comes of each policy of the case, in the same worlds.

    Args:
        main: The survey of all packages without any shifts.
        reservation: Party → what no agreement is worth to it in each world, without any shifts.
        worlds: The worlds.
        recommended: The package recommended; None if there is none.

    Returns:
        An outcome for each policy, in the order of the case.
    """
    return tuple(_outcome(main, reservation, worlds, name, recommended) for name in worlds.case.policies)


def as_recommended(
    known: tuple[PolicyOutcome, ...],
    main: Survey,
    reservation: Mapping[str, Floats],
    worlds: Worlds,
    recommended: OptionNumbers | None,
) -> tuple[PolicyOutcome, ...]:
    """Return the same outcomes, with those of policies that propose what is recommended worked out for a package.

    Args:
        known: What comes of each policy.
        main: The survey of all packages without any shifts.
        reservation: Party → what no agreement is worth to it in each world, without any shifts.
        worlds: The worlds.
        recommended: The package recommended; None if there is none.
    """
    return tuple(
        _outcome(main, reservation, worlds, one.policy, recommended)
        if RECOMMENDED in worlds.case.policies[one.policy].packages
        else one
        for one in known
    )


def _outcome(
    main: Survey, reservation: Mapping[str, Floats], worlds: Worlds, name: str, recommended: OptionNumbers | None
) -> PolicyOutcome:
    plan, case, policy = main.plan, worlds.case, worlds.case.policies[name]
    shifted = worlds.shifted(name)
    bare = _bare(main)
    sought = _named(plan, name, recommended)
    possible = np.zeros(worlds.size, dtype=bool)
    proposal: OptionNumbers | None = None
    if policy.scope is not None:
        proposal, there = _sought(main, policy.scope, sought, shifted, bool(policy.shifts))
        possible = possible | there
    after = package_detail(bare, [*([proposal] if proposal else []), *sought], shifted)
    if policy.scope is None:  # so few that all of them are looked at closely
        proposal = likeliest(
            {x: worlds.share(after.attainable[after.index(x)]) for x in sought if plan.packages.is_valid(x)}
        )
    for package in sought:
        possible = possible | after.attainable[after.index(package)]
    agreed = after.attainable[after.index(proposal)] if proposal else np.zeros(worlds.size, dtype=bool)
    change = {}
    for party in case.principals:
        value = after.value[party][after.index(proposal)] if proposal else after.reservation[party]
        change[party] = np.where(agreed, value, after.reservation[party]) - reservation[party]
    effects = proposal_effects(plan, shifted, proposal, agreed)
    return PolicyOutcome(name, proposal, tuple(sought), agreed, possible, change, effects)


def settled_fate(
    main: Survey, worlds: Worlds, name: str, proposal: OptionNumbers | None, sought: tuple[OptionNumbers, ...]
) -> ProposalFate:
    """Return where the settled proposal of a policy is attainable, and where anything that the policy seeks.

    Args:
        main: The survey of all packages in these worlds, without any shifts.
        worlds: The worlds.
        name: Id of the policy.
        proposal: What it proposes; None where it proposes nothing.
        sought: The packages that it names among those it seeks.
    """
    policy, shifted = worlds.case.policies[name], worlds.shifted(name)
    known = list(dict.fromkeys([*([proposal] if proposal else []), *sought]))
    there = package_gains(_bare(main), known, shifted).attainable
    possible = np.asarray(there[[known.index(package) for package in sought]].any(axis=0))
    if policy.scope is not None:
        possible = possible | _in_scope(main, policy.scope, known, shifted, bool(policy.shifts))
    agreed = there[known.index(proposal)] if proposal else np.zeros(worlds.size, dtype=bool)
    return ProposalFate(name, proposal, sought, agreed, possible)


def _in_scope(main: Survey, scope: str, tried: Sequence[OptionNumbers], shifted: Worlds, changed: bool) -> Bools:
    """Return in which worlds some package of a scope is attainable under the shifts of a policy, if it has any."""
    if not changed:
        return main.by_scope[scope]
    if main.packages.complete:
        likely = [package for package in tried if main.packages.is_valid(package)]
        return reached(_bare(main), {scope: main.plan.regions[scope]}, shifted, likely)[scope]
    return survey(_bare(main), shifted).by_scope[scope]


def _bare(main: Survey) -> Groundwork:
    """Return the groundwork without further questions."""
    return replace(main.plan, vetoes=(), waivers=(), full=False)


def _named(plan: Groundwork, name: str, recommended: OptionNumbers | None) -> list[OptionNumbers]:
    """Return the packages that a policy names among those it seeks."""
    policy = plan.case.policies[name]
    named = [package for package in policy.packages if package != RECOMMENDED]
    sought = [plan.packages.named(plan.case.packages[package].options) for package in named]
    return sought + ([recommended] if recommended is not None and RECOMMENDED in policy.packages else [])


def _sought(
    main: Survey, scope: str, sought: Sequence[OptionNumbers], shifted: Worlds, changed: bool
) -> tuple[OptionNumbers | None, Bools]:
    """Return the package of a scope, or among some others, that is attainable most often under the shifts of a policy.

    Args:
        main: The survey without any shifts.
        scope: The scope.
        sought: The other packages.
        shifted: The worlds under the shifts.
        changed: Whether there are any shifts.

    Returns:
        The package, and in which worlds some package of the scope is attainable.
    """
    packages = main.packages
    first, second = main.plan.scopes[scope]
    among = first[:, None] & second[None, :]
    for package in sought:
        among[packages.place(package)] = True
    bare = _bare(main)
    if changed and packages.complete:
        likely = strongest(packages, np.where(among, main.share, -np.inf), LIKELY)
        known = [x for x in dict.fromkeys([*likely, *sought]) if packages.is_valid(x)]
        [shares] = shares_of_best(bare, known, main.plan.regions[scope], [shifted])
        if shares is not None:
            there = reached(bare, {scope: main.plan.regions[scope]}, shifted, known)
            return likeliest(shares), there[scope]
    found = survey(replace(bare, among=among), shifted) if changed else main
    lead = leader(packages, found.share, among)
    return lead[0] if lead else None, found.by_scope[scope]


def proposal_effects(
    plan: Groundwork, worlds: Worlds, proposal: OptionNumbers | None, agreed: Bools
) -> dict[str, Floats]:
    """Return kind of effect → in each world, the share by which a proposal changes it if agreed: Π (1 + e) − 1."""
    bodies = worlds.case.issues.items()
    stated = [(i, o, kind) for i, body in bodies for o, option in body.options.items() for kind in option.effects]
    chosen = plan.packages.options(proposal) if proposal else {}
    paths = {f"issues/{i}/options/{o}/effects/{kind}": kind for i, o, kind in stated if chosen.get(i) == o}
    left = {kind: np.ones(worlds.size) for _, _, kind in stated}
    for path, values in worlds.judged(paths).items():
        left[paths[path]] *= 1 + values
    return {kind: np.where(agreed, share - 1, 0.0) for kind, share in left.items()}
