"""The stability chapter: from a case and its worlds to which packages would hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.chapters.agreement import AGREEMENT, Agreement, OptionNumbers, asked_ids, trace_of
from detente.chapters.contract import Upstream
from detente.chapters.stability.commitments import Kept, commitments, joined_kept, kept
from detente.chapters.stability.compliance import opened
from detente.chapters.stability.compliance.terms import takers
from detente.chapters.stability.compliance_game import BreachOption, moves, play
from detente.chapters.stability.remedies import durable_with, remedies
from detente.chapters.stability.result import PackageLook, Promise, Stability, joined_looks
from detente.chapters.stability.schema import JUDGED, StabilityFile
from detente.chapters.stability.stated.over_worlds import found as found_of
from detente.findings import joined
from detente.findings.standing import the_package
from detente.worlds import Draws, Worlds

KINDS = {
    "most-attainable": "the most attainable package",
    "fairest": "the fairest package",
    "best-for": "the best package for the side advised",
}


def analyse(worlds: Worlds, upstream: Upstream) -> Stability:
    """Would an agreement hold, or would somebody gain by walking out?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter.
        upstream: Results of chapters that come before: the packages to look at are those that `agreement` shows.

    Returns:
        What was found, a pure function of the worlds. The package recommended first, or those that the user asked
        for, are looked at closely.
    """
    case = worlds.case
    said: StabilityFile = case.parts["stability"]
    stated = None if said.conflict is None else found_of(case, said.conflict, worlds)
    if not said.measures:
        return Stability(worlds, conflict=stated)
    agreement = upstream.needed(AGREEMENT)
    shown = tuple(dict.fromkeys([*([agreement.first] if agreement.first else []), *agreement.detail.packages]))
    asked = tuple(agreement.named[name] for name in asked_ids(case, worlds.inquiry.packages))
    blocks = list(worlds.each(partial(_judge, shown)))
    found = {package: joined_kept([judged[n] for _, judged in blocks]) for n, package in enumerate(shown)}
    models = {package: _moves(case, package, found[package], worlds) for package in asked or shown[:1]}
    looks = list(worlds.each(partial(_look, models)))
    close = {package: joined_looks([look[n] for look in looks]) for n, package in enumerate(models)}
    promises = tuple(_promise(agreement, package, found[package], close.get(package)) for package in shown)
    return Stability(worlds, promises, joined([spans for spans, _ in blocks]), stated)


def durable(package: OptionNumbers, worlds: Worlds) -> Bools:
    """In which worlds is a package durable?"""
    return np.concatenate([found[0].durable for _, found in worlds.each(partial(_judge, (package,)))])


def kept_in(shown: Sequence[OptionNumbers], worlds: Worlds) -> list[Kept]:
    """Return of each package, in every world, who would gain by breaking what."""
    blocks = [judged for _, judged in worlds.each(partial(_judge, shown))]
    return [joined_kept(list(parts)) for parts in zip(*blocks, strict=True)]


def _judge(shown: Sequence[OptionNumbers], draws: Draws) -> tuple[dict[str, Floats], list[Kept]]:
    ledger = opened(draws)
    return dict(ledger.terms.spans), [kept(ledger, package) for package in shown]


def _look(models: Mapping[OptionNumbers, Sequence[BreachOption]], draws: Draws) -> list[PackageLook]:
    case = draws.case
    ledger = opened(draws)
    looks = []
    for package, options in models.items():
        kept(ledger, package)  # fills the ledger with values that changed ledgers carry over
        tried = {remedy: durable_with(case, draws, ledger, package, remedy) for remedy in remedies(case, package)}
        made = commitments(ledger.terms.parties, ledger.terms.movers, package)
        looks.append(PackageLook(tried, play(ledger.terms, package, made, options)))
    return looks


def _moves(case: Case, package: OptionNumbers, found: Kept, worlds: Worlds) -> tuple[BreachOption, ...]:
    made = commitments(takers(case), movers(case), package)
    return moves(made, [worlds.share(alone < 0) for alone in found.alone])


def _promise(agreement: Agreement, package: OptionNumbers, found: Kept, close: PackageLook | None) -> Promise:
    case = agreement.worlds.case
    label = agreement.label(package)
    if label in case.packages:
        name = f"“{case.packages[label].name}”"
    else:
        name = the_package(agreement.proposed is not None) if package == agreement.first else KINDS[label]
    return Promise(
        label=label,
        name=name,
        package=package,
        attainable=agreement.detail.attainable[agreement.detail.index(package)],
        commitments=commitments(takers(case), movers(case), package),
        kept=found,
        close=close,
        trace=durability_trace(case, package),
        consent=trace_of(agreement.main.plan, package),
    )


def movers(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the movers of every issue."""
    return tuple(body.movers for body in case.issues.values())


def durability_trace(case: Case, package: OptionNumbers) -> frozenset[str]:
    """Return the paths of the judgements that decide whether a package is durable."""
    parties = takers(case)
    changed = {i: case.ladder(i)[o] for i, o in zip(case.issues, package, strict=True) if o}
    wanted = {"stability/hazard", *_of_the_crisis(case, package)}
    wanted |= {f"{section}/{party}" for section in ("discount_rates", "reservation") for party in parties}
    wanted |= {
        f"linkages/{name}/value"
        for name, link in case.linkages.items()
        if link.party in parties and _may_match(case, changed, link.pattern)
    }
    for issue, option in changed.items():
        wanted |= {f"stability/measures/{issue}/{option}/{name}" for name in JUDGED}
        wanted |= {f"positions/{party}/{issue}/{option}" for party in parties}
    return case.deciding(wanted)


def _of_the_crisis(case: Case, package: OptionNumbers) -> tuple[str, ...]:
    """Return the judgement of a crisis that a package does not end."""
    crisis = case.parts["stability"].crisis
    held = dict(zip(case.issues, package, strict=True))
    lasts = crisis is not None and any(held[i] < case.ladder(i).index(o) for i, o in crisis.until.items())
    return ("stability/crisis/hazard",) if lasts else ()


def _may_match(case: Case, changed: Mapping[str, str], pattern: Pattern) -> bool:
    """Whether a pattern can match while every issue is either as the package has it or as it was before."""
    return all(
        {case.ladder(issue)[0], changed.get(issue, case.ladder(issue)[0])} & which.of(case.ladder(issue))
        for issue, which in pattern.items()
    )
