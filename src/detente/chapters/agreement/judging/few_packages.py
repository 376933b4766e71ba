"""A few packages in every world, each added up issue by issue: what they are worth and who refuses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.patterns import Pattern
from detente.chapters.agreement.space.consents import Need
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import PartyScores, Scores, granted, scores
from detente.worlds import Draws


@dataclass(frozen=True)
class Listed:
    """Some packages in some worlds; every array is (packages, worlds).

    Attributes:
        attainable: Whether every consent is given.
        value: Party → points a year.
        accepts: Party → whether it accepts.
        crossed: Party → whether a real red line of its is crossed.
        failing: Name of a need → whether the package calls upon it and it is not met.
    """

    attainable: Bools
    value: dict[str, Floats]
    accepts: dict[str, Bools]
    crossed: dict[str, Bools]
    failing: dict[str, Bools]


def listed(plan: Groundwork, packages: Sequence[OptionNumbers], draws: Draws) -> Listed:
    """Judge packages in a block of worlds."""
    parties = tuple(dict.fromkeys([*plan.parties, *plan.case.valued]))
    return evaluate(plan, packages, scores(plan.case, draws, parties, plan.needs))


def evaluate(plan: Groundwork, packages: Sequence[OptionNumbers], block: Scores) -> Listed:
    """Judge packages from the scores of a block of worlds."""
    numbers = plan.packages.array(packages)
    value = {name: _value(plan, packages, party, name) for name, party in block.parties.items()}
    crossed = {name: _crossed(numbers, party, block.size) for name, party in block.parties.items()}
    accepts = {name: (value[name] >= party.least) & ~crossed[name] for name, party in block.parties.items()}
    abstains = {name: (value[name] >= party.forbears) & ~crossed[name] for name, party in block.parties.items()}
    failing: dict[str, Bools] = {}
    for (issue, option), needs in plan.by_option.items():
        n = plan.packages.issues.index(issue)
        has = numbers[:, n] == plan.case.ladder(issue).index(option)
        for need in needs if has.any() else ():
            gates = {gate: block.gates[path] for gate, path in need.gates}
            truth = granted(need.formula, {**accepts, **gates}, abstains)
            failed = has[:, None] & (~truth if truth is not None else np.zeros(block.size, dtype=bool))
            failing[need.name] = failing[need.name] | failed if need.name in failing else failed
    changes = np.asarray(numbers.any(axis=1))
    attainable = np.repeat(changes[:, None], block.size, axis=1)
    for party in plan.case.principals:
        attainable &= accepts[party]
    for failed in failing.values():
        attainable &= ~failed
    return Listed(attainable, value, accepts, crossed, failing)


def _value(plan: Groundwork, packages: Sequence[OptionNumbers], party: PartyScores, name: str) -> Floats:
    numbers = plan.packages.array(packages)
    total = np.zeros((len(packages), len(party.reservation)))
    for n, options in enumerate(party.options):
        total += options[numbers[:, n]]
    for link, value in party.linkages.items():
        total += matches(plan, numbers, plan.case.linkages[link].pattern)[:, None] * value
    return total


def matches(plan: Groundwork, numbers: Ints, pattern: Pattern) -> Bools:
    """Return which packages a pattern speaks of: array (packages)."""
    fits = np.ones(len(numbers), dtype=bool)
    for issue, which in pattern.items():
        ladder = plan.case.ladder(issue)
        allowed = which.of(ladder)
        matching = np.array([option in allowed for option in ladder])
        fits &= matching[numbers[:, plan.packages.issues.index(issue)]]
    return fits


def _crossed(numbers: Ints, party: PartyScores, size: int) -> Bools:
    found = np.zeros((len(numbers), size), dtype=bool)
    for n, lines in enumerate(party.crossed):
        if lines is not None:
            found |= lines[numbers[:, n]]
    return found


def attainable_cells(plan: Groundwork, packages: Ints, world: Ints, block: Scores) -> Bools:
    """Return whether packages are attainable, each in a single world.

    Args:
        plan: The groundwork of the case.
        packages: Array (cells, issues): option numbers.
        world: Number of the world in the block, for each cell.
        block: The scores of the block.
    """
    found: Bools = np.asarray(packages.any(axis=1))
    for party in plan.case.principals:
        left = np.flatnonzero(found)
        found[left] = _accepted(plan, packages[left], world[left], block, party, abstains=False)
    for (issue, option), needs in plan.by_option.items():
        n = plan.packages.issues.index(issue)
        for need in needs:
            left = np.flatnonzero(found & (packages[:, n] == plan.case.ladder(issue).index(option)))
            if left.size:
                found[left] &= _met(plan, packages[left], world[left], block, need)
    return found


def _met(plan: Groundwork, packages: Ints, world: Ints, block: Scores, need: Need) -> Bools:
    """Return whether a need is met, in a single world for each package."""
    gates = {gate: block.gates[path][world] for gate, path in need.gates}
    views = {
        abstains: {p: _accepted(plan, packages, world, block, p, abstains=abstains) for p in need.parties(plan.case)}
        for abstains in {leaf.abstains for leaf in need.formula.leaves()}
    }
    truth = granted(need.formula, {**views.get(False, {}), **gates}, views.get(True, {}))
    return np.ones(len(world), dtype=bool) if truth is None else np.asarray(truth)


def _accepted(plan: Groundwork, packages: Ints, world: Ints, block: Scores, name: str, *, abstains: bool) -> Bools:
    """Return whether a party accepts, or does not object to, packages, in a single world for each."""
    party = block.parties[name]
    total, crossed = np.zeros(len(world)), np.zeros(len(world), dtype=bool)
    for n, (options, lines) in enumerate(zip(party.options, party.crossed, strict=True)):
        total += options[packages[:, n], world]
        if lines is not None:
            crossed |= lines[packages[:, n], world]
    for link, value in party.linkages.items():
        total += matches(plan, packages, plan.case.linkages[link].pattern) * value[world]
    return np.asarray((total >= (party.forbears if abstains else party.least)[world]) & ~crossed)
