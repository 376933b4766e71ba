"""Which package to recommend, what cannot be told apart from it, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE, Bools, Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.proposal.questions.contrasts import contrasts
from detente.chapters.proposal.questions.expected_gains import Expected
from detente.chapters.proposal.questions.sampling_errors import mean_and_error
from detente.worlds.errors import Z

RARELY = 0.01  # share of worlds; what is completed in fewer is no package to propose if something else is

InMoreWorlds = Callable[[Ints], tuple[Floats, Floats] | None]  # rows → terms there, and weights; None for none


@dataclass(frozen=True)
class Selected:
    """What to propose; numbers are rows of the packages judged.

    Attributes:
        chosen: The package recommended; None where nothing beats asking for nothing.
        compared: The packages that were compared with the best.
        alike: All that cannot be told apart from the best, the chosen one first.
        near: All that are not told apart from the best at 99 %, beaten or not, or lack a trifle; what these share is
            firm.
        safer: A smaller package that holds more often.
        larger: A larger one that is worth more if it is completed.
        beaten: Array (packages): whether another is at least as good on all that is shown, and better on something.
        again: In how many worlds those near the best were judged again; 0 where that was not needed.
    """

    chosen: int | None
    compared: tuple[int, ...]
    alike: tuple[int, ...]
    near: tuple[int, ...]
    safer: int | None
    larger: int | None
    beaten: Bools
    again: int = 0


def select(
    found: Expected,
    weight: Floats,
    advised: str | None,
    seed: int,
    among: Sequence[int] | None = None,
    in_more: InMoreWorlds | None = None,
) -> Selected:
    """Which package is recommended?

    Args:
        found: What may be expected of the packages.
        weight: Weights of the worlds.
        advised: The principal advised; None for a mediator.
        seed: Seed of the run, for the bound.
        among: Rows of the packages that are compared with the best, itself among them; all if not given.
        in_more: Judges packages in more worlds, where these do not decide which terms all near the best share.

    Returns:
        The choice, by the rule of the theory page.
    """
    beaten = dominated(found)
    open_to = eligible(found, beaten)
    if not len(open_to) or found.objective[open_to].max() <= TIE:
        return Selected(None, (), (), (), None, None, beaten)
    packages = found.packages
    best = best_of(found, open_to)
    rows = np.arange(len(packages)) if among is None else np.asarray(among)
    if found.joint[best] >= RARELY:
        rows = rows[found.joint[rows] >= RARELY]
    beside, again = contrasts(rows, found.terms[rows], best, weight, seed), 0
    if in_more is not None and beside.leave_terms_undecided(packages):
        likely = rows[beside.maybe_near]
        told = in_more(likely)
        if told is not None:
            terms, weights = told
            worth = dict(zip(likely.tolist(), terms @ weights / weights.sum(), strict=True))
            open_there = [n for n in likely.tolist() if n in open_to]
            best = min(open_there, key=lambda n: (-round_off(float(worth[n])), _simple(packages[n])))
            beside, again = contrasts(likely, terms, best, weights, seed), len(weights)
    alike = beside.rows[beside.alike & np.isin(beside.rows, open_to)].tolist()
    first = min(alike, key=lambda n: (-round_off(found.others(n, advised)), _simple(packages[n])))
    rest = sorted((n for n in alike if n != first), key=lambda n: -found.objective[n])
    changes = np.array([sum(map(bool, package)) for package in packages])
    return Selected(
        chosen=first,
        compared=tuple(rows.tolist()),
        alike=(first, *rest),
        near=tuple(beside.rows[beside.near].tolist()),
        safer=_safer(found, first, changes, weight),
        larger=_larger(found, first, changes, weight),
        beaten=beaten,
        again=again,
    )


def round_off(value: float) -> float:
    """Return a value without the digits in which nothing is told apart."""
    return round(value / TIE) * TIE


def eligible(found: Expected, beaten: Bools) -> Ints:
    """Return the rows of the packages that can be chosen: none that is beaten, or hardly ever completed if one is."""
    done = ~beaten & (found.joint >= RARELY) & (found.objective > TIE)
    return np.flatnonzero(done if done.any() else ~beaten)


def dominated(found: Expected) -> Bools:
    """Return which packages are beaten: another is at least as good on every number that is shown, better on one."""
    shown = np.column_stack([found.share, found.joint, *found.gains.values()])
    scale = np.maximum(np.abs(shown).max(axis=0), 1.0) * TIE
    beaten = np.zeros(len(shown), dtype=bool)
    for n, own in enumerate(shown):
        no_worse = (shown >= own - scale).all(axis=1)
        better = (shown > own + scale).any(axis=1)
        beaten[n] = bool((no_worse & better).any())
    return beaten


def _simple(package: OptionNumbers) -> tuple[int, OptionNumbers]:
    return sum(map(bool, package)), package


def _safer(found: Expected, chosen: int, changes: Ints, weight: Floats) -> int | None:
    """Return the best of the smaller packages that hold more often, by more than the error of sampling."""
    held = found.prospects.completed.astype(float)
    rows = np.flatnonzero((changes < changes[chosen]) & (found.objective > TIE))
    mean, error = mean_and_error(held[rows] - held[chosen], weight)
    return _best_of(found, rows[mean > Z * error])


def _larger(found: Expected, chosen: int, changes: Ints, weight: Floats) -> int | None:
    """Return the best of the larger packages that are worth more once completed to the side that counts."""
    told = [found.if_completed(n, party, weight) for n, party in enumerate(found.counts)]
    worth = np.array([-np.inf if value is None else value for value in told])
    rows = np.flatnonzero((changes > changes[chosen]) & (worth > worth[chosen] + TIE) & (found.objective > TIE))
    return _best_of(found, rows)


def _best_of(found: Expected, rows: Ints) -> int | None:
    return best_of(found, rows) if len(rows) else None


def best_of(found: Expected, rows: Ints) -> int:
    """Return the row with the largest objective; of those tied the one that changes least."""
    return int(min(rows, key=lambda n: (-round_off(float(found.objective[n])), _simple(found.packages[n]))))
