"""Candidates for a case with more packages than can be listed: those that are best in some world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from math import log10

import numpy as np

from detente.arrays import TOLERANCE, Bools
from detente.case.bundled import MAIN
from detente.case.faults import CaseError, Fault
from detente.case.model import Case
from detente.chapters.agreement.bargaining.frontier import Frontier, Frontiers
from detente.chapters.agreement.bargaining.issue_groups import IssueGroups
from detente.chapters.agreement.bargaining.solutions import Reach, reach, solutions
from detente.chapters.agreement.bargaining.vector_sums import TooLargeError
from detente.chapters.agreement.large.integer_programme import solve
from detente.chapters.agreement.space.candidate_set import CandidateSet
from detente.chapters.agreement.space.consent_sets import TooManyConditionsError
from detente.chapters.agreement.space.packages import OptionNumbers, usable
from detente.chapters.agreement.space.scores import Scores, scores
from detente.findings.words import listed
from detente.worlds import Draws, Worlds

TIED = 3  # candidates among packages that are worth the same to every principal, at most
MOST_PROGRAMMES = 20  # worlds of a block that are solved by mixed-integer programmes, which takes seconds each
NAMED = 3  # issues with most options that are named where there are too many
TRIED = 2  # the frontiers of so many worlds are tried before a block with more worlds than that is given up


@dataclass(frozen=True)
class Candidates:
    """Packages worth judging in all worlds.

    Attributes:
        packages: The packages.
        any: In which worlds anything is attainable at all.
        programmes: In how many worlds the frontier was too large, so that solutions are those of a mixed-integer
            programme.
    """

    packages: CandidateSet
    any: Bools
    programmes: int


def candidates(case: Case, worlds: Worlds, named: Iterable[OptionNumbers]) -> Candidates:
    """Find the packages that are best in some world, and the worlds in which anything is attainable.

    Args:
        case: A case of any size.
        worlds: The worlds.
        named: Packages that are candidates anyway.

    Raises:
        CaseError: The frontiers are too large in too many worlds.
    """
    if worlds.alike and worlds.size > 1:
        one = candidates(case, worlds.first, named)
        return Candidates(one.packages, one.any.repeat(worlds.size), one.programmes * worlds.size)
    found = dict.fromkeys(named)
    lines: list[bool] = []
    programmes = 0
    for block in worlds.each(partial(_block, case)):
        if block is None:
            raise CaseError([_too_large(case)])
        for packages, programmed in block:
            found.update(dict.fromkeys(packages))
            lines.append(bool(packages))
            programmes += programmed
    return Candidates(CandidateSet(case, tuple(sorted(found))), np.array(lines), programmes)


def _too_large(case: Case) -> Fault:
    """Say that frontiers are too large, and what to leave out."""
    power = round(sum(log10(len(options)) for options in usable(case)))
    issues = nlargest(NAMED, case.issues.values(), key=lambda issue: len(issue.options))
    found = f"{len(case.issues)} issues and about 10^{power} packages for {len(case.principals)} principals"
    expected = (
        f"fewer issues or options, so that what no other package beats can be listed (most options have "
        f"{listed(issue.name for issue in issues)}), fewer principals, or at most {MOST_PROGRAMMES} worlds (--worlds), "
        "which are solved one by one"
    )
    return Fault(MAIN, 0, "issues", f"{found}, too large a frontier", expected)


def _block(case: Case, draws: Draws) -> list[tuple[list[OptionNumbers], bool]] | None:
    """Return for each world what is best in it, and whether that took a programme; None where too many would."""
    ground = IssueGroups(case)
    block = scores(case, draws, case.valued, ground.needs)
    few = draws.size <= MOST_PROGRAMMES
    try:
        frontiers = Frontiers(ground, block)
        top = np.stack([frontiers.best_alone(p) for p in case.principals], axis=1)
    except TooLargeError:
        return [(solve(case, block, n), True) for n in range(draws.size)] if few else None
    found: dict[int, list[OptionNumbers]] = {}
    for n in range(draws.size):
        try:
            world = frontiers.world(n)
            found[n] = _best(world, reached(block, world, top[n], n))
        except (TooLargeError, TooManyConditionsError):
            failed = n + 1 - len(found)
            if not few and (failed > MOST_PROGRAMMES or failed == n + 1 == TRIED):
                return None
    return [(found[n], False) if n in found else (solve(case, block, n), True) for n in range(draws.size)]


def reached(block: Scores, found: Frontier, top: np.ndarray, n: int) -> Reach:
    """Return what the principals could get in a world whose frontier is known."""
    principals = found.ground.case.principals
    return reach(found.gains, top, np.array([TOLERANCE * block.parties[p].scale[n] for p in principals]))


def _best(found: Frontier, could: Reach) -> list[OptionNumbers]:
    """Return the solutions of a world, and what is best for each principal."""
    points = dict.fromkeys(int(n) for chosen in solutions(found.gains, could).values() for n in np.flatnonzero(chosen))
    points.update(dict.fromkeys(int(n) for n in found.gains.argmax(axis=0)) if len(found.gains) else {})
    return list(dict.fromkeys(package for point in points for package in found.packages(point, TIED)))
