"""The central world: its frontier, its solutions, and what the named methods of negotiation support find in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.agreement.bargaining.frontier import Frontiers
from detente.chapters.agreement.bargaining.issue_groups import IssueGroups
from detente.chapters.agreement.bargaining.negotiation_methods import Division, TwoStage, adjusted_winner, two_stage
from detente.chapters.agreement.bargaining.solutions import NAMES, solutions
from detente.chapters.agreement.bargaining.vector_sums import TooLargeError
from detente.chapters.agreement.judging.attainability import tally
from detente.chapters.agreement.judging.few_packages import evaluate
from detente.chapters.agreement.large.candidates import reached
from detente.chapters.agreement.space.consent_sets import TooManyConditionsError
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import Scores, scores
from detente.worlds import Worlds

MOST_TIED = 1000  # packages listed at one point of a merged frontier, all worth the same, at most
MOST_LISTED = 1000  # packages of a frontier that are listed, evenly spread where there are more,
MOST_SOLVING = 20  # and of each solution, where there are more, the first so many besides


@dataclass(frozen=True)
class Central:
    """The central world.

    Attributes:
        principals: The principals, in the order of the columns of gains.
        size: How many packages its frontier has, at least, where groups are merged and many are worth the same; None
            where it is too large to be worked out.
        packages: Packages of its frontier, in order of the first principal's gain, the largest first: all if they are
            few, else some evenly spread, and some of each solution.
        gains: Array (packages, principals): points a year over the reservation values.
        best: The largest gain of each principal on the whole frontier, or 0.
        top: The largest gain of each principal by a package that crosses none of its red lines.
        solved: Solution → numbers of the packages listed that are it.
        solving: Solution → how many packages are it.
        shown: The named and recommended packages → their gains, whether attainable or not.
        attainable: Which of those are attainable in it.
        improved: Shown package that is attainable → what two-stage improvement makes of it, if all put it forward.
        division: Adjusted Winner; None unless there are two principals.
    """

    principals: tuple[str, ...]
    size: int | None
    packages: tuple[OptionNumbers, ...]
    gains: Floats
    best: Floats
    top: Floats
    solved: Mapping[str, tuple[int, ...]]
    solving: Mapping[str, int]
    shown: Mapping[OptionNumbers, Floats]
    attainable: Mapping[OptionNumbers, bool]
    improved: Mapping[OptionNumbers, TwoStage]
    division: Division | None


def central(plan: Groundwork, shown: Sequence[OptionNumbers], worlds: Worlds, known: Central | None = None) -> Central:
    """Return what is best in the central world.

    Args:
        plan: The groundwork of the case, with `full`.
        shown: Packages to be compared with the frontier.
        worlds: The worlds, which give the central one.
        known: The same with other packages compared, if that is known: what becomes of these is not worked out anew.
    """
    if not plan.packages.complete:
        return _merged(plan, shown, worlds)
    case, draws = plan.case, worlds.first.draws(0, 1) if worlds.alike else worlds.central()
    principals = tuple(case.principals)
    block = scores(case, draws, plan.parties, plan.needs)
    judged = tally(plan, draws)
    found, packages, shape = judged.gains, judged.packages, plan.packages.shape
    assert found is not None
    efficient = packages.laid_out(shape, found.efficient)
    first, second = np.nonzero(efficient)
    gains = np.stack([packages.laid_out(shape, found.expected[p])[first, second] for p in principals], axis=1)
    order = np.lexsort([*(-gains[:, n] for n in range(len(principals) - 1, -1, -1))]) if len(first) else first
    first, second, gains = first[order], second[order], gains[order]
    worth = {p: values(plan, block, p) for p in principals}
    there = packages.laid_out(shape, judged.weight) > 0
    places = {x: plan.packages.place(x) for x in dict.fromkeys(shown)}
    solving = {name: packages.laid_out(shape, weight)[first, second] > 0 for name, weight in found.solved.items()}
    at = [np.flatnonzero((first == a) & (second == b)) for a, b in places.values()]
    listed = _listed(len(first), solving, np.concatenate([np.zeros(0, dtype=np.intp), *at]))
    return Central(
        principals=principals,
        size=len(first),
        packages=tuple(plan.packages.package(int(first[n]), int(second[n])) for n in listed),
        gains=gains[listed],
        best=gains.max(axis=0, initial=0.0),
        top=found.top[0],
        solved=_numbers(solving, listed),
        solving={name: int(chosen.sum()) for name, chosen in solving.items()},
        shown={
            x: np.array([worth[p][at] - block.parties[p].reservation[0] for p in principals])
            for x, at in places.items()
        },
        attainable={x: bool(there[at]) for x, at in places.items()},
        improved=_improved(plan, block, worth, there, [x for x, at in places.items() if there[at]], known),
        division=adjusted_winner(case, block) if len(principals) == 2 else None,
    )


def _listed(size: int, solving: Mapping[str, Bools], also: Ints) -> Ints:
    """Return the numbers of the packages of a frontier that are listed, in rising order.

    Args:
        size: How many there are.
        solving: Solution → array (packages): which are it.
        also: Numbers that are listed in any case.
    """
    some = [np.linspace(0, size - 1, min(size, MOST_LISTED)).astype(np.intp), also]
    return np.unique(np.concatenate([*some, *(np.flatnonzero(chosen)[:MOST_SOLVING] for chosen in solving.values())]))


def _numbers(solving: Mapping[str, Bools], listed: Ints) -> dict[str, tuple[int, ...]]:
    """Return, for each solution, the places in the list of the packages that are it."""
    return {name: tuple(np.flatnonzero(chosen[listed]).tolist()) for name, chosen in solving.items()}


def _merged(plan: Groundwork, shown: Sequence[OptionNumbers], worlds: Worlds) -> Central:
    """Do the same without listing packages: merge groups to the frontier, which stays empty where that is too large."""
    case, principals = plan.case, tuple(plan.case.principals)
    ground = IssueGroups(case)
    block = scores(case, worlds.central(), case.valued, ground.needs)
    gains, packages, top = np.zeros((0, len(principals))), [], np.zeros(len(principals))
    solving: Mapping[str, Bools] = {name: np.zeros(0, dtype=bool) for name in NAMES}
    try:
        frontiers = Frontiers(ground, block)
        found = frontiers.world(0)
        top = np.array([frontiers.best_alone(p)[0] for p in principals])
        points = [(point, x) for point in range(len(found.gains)) for x in found.packages(point, MOST_TIED)][::-1]
        packages = [x for _, x in points]
        gains = found.gains[[point for point, _ in points]] if points else gains
        solving = solutions(gains, reached(block, found, top, 0))
        size: int | None = len(packages)
    except (TooLargeError, TooManyConditionsError):
        size = None
    also = {*shown}
    listed = _listed(len(packages), solving, np.array([n for n, x in enumerate(packages) if x in also], dtype=np.intp))
    view = evaluate(plan, list(shown), block)
    return Central(
        principals=principals,
        size=size,
        packages=tuple(packages[n] for n in listed.tolist()),
        gains=gains[listed],
        best=gains.max(axis=0, initial=0.0),
        top=np.maximum(top, gains.max(axis=0, initial=0.0)),
        solved=_numbers(solving, listed),
        solving={name: int(chosen.sum()) for name, chosen in solving.items()},
        shown={
            x: np.array([view.value[p][row, 0] - block.parties[p].reservation[0] for p in principals])
            for row, x in enumerate(shown)
        },
        attainable={x: bool(view.attainable[row, 0]) for row, x in enumerate(shown)},
        improved={},
        division=adjusted_winner(case, block) if len(principals) == 2 else None,
    )


def _improved(
    plan: Groundwork,
    block: Scores,
    worth: Mapping[str, Floats],
    there: Bools,
    proposals: Sequence[OptionNumbers],
    known: Central | None,
) -> dict[OptionNumbers, TwoStage]:
    found = {} if known is None else {x: known.improved[x] for x in proposals if x in known.improved}
    for package in proposals:
        if package not in found and (known is None or not known.attainable.get(package)):
            result = two_stage(plan, block, worth, there, dict.fromkeys(worth, package))
            if result is not None:
                found[package] = result
    return {package: found[package] for package in proposals if package in found}


def values(plan: Groundwork, block: Scores, party: str) -> Floats:
    """Return what every package is worth to a party in the only world of a block, laid out as P(x); else 0."""
    first, second = plan.stakes[party]
    options, linkages = block.parties[party].options, block.parties[party].linkages
    table = np.zeros(plan.packages.shape)
    asked = [np.flatnonzero(stake.row >= 0) for stake in (first, second)]
    sums = [stake.sums(options)[stake.row[rows]] for stake, rows in zip((first, second), asked, strict=True)]
    table[np.ix_(*asked)] = sums[0] + sums[1].T
    for name, value in linkages.items():
        one, two = plan.linked[name]
        table[np.ix_(one, two)] += value[0]
    return table
