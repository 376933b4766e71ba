"""The proposal chapter: from what can be agreed to the package to propose."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT, Agreement, OptionNumbers, about
from detente.chapters.contract import Upstream
from detente.chapters.proposal.judging.engagement import Readiness, readiness
from detente.chapters.proposal.judging.outcomes_by_world import Prospects, prospects
from detente.chapters.proposal.questions.candidate_packages import candidates, neighbours
from detente.chapters.proposal.questions.expected_gains import Expected, expected
from detente.chapters.proposal.questions.proposals_in_sequence import sequence
from detente.chapters.proposal.questions.selection import dominated, round_off, select
from detente.chapters.proposal.result import RHOS, Proposals
from detente.worlds import Worlds

CLIMBS = 4


def analyse(worlds: Worlds, upstream: Upstream) -> Proposals:
    """Which package should be proposed?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; agreement is needed.

    Returns:
        What was found, a pure function of the worlds.
    """
    agreement = upstream.needed(AGREEMENT)
    ready, cost = readiness(worlds), asking(worlds)
    packages = candidates(agreement, worlds)
    if not packages:
        return Proposals(worlds, agreement, ready, cost)
    found = climbed(agreement, packages, ready, cost, worlds)
    weight = worlds.weight()
    picked = select(found, weight, side_advised(worlds.case))
    if picked.chosen is None:
        return Proposals(worlds, agreement, ready, cost, found, picked)
    chosen = found.packages[picked.chosen]
    rows = [n for n in range(len(found.packages)) if n != picked.chosen and not picked.beaten[n]]
    anything = worlds.share(agreement.main.any)
    return Proposals(
        worlds=worlds,
        agreement=about(agreement, chosen),
        ready=ready,
        cost=cost,
        found=found,
        selected=picked,
        sequence=sequence(found.prospects.attainable, picked.chosen, rows, anything, weight),
        by_rho={rho: _joint(agreement, chosen, worlds.tied(rho)) for rho in RHOS},
    )


def side_advised(case: Case) -> str | None:
    """Return the principal that is advised; None in a mediator's view, or where the party advised is no principal."""
    return case.advises if case.advises in case.principals else None


def asking(worlds: Worlds) -> Floats:
    """Return what a refused or unanswered proposal costs the side advised in every world, points once; 0 if unsaid."""
    path = "proposal/asking"
    if side_advised(worlds.case) is None or path not in worlds.case.judgements:
        return np.zeros(worlds.size)
    return worlds.judged([path])[path]


def climbed(
    agreement: Agreement, packages: tuple[OptionNumbers, ...], ready: Readiness, cost: Floats, worlds: Worlds
) -> Expected:
    """Judge packages, and those that differ from the best of them on one issue, until none of these is better."""
    judged = prospects(agreement, packages, worlds)
    found = expected(agreement, judged, ready, cost, worlds)
    seen: set[OptionNumbers] = set()
    for _ in range(CLIMBS):
        best = found.packages[_best(found)]
        if best in seen:
            break
        seen.add(best)
        known = set(judged.packages)
        more = [package for package in neighbours(agreement, best) if package not in known]
        if more:
            judged = judged.beside(prospects(agreement, more, worlds))
            found = expected(agreement, judged, ready, cost, worlds)
    return found


def _best(found: Expected) -> int:
    open_to = np.flatnonzero(~dominated(found))
    return int(min(open_to, key=lambda n: (-round_off(found.objective[n]), found.packages[n])))


def _joint(agreement: Agreement, package: OptionNumbers, worlds: Worlds) -> float:
    judged: Prospects = prospects(agreement, [package], worlds)
    return worlds.share(judged.completed[0])
